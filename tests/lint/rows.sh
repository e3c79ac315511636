#!/bin/sh
# A unit test that fails in a loop over a table says at which row (tests/unit/rows.h), one that fails behind it does not, and
# no test walks a table otherwise. Threads are no rows.
set -u
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; cat "$work/log"; fi
}
cat >"$work/test.c" <<'C'
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "rows.h"
static const int evens[] = {0, 2, 4, 5, 6};
static void in_loop(void **state) { (void)state; EACH_ROW(i, evens) EACH_VALUE(j, 2) assert_int_equal(evens[i] % 2 * j, 0); }
static void left(void **state) { (void)state; EACH_ROW(i, evens) if (evens[i] % 2 == 1) return; }
static void behind(void **state) { (void)state; EACH_ROW(i, evens) assert_true(evens[i] >= 0); fail(); }
int main(void) {
	const struct CMUnitTest tests[] = {cmocka_unit_test(in_loop), cmocka_unit_test(left), cmocka_unit_test(behind)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
C
sed -i 's/) EACH_VALUE/)\n EACH_VALUE/' "$work/test.c" # loops are known by their lines
${CC:-gcc} -Wall -Wextra -Itests/unit "$work/test.c" -lcmocka -o "$work/test" >"$work/log" 2>&1
verdict $? 'it does not compile'
"$work/test" >"$work/log" 2>&1
[ $? -eq 2 ]
verdict $? 'not two of the three tests fail'
[ "$(grep '^at ' "$work/log" | tr '\n' ' ')" = 'at evens[3] at 2[1] ' ]
verdict $? 'other rows are named than that of the failure'
grep -nE 'for \(\w+ (\w+) = 0; \1 < (COUNT|sizeof)\([^;&]*; \1\+\+\)' tests/unit/test_*.c | grep -vE '(threads|all)\)' >"$work/log"
[ ! -s "$work/log" ]
verdict $? 'a table is walked without EACH_ROW'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
