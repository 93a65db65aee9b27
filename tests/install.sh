#!/usr/bin/env bash
# What `make test` needs beside .venv: PostgreSQL, Redis, Chromium, gettext and the Noto fonts.
# On Debian as root it installs what is missing; elsewhere it says exactly what to install, and ends with 1.
set -euo pipefail

has() { command -v "$1" >/dev/null 2>&1; }
has_postgresql() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() {
  [ -x "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome \
    || [ -d '/Applications/Google Chrome.app' ]
}
has_fonts() {
  [ "$(uname)" = Darwin ] || [ -n "$(find /usr/share/fonts ~/.fonts ~/.local/share/fonts \
    -name 'NotoSansDevanagari*' -print -quit 2>/dev/null)" ]
}

missing=()
has_postgresql || missing+=(postgresql)
has redis-server || missing+=(redis-server)
has_chromium || missing+=(chromium)
has msgmerge || missing+=(gettext)
has_fonts || missing+=(fonts-noto-core)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ] && has apt-get; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if { apt-get -q update && apt-get -qy install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -n 20 "$log" >&2
  echo "apt-get could not install ${missing[*]} (its last words are above)." >&2
  exit 1
fi
echo "The tests need these, and they are not here: ${missing[*]}" >&2
if has apt-get; then
  echo "Install them:  sudo apt-get install ${missing[*]}" >&2
else
  echo "Those are Debian's names; install what your system calls PostgreSQL 15 or newer, Redis," >&2
  echo "Chromium (or set CHROMIUM to a browser's path), gettext and the Noto fonts." >&2
fi
exit 1
