#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: the one in CHROMIUM or on PATH, else the distribution's.
# Installing needs root and apt-get.
set -eu

fail() { echo "chromium: $*" >&2; exit 1; }

[ -z "${CHROMIUM:-}" ] || exit 0
for name in chromium chromium-browser; do
  if command -v "$name" > /dev/null; then exit 0; fi
done

command -v apt-get > /dev/null || fail "there is none, and no apt-get to install it with. Name one in CHROMIUM."
[ "$(id -u)" = 0 ] || fail "installing it needs root. Run: sudo apt-get install chromium"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || fail "the package lists can't be had. Is there a network?"
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null ||
  fail "the distribution's package could not be installed."
