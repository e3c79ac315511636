#!/bin/sh
# cppcheck over all sources, and the unit tests of data/ under valgrind.
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}
# gtk.cfg knows the macros of GObject. It takes the dot of a designated initialiser among arguments, (struct x){.a = b}, for an assignment to what stands before.
cppcheck --quiet --std=c11 --library=gtk --enable=warning,portability --inline-suppr --error-exitcode=1 -j2 \
	--suppress=missingIncludeSystem --suppress='unknownEvaluationOrder:data/compare/*' --suppress=unknownMacro:data/import/oscal_catalog.c --suppress=unknownMacro:data/import/read_other.c \
	-Idata -Irender -Icgi data render cgi
verdict $? cppcheck
for program in test_base test_data; do
	DEMARC_SHARED=data valgrind --quiet --error-exitcode=9 --leak-check=full build/release/tests/$program
	verdict $? "valgrind $program"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
