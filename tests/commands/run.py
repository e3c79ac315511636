#!/usr/bin/env python3
"""run.py: the commands as a shell meets them: what they refuse and in which words, the exit status, what they write where.
$DEMARC is the program. A row is: arguments, exit status, a pattern that standard error has, a pattern that standard output
has; DATA is a small data directory, GOOD a matrix with everything, MINI a small one, BARE one without controls."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import string
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.append("tests")
from fastcgi import LIMIT, ask, ask_once_there

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
GOOD, MINI = os.path.abspath("tests/data/good/everything.xml"), os.path.abspath("tests/data/good/minimal.xml")
SHEET = os.path.abspath("tests/data/sheets/everything.csv")
counts = {True: 0, False: 0}
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # who is ended tidies up

ROWS = [
    # the program
    ("", 2, r"usage: demarc check\|render", ""),
    ("--help", 0, "^$", r"demarc fcgi \[--listen"),
    ("-h", 0, "^$", "usage: demarc COMMAND"),
    ("--version", 0, "^$", r"(?s)^demarc \d+\.\d+\.\d+ \([0-9a-f]{12}\)\n  cairo \d+\.\d+\.\d+\n.*  libgd \d.*  libxml2 2\.\d+\.\d+\n.*  ICU \d+\.\d+\n$"),
    ("chekc", 2, "there is no command 'chekc'", "^$"),
    ("render --help", 0, "^$", r"(?s)--highlight=VALUE.*Kinds: .*stack"),
    ("check -- --help", 2, "cannot read the file: there is no such file", "^$"),
    # check
    ("check MINI", 0, "", "^$"),
    ("check --strict DATA", 1, r"\d+ errors?, \d+ warnings?", "^$"),
    ("check --format=text DATA", 0, "0 errors, ", "^$"),
    ("check --format=json MINI", 0, "^$", r'^\{"diagnostics":\[\],"errors":0,"warnings":0,"accepted":0\}'),
    ("check --format=xml MINI", 2, "--format='xml': write text or json", "^$"),
    ("check --unlinked GOOD", 0, r"\[unlinked\]|0 errors", "^$"),
    ("check --stricter MINI", 2, "usage: demarc check", "^$"),
    ("check /nowhere.xml MINI", 2, "there is no such file", "^$"),
    ("check DATA/frameworks/acme-2020.xml", 0, "", "^$"),
    ("check --help", 0, "^$", r"(?s)^usage: demarc check .*--unlinked((?!Kinds).)*$"),
    ("check DATA/frameworks", 2, "no document found: it should hold matrix/", "^$"),
    ("check /dev/null", 2, "not a regular file", "^$"),
    ("render stack --base-url=https://example.org/ MINI", 2, "--base-url='https://example.org/': write an address", "^$"),
    ("render stack --base-url= MINI", 2, "--base-url=''", "^$"),
    # the paper
    ("render document --lang=en MINI", 0, "^$", r"(?s)^%PDF-1\.5.*%%EOF\s*$"),
    ("render document --format=pdf GOOD", 0, "^$", "^%PDF"),
    ("render document --format=png MINI", 2, "the document is a PDF", "^$"),
    ("render document --describe MINI", 2, "leave out --describe", "^$"),
    ("render document --theme=dark MINI", 2, "--theme is for pictures", "^$"),
    ("render document --lang=xx GOOD", 2, "--lang='xx': write ", "^$"),
    ("render document -o paper.png MINI", 2, "the document is a PDF", "^$"),
    ("get -b /everything/en/document.pdf DATA", 0, "^$", "^%PDF"),
    ("get /everything/xx/document.pdf DATA", 1, "^$", r"^HTTP/1\.1 404 "),
    # identify
    ("identify", 2, "name a picture", "^$"),
    ("identify DATA", 2, "name a picture", "^$"),
    ("identify /nowhere.png", 2, "^$", "nowhere.png: unreadable: there is no such file"),
    ("identify --format=xml MINI", 2, "--format='xml': write text or json", "^$"),
    ("identify MINI", 2, "^$", "unreadable: it is neither a picture nor "),
    ("identify DATA MINI", 2, "^$", "unreadable: it is a directory"),
    ("export --no-compress --format=xml MINI", 2, "--no-compress is for the site", "^$"),
    ("export --formats=html --format=xml MINI", 2, "--formats is for the site", "^$"),
    ("export -o site --formats=html,gif MINI", 2, "there is no 'gif'; write some of html, svg, png, .*, oscal, with commas", "^$"),
    ("export -o site --formats=html,,svg MINI", 2, "--formats: there is no ''", "^$"),
    ("export -o site --formats= MINI", 2, "--formats: there is no ''", "^$"),
    ("export -o site --formats=SVG MINI", 2, "there is no 'SVG'", "^$"),
    ("export -o site --formats MINI", 2, "there is no '.*mini", "^$"),
    ("export --help", 0, "^$", "(?s)--formats=LIST .*oscal"),
    # completion
    ("completion", 2, "name a shell, bash or zsh", "^$"),
    ("completion fish", 2, "name a shell, bash or zsh", "^$"),
    ("completion bash", 0, "^$", "complete -F _demarc demarc\n$"),
    ("completion zsh", 0, "^$", "^#compdef demarc\n"),
    ("completion --now zsh", 2, "there is no option '--now'", "^$"),
    # get
    ("get -X HEAD /everything/en/ DATA", 0, "^$", r"(?s)^HTTP/1\.1 200 OK\r\n.*Content-Length: [1-9]\d*\r\n\r\n$"),
    ("get -b -X HEAD /everything/en/ DATA", 0, "^$", "^$"),
    ("get -b /everything/en/ DATA", 0, "^$", r"(?s)^<!DOCTYPE html>.*</html>\n$"),
    ("get -X DELETE / DATA", 1, "^$", r"(?s)^HTTP/1\.1 405 .*Allow: GET, HEAD\r\n"),
    ("get /nowhere DATA", 1, "^$", r"^HTTP/1\.1 404 "),
    ("get -b /healthz DATA", 0, "^$", r'^\{"status":"ready"\}\n$'),
    ("get -b /metrics DATA", 0, "^$", r"(?s)^((?!demarc_(workers|generation|build)).)*demarc_edition_info\{((?!demarc_workers).)*$"),
    ("get nowhere DATA", 1, "^$", r"^HTTP/1\.1 400 "),
    ("get -H Accept-Encoding:br /everything/en/ DATA", 0, "^$", r"Content-Encoding: br\r\n"),
    ("get -H nonsense / DATA", 2, "-H 'nonsense': write 'Name: value'", "^$"),
    ("get " + "-H a:b " * 33 + "/ DATA", 2, "more than 32 headers", "^$"),
    ("get", 2, "name one path", "^$"),
    ("get / DATA DATA", 2, "name one path", "^$"),
    ("get --nothing / DATA", 2, "usage: demarc get", "^$"),
    ("get / /nowhere", 2, "there is no such file", "^$"),
    # render
    ("render stack --format=svg MINI", 0, "^$", r"(?s)^<svg .*</svg>\n?$"),
    ("render stack --describe MINI", 0, "^$", r"^[^<]+\n$"),
    ("render stack", 2, "name a kind of picture and a file", "^$"),
    ("render stack MINI MINI", 2, "one kind and one file, please", "^$"),
    ("render pie MINI", 2, "there is no kind of picture 'pie'; there is: .*stack", "^$"),
    ("render stack --format=gif MINI", 2, "--format='gif': write svg, png, webp or pdf", "^$"),
    ("render stack --theme=pink MINI", 2, "--theme='pink': write .*dark", "^$"),
    ("render stack --table=none MINI", 2, "--table='none': write boundary$", "^$"),
    ("render matrix --table= MINI", 2, "--table='': write ", "^$"),
    ("render stack --width=12x MINI", 2, "--width='12x': write ", "^$"),
    ("render stack --depfile=d MINI", 2, "name it with -o", "^$"),
    ("render stack --depfile=d -o - MINI", 2, "name it with -o", "^$"),
    ("render stack --depfile=d;e -o out MINI", 2, "no makefile can name 'd;e'", "^$"),
    ("render stack --edition=7 DATA", 2, "has no such edition; the current one is 2", "^$"),
    ("render stack --edition=two DATA", 2, "has no such edition", "^$"),
    ("render stack --edition=2 DATA", 0, "^$", "^<svg "),
    ("render flow MINI", 1, r"\[no-picture\]", "^$"),
    ("render flow --describe MINI", 1, r"\[no-picture\]", "^$"),
    ("render stack TWO", 2, "holds several services; name a matrix file", "^$"),
    ("render stack /nowhere", 2, "there is no such file", "^$"),
    ("render stack -o nowhere/out.svg MINI", 2, "cannot write nowhere/out.svg: No such file or directory", "^$"),
    ("render stack --depfile=nowhere/d -o out.svg MINI", 2, "cannot write nowhere/d", "^$"),
    ("render matrix --scale=4 --width=3200 --format=png GOOD", 1, r"more than \d+ in all or \d+ on a side", "^$"),
    # export, import, new
    ("export", 2, "name a directory with -o for the whole site", "^$"),
    ("export -o site --base-url=example.org DATA", 2, "without a slash at its end", "^$"),
    ("export -o site --base-url=https://example.org/ DATA", 2, "--base-url=", "^$"),
    ("export -o site --base-url=http:// DATA", 2, "--base-url='http://'", "^$"),
    ("export -o site --base-url=https:///x DATA", 2, "--base-url='https:///x'", "^$"),
    ("export -o site --base-url=ftp://example.org DATA", 2, "--base-url='ftp://example.org'", "^$"),
    ("export -o site --base-url=https://example.org/?x DATA", 2, "--base-url=", "^$"),
    ("export -o elsewhere// SMALL", 0, r"elsewhere//: \d+ files, 0 ", "^$"),
    ("export --format=docx GOOD", 2, "--format='docx': write one of xlsx, ", "^$"),
    ("export --format=controls BARE", 2, "has no controls, hence no ", "^$"),
    ("export --format=xml TWO", 2, "holds 2 services", "^$"),
    ("export --format=xml -o - MINI", 0, "^$", r"^<\?xml "),
    ("export --format=xml a b", 2, "name one file or data directory", "^$"),
    ("export --format=xml -o nowhere/out MINI", 2, "cannot write nowhere/out", "^$"),
    ("export -o DATA DATA", 2, "it holds other things than an export", "^$"),
    ("export -o MINI DATA", 2, "it is not a directory", "^$"),
    ("export -o nowhere/site DATA", 2, "nowhere/site: No such file or directory", "^$"),
    ("export --format=xml /nowhere", 2, "there is no such file", "^$"),
    ("import csv SHEET", 0, "", r"(?s)^<\?xml .*</matrix>\n$"),
    ("import csv -o - SHEET", 0, "", r"^<\?xml "),
    ("import xls SHEET", 2, "there is no form 'xls'; there is: csv, xlsx, json", "^$"),
    ("import csv", 2, "name a form", "^$"),
    ("import csv /nowhere", 2, "cannot read /nowhere: there is no such file", "^$"),
    ("import csv -o nowhere/out SHEET", 2, "cannot write nowhere/out", "^$"),
    ("import json MINI", 1, "minimal.xml:1:1: error", "^$"),
    ("import csv MINI", 1, "minimal.xml:", "^$"),
    ("import --nothing csv SHEET", 2, "usage: demarc import", "^$"),
    ("new", 2, "name one directory", "^$"),
    ("new --nothing x", 2, "usage: demarc new", "^$"),
    ("new DATA", 2, "is there already", "^$"),
    ("new nowhere/x", 2, "cannot make nowhere/x: No such file or directory", "^$"),
    ("new MINI", 2, "cannot make .*minimal.xml/matrix: Not a directory", "^$"),
    ("new " + "x" * 4090, 2, "the path is too long", "^$"),
    # diff, gap
    ("diff MINI MINI", 0, "^$", "^$"),
    ("diff MINI GOOD", 1, "", r"(?m)^\S.*: added$"),
    ("diff --format=json MINI GOOD", 1, "", r'(?s)^\{"before":\{"service":.*\]\}\n$'),
    ("diff --format=json MINI MINI", 0, "^$", r'"changes":\[\]\}'),
    ("diff --format=xml MINI GOOD", 2, "--format='xml'", "^$"),
    ("diff MINI", 2, "usage: demarc diff", "^$"),
    ("diff MINI /nowhere", 2, "there is no such file", "^$"),
    ("diff TWO MINI", 2, "holds no single document to compare", "^$"),
    ("gap --to=iso27017-2026 DATA", 1, "^$", r"\d+ of \d+|lack"),
    ("gap --to=iso27017-2026 --format=json DATA", 1, "^$", r'(?s)^\{.*"clauses":.*"without_successor":'),
    ("gap --to=iso27017-2026 --lang=ja DATA", 1, "^$", "."),
    ("gap --to=iso1 DATA", 2, "iso1", "^$"),
    ("gap DATA", 2, "--to", "^$"),
    ("gap --to=acme-2020 BARE", 2, "has no controls", "^$"),
    ("gap --to=iso27017-2026 TWO", 2, "holds 2 services", "^$"),
    ("gap --to=iso27017-2026 --format=xml DATA", 2, "--format='xml'", "^$"),
    # preview: what it refuses before it shows anything
    ("preview --port=0 DATA", 2, "--port='0': write a number from 1 to 65535", "^$"),
    ("preview --port=80x DATA", 2, "--port='80x'", "^$"),
    ("preview DATA DATA", 2, "one data directory, please", "^$"),
    ("preview --help", 0, "^$", r"follows each save"),
    # fcgi: what it refuses before it serves
    ("fcgi --workers=0 DATA", 2, "--workers '0': write a number from 1 to 256", "^$"),
    ("fcgi --workers= DATA", 2, "--workers ''", "^$"),
    ("fcgi --threads=257 DATA", 2, "--threads '257'", "^$"),
    ("fcgi --threads=2x DATA", 2, "--threads '2x'", "^$"),
    ("fcgi --nothing DATA", 2, "usage: demarc fcgi", "^$"),
    ("fcgi DATA DATA", 2, "one data directory, please", "^$"),
    ("fcgi DATA", 2, "no socket: name one with --listen", "^$"),
    ("fcgi --listen=:0 DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=: DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=:9000x DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=:99999 DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=:123456 DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=127.0.0.1: DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=[:9000 DATA", 2, r"--listen \[:9000: \S", "^$"),
    ("fcgi --listen=[::1:9000 DATA", 2, r"--listen \[::1:9000: \S", "^$"),
    ("fcgi --listen=[]:9000 DATA", 2, r"--listen \[\]:9000: \S", "^$"),
    ("fcgi --listen=nowhere/a:80 DATA", 2, "--listen nowhere/a:80: No such file or directory", "^$"),
    ("fcgi --listen=LETTERBOX DATA", 2, "cannot replace the socket there: Protocol wrong type for socket", "^$"),
    ("fcgi --listen=CROWDED DATA", 2, "another program listens there", "^$"),
    ("fcgi --listen=:65536 DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=:http DATA", 2, "write a port from 1 to 65535", "^$"),
    ("fcgi --listen=192.0.2.1:9000 DATA", 2, "--listen 192.0.2.1:9000: Cannot assign requested address", "^$"),
    ("fcgi --listen=[::zz]:9000 DATA", 2, r"--listen \[::zz\]:9000: \S", "^$"),
    ("fcgi --listen=MINI DATA", 2, "there is a file of that name that is no socket", "^$"),
    ("fcgi --listen=/" + "x" * 200 + " DATA", 2, "the path is longer than 107 bytes", "^$"),
    ("fcgi --listen=nowhere/s DATA", 2, "--listen nowhere/s: No such file or directory", "^$"),
    ("fcgi --listen=BUSY DATA", 2, "another program listens there", "^$"),
]


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAIL:", what)


def small_data(folder, *services):
    os.makedirs(folder)
    for name in "frameworks", "messages":
        shutil.copytree("data/" + name, f"{folder}/{name}")
    for name in os.listdir("tests/data/frameworks"):
        shutil.copy("tests/data/frameworks/" + name, folder + "/frameworks")
    for path in services:
        service = os.path.basename(path)[:-4]
        os.makedirs(f"{folder}/matrix/{service}")
        shutil.copy(path, f"{folder}/matrix/{service}")
    return folder


def run(arguments, cwd, env=None, stdin=subprocess.DEVNULL):
    return subprocess.run([DEMARC, *arguments], cwd=cwd, env=env, stdin=stdin, capture_output=True, timeout=LIMIT)


def rows(names, work, env):
    for line, status, err, out in ROWS:
        arguments = []
        for word in line.split():
            option, equals, value = word.partition("=")
            head, slash, tail = (value if equals else word).partition("/")
            arguments.append((option + equals if equals else "") + names.get(head, head) + slash + tail)
        done = run(arguments, work, env)
        stderr, stdout = done.stderr.decode("utf-8", "replace"), done.stdout.decode("utf-8", "replace")
        check(done.returncode == status and re.search(err, stderr) and re.search(out, stdout),
              f"demarc {line}: status {done.returncode}\n{stderr[-300:]}{stdout[:200]}")


def identify(names, work, env):
    """Pictures tell which edition they show, alone and in slides, and whether that is still so."""
    data = small_data(work + "/deck-data", names["MINI"])
    source = next(os.path.join(folder, file) for folder, _, files in os.walk(data + "/matrix") for file in files)
    before = open(source, encoding="utf-8").read()
    deck = work + "/deck.pptx"
    with zipfile.ZipFile(deck, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, suffix in ("stack", "png"), ("card", "webp"), ("party", "svg"), ("matrix", "pdf"):
            run(["render", kind, "-o", f"{kind}.{suffix}", "--theme=dark", data], work, env)
            archive.write(f"{work}/{kind}.{suffix}", f"ppt/media/{kind}.{suffix}")
    pictures = ["stack.png", "card.webp", "party.svg", "matrix.pdf"]

    def states(*arguments):
        done = run(["identify", "--format=json", *arguments], work, env)
        found = json.loads(done.stdout)["pictures"] if done.stdout else []
        return done.returncode, [picture["state"] for picture in found], found

    status, found, all = states(*pictures, deck)
    check(status == 0 and found == ["identified"] * 8, f"without data: {status}, {found}")
    check([p["kind"] for p in all] == ["stack", "card", "party", "matrix"] * 2 and {p["edition"] for p in all} == {1}, f"what they show: {all}")
    check(states(*pictures, deck, data)[:2] == (0, ["current"] * 8), "as the data have it")
    check(run(["identify", *pictures], work, dict(env, DEMARC_DATA=data)).stdout.count(b": current") == 4, "DEMARC_DATA names the data")
    with open(source, "w", encoding="utf-8") as file:
        file.write(before.replace("\n", "\n<!-- nothing that a reader sees -->\n", 3))
    check(states(deck, data)[:2] == (0, ["current"] * 4), "a comment changes no picture")
    with open(source, "w", encoding="utf-8") as file:
        file.write(re.sub(r'(<row id="[^"]*"[^>]*>\s*<name>\s*<text[^>]*>)', r"\1Other ", before, 1))
    status, found, _ = states(deck, data)
    check(status == 1 and "stale" in found, f"a row of another name: {status}, {found}")
    with open(source, "w", encoding="utf-8") as file:
        file.write(re.sub(r'(<edition [^>]*number=")1"', r'\g<1>2"', before, 1))
    done = run(["identify", deck, data], work, env)
    check(done.returncode == 1 and done.stdout.count(b"stale: edition 2 of ") == 4, f"a newer edition: {done.stdout!r} {done.stderr!r}")
    check(states(deck, names["DATA"])[:2] == (0, ["unknown"] * 4), "another service's data")
    png = open(work + "/stack.png", "rb").read()
    at, bare = 8, png[:8]
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at:at + 4], "big")
        bare += png[at:end] if png[at + 4:at + 8] in (b"IHDR", b"PLTE", b"IDAT", b"IEND") else b""
        at = end
    for name, content, expected in (("bare.png", bare, (0, ["unknown"])), ("cut.png", png[:len(png) // 2], (2, ["unreadable"])),
                                  ("noise.bin", bytes(range(256)) * 40, (2, ["unreadable"])), ("empty", b"", (2, ["unreadable"])),
                                  ("cut.pptx", open(deck, "rb").read()[:9000], (2, ["unreadable"]))):
        with open(f"{work}/{name}", "wb") as file:
            file.write(content)
        check(states(name)[:2] == expected, f"{name}: {states(name)[:2]}")
    with zipfile.ZipFile(work + "/bomb.odp", "w", zipfile.ZIP_DEFLATED) as bomb:
        for i in range(3):
            bomb.writestr(f"Pictures/{i}.png", png[:8] + b"\0" * (65 << 20))
    check(states("bomb.odp")[:2] == (2, ["unreadable"] * 3), "what unpacks to more than anyone draws is refused")


KINDS = "stack", "matrix", "flow", "coverage", "party", "card", "badge"


def links(names, work, env):
    """Where the parts of pictures lead: on the site, or nowhere."""
    base = "https://trust.example.com/a"
    based = dict(env, DEMARC_BASE_URL=base)
    for kind in KINDS:
        plain = run(["render", kind, names["DATA"]], work, env).stdout
        check(plain and b"<a" not in plain.replace(b"<animate", b""), f"{kind}: a picture without a site has no links")
        drawn = run(["render", kind, "--base-url=" + base, names["DATA"]], work, env).stdout
        found = re.findall(rb'<a xlink:href="([^"]*)"', drawn)
        check(kind in ("card", "badge") or found, f"{kind}: links")
        check(drawn == run(["render", kind, names["DATA"]], work, based).stdout, f"{kind}: the environment names the site too")
        address = f"/everything/diagrams/{kind}.svg"
        check(drawn == run(["get", "-b", address, names["DATA"]], work, based).stdout, f"{kind}: as the site has it")
        served = re.findall(rb'<a xlink:href="\.\./([^"]*)"', run(["get", "-b", address, names["DATA"]], work, env).stdout)
        check([base.encode() + b"/everything/" + link for link in served] == found, f"{kind}: served without an address of its own")
        for link in sorted(set(found))[:3]:
            page = run(["get", "-b", link.decode()[len(base):].partition("#")[0], names["DATA"]], work, env)
            anchor = link.decode().partition("#")[2]
            check(page.returncode == 0 and (f' id="{anchor}"' if anchor else "</html>") in page.stdout.decode(), f"{kind}: {link} is there")
        pdf = ["render", kind, "--format=pdf", names["DATA"]]
        written = set(re.findall(rb"/URI \(([^)]*)\)", run(pdf, work, based).stdout))
        check(written == set(found), f"{kind}: the links of a PDF")
        check(b"/URI" not in run(pdf, work, env).stdout, f"{kind}: a PDF without a site has none")


def files(names, work, env):
    """What is written, where, and what stays as it is."""
    for suffix, magic in ("svg", b"<svg "), ("png", b"\x89PNG"), ("webp", b"RIFF"), ("pdf", b"%PDF"), ("other", b"<svg "):
        run(["render", "stack", "-o", "p." + suffix, names["MINI"]], work, env)
        with open(f"{work}/p.{suffix}", "rb") as file:
            check(file.read(5).startswith(magic), f"the suffix .{suffix} chooses the format")
    before = os.stat(work + "/p.svg")
    run(["render", "stack", "-o", "p.svg", names["MINI"]], work, env)
    after = os.stat(work + "/p.svg")
    check((before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino), "a picture that stays as it was keeps its time")
    with open(names["MINI"], "rb") as file:
        piped = run(["render", "stack", "-"], work, env, file)
    named = run(["render", "stack", names["MINI"]], work, env)
    check(piped.stdout == named.stdout and piped.stdout, "- is standard input")
    with open(names["SHEET"], "rb") as file:
        piped = run(["import", "csv", "-"], work, env, file)
    check(piped.stdout == run(["import", "csv", names["SHEET"]], work, env).stdout and piped.stdout, "- is standard input, of a sheet too")
    links(names, work, env)
    identify(names, work, env)
    run(["render", "stack", "--depfile=p.d", "-o", "a b.svg", names["DATA"]], work, env)
    rule = open(work + "/p.d").read()
    check(rule.startswith("a\\ b.svg p.d:") and "/matrix/everything/everything.xml" in rule and "/frameworks:\n" in rule,
          "a makefile's rule names outputs, files and folders")
    done = run(["new", "mine"], work, env)
    checked = run(["check", "--strict", "mine"], work, dict(env, DEMARC_SHARED=names["DATA"]))
    check(done.returncode == 0 and checked.returncode == 0, "what new makes passes check")
    if os.path.basename(os.path.dirname(os.path.dirname(DEMARC))) == "build":
        bare = {name: value for name, value in env.items() if name != "DEMARC_SHARED"}
        check(run(["check", "--strict", "mine"], work, bare).returncode == 0, "a program in its checkout finds what it needs")
    with open(names["MINI"], encoding="utf-8") as mini, open(work + "/babel.xml", "w", encoding="utf-8") as babel:
        tags = [a + b + "a" for a in string.ascii_lowercase for b in string.ascii_lowercase][:300]
        babel.write(mini.read().replace("<title>", "<title>" + "".join(f'<text xml:lang="{tag}">x</text>' for tag in tags), 1))
    done = run(["check", "babel.xml"], work, dict(env, DEMARC_SHARED=names["DATA"]))
    check(done.returncode == 1 and re.search(rb"babel.xml:4:\d+: error: language '\w+' is one more than the 255 ", done.stderr + done.stdout),
          f"more languages than can be told apart are refused: {(done.stdout + done.stderr)[-300:]!r}")
    for name in "frameworks", "matrix":
        folder = small_data(work + "/loop-" + name, names["MINI"])
        shutil.rmtree(folder + "/" + name)
        os.symlink(name, folder + "/" + name)
        done = run(["check", folder], work, env)
        check(done.returncode != 0 and re.search(rb"loop-\w+/" + name.encode() + rb": error: cannot open the directory: ", done.stderr + done.stdout),
              f"a directory that cannot be opened is told of: {(done.stdout + done.stderr)[-300:]!r}")
    old = run(["export", "-o", "site", names["SMALL"]], work, env)
    new = run(["export", "-o", "site/", names["SMALL"]], work, env)
    total = re.search(rb"(\d+) files, 0 of them unchanged", old.stderr)
    check(total and b"%s files, %s of them unchanged" % (total[1], total[1]) in new.stderr, f"a second export keeps all files: {new.stderr!r}")


    done = run(["export", "-o", "", names["DATA"]], work, env)
    check(done.returncode == 2 and b"No such file or directory" in done.stderr, f"a directory without a name: {done.stderr!r}")
    with tempfile.TemporaryFile() as large:
        large.write(b"a,b\n" * (9 << 18))
        large.seek(0)
        done = run(["import", "csv", "-"], work, env, large)
    check(done.returncode == 2 and b"standard input is larger than the limit of 8 MiB" in done.stderr, f"too large an input: {done.stderr!r}")


OBEYED = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def terminal(names, work, env):
    """Whatever stands in arguments, names of files and files, nothing that a terminal obeys is printed."""
    hostile = "\x1b]0;x\x07\x7f\u009b31m\u202e\u2066\r"
    legal = "\x7f\u009b31m\u202e\u2066"  # in XML
    mini, sheet = open(names["MINI"], encoding="utf-8").read(), open(names["SHEET"], encoding="utf-8").read()
    made = {"value.xml": mini.replace('kind="customer"', f'kind="x{legal}&#10;y.xml:1:1: error: z"', 1),
            "raw.xml": mini.replace("<title>", "<title>" + hostile, 1), "name.xml": mini.replace("<about>", f"<about{legal}>", 1),
            "words.xml": mini.replace("Who does what", "Who \u202edoes\u2066 what", 1).replace(">Toy<", ">\u202eToy<"),
            f"{hostile}.xml": mini.replace('kind="customer"', 'kind="x"', 1), "cell.csv": sheet.replace("customer", hostile, 1),
            "form.json": '{"' + hostile.replace("\r", "") + '": 1}', "value.json": '{"demarc": {"\\u001b\\u009b\\u202e": "\\u001b[31m"}}'}
    for name, text in made.items():
        with open(f"{work}/{name}", "w", encoding="utf-8", newline="") as file:
            file.write(text)
    broken = small_data(work + "/obeyed", work + "/value.xml")
    for arguments in (["check", "value.xml"], ["check", "raw.xml"], ["check", "name.xml"], ["check", "words.xml"], ["check", hostile + ".xml"],
                      ["check", "nowhere" + hostile], ["check", "--format=json", "value.xml"], ["check", "--format=" + hostile],
                      ["check", "--" + hostile], [hostile], ["check", "-\x1b"], ["import", "csv", "cell.csv"], ["import", "json", "form.json"],
                      ["import", "json", "value.json"], ["import", hostile, "x"], ["import", "csv", hostile],
                      ["diff", names["MINI"], "words.xml"], ["diff", "--format=json", names["MINI"], "words.xml"], ["diff", names["MINI"], "raw.xml"],
                      ["gap", "--to=acme-2024", "words.xml"], ["gap", "--to=acme-2024", "--format=json", "words.xml"],
                      ["gap", "--to=" + hostile, names["MINI"]], ["render", "stack", "--describe", "words.xml"], ["render", hostile, "words.xml"],
                      ["render", "stack", "--theme=" + hostile, "words.xml"], ["render", "stack", "-o", hostile + "/x", "words.xml"],
                      ["new", "made" + hostile], ["new", "nowhere/" + hostile], ["export", "-o", "site" + hostile, names["SMALL"]],
                      ["export", "--format=" + hostile], ["get", "-H", hostile, "/"], ["fcgi", "--listen=" + hostile + "/", "."],
                      ["fcgi", "--listen=s", broken], ["fcgi", "--workers=" + hostile]):
        done = run(arguments, work, env)
        printed = (done.stderr + done.stdout).decode("utf-8")
        check(printed and not OBEYED.search(printed), f"{arguments!r} prints {OBEYED.search(printed)!r} in {printed[:300]!r}")
    with open(work + "/many.xml", "w", encoding="utf-8") as file:
        parties = "".join('\n' * 3500 + f'<party id="p{i}" kind="x"><name><text xml:lang="en">x</text></name></party>' for i in range(412))
        file.write(mini.replace("</parties>", parties + "</parties>"))
    done, told = run(["check", "many.xml"], work, env), run(["check", "--format=json", "many.xml"], work, env)
    check(done.returncode == 1 and done.stderr.count(b"[bad-value]\n    <party") == 100 and
          b"\xe2\x80\xa6 and 312 more of this kind: error [bad-value]\n412 errors, 0 warnings\n" in done.stderr,
          f"a hundred of a kind, then a count: {done.stderr[-200:]!r}")
    told = json.loads(told.stdout)
    check(len(told["diagnostics"]) == 100 and told["errors"] == 412 and told["more"] == [{"rule": "bad-value", "severity": "error", "count": 312}],
          f"the same as JSON: {told.get('more')}")


def large_import(names, work, env):
    """A sheet that is read, but whose XML would be larger than what any command reads."""
    sheet = open(names["SHEET"], encoding="utf-8").read()
    lines = "".join(f"term,t{i},,,,,,,語,定義,t,d\n" for i in range(45000))
    put(work + "/large.csv", sheet.replace("\nreference,", "\n" + lines + "reference,", 1))
    done = run(["import", "csv", "-o", "large.xml", "large.csv"], work, env)
    check(done.returncode == 2 and re.search(rb"large.csv: as XML it takes \d{7,} bytes.*8 MiB", done.stderr) and not os.path.exists(work + "/large.xml"),
          f"too large to be read again: status {done.returncode}, {os.path.getsize(work + '/large.csv')} bytes, {done.stderr[-300:]!r}")


def outputs(names, work, env):
    """Standard streams that take nothing, or are not there."""
    for arguments in (["check", "--format=json", names["GOOD"]], ["import", "csv", names["SHEET"]], ["--version"], ["get", "/", names["DATA"]],
                      ["export", "--format=xml", names["GOOD"]]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([DEMARC, *arguments], cwd=work, env=env, stdout=full, stderr=subprocess.PIPE, timeout=LIMIT)
        check(done.returncode == 2 and done.stderr.count(b"cannot write to standard output") == 1,
              f"{arguments} on a full disk: status {done.returncode}, {done.stderr!r}")
        done = subprocess.run(["sh", "-c", 'exec "$0" "$@" >&-', DEMARC, *arguments], cwd=work, env=env, capture_output=True, timeout=LIMIT)
        check(done.returncode == 2 and done.stderr.count(b"cannot write to standard output") == 1,
              f"{arguments} without standard output: status {done.returncode}, {done.stderr!r}")
    # A file that is opened must not take the place of a stream, or messages would be written into it.
    done = subprocess.run(["sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-', DEMARC, "export", "-o", "quiet", names["SMALL"]], cwd=work, env=env, timeout=LIMIT)
    run(["export", "-o", "loud", names["SMALL"]], work, env)
    differ = subprocess.run(["diff", "-r", "quiet", "loud"], cwd=work, capture_output=True)
    check(done.returncode == 0 and differ.returncode == 0, f"without any standard stream: status {done.returncode}, {differ.stdout[:200]!r}")


def build(names, work, env):
    """The build id in the program, and what stands for it where a linker made none."""
    with open(DEMARC, "rb") as file:
        program = file.read()
    note = b"\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0"
    check(program.count(note) == 1, "the program has one build id")
    version = run(["--version"], work, env).stdout.split()[1].decode()
    for what, other in ("no build id", note[:8] + b"\x63" + note[9:]), ("a note that is too long", note[:4] + b"\xff\xff" + note[6:]):
        with open(work + "/other", "wb") as file:
            file.write(program.replace(note, other))
        os.chmod(work + "/other", 0o755)
        done = subprocess.run([work + "/other", "--version"], env=env, capture_output=True, text=True, timeout=LIMIT)
        check(done.stdout.startswith(f"demarc {version} ({version})\n"), f"{what}: {done.stdout!r}")
    os.unlink(work + "/other")


def environment(names, work, env):
    """Variables that stand for options."""
    done = run(["check", "--format=json"], work, dict(env, DEMARC_DATA=names["MINI"]))
    check(done.returncode == 0 and b'"errors":0' in done.stdout, "DEMARC_DATA names what check reads")
    os.symlink(names["DATA"], work + "/data")
    done = run(["get", "-b", "/everything/en/"], work, dict(env, DEMARC_DATA=""))
    os.unlink(work + "/data")
    check(done.returncode == 0 and b"</html>" in done.stdout, "without it the data directory is data")
    done = run(["fcgi", "--listen", "s", names["DATA"]], work, dict(env, DEMARC_BASE_URL="https://example.org/"))
    check(done.returncode == 2 and b"DEMARC_BASE_URL='https://example.org/'" in done.stderr, "a server's base address must be one too")
    for pid, count in (("$$", "0"), ("$$", None), (None, "1"), ("1", "1"), ("x", "1")):  # systemd's, but for another or of none
        words = (f"LISTEN_PID={pid} " if pid else "") + (f"LISTEN_FDS={count} " if count else "")
        done = subprocess.run(["sh", "-c", f'{words}exec "{DEMARC}" fcgi "{names["DATA"]}"'], cwd=work, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=LIMIT)
        check(done.returncode == 2 and b"no socket: name one" in done.stderr, f"{words}: status {done.returncode}, {done.stderr!r}")
    done = run(["get", "-b", "/everything/en/"], work, dict(env, DEMARC_DATA=names["DATA"]))
    check(done.returncode == 0 and b"</html>" in done.stdout, "DEMARC_DATA names the data directory")
    done = run(["get", "/", names["DATA"]], work, dict(env, DEMARC_BASE_URL="nonsense"))
    check(done.returncode == 2 and b"DEMARC_BASE_URL='nonsense'" in done.stderr, "DEMARC_BASE_URL must be an address")
    done = run(["get", "-b", "/sitemap.xml", names["DATA"]], work, dict(env, DEMARC_BASE_URL="https://trust.example.com/x"))
    check(b"<loc>https://trust.example.com/x/everything/en/</loc>" in done.stdout, "DEMARC_BASE_URL begins addresses")
    done = run(["get", "/", names["DATA"]], work, dict(env, DEMARC_LANGUAGE="ja, en"))
    check(done.returncode == 2 and b"DEMARC_LANGUAGE='ja, en'" in done.stderr, "DEMARC_LANGUAGE must be a tag")
    for given, asked, shown in [("", "", "en"), ("", "*", "en"), ("", "ja", "ja"), ("ja", "fr", "ja"), ("ja", "en", "en"), ("fr", "fr", "en")]:
        done = run(["get", "/", "-H", f"Accept-Language: {asked}", names["DATA"]], work, dict(env, DEMARC_LANGUAGE=given))
        check(f"Location: /everything/{shown}/\r\n".encode() in done.stdout.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
              f"DEMARC_LANGUAGE={given}, who asks for '{asked}' is shown {shown}: {done.stdout[:300]}")
    done = run(["get", "-b", "/everything/en/boundary", names["DATA"]], work, dict(env, DEMARC_LANGUAGE="ja"))
    check(b'hreflang="x-default" href="/everything/ja/boundary"' in done.stdout, "DEMARC_LANGUAGE is x-default")
    done = run(["check", names["MINI"]], work, dict(env, DEMARC_FONT_DIR=work))
    check(done.returncode == 2 and b"no font" in done.stderr, "DEMARC_FONT_DIR without fonts is told")
    done = run(["check", names["MINI"]], work, dict(env, DEMARC_FONTS="/nowhere"))
    check(done.returncode != 0 and b"/nowhere: error: no font file" in done.stderr, "DEMARC_FONTS without fonts is told")
    tamil = open(names["MINI"], encoding="utf-8").read().replace("</text>", "\N{TAMIL LETTER TA}</text>", 1)
    with open(work + "/tamil.xml", "w", encoding="utf-8") as file:
        file.write(tamil)
    done = run(["check", "tamil.xml"], work, env)
    check(done.returncode == 1 and b"Tamil script" in done.stderr and b"DEMARC_FONTS" in done.stderr, "a script without a font is told")
    done = run(["check", "tamil.xml"], work, dict(env, DEMARC_FONTS="/usr/share/fonts/truetype/lohit-tamil"))
    check(b"missing-glyph" not in done.stderr, "DEMARC_FONTS adds a font for it")
    done = run(["render", "stack", "--format=svg", "-o", "tamil.svg", "tamil.xml"], work,
               dict(env, DEMARC_FONTS="/usr/share/fonts/truetype/lohit-tamil/Lohit-Tamil.ttf"))
    check(done.returncode == 0 and os.path.exists(work + "/tamil.svg"), "and pictures draw it")
    cgi = dict(env, GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD="GET", SCRIPT_NAME="", PATH_INFO="/everything/en/", DEMARC_DATA=names["DATA"])
    done = run([], work, cgi)
    check(done.returncode == 0 and done.stdout.startswith(b"Status: 200 OK\r\n") and b"</html>" in done.stdout, "as a CGI program it answers")
    for words in ["--help"], ["--version"], ["render", "card", "-o", "dropped", names["DATA"]], ["fcgi", "-l", "dropped", names["DATA"]], ["nonsense"]:
        asked = run(words, work, cgi)
        check(asked.stdout == done.stdout and asked.returncode == 0, f"as a CGI program it takes arguments: {words}: {asked.stdout[:200]!r}")
    check(not os.path.exists(work + "/dropped"), "as a CGI program it writes what a query says")
    done = run([], work, dict(cgi, DEMARC_DATA="/nowhere"))
    plain, peer = socket.socketpair()  # as Apache's mod_cgid starts it
    with plain, peer:
        connected = run([], work, cgi, plain)
    check(connected.stdout.startswith(b"Status: 200 OK\r\n"), "as a CGI program whose standard input is a connected socket")
    with open("/dev/full", "wb") as full:
        lost = subprocess.run([DEMARC], cwd=work, env=cgi, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=LIMIT)
    check(lost.returncode == 2, f"as a CGI program whose answer is not taken: status {lost.returncode}")
    broken = run([], work, dict(cgi, DEMARC_DATA=names["BROKEN"]))
    check(broken.stdout.startswith(b"Status: 500 ") and broken.returncode == 1 and b"broken.xml:" in broken.stderr, "as a CGI program with broken data")
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    check(head.startswith(b"Status: 500 ") and b"Content-Length: %d" % len(body) in head and b"no such file" in done.stderr,
          "as a CGI program without data it says so, in the answer and to the operator")


def pixels(names, work, env):
    """Without the library that writes PNG and WebP everything else goes on, and who asks for these is told."""
    os.mkdir(work + "/libraries")
    with open(work + "/libraries/libgd.so.3", "w") as file:
        file.write("no library")
    lacking = dict(env, LD_LIBRARY_PATH=work + "/libraries")
    for form in "png", "webp":
        done = run(["render", "stack", "--format=" + form, "-o", "out", names["GOOD"]], work, lacking)
        check(done.returncode == 1 and b"libgd3" in done.stderr and not os.path.exists(work + "/out"),
              f"{form} without libgd: status {done.returncode}, {done.stderr[-200:]!r}")
    for form in "svg", "pdf":
        done = run(["render", "stack", "--format=" + form, names["GOOD"]], work, lacking)
        check(done.returncode == 0 and len(done.stdout) > 9000, f"{form} without libgd: status {done.returncode}")
    done = run(["check", names["MINI"]], work, lacking)
    check(done.returncode == 0, f"check without libgd: status {done.returncode}")
    done = run(["fcgi", "--listen", "s", names["DATA"]], work, lacking)
    check(done.returncode == 2 and b"libgd3" in done.stderr and not os.path.exists(work + "/s"),
          f"a server without libgd: status {done.returncode}, {done.stderr[-200:]!r}")
    cgi = dict(GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD="GET", SCRIPT_NAME="", DEMARC_DATA=names["DATA"])
    for path, how, status in (("stack.png", env, b"200"), ("card.webp", env, b"200"), ("stack.svg", lacking, b"200"),
                              ("stack.png", lacking, b"500")):
        done = run([], work, dict(how, **cgi, PATH_INFO="/everything/diagrams/" + path))
        check(done.stdout.startswith(b"Status: " + status), f"as a CGI program, {path}: {done.stdout[:60]!r}")
    shutil.rmtree(work + "/libraries")


def free_port(host):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def only_own_descriptors(pid):
    """Leaders and workers have their streams, the socket and what they made themselves; nothing that was there before."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    below = [grandchild for child in children for grandchild in subprocess.run(["pgrep", "-P", child], capture_output=True, text=True).stdout.split()]
    for process in children + below:
        folder = f"/proc/{process}/fd"
        others = [fd for fd in os.listdir(folder) if int(fd) > 2 and os.readlink(f"{folder}/{fd}") == "/dev/null"]
        check(not others, f"process {process} has descriptors of whoever started the program: {others}")
    check(children and below, "there are processes")


