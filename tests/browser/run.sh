#!/bin/sh
# Installs playwright-core if the lock file changed, then loads every page in Chromium.
set -eu
cd "$(dirname "$0")/../.."
modules=build/browser
mkdir -p "$modules"
if ! cmp -s tests/browser/package-lock.json "$modules/package-lock.json"; then
	cp tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc "$modules/"
	(cd "$modules" && npm ci --ignore-scripts --silent) || { rm -f "$modules/package-lock.json"; exit 1; }
fi
exec node tests/browser/pages.mjs
