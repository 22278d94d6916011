#!/bin/sh
# Makes sure that there is an AWS CLI 2, which is no Python package: one on PATH, else the distribution's. Installing needs
# root and apt-get.
set -eu

fail() { echo "aws-cli: $*" >&2; exit 1; }

is_there() {
  IFS=:
  for folder in $PATH; do
    case $("$folder/aws" --version 2> /dev/null) in aws-cli/2.*) return 0 ;; esac
  done
  return 1
}

if is_there; then exit 0; fi
command -v apt-get > /dev/null || fail "there is no version 2, and no apt-get to install it with."
[ "$(id -u)" = 0 ] || fail "installing it needs root. Run: sudo apt-get install awscli"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || fail "the package lists can't be had. Is there a network?"
apt-get install -y -qq --no-install-recommends awscli > /dev/null ||
  fail "the distribution's package could not be installed."
is_there || fail "the distribution's package is no version 2."
