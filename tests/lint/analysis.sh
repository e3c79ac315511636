#!/bin/sh
# cppcheck and clang-tidy over all sources, and the unit tests of data/ under valgrind.
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}
# It takes the dot of a designated initialiser among arguments, (struct x){.a = b}, for an assignment to what stands before.
cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -j2 \
	--suppress=missingIncludeSystem --suppress=unknownEvaluationOrder:data/diff.c \
	--suppress=unknownEvaluationOrder:data/diff_table.c -Idata -Irender -Icgi data render cgi
verdict $? cppcheck
# One verdict a file. In the comparison of two editions one of a pair may be missing, which ends it at the start of each
# function (differ_whole, in another file than most), where the analyzer does not follow.
tidy() {
	file=$1 checks=
	case $file in data/diff*.c) checks=-clang-analyzer-core.NullDereference ;; esac
	clang-tidy --quiet ${checks:+"--checks=$checks"} "$file" -- -std=gnu17 -D_GNU_SOURCE -pthread -Idata -Irender -Icgi \
		$(sed -n 's/^MODULE_CFLAGS := //p' build/modules.mk) -DDEMARC_VERSION='"0"' 2>/dev/null && echo "ok $file"
}
if [ "${1-}" = tidy ]; then tidy "$2"; exit; fi
printf '%s\n' data/*.c data/*/*.c render/*.c cgi/*.c | xargs -P2 -n1 tests/lint/analysis.sh tidy >build/logs/tidy.log
files=$(printf '%s\n' data/*.c data/*/*.c render/*.c cgi/*.c | wc -l)
passed=$((passed + $(grep -c '^ok ' build/logs/tidy.log)))
failed=$((failed + files - $(grep -c '^ok ' build/logs/tidy.log)))
grep -v '^ok ' build/logs/tidy.log
DEMARC_SHARED=data valgrind --quiet --error-exitcode=9 --leak-check=full build/release/tests/test_data
verdict $? 'valgrind test_data'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
