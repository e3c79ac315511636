#!/bin/sh
# run.sh SCRIPT [ARGUMENT]: one of the scripts beside this one, in Chromium.
set -eu
cd "$(dirname "$0")/../.."
tests/node-modules browser
script=$1
shift
exec node "tests/browser/$script.mjs" "$@"
