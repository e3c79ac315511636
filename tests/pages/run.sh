#!/bin/sh
# Whole pages as `demarc get` gives them: well-formed, equal to those stored in golden/, and true to the XML, which is
# read here by other means (xmllint). $DEMARC is the program (build/release/demarc). UPDATE=1 rewrites golden/: read the
# difference. The content hashes of addresses (v=) are left out of the comparison: they differ from build to build.
set -u
cd "$(dirname "$0")/../.." || exit 2
demarc=${DEMARC:-build/release/demarc}
matrix=data/matrix/chrofy/edition-1.xml
data=data
own=data/frameworks/iso27017-2015.xml
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

verdict() { # STATUS MESSAGE
	if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL: $2" >&2; fi
}

get() { # TARGET: the body; content hashes and sizes blanked
	"$demarc" get -b "$1" "$data" |
		sed 's/\([?;&]\)v=[0-9a-f]*/\1v=0/g; s/[0-9a-f]\{64\}/0/; s/>[0-9.]* kB</>0 kB</'
}

# The value of an XPath expression over a file; n:name is an element whatever its namespace.
ask() { # FILE EXPRESSION
	xmllint --xpath "$(echo "$2" | sed "s/n:\([a-z-]*\)/*[local-name()='\1']/g")" "$1" 2>/dev/null
}

# Whether the page in $scratch/text says the words.
says() { # WORDS
	grep -qF -- "$1" "$scratch/text"
}

# -- well-formed, and as stored ------------------------------------------------------

compare() { # NAME TARGET
	page=$scratch/page.html
	get "$2" >"$page"
	xmllint --noout "$page"
	verdict $? "$2: not well-formed"
	if [ -n "${UPDATE-}" ]; then cp "$page" "tests/pages/golden/$1.html"; fi
	diff -u "tests/pages/golden/$1.html" "$page" >&2
	verdict $? "$2: not as in tests/pages/golden/$1.html"
	# a word of the interface that no catalogue has shows its id
	! grep -E '>[a-z]+\.[a-z0-9.-]+<' "$page" | grep -vE '>[0-9a-z.-]+\.(jp|com|csv|json|xml|xlsx|ics|svg|pdf)<' >&2
	verdict $? "$2: a message without words"
	xmllint --xpath '//@id' "$page" 2>/dev/null | sort | uniq -d >"$scratch/twice"
	[ ! -s "$scratch/twice" ]
	verdict $? "$2: the same id twice: $(cat "$scratch/twice")"
}

for lang in ja en; do
	compare "overview-$lang" "/chrofy/$lang/"
	compare "boundary-$lang" "/chrofy/$lang/boundary"
	compare "controls-$lang" "/chrofy/$lang/controls"
	compare "controls-filtered-$lang" "/chrofy/$lang/controls?party=customer&status=provided"
	compare "controls-nothing-$lang" "/chrofy/$lang/controls?status=customer&cld=1"
	compare "search-$lang" "/chrofy/$lang/search"
	compare "search-logs-$lang" "/chrofy/$lang/search?q=logs"
	compare "search-number-$lang" "/chrofy/$lang/search?q=A.8.24"
	compare "search-nothing-$lang" "/chrofy/$lang/search?q=%3Cnothing%3E%205.7"
	compare "mapping-$lang" "/chrofy/$lang/mapping"
	compare "about-$lang" "/chrofy/$lang/about"
	compare "data-$lang" "/chrofy/$lang/data"
	compare "answers-$lang" "/chrofy/$lang/answers"
	compare "embed-$lang" "/chrofy/$lang/embed"
	compare "embed-slide-$lang" "/chrofy/$lang/embed?kind=flow&format=pdf&theme=print&highlight="
	compare "control-9.2.1-$lang" "/chrofy/$lang/controls/9.2.1"
	compare "party-customer-$lang" "/chrofy/$lang/parties/customer"
	compare "changes-$lang" "/chrofy/$lang/changes"
	compare "control-18.1.5-$lang" "/chrofy/$lang/controls/18.1.5"
	compare "control-CLD.9.5.1-$lang" "/chrofy/$lang/controls/CLD.9.5.1"
	compare "edition-$lang" "/chrofy/editions/1/$lang/boundary"
	compare "not-found-$lang" "/chrofy/$lang/controls/8.15"
	compare "bad-value-$lang" "/chrofy/$lang/controls?status=done"
done

# -- from edition to edition, with an invented second one -----------------------------

tests/data/second-edition "$scratch/two"
published=$data
tests/data/third-edition "$scratch/three"
data=$scratch/three
for lang in ja en; do
	compare "everything-changes-$lang" "/everything/$lang/changes/2..3"
done
data=tests/data/suppliers
for lang in ja en; do
	compare "supplier-$lang" "/papermill/$lang/suppliers/nebuline"
	compare "supplied-boundary-$lang" "/papermill/$lang/boundary"
	compare "supplied-control-$lang" "/papermill/$lang/controls/12.3.1"
done
data=$scratch/two
for lang in ja en; do
	compare "difference-$lang" "/chrofy/$lang/changes/1..2"
done
compare_feed() { # the feed is no page: well-formed, two entries, ids that differ
	get /chrofy/feed.atom >"$scratch/feed.xml"
	xmllint --noout "$scratch/feed.xml"
	verdict $? 'feed.atom: not well-formed'
	[ "$(ask "$scratch/feed.xml" 'count(//n:entry)')" = 2 ] && [ "$(ask "$scratch/feed.xml" '//n:id/text()' | sort -u | wc -l)" = 3 ]
	verdict $? 'feed.atom: no two entries with ids of their own'
	[ "$(ask "$scratch/feed.xml" 'count(//n:entry[n:title and n:updated and n:link and n:summary])')" = 2 ]
	verdict $? 'feed.atom: an entry lacks what RFC 4287 asks for'
}
compare_feed
data=$published

# -- the command that the page of answers gives, as a reader follows it ----------------

answers_are_as_told() { # LANG WORDS
	mkdir -p "$scratch/$1/bin"
	ln -s "$(realpath "$demarc")" "$scratch/$1/bin/demarc"
	get "/chrofy/$1/answers" >"$scratch/page.html"
	xmllint --xpath "string(//*[local-name()='section'][@id='x' or .//*[@id='command']]//*[local-name()='code'])" "$scratch/page.html" |
		sed 's/questions\.xlsx/questions.csv/; s/answered\.xlsx/answered.csv/' >"$scratch/$1/command"
	"$demarc" get -b /chrofy/data/matrix.xml "$data" >"$scratch/$1/matrix.xml"
	printf 'Clause,Answer\n12.3.1,\n99.9,\n' >"$scratch/$1/questions.csv"
	(cd "$scratch/$1" && PATH=$scratch/$1/bin:$PATH DEMARC_SHARED=$OLDPWD/data sh -e ./command) 2>"$scratch/said"
	grep -q "^12.3.1,.*$2" "$scratch/$1/answered.csv" && grep -q '^99.9,$' "$scratch/$1/answered.csv"
	verdict $? "answers: the command on the page does not do what it says: $(cat "$scratch/said")"
}
answers_are_as_told en 'backed up daily'
answers_are_as_told ja 'バックアップ'

# -- catalogues ------------------------------------------------------------------------

for lang in ja en; do
	xmllint --xpath "//*[local-name()='message']/@id" "data/messages/$lang.xml" | sort >"$scratch/ids-$lang"
done
diff "$scratch/ids-ja" "$scratch/ids-en" >&2
verdict $? 'the catalogues have different messages'
# Dates alone name their parts differently.
names() { # LANG: each message and the {names} in it, sorted
	sed -n 's/.*<message id="\([^"]*\)">\(.*\)<\/message>.*/\1 \2/p' "data/messages/$1.xml" | while read -r id words; do
		echo "$id" $(echo "$words" | grep -o '{[a-z]*}' | sort -u)
	done | grep -v '^date\.' | sort
}
names ja >"$scratch/names-ja"
names en >"$scratch/names-en"
diff "$scratch/names-ja" "$scratch/names-en" >&2
verdict $? 'a message has other {names} in one language than in the other'