def serve(what, arguments, address, work, env, look=None, **how):
    """Starts it, asks it, ends it."""
    program = subprocess.Popen([DEMARC, "fcgi", *arguments], cwd=work, env=env, stderr=subprocess.DEVNULL, **how)
    answer = ask_once_there(address, "/everything/en/")
    if look:
        look(program.pid)
    program.send_signal(signal.SIGTERM)
    status = program.wait(LIMIT)
    check(answer.startswith(b"Status: 200") and answer.rstrip().endswith(b"</html>") and status == 0,
          f"{what}: {answer[:60]!r}, ended with {status}")


def wait_for(what, look, seconds=120):
    """Waits until look() holds, however busy the machine is; false: it never did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if look():
                return True
        except OSError:
            pass
        time.sleep(0.1)
    print(f"never: {what}")
    return False


def put(path, text):
    """A file as an editor saves it, whole."""
    with open(path + "~", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + "~", path)


def odd_outputs(names, work, env):
    """A device and a pipe are written into, and stay; of a link what it leads to is replaced."""
    os.mkfifo(work + "/pipe")
    reader = subprocess.Popen(["cat", work + "/pipe"], stdout=subprocess.PIPE)
    svg = run(["render", "card", names["MINI"]], work, env).stdout
    done = run(["render", "card", "--format=svg", "-o", "pipe", names["MINI"]], work, env)
    read, _ = reader.communicate(timeout=LIMIT)
    check(done.returncode == 0 and read == svg and stat.S_ISFIFO(os.stat(work + "/pipe").st_mode), f"into a pipe: {done.stderr!r}")
    done = run(["render", "card", "--format=svg", "-o", "/dev/full", names["MINI"]], work, env)
    check(done.returncode == 2 and stat.S_ISCHR(os.stat("/dev/full").st_mode), f"into a full device: {done.stderr!r}")
    put(work + "/behind.svg", "old")
    os.symlink("behind.svg", work + "/link.svg")
    run(["render", "card", "-o", "link.svg", names["MINI"]], work, env)
    with open(work + "/behind.svg", "rb") as file:
        check(os.path.islink(work + "/link.svg") and file.read() == svg, "through a link")


def gate(names, work, env):
    """What check refuses, no command takes and no reload serves: pictures have no glyph for a character of the document, of a
    framework's clause that they draw, or of the interface."""
    lacks, mini = "\U00010330", open(names["MINI"], encoding="utf-8").read()
    sheet = open(names["SHEET"], encoding="utf-8").read()
    named = mini.replace('kind="provider"><name><text xml:lang="en">', 'kind="provider"><name><text xml:lang="en">' + lacks, 1)
    put(work + "/named.xml", named)
    put(work + "/named.csv", sheet.replace("Buyer", "Buyer" + lacks, 1))
    put(work + "/named.json", run(["export", "--format=json", names["MINI"]], work, env).stdout.decode().replace('"Us"', f'"Us{lacks}"', 1))
    data = small_data(work + "/gate", names["MINI"])
    for file, before in (("frameworks/acme-2020.xml", r'(<clause number="[^"]*"[^>]*>\s*<title>\s*<text xml:lang="en"[^>]*>)'),
                         ("messages/en.xml", '(<message id="[^"]*">)')):
        good = open(f"{data}/{file}", encoding="utf-8").read()
        put(f"{data}/{file}", re.sub(before, r"\1" + lacks, good, count=1))
        done = run(["check", data], work, env)
        check(done.returncode == 1 and b"/" + file.encode() + b":" in done.stderr and b"U+10330" in done.stderr,
              f"a character without a glyph in {file}: {done.stderr[-300:]!r}")
        put(f"{data}/{file}", good)
    document = data + "/matrix/minimal/minimal.xml"
    put(document, named)
    told = set()
    for arguments in (["check", document], ["check", data], ["render", "stack", document], ["render", "matrix", "--describe", document],
                      ["get", "/", data], ["export", "-o", "gated", data], ["export", "--format=xml", document], ["gap", "--to=acme-2024", document],
                      ["diff", document, names["MINI"]], ["diff", names["MINI"], document], ["import", "csv", "-o", "gated.xml", "named.csv"],
                      ["import", "json", "-o", "gated.xml", "named.json"], ["fcgi", "--listen=s", data]):
        done = run(arguments, work, env)
        told.add(done.stderr.count(b"U+10330"))
        check(done.returncode in (1, 2) and not done.stdout and b"U+10330" in done.stderr, f"{arguments}: {done.returncode}, {done.stderr[-300:]!r}")
    done = run([], work, dict(env, GATEWAY_INTERFACE="CGI/1.1", DEMARC_DATA=data, REQUEST_METHOD="GET", SCRIPT_NAME="", PATH_INFO="/"))
    check(done.stdout.startswith(b"Status: 500 ") and b"U+10330" in done.stderr, f"as a CGI program: {done.stdout[:80]!r}")
    check(told == {1}, f"once each: {told}")
    check(not os.path.exists(work + "/gated") and not os.path.exists(work + "/gated.xml"), "nothing is written of what was refused")

    put(document, mini)
    with open(work + "/gate.log", "wb") as log:
        program = subprocess.Popen([DEMARC, "fcgi", "--listen", "s", data], cwd=work, env=env, stdin=subprocess.DEVNULL, stderr=log)

    def answer(target):
        return ask(work + "/s", target)
    live = wait_for("it serves", lambda: answer("/healthz")) and answer("/toy/diagrams/stack.svg")
    put(document, named)
    check(wait_for("the reload is refused", lambda: b'"degraded"' in answer("/healthz")) and
          answer("/toy/diagrams/stack.svg") == live and live.startswith(b"Status: 200"), "the site stays as it was")
    put(document, mini.replace("Who does what", "Who does which", 1))
    check(wait_for("the next edit is served", lambda: b"Who does which" in answer("/toy/en/")) and b'"ready"' in answer("/healthz"), "and goes on")
    program.terminate()
    check(program.wait(60) == 0, "it ends")
    with open(work + "/gate.log", encoding="utf-8") as log:
        check(re.search(r'event=reload-failed .*minimal\.xml:\d+:\d+: no font .*U\+10330', log.read()), "the log says why")


