#!/bin/bash
# Each of the examples in docs/examples/ that put pictures into documentation, built with the real tool: the picture is
# there, its words are demarc's, and building again touches no picture. $DEMARC is the program.
set -u
cd "$(dirname "$0")/../.." || exit 2
DEMARC=$(realpath "${DEMARC:-build/release/demarc}")
DATA=$(realpath data)
export DEMARC DATA LC_ALL=C # builds often run so, and the words are Japanese all the same
root=$PWD
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cp -r docs/examples/{make,sphinx,mkdocs,asciidoctor,hugo} "$work"
words=$("$DEMARC" render stack --lang=en --describe "$DATA")
passed=0 failed=0

verdict() { # STATUS MESSAGE
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}

# The alternative texts of a page's images, one a line.
alternatives() { # PAGE
	python3 - "$1" <<'END'
import html.parser, sys
class Images(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        if tag in ("img", "object"):
            print(dict(attributes).get("alt", ""))
Images().feed(open(sys.argv[1], encoding="utf-8").read())
END
}

# example NAME PAGE PICTURE COMMAND...: builds twice in the example's folder
example() {
	local theme name=$1 page=$work/$1/$2 picture=$work/$1/$3
	shift 3
	case $name in make) theme= ;; *) theme=--theme=light ;; esac
	(cd "$work/$name" && "$@") >"$work/log" 2>&1
	verdict $? "$name: $(tail -n 5 "$work/log")"
	[ -s "$picture" ]
	verdict $? "$name: no picture $picture"
	alternatives "$page" | grep -xF -- "$words" >/dev/null
	verdict $? "$name: the words of $page are others: $(alternatives "$page" | sed -n 1,2p)"
	[ -n "$(find "$work/$name" -name 'stack*.svg' | head -n 1)" ] && cmp -s "$picture" <("$DEMARC" render stack --lang=en $theme "$DATA")
	verdict $? "$name: the picture has other bytes"
	sleep 1.1
	touch "$work/before"
	(cd "$work/$name" && "$@") >"$work/log" 2>&1
	verdict $? "$name, again: $(tail -n 5 "$work/log")"
	[ -z "$(find "$work/$name" -path '*pictures/*.svg' -newer "$work/before" -not -path '*/site/*' -not -path '*/public/*' -not -path '*/_build/*'; \
		find "$work/$name/build" -name 'stack*.svg' -newer "$work/before" 2>/dev/null)" ]
	verdict $? "$name: a second build drew anew: $(find "$work/$name" -name '*.svg' -newer "$work/before" | head -n 3)"
}

example make build/index.html build/stack-en.svg make -s
example sphinx _build/index.html pictures/stack-en-light.svg sphinx-build -q -W . _build
example mkdocs site/index.html docs/pictures/stack-en.svg mkdocs build -q --strict
example asciidoctor index.html pictures/stack-light-en.svg asciidoctor -r ./demarc.rb --failure-level=WARN index.adoc
example hugo public/index.html static/pictures/stack.svg ./hugo.sh --quiet

# make draws again what has changed, and only that: the page that uses a picture is not made anew for nothing.
cp -r data "$work/data"
chmod -R u+w "$work/data"
cd "$work/make" && rm -rf build && make -s DATA="$work/data" >"$work/log" 2>&1
sleep 1.1
touch "$work/before" "$work/data/messages/ja.xml"
make -s DATA="$work/data" >>"$work/log" 2>&1
verdict $? "make, after a touch: $(tail -n 3 "$work/log")"
[ build/stack-en.svg.d -nt "$work/before" ] && [ ! build/stack-en.svg -nt "$work/before" ] && [ ! build/index.html -nt "$work/before" ]
verdict $? 'make: a file that was only touched made a picture or the page anew'
sed -i 's|<text xml:lang="en">Application</text>|<text xml:lang="en">Applications</text>|' "$work/data/matrix/chrofy/edition-1.xml"
make -s DATA="$work/data" >>"$work/log" 2>&1
[ build/stack-en.svg -nt "$work/before" ] && [ build/index.html -nt "$work/before" ] && [ ! build/stack-ja.svg -nt "$work/before" ]
verdict $? 'make: a change of the English words did not draw the English picture, and it alone'

# Sphinx reads a page again when what its pictures show has changed, and says where a wrong option stands.
cd "$work/sphinx" && rm -rf _build && DATA=$work/data sphinx-build -q -W . _build >"$work/log" 2>&1
sed -i 's|<text xml:lang="en">Applications</text>|<text xml:lang="en">Programs</text>|' "$work/data/matrix/chrofy/edition-1.xml"
DATA=$work/data sphinx-build -q -W . _build >>"$work/log" 2>&1
grep -q 'Programs' _build/index.html && grep -q 'Programs' _build/_images/stack-en-light.svg
verdict $? "sphinx: a change of the data is not seen: $(tail -n 3 "$work/log")"
sed -i 's/:highlight: customer/:highlight: nobody/' index.rst
! sphinx-build -q -W . _build >"$work/log" 2>&1 && grep -q "index.rst:9:.*--highlight='nobody'" "$work/log"
verdict $? "sphinx: a wrong option: $(tail -n 3 "$work/log")"
cd "$work/mkdocs" && sed -i 's/highlight=customer/highlight=nobody/' docs/index.md
! mkdocs build -q >"$work/log" 2>&1 && grep -q "highlight=nobody.*--highlight='nobody'" "$work/log"
verdict $? "mkdocs: a wrong option: $(tail -n 3 "$work/log")"

# From a server: sent once, and kept when the server is gone.
cd "$root" || exit 2
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
tests/serve "$port" >"$work/serve.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
while kill -0 "$server" 2>/dev/null && ! grep -q 'Ctrl-C' "$work/serve.log"; do sleep 0.1; done
cd "$work/make" || exit 2
fetched=build/coverage-en.svg
make -s SERVER="http://127.0.0.1:$port/chrofy" >"$work/log" 2>&1
cmp -s $fetched <("$DEMARC" get -b '/chrofy/diagrams/coverage.svg?lang=en' "$root/data") && grep -q 'coverage-en.svg' build/index.html
verdict $? "make: the picture from the server: $(tail -n 3 "$work/log" "$work/serve.log")"
cp -p $fetched "$work/fetched"
make -s SERVER="http://127.0.0.1:$port/chrofy" >"$work/log" 2>&1 && ! [ $fetched -nt "$work/fetched" ]
verdict $? "make: the picture was fetched again: $(tail -n 3 "$work/log")"
kill "$server"
wait "$server" 2>/dev/null
! make -s SERVER="http://127.0.0.1:$port/chrofy" >"$work/log" 2>&1 && cmp -s $fetched "$work/fetched"
verdict $? 'make: a server that is gone'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
