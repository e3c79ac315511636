#!/bin/sh
# Installs ajv if the lock file changed, then reads the exports with other programs.
set -eu
cd "$(dirname "$0")/../.."
modules=build/export
mkdir -p "$modules"
if ! cmp -s tests/export/package-lock.json "$modules/package-lock.json"; then
	cp tests/export/package.json tests/export/package-lock.json tests/export/.npmrc "$modules/"
	(cd "$modules" && npm ci --ignore-scripts --silent) || { rm -f "$modules/package-lock.json"; exit 1; }
fi
exec python3 tests/export/forms.py "$@"
