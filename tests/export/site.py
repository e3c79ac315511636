#!/usr/bin/env python3
"""site.py [full]: the static export, crawled for dead links and held against what the program answers to requests.

The addresses in pages are replaced by those of files; how is worked out here a second time, from the manifest alone,
so that every byte can be compared. The data are the document that has everything, and what becomes of a directory is tried with
a small one; with "full" all of it is done with those of data/. $DEMARC is the program."""

import gzip
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import fastcgi  # noqa: E402

DEMARC = os.environ.get("DEMARC", "build/release/demarc")
BASE = "https://example.org/trust"
FULL = sys.argv[1:] == ["full"]
# The service, its file, words that one page of a language has, what becomes of them, that page, and one that stays as it is.
SERVICE, MATRIX, OLD, NEW, CHANGED, SAME = \
    ("chrofy", "matrix/chrofy/edition-1.xml", ">Enquiry desk<", ">Help desk<", "en/about.html", "ja/boundary.html") if FULL else \
    ("toy", "matrix/toy/minimal.xml", ">Guide<", ">Handbook<", "en/about.html", "en/boundary.html")
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAIL:", what)
    return good


def small_data(folder, service="toy", document="minimal.xml", named=None):
    """A data directory with a document; named: it is of another service."""
    os.makedirs(os.path.join(folder, "matrix", service))
    for name in "frameworks", "messages":
        shutil.copytree("data/" + name, os.path.join(folder, name))
    for name in os.listdir("tests/data/frameworks"):
        shutil.copy("tests/data/frameworks/" + name, os.path.join(folder, "frameworks"))
    path = shutil.copy("tests/data/good/" + document, os.path.join(folder, "matrix", service))
    if named:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace('service="toy"', named))
    return folder


def export(folder, data, *options):
    return subprocess.run([DEMARC, "export", "-o", folder, *options, data], capture_output=True, text=True)


def files(folder):
    return {os.path.relpath(os.path.join(base, name), folder) for base, _, names in os.walk(folder) for name in names}


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


# -- links -------------------------------------------------------------------------------

@lru_cache(maxsize=None)
def resolve(folder, link):
    """File and anchor that a link in a folder leads to; None for one that leads elsewhere."""
    url, anchor = urldefrag(urljoin(f"file:///{folder}/", link) if folder else urljoin("file:///", link))
    return (unquote(urlsplit(url).path[1:]), unquote(anchor)) if url.startswith("file:///") else None


class Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src", "action", "xlink:href"):
                self.links.append(value)
            elif name == "srcset":
                self.links += [part.split()[0] for part in value.split(",")]

    handle_startendtag = handle_starttag


def is_markup(name):
    """Whether addresses in it are written anew; the index of the search is JSON, but has them, too."""
    return name.endswith((".html", ".svg", ".atom")) or re.search(r"/search[^/]*\.json$", name) is not None


def crawl(folder, start, least=10000):
    """Follows every link from the start page; the files that were reached."""
    pages, links, waiting = {}, 0, [start]
    while waiting:
        name = waiting.pop()
        if name in pages:
            continue
        pages[name] = Page(read(folder, name).decode()) if is_markup(name) else None
        for link in pages[name].links if pages[name] else []:
            target = (name, "") if link.startswith("#") else resolve(posixpath.dirname(name), link)
            if not target:
                continue
            links += 1
            if target[0] not in pages and not os.path.isfile(os.path.join(folder, target[0])):
                check(False, f"{name}: dead link {link}")
            elif target[0] not in pages:
                waiting.append(target[0])
    for name, page in pages.items():
        lost = []
        for link in page.links if page else []:
            target = resolve(posixpath.dirname(name), link)
            if link.startswith("#"):
                target = (name, unquote(link[1:]))
            if target and target[1] and pages.get(target[0]) and target[1] not in pages[target[0]].ids:
                lost.append(link)
        check(not lost, f"{name}: links to no place on their page: {lost[:3]}")
    check(links > least, f"only {links} links were found")
    print(f"{len(pages)} files reached from {start} along {links} links")
    return set(pages)


# -- bytes ----------------------------------------------------------------------------------

class Program:
    """The program as it answers requests to data, with one start for all of them."""

    def __init__(self, data, scratch):
        self.socket = os.path.join(scratch, "socket")
        self.process = subprocess.Popen([DEMARC, "fcgi", "--listen", self.socket, data], stderr=subprocess.DEVNULL)
        fastcgi.ask_once_there(self.socket, "/healthz")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, target):
        head, body = fastcgi.ask(self.socket, target).split(b"\r\n\r\n", 1)
        return head.decode(), body


