#!/bin/sh
# page.sh PICTURE...: an HTML page that shows the pictures, with the words that demarc has for them.
set -eu
echo '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Who is responsible for what</title>'
for picture in "$@"; do
	name=$(basename "$picture")
	kind=${name%%-*} lang=${name#*-}
	alt=$("$DEMARC" render "$kind" --describe --lang="${lang%.*}" "$DATA" | sed 's/&/\&amp;/g; s/"/\&quot;/g; s/</\&lt;/g')
	printf '<p><img src="%s" lang="%s" alt="%s"></p>\n' "$name" "${lang%.*}" "$alt"
done
echo '</html>'
