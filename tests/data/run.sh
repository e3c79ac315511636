#!/bin/sh
# Every file in bad/ beside the exact diagnostics that it must produce, every file in good/ without an error, and the
# schema's verdict beside the program's: what the schema refuses, the program refuses too.
# $DEMARC is the program (build/release/demarc). UPDATE=1 rewrites what is expected: read the difference.
set -u
cd "$(dirname "$0")/../.." || exit 2
demarc=${DEMARC:-build/release/demarc}
actual=$(mktemp) || exit 2
scratch_pairs=$(mktemp -d) || exit 2
trap 'rm -rf "$actual" "$scratch_pairs"' EXIT
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
for file in tests/data/good/*.xml data/schema/*.xml data/matrix/*/*.xml data/frameworks/*.xml data/messages/*.xml data/thesaurus/*.xml; do
	diagnose "$file"
	! grep -q ' error: ' "$actual" && grep -q '^exit 0$' "$actual"
	verdict $? "$file: $(cat "$actual")"
	xmllint --noout --relaxng data/schema/demarc.rng "$file" 2>"$actual"
	verdict $? "$file: $(cat "$actual")"
done
# Sheets that cannot be imported, each beside what is said of it; nothing is written.
for file in tests/data/sheets/bad/*.csv; do
	expected=${file%.csv}.expect
	written=$(DEMARC_SHARED=data "$demarc" import csv "$file" 2>"$actual")
	echo "exit $?" >>"$actual"
	[ -z "${UPDATE-}" ] || cp "$actual" "$expected"
	diff -u "$expected" "$actual" >&2 && [ -z "$written" ] && ! grep -q '^exit 0$' "$actual"
	verdict $? "$file: other diagnostics than in $expected"
done
# Sheets that can, beside what they become.
for file in tests/data/sheets/good/*.csv; do
	DEMARC_DATA=tests/data DEMARC_SHARED=data "$demarc" import csv "$file" >"$actual" 2>&1
	verdict $? "$file: is not imported"
	[ -z "${UPDATE-}" ] || cp "$actual" "${file%.csv}.xml"
	diff -u "${file%.csv}.xml" "$actual" >&2
	verdict $? "$file: becomes something else than ${file%.csv}.xml"
	xmllint --noout --relaxng data/schema/demarc.rng "$actual" 2>/dev/null
	verdict $? "$file: the schema refuses what it becomes"
done
# What each thing that reviewers ask for, and plans, look like when they change.
cp -r tests/data/good/suppliers "$scratch_pairs"
for pair in asked plans stricter; do
	changed=$scratch_pairs/$pair.xml
	python3 tests/data/changed "$pair" >"$changed"
	DEMARC_SHARED=tests/data "$demarc" diff "tests/data/good/$pair.xml" "$changed" >"$actual" 2>&1
	verdict $(($? != 1)) "demarc diff: $pair.xml and what changed give 1"
	[ -z "${UPDATE-}" ] || cp "$actual" "tests/data/$pair.expect"
	diff -u "tests/data/$pair.expect" "$actual" >&2
	verdict $? "demarc diff: not as in tests/data/$pair.expect"
done
# The invented second edition is told from the first, change by change.
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$actual" "$scratch" "$scratch_pairs"' EXIT
first=data/matrix/chrofy/edition-1.xml
second=$scratch/matrix/chrofy/edition-2.xml
tests/data/second-edition "$scratch"
"$demarc" diff $first "$second" >"$actual"
verdict $(($? != 1)) 'demarc diff: two editions that differ give 1'
[ -z "${UPDATE-}" ] || cp "$actual" tests/data/second-edition.expect
diff -u tests/data/second-edition.expect "$actual" >&2
verdict $? 'demarc diff: not as in tests/data/second-edition.expect'
# The document that has everything, in which everything changes; and back, where what came goes.
tests/data/third-edition "$scratch/third"
everything=$scratch/third/matrix/everything
for pair in 'forth 2 3' 'back 3 2'; do
	set -- $pair
	DEMARC_SHARED=$scratch/third "$demarc" diff "$everything/edition-$2.xml" "$everything/edition-$3.xml" >"$actual"
	[ -z "${UPDATE-}" ] || cp "$actual" "tests/data/third-edition-$1.expect"
	diff -u "tests/data/third-edition-$1.expect" "$actual" >&2
	verdict $? "demarc diff: not as in tests/data/third-edition-$1.expect"
done
"$demarc" diff $first $first >"$actual" && [ ! -s "$actual" ]
verdict $? 'demarc diff: an edition differs from itself'
"$demarc" diff $first "$scratch/nothing" >"$actual" 2>&1
verdict $(($? != 2)) 'demarc diff: a file that is not there gives 2'
"$demarc" diff --format=json $first "$second" | node -e '
	const d = JSON.parse(require("fs").readFileSync(0)), lines = Number(process.argv[1]);
	process.exit(d.changes.length === lines && d.before.edition === 1 && d.after.edition === 2 ? 0 : 1);
' "$(wc -l <tests/data/second-edition.expect)"
verdict $? 'demarc diff --format=json: not as many changes as lines'
echo "diagnostics: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
