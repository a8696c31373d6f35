#!/bin/sh
# Installs what is missing, builds and runs every test: sh tests/run.sh
# Three builds: debug (all suites), address and undefined-behaviour sanitizers (all suites), thread sanitizer (the path
# store and the worker). The last line is "N passed, N failed" (", N skipped" where something was).
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/src/setup.sh"
cd "$here"

install_missing $build_packages $test_packages

failed=0
results=

# suite FOLDER LOG MESON_TEST_OPTION …
suite ()
{
  folder=$1 log=$1/meson-logs/$2
  shift 2
  rm -f "$log"
  meson test -C "$folder" --print-errorlogs --no-rebuild "$@" || failed=1
  results="$results $log"
}

say "debug build in _build-test"
configure _build-test --buildtype=debugoptimized -Dwerror=true
compile _build-test
suite _build-test testlog.json

say "address and undefined-behaviour sanitizers in _build-asan"
configure _build-asan --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
compile _build-asan
suite _build-asan testlog-sanitize.json --setup sanitize --no-suite tree

say "thread sanitizer in _build-tsan"
CC=clang configure _build-tsan --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false
compile _build-tsan thread-tests
suite _build-tsan testlog-sanitize.json --setup sanitize --suite thread

python3 tests/support/count.py $results || failed=1
exit $failed