def serving(names, work, env):
    """Every way to be given a socket."""
    stdin = {"stdin": subprocess.DEVNULL}
    serve("a unix socket", ["--listen", "s", names["DATA"]], work + "/s", work, env, **stdin)
    check(not os.path.exists(work + "/s"), "the socket goes with the program")
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(work + "/s")
    serve("a socket that someone left behind", ["-l", "s", "-w", "1", "-t", "2", names["DATA"]], work + "/s", work, env, **stdin)
    port = free_port("127.0.0.1")
    serve("a port of the loopback", [f"--listen=:{port}", names["DATA"]], ("127.0.0.1", port), work, env, **stdin)
    port = free_port("127.0.0.1")
    serve("a host and a port", [f"--listen=127.0.0.1:{port}", "--workers=1", names["DATA"]], ("127.0.0.1", port), work, env, **stdin)
    try:
        port = free_port("::1")
    except OSError:
        print("(no IPv6 here)")
    else:
        serve("an IPv6 address", [f"--listen=[::1]:{port}", names["DATA"]], ("::1", port), work, env, **stdin)
    serve("a path with a colon", ["--listen", "./s:80", names["DATA"]], work + "/s:80", work, env, **stdin)
    serve("without standard streams", ["--listen", "s", names["DATA"]], work + "/s", work, env,
          preexec_fn=lambda: [os.close(fd) for fd in (0, 1, 2)])
    leaked = os.open("/dev/null", os.O_RDONLY)
    spread = [os.dup(leaked) for _ in range(3)]
    serve("with descriptors that whoever started it left open", ["--listen", "s", names["DATA"]], work + "/s", work, env,
          pass_fds=spread, look=only_own_descriptors, **stdin)
    for fd in [leaked, *spread]:
        os.close(fd)
    done = run(["fcgi", "--listen", "s", names["BROKEN"]], work, env)
    told = done.stderr.decode().split("cannot serve ")[-1].splitlines()[1:]
    check(done.returncode == 1 and len(told) == 5 and all(re.match(r"\S+broken.xml:\d+:\d+: ", line) for line in told[:4]),
          f"broken data: status {done.returncode}, {done.stderr!r}")
    check(not os.path.exists(work + "/s"), "the socket goes with a program that could not serve")
    with socket.socket(socket.AF_UNIX) as given:
        given.bind(work + "/given")
        given.listen()
        serve("descriptor 0, as spawners give it", [names["DATA"]], work + "/given", work, env, stdin=given)
        # systemd names the process that the sockets are for, which only that process knows.
        script = f'exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "{DEMARC}" fcgi "{names["DATA"]}"'
        program = subprocess.Popen(["sh", "-c", script], cwd=work, env=env, stdin=given, stderr=subprocess.DEVNULL)
        answer = ask(work + "/given", "/everything/ja/")
        program.terminate()
        check(answer.startswith(b"Status: 200") and program.wait(LIMIT) == 0, f"descriptor 3, as systemd gives it: {answer[:60]!r}")


