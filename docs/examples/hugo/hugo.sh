#!/bin/sh
# Hugo runs no programs, so the pictures are drawn before it: each into static/pictures/, its words into data/pictures.json.
# One that would not change keeps its time. Arguments go to Hugo.
set -eu
cd "$(dirname "$0")"
demarc=${DEMARC:-demarc} data=${DATA:-../../../data}
mkdir -p static/pictures data

draw() { # NAME KIND OPTION...
	name=$1 kind=$2
	shift 2
	"$demarc" render "$kind" "$@" -o "static/pictures/$name.svg" "$data"
	printf '%s "%s": "%s"' "$comma" "$name" \
		"$("$demarc" render "$kind" "$@" --describe "$data" | sed 's/\\/\\\\/g; s/"/\\"/g')" >>data/pictures.json.new
	comma=,
}

comma='{'
: >data/pictures.json.new
draw stack stack --lang=en --theme=light # as the pages are
draw stack-customer stack --lang=en --theme=light --highlight=customer --aspect=16:9
echo '}' >>data/pictures.json.new
if cmp -s data/pictures.json.new data/pictures.json; then rm data/pictures.json.new; else mv data/pictures.json.new data/pictures.json; fi
exec hugo "$@"
