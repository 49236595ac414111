#!/bin/sh
# Writes requirements.lock and requirements-dev.lock from pyproject.toml: every system, Python 3.11 to 3.13, hashes,
# and no address of where anything comes from (docs/decisions/0010-lock-files.md). Only maintainers need uv for it.
#
#   sh packaging/locks.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
[ -x "$uv" ] || { echo "locks: uv is needed; please type: .venv/bin/python -m pip install uv" >&2; exit 1; }

write_lock() { # FILE [OPTION ...]
    echo "locks: $1"
    file=$1
    shift
    # One version of each package on all Pythons (fork-strategy), so that what was tried is what everybody runs.
    "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links --output-file "$file" "$@" pyproject.toml
}

write_lock requirements.lock "$@"
write_lock requirements-dev.lock --constraint requirements.lock --group dev "$@"
