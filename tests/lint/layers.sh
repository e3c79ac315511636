#!/bin/sh
# A folder includes only itself and what lies to its left (data, render, cgi), and each library has its few users.
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0

verdict() { # COUNT-OF-OFFENDERS MESSAGE
	if [ -z "$1" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAIL: %s\n%s\n' "$2" "$1"; fi
}

# "header file" of each include in quotes that resolves to a folder not allowed
includes() { # FOLDER FORBIDDEN…
	folder=$1
	shift
	for forbidden in "$@"; do
		for header in $(cd "$forbidden" && ls ./*.h 2>/dev/null | sed 's|^\./||'); do
			[ -e "$folder/$header" ] || grep -ln "^#include \"$header\"" "$folder"/*.[ch] 2>/dev/null |
				sed "s|$| includes $forbidden/$header|"
		done
	done
}
verdict "$(includes data render cgi)" 'data/ looks to the right'
verdict "$(includes render cgi)" 'render/ looks to the right'

users() { # PATTERN-OF-INCLUDE ALLOWED-FILES
	grep -lE "^#include <($1)" data/*.[ch] data/base/*.[ch] render/*.[ch] cgi/*.[ch] | grep -vxE "$2"
}
verdict "$(users 'libxml/' 'data/xml\.c')" 'libxml2 outside its only user'
verdict "$(users 'pango/' 'render/(text|renderer|fonts)\.[ch]')" 'pango outside its users'
verdict "$(users 'cairo' 'render/(raster|png_write|renderer)\.[ch]')" 'cairo outside its users'
verdict "$(users 'fcgi' 'cgi/fcgi\.c')" 'fcgi outside its only user'
verdict "$(users 'brotli|zlib' 'cgi/(compress|cache)\.c')" 'compression outside its user'

# Markup is escaped in one file.
verdict "$(grep -lE '"&(lt|amp|quot);' cgi/*.c | grep -vx 'cgi/html\.c')" 'HTML escaped outside cgi/html.c'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