class Addresses:
    """From an address in what the program answers to the file that the manifest names."""

    def __init__(self, program, manifest):
        self.program, self.elsewhere = program, {}
        self.file = {target: name for name, target in manifest}

    def of(self, here, address):
        target, anchor = urldefrag(urljoin(here, address.replace("&amp;", "&")))
        path, _, query = target.partition("?")
        query = "&".join(p for p in query.split("&") if p and not p.startswith("v="))
        target = path + ("?" + query if query else "")
        while target not in self.file:
            target = self.redirected(target)
        return self.file[target], "#" + anchor if anchor else ""

    def redirected(self, target):
        if target not in self.elsewhere:
            head, _ = self.program.get(target)
            self.elsewhere[target] = re.search(r"^Location: (\S+)", head, re.M).group(1)
        return self.elsewhere[target]

    def rewrite(self, body, name, here):
        def one(address):
            file, anchor = self.of(here, address)
            return anchor if file == name and anchor else posixpath.relpath(file, posixpath.dirname(name) or ".") + anchor

        def attribute(match):
            if match.group(1) == "srcset":
                return 'srcset="%s"' % re.sub(r"(^|(?<=, ))/[^ ]*", lambda m: one(m.group()), match.group(2))
            return '%s="%s"' % (match.group(1), one(match.group(2)))

        if name.endswith(".json"):
            return re.sub(r'(?<="href":")(/[^"]*)', lambda m: one(m.group()), body.decode()).encode()
        return re.sub(r'([a-z:]+)="((?:/(?!/)|\.\./)[^"]*)"', attribute, body.decode()).encode()


def bytes_are_those_of_requests(folder, data, manifest, scratch):
    with Program(data, scratch) as program, ThreadPoolExecutor(os.cpu_count()) as pool:
        addresses = Addresses(program, manifest)
        answers = pool.map(lambda entry: program.get(entry[1]), manifest)
        for (name, target), (head, body) in zip(manifest, answers):
            if head.startswith("Status: 302"):
                check(name.endswith("index.html"), f"{name}: a redirect")
                continue
            if is_markup(name):
                body = addresses.rewrite(body, name, target)
            check(read(folder, name) == body, f"{name}: not what a request for {target} gives")


def packed_forms_hold_the_same(folder, names):
    for name in names:
        if name.endswith(".gz"):
            check(gzip.decompress(read(folder, name)) == read(folder, name[:-3]), f"{name}: other bytes")
    script = ("const fs=require('fs'),z=require('zlib');let bad=0;for(const f of fs.readFileSync(0,'utf8').split('\\n'))"
              "if(!z.brotliDecompressSync(fs.readFileSync(f)).equals(fs.readFileSync(f.slice(0,-3)))){bad=1;console.log(f)}"
              "process.exit(bad)")
    packed = [os.path.join(folder, name) for name in names if name.endswith(".br")]
    check(subprocess.run(["node", "-e", script], input="\n".join(packed), text=True).returncode == 0, "other bytes in .br")
    check(len(packed) > 100, "hardly anything is packed")


# -- the directory -----------------------------------------------------------------------------

def stamps(folder):
    return {name: (os.stat(os.path.join(folder, name)).st_ino, os.stat(os.path.join(folder, name)).st_mtime_ns)
            for name in files(folder)}


def unchanged_files_keep_their_time(folder, source, scratch):
    before = stamps(folder)
    check(export(folder, source).returncode == 0 and stamps(folder) == before, "an export of the same touched files")
    data = os.path.join(scratch, "changed")
    shutil.copytree(source, data)
    path = os.path.join(data, MATRIX)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(OLD, NEW))
    check(export(folder, data).returncode == 0, "a changed document is not exported")
    after = stamps(folder)
    changed = {name for name in after if after[name] != before.get(name)}
    check(f"{SERVICE}/{CHANGED}" in changed, "a changed page was not written")
    check(f"{SERVICE}/{SAME}" not in changed, "an unchanged page was written")
    check(not FULL or len(changed) < len(after) / 2, f"{len(changed)} of {len(after)} files changed by two words")
    check(set(after) == set(before), "other files after a change of words")


def tree(folder):
    """All of it, and the order of the manifest."""
    return {name: read(folder, name) for name in files(folder)}


def one_processor_writes_the_same(folder, source, scratch):
    alone = os.path.join(scratch, "alone")
    done = subprocess.run(["taskset", "-c", str(min(os.sched_getaffinity(0))), DEMARC, "export", "-o", alone, source], capture_output=True)
    check(done.returncode == 0 and tree(alone) == tree(folder), "one processor writes another site than several")


