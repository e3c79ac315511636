#!/bin/sh
# A folder includes only itself and what lies to its left (data, render, cgi), and each library has its few users.
set -u
cd "$(dirname "$0")/../.." || exit 2
sources='data/*.[ch] data/base/*.[ch] data/export/*.[ch] render/*.[ch] cgi/*.[ch]'
include='^[[:space:]]*#[[:space:]]*include[[:space:]]*'
passed=0 failed=0

verdict() { # OFFENDERS MESSAGE
	if [ -z "$1" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAIL: %s\n%s\n' "$2" "$1"; fi
}

# Files of FOLDER that include a header of a folder they may not see.
includes() { # FOLDER FORBIDDEN…
	folder=$1
	shift
	for forbidden in "$@"; do
		for path in "$forbidden"/*.h; do
			header=${path##*/}
			[ -e "$folder/$header" ] || grep -lE "$include[\"<]$header[\">]" "$folder"/*.[ch] | sed "s|$| includes $path|"
		done
	done
}
verdict "$(includes data/base data render cgi)" 'data/base/ looks beyond itself'
verdict "$(includes data render cgi)" 'data/ looks to the right'
verdict "$(includes render cgi)" 'render/ looks to the right'
# A path from where the file stands would go past the include paths, and past this check.
verdict "$(grep -nE "$include\"(\.|data/|render/|cgi/)" $sources)" 'an include that does not start at an include path'

users() { # PATTERN-OF-HEADER ALLOWED-FILES
	grep -lE "$include[<\"]($1)" $sources | grep -vxE "$2"
}
verdict "$(users 'libxml/' 'data/xml\.c')" 'libxml2 outside its only user'
verdict "$(users 'jansson' 'data/export/read_json\.c')" 'jansson outside its only user'
verdict "$(users 'pango/' 'render/text\.c')" 'Pango outside its only user'
verdict "$(users 'fontconfig/' 'render/(fonts\.h|fonts\.c|diagram_check\.c)')" 'fontconfig outside its users'
verdict "$(users 'ft2build|freetype/|png\.h|webp/|libdeflate' '-')" 'a library that cairo or libgd is there for'
verdict "$(users 'cairo' 'render/(glyph\.[ch]|cairo_paint\.[ch]|pixels\.c|pdf\.c)')" 'cairo outside its users'
verdict "$(users 'gd\.h' 'render/gd_write\.c')" 'libgd outside its only user'
verdict "$(users 'fcgi(app|os|misc|_)' 'cgi/fcgi\.c')" 'FastCGI outside its only user'
verdict "$(users 'brotli/|zlib' 'cgi/compress\.c|data/export/zip\.c|render/png_chunks\.c')" 'compression outside its only user'

# Markup is escaped in one file, and undone in one.
verdict "$(grep -lE '&(lt|gt|amp|quot|#39);' cgi/*.[ch] | grep -vxE 'cgi/(html|rewrite)\.c')" 'HTML escaped outside cgi/html.c'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
