#!/bin/sh
# Installs what is missing, builds Shrinkage and opens it: sh src/run.sh [FILE]
# Without a display it draws the same board to shrinkage.png and shrinkage.svg in the current directory.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/src/setup.sh"

data=${1:-sample:diabetes}

install_missing $build_packages
say "building in $here/_build"
configure "$here/_build" "$here" --buildtype=release
compile "$here/_build" shrinkage shrinkage-cli gsettings-compile
export GSETTINGS_SCHEMA_DIR="$here/_build/resources"

draw ()
{
  for picture in shrinkage.png shrinkage.svg; do
    "$here/_build/src/cli/shrinkage-cli" draw "$data" --output "$picture"
  done
  say "$1, so the board of $data was drawn to shrinkage.png and shrinkage.svg in $(pwd)"
}

if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
  draw "there is no display"
elif ! "$here/_build/src/app/shrinkage" --check-display; then
  draw "the display cannot be opened"
else
  say "opening $data"
  exec "$here/_build/src/app/shrinkage" "$data"
fi
