#!/bin/sh
# Draws all rows × all columns, in light, dark and print, at three sizes, for somebody to look at:
#   sh tests/contact-sheet.sh FOLDER
# One labelled PNG for each row, theme and size, and an index of each theme.
set -eu

test $# -eq 1 || { echo "usage: sh tests/contact-sheet.sh FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
build=$here/_build

test -f "$build/build.ninja" || meson setup "$build" "$here" --buildtype=debugoptimized >&2
ninja -C "$build" tests/study/contact-sheet >&2
mkdir -p "$1"
G_TEST_SRCDIR=$here/tests "$build/tests/study/contact-sheet" "$1"
echo "$1: $(ls "$1" | wc -l) pictures"
