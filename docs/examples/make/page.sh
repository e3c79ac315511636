#!/bin/sh
# page.sh PICTURE...: an HTML page that shows the pictures, with the words that demarc has for them.
set -eu
cat <<'HEAD'
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Who is responsible for what</title>
<style>body{margin:1rem auto;max-width:60rem;padding:0 1rem;font-family:sans-serif}img{max-width:100%;height:auto}</style>
</head>
<body>
<h1>Who is responsible for what</h1>
HEAD
for picture in "$@"; do
	name=$(basename "$picture")
	kind=${name%%-*} lang=${name#*-}
	alt=$("$DEMARC" render "$kind" --describe --lang="${lang%.*}" "$DATA" | sed 's/&/\&amp;/g; s/"/\&quot;/g; s/</\&lt;/g')
	printf '<p><img src="%s" lang="%s" alt="%s"></p>\n' "$name" "${lang%.*}" "$alt"
done
echo '</body></html>'
