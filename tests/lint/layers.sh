#!/bin/sh
# A folder includes only itself and what lies to its left (data, render, cgi), and each library has its few users.
set -u
cd "$(dirname "$0")/../.." || exit 2
sources='data/*/*.[ch] render/*.[ch] cgi/*/*.[ch]'
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
verdict "$(users 'jansson' 'data/import/(read_json|oscal_catalog)\.c')" 'jansson outside the import of JSON'
verdict "$(users 'pango/' 'render/text\.c')" 'Pango outside its only user'
verdict "$(users 'fontconfig/' 'render/(fonts\.h|fonts\.c|diagram_check\.c)')" 'fontconfig outside its users'
verdict "$(users 'ft2build|freetype/' 'render/glyph\.[ch]')" 'FreeType outside its only user'
verdict "$(users 'png\.h|libdeflate' 'render/png_write\.c')" 'libpng and libdeflate outside their only user'
verdict "$(users 'fcgi(app|os|misc|_)' 'cgi/server/fcgi\.c')" 'FastCGI outside its only user'
verdict "$(users 'brotli/|zlib' 'cgi/http/compress\.c|data/export/zip\.c')" 'compression outside its only user'

# Markup is escaped in one file, and undone in one.
verdict "$(grep -lE '&(lt|gt|amp|quot|#39);' cgi/*/*.[ch] | grep -vxE 'cgi/(html/html|publish/rewrite)\.c')" 'HTML escaped outside cgi/html/html.c'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
