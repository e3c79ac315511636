#!/bin/sh
# fetch.sh URL FILE: a picture from a server. The server's entity tag is kept beside the file: a picture that is still the same
# is not sent again, and the file keeps its time. If the server does not answer, the file stays as it is.
set -eu
url=$1 file=$2
[ -e "$file" ] || rm -f "$file.etag"
rm -f "$file.new" "$file.etag.new"
curl -fsS --max-time 60 --etag-compare "$file.etag" --etag-save "$file.etag.new" -o "$file.new" "$url"
if [ -s "$file.new" ]; then mv "$file.new" "$file"; else rm -f "$file.new"; fi
mv "$file.etag.new" "$file.etag"
