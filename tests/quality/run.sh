#!/bin/sh
# Installs Lighthouse and the Nu HTML checker if the lock file changed, then puts the site before both.
set -eu
cd "$(dirname "$0")/../.."
modules=build/quality
mkdir -p "$modules"
if ! cmp -s tests/quality/package-lock.json "$modules/package-lock.json"; then
	cp tests/quality/package.json tests/quality/package-lock.json tests/quality/.npmrc "$modules/"
	(cd "$modules" && npm ci --ignore-scripts --silent) || { rm -f "$modules/package-lock.json"; exit 1; }
fi
exec node tests/quality/quality.mjs
