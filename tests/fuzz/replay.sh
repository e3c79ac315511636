#!/bin/sh
# replay.sh [FLAVOUR]: every seed, and every case that a fuzzer once found (found/TARGET-*), through its target, without a
# fuzzer and with the ordinary compiler; and whole documents changed in every way (mangle.c).
set -u
cd "$(dirname "$0")/../.." || exit 2
programs=build/${1:-release}/replay
export DEMARC_SHARED=data
passed=0 failed=0
for name in load request import write intake identify; do
	set --
	case $name in
	load) set -- tests/data/good tests/data/bad ;;
	import) set -- tests/data/sheets docs/examples/matrix.csv ;;
	esac
	for seeds in tests/fuzz/seeds/$name tests/fuzz/found/$name-*; do
		[ ! -e "$seeds" ] || set -- "$@" "$seeds"
	done
	if log=$("$programs/fuzz_$name" "$@" 2>&1); then
		passed=$((passed + $(echo "$log" | sed -n 's/ replayed$//p')))
	else
		failed=$((failed + 1))
		echo "FAIL: $name"; echo "$log" | tail -n 20
	fi
done
log=$(DEMARC_SHARED=tests/fuzz "$programs/mangle" quick data/matrix/chrofy/edition-1.xml data/messages/ja.xml tests/data/good/everything.xml 2>&1)
if [ $? -eq 0 ]; then
	passed=$((passed + $(echo "$log" | sed -n 's/ passed, 0 failed$//p')))
else
	failed=$((failed + 1))
	echo "FAIL: mangle"; echo "$log" | tail -n 20
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
