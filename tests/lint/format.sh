#!/bin/sh
# What clang-format would change is refused: make format applies it.
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
for file in $(git ls-files '*.c' '*.h'); do
	[ -e "$file" ] || continue
	if clang-format --dry-run -Werror "$file" >/dev/null 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL: $file is not as clang-format has it (make format)"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
