#!/bin/sh
# Finds a Python from 3.12 to 3.14 on this machine, or obtains one, and hands over to machine.py beside this file.
# Plain POSIX shell, because before it has run there may be no Python to speak of. It runs each candidate instead of
# trusting its name: pyenv puts programs called python3.13 on the PATH that only say that 3.13 is not chosen.
set -eu
cd "$(dirname "$0")/.."

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

take() {
    if [ -n "$1" ] && [ -x "$1" ] && fits "$1"; then
        # A Python that cannot make virtual environments (Debian without python3-venv) is the second choice.
        if "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            found=$1
            return 0
        fi
        [ -n "$spare" ] || spare=$1
    fi
    return 1
}

on_the_path() {
    saved_ifs=$IFS
    IFS=:
    set -f
    for folder in $PATH; do
        if take "$folder/$1"; then
            break
        fi
    done
    set +f
    IFS=$saved_ifs
    [ -n "$found" ]
}

pyenv_versions() {
    for root in "${PYENV_ROOT:-}" "$(pyenv root 2>/dev/null || true)" "${HOME:-/nonexistent}/.pyenv"; do
        [ -n "$root" ] || continue
        for version in 3.13 3.14 3.12; do
            for folder in "$root/versions/$version" "$root/versions/$version".*; do
                take "$folder/bin/python" && return 0
            done
        done
    done
    return 1
}

with_uv() {
    uv=$(command -v uv 2>/dev/null || true)
    if [ -z "$uv" ]; then
        for python in python3 /usr/bin/python3 python; do
            if "$python" -m venv var/uv >/dev/null 2>&1; then
                echo "No Python from 3.12 to 3.14 here: obtaining 3.13 with uv." >&2
                var/uv/bin/python -m pip install --quiet uv >/dev/null 2>&1 && uv=var/uv/bin/uv
                break
            fi
        done
    fi
    [ -n "$uv" ] || return 1
    take "$("$uv" python find --no-project 3.13 2>/dev/null || true)" && return 0
    "$uv" python install 3.13 >&2 && take "$("$uv" python find --no-project 3.13 2>/dev/null || true)"
}

choose() {
    found=
    spare=
    # One that was set up before, then one named by hand, then the order of the README.
    take .venv/bin/python && return
    [ -z "${PYTHON:-}" ] || take "$(command -v "$PYTHON" 2>/dev/null || true)" && [ -n "$found" ] && return
    take "$(pyenv which python 2>/dev/null || true)" && return
    for name in python3.13 python3.14 python3.12 python3 python; do
        on_the_path "$name" && return
    done
    pyenv_versions && return
    if [ -n "$spare" ]; then
        found=$spare
        return
    fi
    mkdir -p var
    with_uv && return
    cat >&2 <<'EOF'
Throughline needs Python 3.12, 3.13 or 3.14, and this machine has none that runs. Install one and try again:

  Debian, Ubuntu   sudo apt-get install python3 python3-venv      (Debian 13, Ubuntu 24.04 or newer)
  Fedora           sudo dnf install python3.13
  macOS            brew install python@3.13
  anywhere         uv python install 3.13      or      pyenv install 3.13

Or name one yourself: make run PYTHON=/path/to/python3.13
EOF
    exit 1
}

choose
exec "$found" leadership/machine.py "$@"