def compressed_forms_are_as_asked(folder, source, scratch):
    """None with --no-compress; one that holds other bytes than its file is made anew, one that holds them stays."""
    plain, names = os.path.join(scratch, "plain"), files(folder)
    check(export(plain, source, "--no-compress").returncode == 0, "no export without compressed forms")
    wanted = {name for name in names if not name.endswith((".gz", ".br"))}
    check(files(plain) == wanted and all(read(plain, name) == read(folder, name) for name in wanted - {"manifest.tsv"}),
          "other files without compressed forms")
    listed = {line.split("\t")[0] for line in read(plain, "manifest.tsv").decode().splitlines()[1:] if "/\t\t" not in line}
    check(listed == wanted - {"manifest.tsv"}, "the manifest lists what is not there")
    check(export(plain, source).returncode == 0 and tree(plain) == tree(folder), "compressed forms are not added again")
    other, weaker = f"{SERVICE}/{SAME}.br", "static/style.css.gz"
    for name, bytes_ in ((other, read(folder, "static/style.css.br")), (weaker, gzip.compress(read(folder, "static/style.css"), 1, mtime=0))):
        with open(os.path.join(plain, name), "wb") as file:
            file.write(bytes_)
    check(export(plain, source).returncode == 0, "no export over damaged files")
    check(read(plain, other) == read(folder, other), "a compressed form of other bytes stays")
    check(gzip.decompress(read(plain, weaker)) == read(folder, "static/style.css"), "a compressed form that is good is lost")
    check(export(plain, source, "--no-compress").returncode == 0 and files(plain) == wanted, "compressed forms stay that are not wanted")


def pictures_are_kept_as_they_were_drawn(folder, source, scratch):
    """What is drawn has a seal; a picture that is not what the seal is of, or a seal of something else, is drawn anew, and so is
    what other fonts may draw otherwise. kept.py has it of the rest."""
    sealed, names = os.path.join(scratch, "sealed"), files(folder)
    shutil.copytree(folder, sealed)

    def lines():
        return [line.split("\t") for line in read(sealed, "manifest.tsv").decode().splitlines()[1:]]

    seals = {line[0]: line[2] for line in lines() if len(line) > 2}
    drawn = {name for name in names if name.endswith((".png", ".webp", ".pdf"))}
    check(drawn <= set(seals) and len(set(seals.values())) == len(seals) and len(drawn) > 3, f"no seals: {drawn - set(seals)}")
    one, two, three = sorted(drawn)[:3]
    shutil.copy(os.path.join(sealed, two), os.path.join(sealed, one))
    with open(os.path.join(sealed, three), "ab") as file:
        file.write(b"x")
    check(export(sealed, source).returncode == 0 and tree(sealed) == tree(folder), "a picture that somebody changed stays")
    text = read(sealed, "manifest.tsv").decode()
    with open(os.path.join(sealed, "manifest.tsv"), "w", encoding="utf-8") as file:
        file.write(text.replace(seals[one], "0" * len(seals[one])).replace(seals[two], seals[one]))
    check(export(sealed, source).returncode == 0 and tree(sealed) == tree(folder), "a seal of something else is believed")
    fonts = dict(os.environ, DEMARC_FONTS="/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf")
    done = subprocess.run([DEMARC, "export", "-o", sealed, source], capture_output=True, env=fonts)
    check(done.returncode == 0 and not set(seals.values()) & {line[2] for line in lines() if len(line) > 2}, "other fonts, the same seals")


def what_fails_changes_nothing(folder, source, scratch):
    before = stamps(folder)
    data = os.path.join(scratch, "broken")
    os.mkdir(data)
    result = export(folder, data)
    check(result.returncode != 0 and result.stderr, "no data: no complaint")
    shutil.copytree(os.path.join(source, "matrix"), os.path.join(data, "matrix"))
    with open(os.path.join(data, MATRIX), "a", encoding="utf-8") as file:
        file.write("<")
    check(export(folder, data).returncode != 0, "broken data: no complaint")
    foreign = os.path.join(scratch, "foreign")
    os.mkdir(foreign)
    with open(os.path.join(foreign, "letter.txt"), "w", encoding="utf-8") as file:
        file.write("mine")
    result = export(foreign, source)
    check(result.returncode != 0 and "other things than an export (letter.txt)" in result.stderr, "a directory of others was replaced")
    check(os.listdir(foreign) == ["letter.txt"], "a directory of others was touched")
    check(export(os.path.join(scratch, "x"), source, "--base-url=example.org").returncode == 2, "a bad base address")
    check(stamps(folder) == before, "a failed export touched files")
    check(not [name for name in os.listdir(scratch) if ".demarc-" in name], "something is left beside the directory")


