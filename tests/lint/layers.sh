#!/bin/sh
# A folder includes only itself and what lies to its left (data, render, cgi), and each library has its few users.
set -u
cd "$(dirname "$0")/../.." || exit 2
sources='data/*/*.[ch] render/*/*.[ch] render/*/*/*.[ch] cgi/*/*.[ch]'
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
		for path in "$forbidden"/*.h "$forbidden"/*/*.h; do
			header=${path#"$forbidden"/}
			[ -e "$folder/$header" ] || grep -lE "$include[\"<]$header[\">]" "$folder"/*.[ch] "$folder"/*/*.[ch] 2>/dev/null | sed "s|$| includes $path|"
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
verdict "$(users 'libxml/' 'data/document/parse\.c')" 'libxml2 outside its only user'
verdict "$(users 'jansson' 'data/import/read_json\.c')" 'jansson outside its only user'
verdict "$(users 'pango/' 'render/(text|paragraph)\.c')" 'Pango outside its few users'
verdict "$(users 'unicode/u' 'render/text/breaks\.c')" 'ICU outside its only user'
verdict "$(users 'fontconfig/' 'render/(fonts\.h|fonts\.c)')" 'fontconfig outside its users'
verdict "$(users 'ft2build|freetype/|png\.h|webp/|libdeflate' '-')" 'a library that cairo or libgd is there for'
verdict "$(users 'cairo' 'render/(glyph\.[ch]|cairo_paint\.[ch]|pixels\.c|pdf\.[ch]|paper\.c|paragraph\.h)')" 'cairo outside its users'
verdict "$(users 'gd\.h' 'render/output/gd_write\.c')" 'libgd outside its only user'
verdict "$(users 'fcgi(app|os|misc|_)' 'cgi/server/fcgi\.c')" 'FastCGI outside its only user'
verdict "$(users 'brotli/|zlib' 'cgi/http/compress\.c|data/export/zip\.c|data/identify/mark_read\.c|render/output/pdf_pack\.c|render/output/png_chunks\.c')" 'compression outside its few users'
verdict "$(grep -l '#include <zip\.h>' $sources | grep -vx 'data/identify/office\.c')" 'libzip outside its only user'

# What a terminal obeys is kept from it in one place, through which all messages go; getopt would print by itself. What is
# written without it are constants.
verdict "$(grep -nE '(fprintf|fputs|fputc|fwrite)\(.*stderr|perror\(|STDERR_FILENO,|getopt_long\(' $sources |
	grep -vE '^(data/base/(arena|memory)\.c|cgi/server/limit\.c):.*|^cgi/commands/command\.c:.*getopt_long')" \
	'a message that does not go through data/base/terminal.c'

# Markup is escaped in one file, and undone in one.
verdict "$(grep -lE '&(lt|gt|amp|quot|#39);' cgi/*/*.[ch] | grep -vxE 'cgi/(html/html|publish/rewrite)\.c')" 'HTML escaped outside cgi/html/html.c'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
