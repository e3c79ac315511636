#!/bin/sh
# Reads the exports with other programs.
set -eu
cd "$(dirname "$0")/../.."
tests/node-modules export
exec python3 tests/export/forms.py "$@"
