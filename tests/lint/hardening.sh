#!/bin/sh
# hardening.sh [PROGRAM]: what compiler and linker were told to harden has come about in the program, and in each of its
# own compilation units. Read from the file, not from the Makefile.
set -u
cd "$(dirname "$0")/../.." || exit 2
program=${1:-build/release/demarc}
passed=0 failed=0
verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $program: $2"; fi
}
has() { # TEXT PATTERN WHAT
	printf '%s\n' "$1" | grep -qE -e "$2"
	verdict $? "$3"
}
lacks() {
	! printf '%s\n' "$1" | grep -qE -e "$2"
	verdict $? "$3"
}
header=$(readelf -Wh "$program") || exit 2
segments=$(readelf -Wl "$program")
dynamic=$(readelf -Wd "$program")
symbols=$(readelf -W --dyn-syms "$program")
notes=$(readelf -Wn "$program")

has "$header" 'Type: +DYN' 'not position-independent'
has "$dynamic" 'FLAGS_1.*\bPIE\b' 'a shared object, not a program'
has "$segments" '^ +GNU_RELRO ' 'no read-only relocations'
has "$dynamic" 'FLAGS_1.*\bNOW\b' 'symbols bound lazily, so their table stays writable'
has "$segments" '^ +GNU_STACK .* RW ' 'an executable stack, or none that is told'
lacks "$segments" '^ +[A-Z_]+ .* (RWE|WE) ' 'a segment both writable and executable'
lacks "$dynamic" 'TEXTREL' 'relocations in the code'
lacks "$dynamic" 'R(UN)?PATH' 'a path to look for libraries in'
has "$notes" 'Build ID: [0-9a-f]{40}' 'no build id, from which entity tags follow'
has "$symbols" '__stack_chk_fail' 'no stack protector'
has "$symbols" '__(memcpy|v?snprintf|read)_chk' 'no checked functions of the C library'
has "$symbols" ' [0-9]+ malloc$' 'the C library'"'"'s malloc, which fails where ours ends the process'
lacks "$symbols" ' UND (gets|strcpy|strcat|sprintf|vsprintf|tmpnam|mktemp)(@|$)' 'a function without a bound'

# gcc leaves its options in the debug information, a line for each unit; clang does not.
units=$(readelf --debug-dump=info --dwarf-depth=1 "$program" | sed -n 's/.*DW_AT_producer .*): //p')
case $units in
GNU*)
	options='-fPIE -fstack-protector-strong -fstack-clash-protection'
	[ "$(uname -m)" != x86_64 ] || options="$options -fcf-protection=full"
	for option in $options; do
		! printf '%s\n' "$units" | grep -vqE -e " $option( |\$)"
		verdict $? "a unit without $option"
	done
	;;
*clang*) ;;
*) verdict 1 'no debug information that tells of the compiler' ;;
esac

# A unit that can be the target of an indirect jump says so; the program as a whole does not where the C library's
# start files were made without.
if [ "$(uname -m)" = x86_64 ]; then
	for archive in "${program%/*}"/lib*.a; do
		members=$(readelf -Wn "$archive" 2>/dev/null)
		[ "$(printf '%s\n' "$members" | grep -c '^File: ')" -eq \
			"$(printf '%s\n' "$members" | grep -cE 'x86 feature: IBT, SHSTK')" ]
		verdict $? "${archive##*/}: an object without marks for indirect jumps"
	done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
