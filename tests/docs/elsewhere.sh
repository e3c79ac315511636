#!/bin/bash
# The pictures where they end up: the SVG drawn by other renderers, with fonts and without any, beside our PNG; PNG, SVG
# and PDF on slides of LibreOffice Impress. Differences in pixels are printed. $DEMARC is the program.
set -u
cd "$(dirname "$0")/../.." || exit 2
DEMARC=$(realpath "${DEMARC:-build/release/demarc}")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
echo '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig></fontconfig>' >"$work/nofonts.conf"

verdict() { # STATUS MESSAGE
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}

by_chromium() { # SVG PNG: in the size of our PNG
	printf '<style>body{margin:0}img{display:block}</style><img src="%s">' "$1" >"$work/page.html"
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$work/profile" --hide-scrollbars \
		--window-size="$(identify -format %w,%h "$work/ours.png")" --screenshot="$2" "file://$work/page.html"
}
by_rsvg() { rsvg-convert "$1" -o "$2"; }
by_rsvg_without_fonts() { FONTCONFIG_FILE=$work/nofonts.conf rsvg-convert "$1" -o "$2"; }
by_inkscape() { HOME=$work inkscape "$1" -o "$2"; }
by_inkscape_without_fonts() { FONTCONFIG_FILE=$work/nofonts.conf HOME=$work inkscape "$1" -o "$2"; }

# How many pixels differ by more than PERCENT.
differing() { # PERCENT PNG PNG
	local n
	[ -s "$3" ] || { echo 999999999; return; }
	n=$(compare -metric AE -fuzz "$1%" "$2" "$3" null: 2>&1)
	n=$(printf '%.0f' "${n%% *}" 2>/dev/null) && echo "$n" || echo 999999999
}

# Edges are smoothed by other rules everywhere; nothing may be missing, moved or of another colour.
# A badge is hardly more than edges: so many more of its pixels may differ, and no more by much. The document is a paper.
for kind in $("$DEMARC" render --help | sed -n 's/^Kinds: //p' | sed 's/ *document *//'); do
	part=$([ "$kind" = badge ] && echo 50 || echo 100)
	"$DEMARC" render "$kind" --theme=light -o "$work/picture.svg" data
	"$DEMARC" render "$kind" -o "$work/ours.png" data
	all=$(($(identify -format '%w*%h' "$work/ours.png")))
	for renderer in chromium rsvg rsvg_without_fonts inkscape inkscape_without_fonts; do
		rm -f "$work/theirs.png"
		for _ in 1 2; do # another program may fail by itself once
			[ -s "$work/theirs.png" ] || "by_$renderer" "$work/picture.svg" "$work/theirs.png" >"$work/said" 2>&1
		done
		[ -s "$work/theirs.png" ] || cat "$work/said"
		some=$(differing 10 "$work/ours.png" "$work/theirs.png") much=$(differing 30 "$work/ours.png" "$work/theirs.png")
		printf '%-9s %-23s %6d of %d pixels differ by more than 10 %%, %d by more than 30 %%\n' "$kind" "$renderer" "$some" "$all" "$much"
		[ "$some" -le $((all / part)) ] && [ "$much" -le 20 ]
		verdict $? "$kind by $renderer looks otherwise"
	done
done

# A slide is 1280 x 720 px of 1/96 inch, that is 33867 x 19050 hundredths of a millimetre, whatever the pixel density.
cd "$work" || exit 2
"$DEMARC" render stack --lang=en --aspect=16:9 -o 1x.png "$OLDPWD/data"
"$DEMARC" render stack --lang=en --aspect=16:9 --scale=4 -o 4x.png "$OLDPWD/data"
"$DEMARC" render stack --lang=en --aspect=16:9 -o auto.svg "$OLDPWD/data"
"$DEMARC" render stack --lang=en --aspect=16:9 -o picture.pdf "$OLDPWD/data"
/usr/bin/python3 "$OLDPWD/tests/docs/slide.py" slides.pdf 1x.png 4x.png auto.svg picture.pdf >sizes
cat sizes
[ "$(wc -l <sizes)" -eq 4 ] && awk '$2 < 33800 || $2 > 33934 || $3 < 19012 || $3 > 19088 { bad = 1 } END { exit bad }' sizes
verdict $? 'a picture does not fill the slide'
pdftoppm -r 48 -png slides.pdf slide 2>/dev/null
convert 1x.png -resize "$(identify -format '%wx%h!' slide-1.png)" wanted.png
for n in 1 2 3 4; do
	much=$(differing 45 wanted.png slide-$n.png)
	echo "slide $n: $much pixels differ by more than 45 %"
	[ "$much" -le $(($(identify -format '%w*%h' wanted.png) / 100)) ]
	verdict $? "slide $n looks otherwise"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