def completion(names, work, env):
    """What bash offers at the end of a command line; its words as bash parts them."""
    script = subprocess.run([DEMARC, "completion", "bash"], cwd=work, env=env, capture_output=True, text=True).stdout
    asked = """COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }; _demarc; printf "%s " "${COMPREPLY[@]}" """
    for words, offered in (
            (["chec"], "check"), (["render", "ma"], "matrix"), (["render", "--form"], "--format="), (["render", "--format", "=", "s"], "svg"),
            (["render", "--format", ""], "svg png webp pdf"), (["render", "--scale", "="], "1 2 4"), (["get", "-X", "H"], "HEAD"),
            (["export", "--format", "=", "x"], "xlsx xml"), (["export", "--formats", "=", "x"], "xlsx xml"),
            (["export", "--formats", "=", "html,x"], "html,xlsx html,xml"), (["import", "j"], "json"), (["diff", "--help", names["DATA"][:-1] + "[a]"], ""),
            (["render", "stack", "--clause", ""], ""), (["check", names["DATA"][:-2]], names["DATA"]), (["completion", ""], "bash zsh")):
        done = subprocess.run(["bash", "-c", script + asked, "bash", "demarc", *words], cwd=work, env=env, capture_output=True, text=True)
        check(done.stdout.strip() == offered and not done.stderr, f"completion of {words}: {done.stdout!r} {done.stderr!r}")
    commands = re.findall(r"(?m)^  demarc ([a-z]+) ", subprocess.run([DEMARC, "--help"], env=env, capture_output=True, text=True).stdout)
    check(len(commands) > 9 and all(re.search(rf"(?m)^\t{name}\) options=", script) for name in commands), f"completion lacks one of {commands}")