def what_others_have_is_kept(folder, source, scratch):
    """The files that static hosts want beside a site, through exports of the same and of other data."""
    def put(name, words="theirs"):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "x", encoding="utf-8") as file:
            file.write(words)
        return path

    theirs = ["CNAME", ".nojekyll", ".well-known/security.txt", ".git/HEAD", "_headers", f"{SERVICE}/en/extra.html", "static/logo.svg", "index.html.bak"]
    for name in theirs:
        put(name)
    os.symlink("CNAME", os.path.join(folder, "link"))
    stamped = {name: stamp for name, stamp in stamps(folder).items() if name in theirs}
    result = export(folder, source)
    check(result.returncode == 0 and re.search(r"; 9 that are not of an export were kept$", result.stderr), f"others' files: {result.stderr}")
    after = stamps(folder)
    check(all(after.get(name) == stamp for name, stamp in stamped.items()), "others' files were touched")
    check(os.readlink(os.path.join(folder, "link")) == "CNAME", "a link was touched")
    before = stamps(folder)
    other = small_data(os.path.join(scratch, "other"), "gadget", "minimal.xml", 'service="gadget"')
    path = put("gadget/en/about.html")
    result = export(folder, other)
    check(result.returncode == 2 and re.search(r"where files of this one go: gadget/en/about\.html; move them away", result.stderr), f"in the way: {result.stderr}")
    os.unlink(path)
    os.removedirs(os.path.dirname(path))
    check(stamps(folder) == before, "an export that was refused touched files")
    check(export(folder, other).returncode == 0, "an export of another service")
    there = files(folder)
    check(all(name in there for name in theirs) and f"{SERVICE}/en/about.html" not in there and "gadget/en/about.html" in there,
          "another service: others' files, or those of the old one")
    with open(os.path.join(folder, "manifest.tsv"), "w", encoding="utf-8") as file:
        file.write("index.html\n")
    before = stamps(folder)
    result = export(folder, source)
    check(result.returncode == 2 and "manifest.tsv: it is not that of an export" in result.stderr, f"another's manifest: {result.stderr}")
    check(stamps(folder) == before, "another's manifest: files were touched")
    check(not [name for name in os.listdir(scratch) if ".demarc-" in name], "something is left beside the directory")


