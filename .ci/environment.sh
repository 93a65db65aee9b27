#!/bin/sh
# Makes .venv from uv.lock: `.ci/environment.sh` to run the desk, `bin/environment.sh dev` to work on it.
# Needs Python 3.11 or newer; brings uv along (in .uv) where there is none. Costs nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."
for_whom=${1:-run}
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME || true
export UV_PROJECT_ENVIRONMENT=.venv UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}"

say() { echo "$*" >&2; }
wanted=$(cat uv.lock pyproject.toml | cksum)
made=$(cat .venv/.made 2>/dev/null || true)
if [ "$made" = "dev $wanted" ] || [ "$made" = "$for_whom $wanted" ]; then
  .venv/bin/python -c '' 2>/dev/null && exit 0 # else Python moved: make it anew
fi

python_is_new_enough() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_uv_venv() {
  rm -rf .uv
  python3 -m venv .uv >/dev/null 2>&1 && return 0
  rm -rf .uv
  if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing python3-venv …"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qqy install --no-install-recommends \
        python3-venv; } >/dev/null && python3 -m venv .uv && return 0
  fi
  rm -rf .uv
  # No ensurepip, but perhaps a pip of the system's that can fill an empty environment.
  python3 -m venv --without-pip .uv >/dev/null 2>&1 \
    && python3 -m pip --python .uv/bin/python install -q uv >/dev/null 2>&1 && return 0
  rm -rf .uv
  return 1
}

find_uv() {
  for uv in uv .uv/bin/uv; do
    "$uv" --version >/dev/null 2>&1 && return 0
  done
  if ! python_is_new_enough; then
    say "The help desk needs Python 3.11 or newer as python3 (found: $(python3 --version 2>&1 || echo none))."
    say "Install it, or install uv, which brings its own Python; then run this again."
    exit 1
  fi
  say "Bringing uv along (into .uv) …"
  if ! make_uv_venv; then
    say "python3 cannot make virtual environments here: the package python3-venv is missing."
    say "Install it (on Debian and Ubuntu: sudo apt-get install python3-venv) or install uv; then run this again."
    exit 1
  fi
  uv=.uv/bin/uv
  [ -x "$uv" ] && return 0
  .uv/bin/python -m pip install -q --disable-pip-version-check uv && return 0
  say "uv could not be downloaded (see above). Is this machine on the Internet?"
  exit 1
}

find_uv
say "Making .venv …"
rm -f .venv/.made
if [ "$for_whom" = dev ]; then groups=--all-groups; else groups=--no-default-groups; fi
"$uv" sync --frozen --quiet $groups || "$uv" sync --frozen --quiet $groups || {
  say "The packages could not be installed (see above). Is this machine on the Internet?"
  exit 1
}
echo "$for_whom $wanted" >.venv/.made
