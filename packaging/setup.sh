#!/bin/sh
# Readies this checkout: the system's packages, a virtual environment in .venv, the locked Python packages in it.
#
#   sh packaging/setup.sh [run|test|pictures]
#
# run       what the cockpit needs (with a virtual screen where there is none)
# pictures  the same, with the virtual screen in any case
# test      the same, with what the tests, the linters and the type checker need
#
# What is there already is left alone, so a second call takes well under a second. System packages are installed
# where that is possible without asking (as root, or with a sudo that wants no password); elsewhere one line names
# the command to type. PYTHON=/path/to/python3 picks another interpreter.
set -eu

cd "$(dirname "$0")/.."
kind=${1:-run}

say() { printf 'setup: %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# --- what the system must bring -------------------------------------------------------------------------------
# One name a word; a|b means either, the first that this release knows (Debian 13 and Ubuntu 24.04 renamed some).

# What PySide6's own libraries (core, xcb and wayland platforms, web engine, multimedia) load from the system.
qt_packages='libdbus-1-3 libegl1 libexpat1 libfontconfig1 libfreetype6 libgl1
    libglib2.0-0t64|libglib2.0-0 libgssapi-krb5-2 libstdc++6 zlib1g
    libx11-6 libx11-xcb1 libxext6 libxkbcommon0 libxkbcommon-x11-0
    libxcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0
    libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1
    libwayland-client0 libwayland-cursor0 libwayland-egl1 libwayland-server0'
web_packages='libasound2t64|libasound2 libdrm2 libgbm1 libnspr4 libnss3 libpulse0 libudev1 libxcb-dri3-0
    libxcomposite1 libxdamage1 libxfixes3 libxkbfile1 libxrandr2 libxtst6'
# WebGL without a graphics card, and Chinese letters: Qt brings neither.
look_packages='libgl1-mesa-dri fonts-noto-cjk'
screen_packages='xvfb x11-xserver-utils'
test_packages='git xdotool imagemagick dbus gnome-keyring chromium'

wanted_packages() {
    wanted="$qt_packages $web_packages $look_packages"
    case $kind in
        run) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || wanted="$wanted $screen_packages" ;;
        pictures) wanted="$wanted $screen_packages" ;;
        test) wanted="$wanted $screen_packages $test_packages" ;;
    esac
    # Debian keeps ensurepip apart from Python; a Python from elsewhere has it built in.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        wanted="$wanted $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    printf '%s\n' "$wanted"
}

# Prints the entries of "$1" of which no alternative is installed.
missing_packages() {
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
    for entry in $1; do
        for name in $(printf '%s' "$entry" | tr '|' ' '); do
            printf '%s\n' "$installed" | grep -qxF "$name" && continue 2
        done
        printf '%s ' "$entry"
    done
}

# Prints, for each entry of "$1", the first alternative that this release knows, or the last.
known_names() {
    for entry in $1; do
        for name in $(printf '%s' "$entry" | tr '|' ' '); do
            apt-cache show "$name" >/dev/null 2>&1 && break
        done
        printf '%s ' "$name"
    done
}

# Runs a command whose talk matters only when it fails; prints the end of it then.
quietly() {
    talk=$("$@" 2>&1) || {
        status=$?
        printf '%s\n' "$talk" | tail -n 5 >&2
        return "$status"
    }
}

install_system_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        return 0 # What Qt then lacks is named by check_qt.
    fi
    missing=$(missing_packages "$(wanted_packages)")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=env
    elif sudo -n true 2>/dev/null; then
        as_root='sudo -n env'
    else
        ask_for "$(known_names "$missing")"
        return 0
    fi
    say "bringing the list of system packages up to date"
    apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
    # shellcheck disable=SC2086
    quietly $apt update || say "that did not work; going on with the list as it was"
    names=$(known_names "$missing")
    say "installing system packages: $names"
    # shellcheck disable=SC2086 # apt and names are lists of words
    quietly $apt install -y --no-install-recommends $names || ask_for "$names"
}

ask_for() {
    line="these system packages are missing; please type: sudo apt-get update && sudo apt-get install -y --no-install-recommends $1"
    case $1 in
        *-venv*) stop "$line" ;; # Without it there is no going on.
        *) say "$line" ;;
    esac
}

# --- Python and its packages ----------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

ready_mark() { # What the environment was made from: when any of it changes, the packages are laid in again.
    .venv/bin/python --version 2>&1
    cksum "$1"
}

is_ready() { [ -f ".venv/.ready-$kind" ] && [ "$(ready_mark "$lock" 2>/dev/null)" = "$(cat ".venv/.ready-$kind")" ]; }

make_environment() {
    if is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    say "making the virtual environment .venv with $("$python" --version)"
    quietly "$python" -m venv --clear .venv || stop "$python cannot make a virtual environment here"
}

install_python_packages() {
    say "installing the $(grep -c '==' "$lock") Python packages of $lock (the first time some 300 MB to fetch)"
    # On a terminal pip shows how far it is; in a log only what went wrong is of use.
    if [ -t 1 ]; then loudness=env; else loudness=quietly; fi
    # The lock is complete and hashed, so nothing is resolved here and nothing is built from source.
    $loudness .venv/bin/python -m pip install --disable-pip-version-check --require-hashes --no-deps \
        --only-binary :all: -r "$lock" ||
        stop "the Python packages could not be installed; is there a network, and a Python from 3.11 to 3.13?"
    ready_mark requirements.lock >.venv/.ready-run
    ready_mark requirements.lock >.venv/.ready-pictures
    if [ "$kind" = test ]; then ready_mark "$lock" >.venv/.ready-test; fi
}

# Stops with one line when Qt would not load; Qt's own message names one library at a time, and not the package.
check_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    qt=$(.venv/bin/python -c 'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("PySide6").origin).parent / "Qt")')
    lacking=$(for file in "$qt/plugins/platforms/libqxcb.so" "$qt/lib/libQt6WebEngineCore.so.6" "$qt/lib/libQt6Multimedia.so.6"; do
        ldd "$file" 2>/dev/null | sed -n 's/^[[:space:]]*\(.*\) => not found$/\1/p'
    done | sort -u | tr '\n' ' ')
    [ -z "$lacking" ] || stop "Qt cannot start here, the system lacks: $lacking"
}

case $kind in
    run | pictures) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *) stop "say run, pictures or test, not '$kind'" ;;
esac
python=$(find_python) || stop "Python 3.11 or newer is needed and was not found; please type: sudo apt-get install -y python3 (or name one: PYTHON=/path/to/python3)"
install_system_packages
if ! is_ready; then
    make_environment
    install_python_packages
fi
check_qt
say "ready to $kind"
