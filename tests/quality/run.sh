#!/bin/sh
# Puts the site before the Nu HTML checker and Lighthouse; run.sh speed: before Lighthouse alone, for its figures.
set -eu
cd "$(dirname "$0")/../.."
tests/node-modules quality
exec node tests/quality/quality.mjs "$@"
