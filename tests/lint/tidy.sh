#!/bin/sh
# clang-tidy, by .clang-tidy, over all sources; a file counts as looked at until it, a header or the rules change.
# tidy.sh FILE: that one.
set -u
cd "$(dirname "$0")/../.." || exit 2

# In the comparison of two editions one of a pair may be missing, which ends it at the start of each function
# (differ_whole, in another file than most), where the analyzer does not follow.
tidy() {
	stamp=build/tidy/$(cat "$1" data/*/*.h render/*/*.h render/*/*/*.h cgi/*/*.h .clang-tidy tests/lint/tidy.sh | cksum | tr -d ' ')
	if [ -e "$stamp" ]; then echo "ok $1"; return; fi
	checks=
	case $1 in data/compare/diff*.c | data/compare/differ.c) checks=-clang-analyzer-core.NullDereference ;; esac
	clang-tidy --quiet ${checks:+"--checks=$checks"} "$1" -- -std=gnu17 -D_GNU_SOURCE -pthread -Idata -Irender -Icgi \
		$(sed -n 's/^MODULE_CFLAGS := //p' build/modules.mk) -DDEMARC_VERSION='"0"' -DDEMARC_SHARED_DIR='"/"' 2>/dev/null &&
		touch "$stamp" && echo "ok $1"
}

if [ $# -eq 1 ]; then tidy "$1"; exit; fi
mkdir -p build/tidy
set -- data/*/*.c render/*/*.c render/*/*/*.c cgi/*/*.c
log=$(printf '%s\n' "$@" | xargs -P2 -n1 tests/lint/tidy.sh)
passed=$(echo "$log" | grep -c '^ok ')
echo "$log" | grep -v '^ok '
echo "$passed passed, $(($# - passed)) failed"
[ "$passed" -eq $# ]
