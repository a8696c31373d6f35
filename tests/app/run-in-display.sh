#!/bin/sh
# Runs a test program on a display and a session bus of its own: run-in-display.sh PROGRAM [ARGUMENT …]
# Says that the test is skipped where there is no Xvfb.
for need in Xvfb dbus-run-session; do
  if ! command -v "$need" >/dev/null 2>&1; then
    echo "1..0 # SKIP $need is not installed"
    exit 0
  fi
done

folder=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1600x1200x24 -nolisten tcp -noreset 3>"$folder/display" >"$folder/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT

waited=0
while [ ! -s "$folder/display" ]; do
  waited=$((waited + 1))
  if [ $waited -gt 100 ] || ! kill -0 $server 2>/dev/null; then
    cat "$folder/log" >&2
    echo "Bail out! Xvfb did not start"
    exit 1
  fi
  sleep 0.1
done

DISPLAY=:$(cat "$folder/display")
# Nothing of the user's own settings, and no files left behind.
XDG_CONFIG_HOME=$folder XDG_CACHE_HOME=$folder XDG_DATA_HOME=$folder XDG_RUNTIME_DIR=$folder
unset WAYLAND_DISPLAY
export DISPLAY XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR
chmod 700 "$folder"
dbus-run-session -- "$@"
