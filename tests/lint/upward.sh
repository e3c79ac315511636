#!/bin/sh
# A call to the right does not link: a function of cgi/ called from data/, in no file that anything needs, and the unit tests
# of data/ are not built. Without that call they are.
set -u
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
verdict() { # STATUS WANTED MESSAGE
	if [ "$1" "$2" 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $3"; cat "$work/log"; fi
}
# As make links the test, but with the copy of the archive.
link() {
	make --no-print-directory -n -W build/release/tests/test_data.o FLAVOR=release V=1 build/release/tests/test_data 2>/dev/null |
		grep -- '-o build/release/tests/test_data' | sed "s|build/release/libdata.a|$work/libdata.a|; s|-o build/release/tests/test_data|-o $work/test|" >"$work/command"
	sh "$work/command" >"$work/log" 2>&1
}
cp build/release/libdata.a "$work/"
link
verdict $? -eq 'the tests of data/ do not link'
echo 'void log_event(const char *, ...); void upward(void); void upward(void) { log_event("x"); }' >"$work/upward.c"
${CC:-gcc} -c "$work/upward.c" -o "$work/upward.o" && ar rs "$work/libdata.a" "$work/upward.o" 2>/dev/null
link
verdict $? -ne 'a call from data/ to cgi/ links'
grep -q "undefined reference to .log_event'" "$work/log"
verdict $? -eq 'it fails for another reason'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
