#!/bin/sh
# Installs playwright-core if the lock file changed, then loads every page and every kind of picture in Chromium, and
# does what reviewers do.
set -eu
cd "$(dirname "$0")/../.."
modules=build/browser
mkdir -p "$modules"
if ! cmp -s tests/browser/package-lock.json "$modules/package-lock.json"; then
	cp tests/browser/package.json tests/browser/package-lock.json tests/browser/.npmrc "$modules/"
	(cd "$modules" && npm ci --ignore-scripts --silent) || { rm -f "$modules/package-lock.json"; exit 1; }
fi
passed=0 failed=0
for script in pages pictures reviewer; do
	said=$(node "tests/browser/$script.mjs") || true
	echo "$script: $said"
	counts=$(echo "$said" | grep -oE '^[0-9]+ passed, [0-9]+ failed' | tail -n 1) || true
	set -- ${counts:-0 passed, 1 failed}
	passed=$((passed + $1)) failed=$((failed + $3))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