def crowd(path):
    """A socket that somebody listens on whose queue is full."""
    listening, waiting = socket.socket(socket.AF_UNIX), []
    listening.bind(path)
    listening.listen(0)
    try:
        while True:
            waiting.append(socket.socket(socket.AF_UNIX))
            waiting[-1].setblocking(False)
            waiting[-1].connect(path)
    except BlockingIOError:
        return [listening, *waiting]


with tempfile.TemporaryDirectory(prefix="demarc-commands-") as made, socket.socket(socket.AF_UNIX) as busy, \
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as letterbox:
    letterbox.bind(made + "/letterbox")
    crowded = crowd(made + "/crowded")
    busy.bind(made + "/busy")
    busy.listen()
    where = {"DATA": small_data(made + "/data", GOOD), "TWO": small_data(made + "/two", GOOD, MINI),
             "SMALL": small_data(made + "/small", MINI), "GOOD": GOOD, "MINI": MINI,
             "SHEET": SHEET, "BUSY": made + "/busy", "LETTERBOX": made + "/letterbox", "CROWDED": made + "/crowded"}
    with open(MINI) as small, open(made + "/bare.xml", "w") as bare:
        bare.write(re.sub(r"(?s)<controls.*</controls>", "", small.read()))
    where["BARE"] = made + "/bare.xml"
    with open(MINI) as small, open(made + "/broken.xml", "w") as broken:
        broken.write(small.read().replace("</matrix>", "<nonsense/>" * 4 + "<" + "x" * 6000 + "/>" + "<nonsense/></matrix>"))
    where["BROKEN"] = small_data(made + "/broken", made + "/broken.xml")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DEMARC_") or k == "DEMARC_CONFINE"}
    clean.update(LC_ALL="C", DEMARC_SHARED=where["DATA"])
    os.mkdir(made + "/work")
    rows(where, made + "/work", clean)
    files(where, made + "/work", clean)
    terminal(where, made + "/work", clean)
    large_import(where, made + "/work", clean)
    outputs(where, made + "/work", clean)
    completion(where, made + "/work", clean)
    build(where, made + "/work", clean)
    environment(where, made + "/work", clean)
    odd_outputs(where, made + "/work", clean)
    gate(where, made + "/work", clean)
    pixels(where, made + "/work", clean)
    serving(where, made + "/work", clean)
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
