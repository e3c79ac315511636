#!/bin/sh
# The manual pages are well formed, and demarc.xml(5) names every element, attribute and value of the schema.
set -u
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
verdict() {
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}
for page in docs/*.[0-9]; do
	mandoc -T lint -W warning "$page"
	verdict $? "$page"
done
words=$(tr -cs 'A-Za-z0-9:-' '\n' <docs/demarc.xml.5)
for name in $(sed -nE 's/.*<(element|attribute) name="([^"]+)".*/\2/p; s/.*<value[^>]*>([^<]+)<.*/\1/p' data/schema/demarc.rng | sort -u); do
	echo "$words" | grep -qx -e "$name"
	verdict $? "docs/demarc.xml.5 does not name $name, which the schema has"
done
# Every long option that a --help tells of stands in demarc(1).
helps() {
	demarc=${DEMARC:-build/release/demarc}
	$demarc --help
	for command in $($demarc --help | sed -n 's/^  demarc \([a-z]*\) .*/\1/p'); do $demarc "$command" --help; done
}
for option in $(helps 2>&1 | grep -oE -e '--[a-z-]+' | sort -u); do
	grep -qE "Fl -${option#--}( |\$)" docs/demarc.1
	verdict $? "docs/demarc.1 does not name $option, which a --help has"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