def no_service_is_called_like_a_file(folder, source, scratch):
    with open(os.path.join(source, MATRIX), encoding="utf-8") as file:
        text = file.read()
    names = set(os.listdir(folder)) - {SERVICE} | {"sitemap.xml", "sitemap.xml.gz", "sitemap.xml.br", "healthz", "metrics"}
    check(len(names) > 10, f"hardly a file at the top: {names}")
    for name in names:
        path = os.path.join(scratch, "named.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(f'service="{SERVICE}"', f'service="{name}"', 1))
        result = subprocess.run([DEMARC, "check", path], capture_output=True, text=True, env=dict(os.environ, DEMARC_SHARED=source))
        check(result.returncode == 1 and re.search(rf"named\.xml:\d+:\d+: error: .*['\"]{re.escape(name)}['\"]", result.stderr),
              f"a service {name}: {result.stderr[:200]}")


def a_base_address_is_used(scratch):
    folder, data = os.path.join(scratch, "based"), small_data(os.path.join(scratch, "small"))
    result = export(folder, data, "--no-compress", "--base-url=" + BASE)
    check(result.returncode == 0, f"no export with a base address: {result.stderr}")
    root = ET.fromstring(read(folder, "sitemap.xml"))
    locations = [e.text for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    check(len(locations) > 8, "a short site map")
    for location in locations:
        check(location.startswith(BASE + "/") and os.path.isfile(os.path.join(folder, location[len(BASE) + 1:])),
              f"sitemap.xml: {location} is no file")
    page = read(folder, "toy/en/boundary.html").decode()
    check(f'<link rel="canonical" href="{BASE}/toy/en/boundary.html"' in page, "no canonical address")
    check(f'"{urlsplit(BASE).path}/static/style.css"' in read(folder, "404.html").decode(), "404.html: a relative address")
    crawl(folder, "index.html", 300)


def what_is_too_large_is_left_out(scratch):
    """A table that no PNG can show, beside one that fits: no page links to what would be refused, and all else is there. Words
    that name it are left as they are, and not those that name what is there. One of very many rows is there in pages, each in
    every format."""
    data, folder = small_data(os.path.join(scratch, "large")), os.path.join(scratch, "large-site")
    path = os.path.join(data, "matrix/toy/minimal.xml")
    with open(path, encoding="utf-8") as file:
        text = file.read()

    def table(name, rows):
        return f'<table id="{name}" kind="resources"><title><text xml:lang="en">{name}</text></title>{rows}</table>'
    named = "".join(f", see {BASE}/toy/diagrams/stack.{form}?table=tall" for form in ("svg", "png"))
    row = '<row id="{}"><name><text xml:lang="en">Row {}</text></name><cell><part party="{}" does="answers"/>{}</cell></row>'
    rows = "".join(row.format(f"r{i}", i, ("us", "you")[i % 2], "") for i in range(400))
    conditions = "".join(f'<condition kind="contract"><name><text xml:lang="en">Contract {i}{named if i == 0 else ""}</text></name><part party="you" does="answers"/></condition>'
                         for i in range(600))
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("</tables>", table("many", rows) + table("tall", row.format("t", "t", "us", conditions)) + "</tables>"))
    result = export(folder, data, "--no-compress", "--base-url=" + BASE)
    if not check(result.returncode == 0, f"no export of a large document: {result.stderr}"):
        return
    check("/toy/diagrams/stack.png?table=tall would have too many pixels" in result.stderr, "what is left out is not told")
    names = files(folder)
    page = read(folder, "toy/en/boundary.html").decode()
    for name in ("stack_table-tall.svg", "stack_table-tall.pdf", "stack_table-boundary.png", "matrix_table-boundary.webp",
                 "stack_table-many.svg"):
        check(f"toy/diagrams/{name}" in names, f"there is no {name}")
    check("toy/diagrams/stack_table-tall.png" not in names, "there is a picture with too many pixels")
    check("stack_table-boundary.png" in page and "table-tall.pdf" in page, "the page lacks pictures")
    check("stack_table-tall.png" not in page, "a page links to a picture that is refused")
    check(f"see {BASE}/toy/diagrams/stack.png?table=tall" in page, "words that name a picture that is refused name a file")
    check(f"see {BASE}/toy/diagrams/stack_table-tall.svg" in page, "words that name a picture do not name its file")
    first, pages = read(folder, "toy/diagrams/stack_table-many.svg").decode(), 0
    while f"toy/diagrams/stack_table-many_page-{pages + 1}.svg" in names:
        pages += 1
        for form in "svg", "png", "webp", "pdf":
            name = f"stack_table-many_page-{pages}.{form}"
            check(f"toy/diagrams/{name}" in names and f"{name}\"" in page, f"{name}: not there, or not on the page")
    check(pages > 3 and f"(1 of {pages})</title>" in first, f"{pages} pages, and the whole does not say that it is the first")
    crawl(folder, "index.html", 50)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder, data = os.path.join(scratch, "site"), "data" if FULL else small_data(os.path.join(scratch, "data"), "everything", "everything.xml")
        result = export(folder, data)
        if check(result.returncode == 0, f"no export: {result.stderr}"):
            names = files(folder)
            first, *rest = read(folder, "manifest.tsv").decode().splitlines()
            listed = [line.split("\t")[:2] for line in rest if "/\t\t" not in line]  # folders have a line too
            manifest = [(name, target) for name, target in listed if target]
            plain = {name for name in names if not name.endswith((".gz", ".br"))}
            check(first.startswith("# demarc export 1"), "the manifest does not say what it is")
            check(names - {"manifest.tsv"} == {name for name, _ in listed}, "the manifest names other files")
            check(plain - {"404.html", "manifest.tsv"} == {name for name, _ in manifest}, "files without an address")
            print(f"{len(names)} files, {len(manifest)} addresses")
            crawl(folder, "index.html", 10000 if FULL else 500)
            bytes_are_those_of_requests(folder, data, manifest, scratch)
            packed_forms_hold_the_same(folder, names)
            if not FULL:
                folder, data = os.path.join(scratch, "small-site"), small_data(os.path.join(scratch, "small-data"))
                check(export(folder, data).returncode == 0, "no export of a small document")
            one_processor_writes_the_same(folder, data, scratch)
            compressed_forms_are_as_asked(folder, data, scratch)
            pictures_are_kept_as_they_were_drawn(folder, data, scratch)
            what_fails_changes_nothing(folder, data, scratch)
            no_service_is_called_like_a_file(folder, data, scratch)
            unchanged_files_keep_their_time(folder, data, scratch)
            what_others_have_is_kept(folder, data, scratch)
            a_base_address_is_used(scratch)
            what_is_too_large_is_left_out(scratch)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


if __name__ == "__main__":
    sys.exit(main())
