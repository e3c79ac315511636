#!/bin/bash
# --depfile as make reads it: whatever the files are called, make looks at them, and sees a file that is new in a data
# directory. $DEMARC is the program.
set -u
cd "$(dirname "$0")/../.." || exit 2
DEMARC=$(realpath "${DEMARC:-build/release/demarc}")
data=$(realpath data)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0

verdict() { # STATUS MESSAGE
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2"; fi
}

# Whether make takes the picture for older than what it is made of. The rule gets a recipe, since make -q asks no rule
# without.
stale() { # PICTURE
	sed '0,/[^\\]$/{/[^\\]$/s/$/\n\t@:/}' deps >makefile
	make -rR -q -- "$1" 2>err
	[ $? -eq 1 ]
}

folder() { # NAME: a data directory of an hour ago
	mkdir "$1" && cp -r "$data"/{matrix,frameworks,messages} "$1/" && find "$1" -exec touch -d '1 hour ago' {} +
}

for name in plain 'a b' 'a  b' 'a%b' 'a:b' 'a$b' 'a#b' 'a*b' 'a?b' 'a[b]' 'a\b' 'a\ b' 'a\\ b' 'a\#b' 'a\:b' 'a\%b' 'a\' 'a&b' "a'b" 'a"b' '~a' '責任'; do
	folder "./$name"
	"$DEMARC" render stack -o "./$name.svg" --depfile=deps "./$name" 2>err
	verdict $? "'$name': $(cat err)"
	! stale "./$name.svg"
	verdict $? "'$name' is stale at once: $(cat err)"
	touch -d '1 minute' "./$name/messages/en.xml"
	stale "./$name.svg"
	verdict $? "'$name' stays as it is: $(cat err)"
	rm -r "./$name"
done

for name in 'a;b' 'a|b' 'a=b' $'a\tb'; do
	! "$DEMARC" render stack -o "$name.svg" --depfile=deps "$data" 2>err && [ ! -e "$name.svg" ] && grep -q 'no makefile can name' err
	verdict $? "'$name': $(cat err)"
done

# A new edition is seen; so is a file that goes, without stopping make.
folder new
"$DEMARC" render stack -o new.svg --depfile=deps new
sed 's/<edition number="1"/<edition number="2" replaces="1"/' new/matrix/chrofy/edition-1.xml >new/matrix/chrofy/edition-2.xml
touch -d '1 minute' new/matrix/chrofy
stale new.svg
verdict $? 'a new edition is not seen'
folder gone
"$DEMARC" render stack -o gone.svg --depfile=deps gone
rm gone/frameworks/iso27017-2026.xml
stale gone.svg
verdict $? "a file that is gone: $(cat err)"

# Of a matrix file, its folder is not looked at: other files there do not matter.
"$DEMARC" render stack -o file.svg --depfile=deps gone/matrix/chrofy/edition-1.xml 2>/dev/null ||
	"$DEMARC" render stack -o file.svg --depfile=deps new/matrix/chrofy/edition-1.xml
! grep -qE '(^|[ /])chrofy( |$)' deps
verdict $? "a matrix file's folder is named: $(cat deps)"

# An output that would not change keeps its time; the depfile has a new one, also when its bytes are the same.
"$DEMARC" render stack -o new.svg --depfile=deps new
touch -d '1 hour ago' new.svg deps && cp -p new.svg before
"$DEMARC" render stack -o new.svg --depfile=deps new
! [ new.svg -nt before ] && [ deps -nt before ]
verdict $? 'the times after drawing the same again'
! "$DEMARC" render stack -o none/new.svg --depfile=other new 2>err && [ ! -e other ] && grep -q none/new.svg err
verdict $? "a folder that is not there: $(cat err)"
! "$DEMARC" render stack --depfile=other new >/dev/null 2>err && [ ! -e other ]
verdict $? 'a depfile without an output'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
