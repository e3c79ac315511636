#!/bin/sh
# Every file in bad/ beside the exact diagnostics that it must produce, every file in good/ without an error, and the
# schema's verdict beside the program's: what the schema refuses, the program refuses too.
# $DEMARC is the program (build/release/demarc). UPDATE=1 rewrites what is expected: read the difference.
set -u
cd "$(dirname "$0")/../.." || exit 2
demarc=${DEMARC:-build/release/demarc}
actual=$(mktemp) || exit 2
trap 'rm -f "$actual"' EXIT
passed=0 failed=0

# Text on stderr, and the exit status as a last line.
diagnose() {
	DEMARC_SHARED=data "$demarc" check "$1" 2>"$actual" >/dev/null
	echo "exit $?" >>"$actual"
}

verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2" >&2; fi
}

for file in tests/data/bad/*.xml; do
	expected=${file%.xml}.expect
	diagnose "$file"
	if [ -n "${UPDATE-}" ]; then cp "$actual" "$expected"; fi
	diff -u "$expected" "$actual" >&2
	verdict $? "$file: other diagnostics than in $expected"
	if ! xmllint --noout --relaxng data/schema/demarc.rng "$file" 2>/dev/null; then
		grep -q '^exit [12]$' "$actual"
		verdict $? "$file: the schema refuses it, the program does not"
	fi
done
for file in tests/data/good/*.xml data/schema/*.xml data/matrix/*/*.xml data/frameworks/*.xml data/messages/*.xml; do
	diagnose "$file"
	! grep -q ' error: ' "$actual" && grep -q '^exit 0$' "$actual"
	verdict $? "$file: $(cat "$actual")"
	xmllint --noout --relaxng data/schema/demarc.rng "$file" 2>"$actual"
	verdict $? "$file: $(cat "$actual")"
done
echo "diagnostics: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
