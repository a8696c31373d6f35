# src/setup.sh: what src/run.sh and tests/run.sh both begin with; read with ".", not run.
# Installs the packages that are missing (Debian and Ubuntu), elsewhere prints their names.

# To build and to run.
build_packages='gcc meson ninja-build pkg-config gettext libglib2.0-dev-bin
  libgtk-4-dev libadwaita-1-dev libjson-glib-dev libxml2-dev libpng-dev libgif-dev
  libopenblas-dev liblapacke-dev
  librsvg2-common fonts-cantarell fonts-dejavu-core adwaita-icon-theme'

# To test: two compilers for the sanitizers, a display, checkers for what is installed and written.
test_packages='clang clang-format libclang-rt-14-dev
  xvfb xauth dbus-daemon at-spi2-core gir1.2-atspi-2.0 python3-gi libgl1-mesa-dri
  desktop-file-utils appstream libxml2-utils librsvg2-bin poppler-utils python3'

say ()
{
  printf '%s\n' "shrinkage: $*" >&2
}

# install_missing PACKAGE …
install_missing ()
{
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    say "this system does not use Debian packages; where something is missing, install what these provide: $*"
    return 0
  fi

  missing=
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
      installed*) ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -z "$missing" ] && return 0

  as_root=
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "as root, run: apt-get install -y --no-install-recommends$missing"
      return 1
    fi
    as_root=sudo
  fi

  say "installing:$missing"
  quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get update
  quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

# configure FOLDER MESON_OPTION …: sets the folder up where it is new.
configure ()
{
  folder=$1
  shift
  [ -f "$folder/build.ninja" ] || quietly meson setup "$folder" "$@"
}

# compile FOLDER [TARGET …]: everything, or only the targets named.
compile ()
{
  folder=$1
  shift
  quietly meson compile -C "$folder" "$@"
}

# quietly COMMAND …: what it prints is shown only when it fails.
quietly ()
{
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    say "“$*” failed; the lines above say why"
    return 1
  fi
}