# -- every control against the XML --------------------------------------------------------

title() { # CLAUSE LANG: the document's own, else the framework's
	words=$(ask $matrix "string(//n:control[@clause='$1']/n:title/n:text[@xml:lang='$2'])")
	[ -n "$words" ] || words=$(ask $own "string(//n:clause[@number='$1']/n:title/n:text[@xml:lang='$2'])")
	echo "$words"
}

# What the page must say of a fact: its words, or of a machine's value what every language keeps of it.
fact_words() { # CLAUSE NUMBER LANG
	fact="//n:control[@clause='$1']/n:fact[$2]"
	words=$(ask $matrix "string($fact/n:display/n:text[@xml:lang='$3'])")
	if [ -z "$words" ]; then
		words=$(ask $matrix "string($fact/@value)")
		case $(ask $matrix "string($fact/@kind)") in
		email | url | protocol | service | algorithm | text) ;;
		duration | business-days | number) words=$(echo "$words" | tr -cd 0-9) ;;
		*) words= ;;
		esac
	fi
	echo "$words"
}

check_control() { # CLAUSE LANG
	target="/chrofy/$2/controls/$1"
	get "$target" >"$scratch/page.html" && xmllint --noout "$scratch/page.html"
	verdict $? "$target: no well-formed page"
	words=$(title "$1" "$2")
	xmllint --xpath 'string(//title)' "$scratch/page.html" | grep -qF "$1 $words"
	verdict $? "$target: <title> lacks '$1 $words'"
	xmllint --xpath 'string(//main)' "$scratch/page.html" >"$scratch/text"
	missing=
	for map in $(ask $matrix "//n:control[@clause='$1']/n:map/@clause" | sed 's/.*="\(.*\)"/\1/'); do
		xmllint --xpath "string(//dl[@class='mapping']//a[.='$map'])" "$scratch/page.html" | grep -qxF "$map" ||
			missing="$missing $map"
	done
	for n in $(seq "$(ask $matrix "count(//n:control[@clause='$1']/n:fact)")"); do
		words=$(ask $matrix "string(//n:control[@clause='$1']/n:fact[$n]/n:name/n:text[@xml:lang='$2'])")
		says "$words" || missing="$missing '$words'"
		words=$(fact_words "$1" "$n" "$2")
		says "$words" || missing="$missing '$words'"
	done
	says "$(ask $matrix "string(//n:control[@clause='$1']/n:statement/n:text[@xml:lang='$2'])")" ||
		missing="$missing statement"
	[ -z "$missing" ]
	verdict $? "$target: the page lacks$missing"
}

clauses=$(ask $matrix '//n:control/@clause' | sed 's/.*="\(.*\)"/\1/')
[ "$(echo "$clauses" | wc -l)" -eq 40 ]
verdict $? 'the white paper has 40 controls'
for clause in $clauses; do
	for lang in ja en; do
		check_control "$clause" "$lang"
	done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
