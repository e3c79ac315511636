"""paper.py DEMARC DATA: the whole document as PDF, read by poppler: everything that the document says can be found and copied
in both languages, the contents name the right pages, links lead somewhere, fonts are inside, and no page is empty."""
import html
import os
import re
import subprocess
import sys
import tempfile

DEMARC, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LIMIT = 400_000  # bytes, of a document of 40 controls
counts = {True: 0, False: 0}


def check(passed, what):
    counts[bool(passed)] += 1
    if not passed:
        print("FAIL:", what)


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=120).stdout


def squeeze(words):
    """Lines break where the paper's width has it, so space does not count."""
    return re.sub(r"\s", "", words)


def controls(lang):
    document = run(DEMARC, "get", "-b", f"/chrofy/{lang}/controls", DATA)
    document = re.sub("<wbr[^>]*>", "", document)  # where a line may end
    found = re.findall(r'<h3[^>]*>(?:<[^>]+>)*<span class="number">([^<]+) </span>(?:<[^>]+>)*([^<]+)', document)
    return [(number, html.unescape(title)) for number, title in found]


def texts(path):
    pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]
    return [squeeze(page) for page in pages]


def read(lang, folder):
    path = f"{folder}/{lang}.pdf"
    run(DEMARC, "render", "document", "--lang=" + lang, "-o", path, DATA)
    check(os.path.getsize(path) < LIMIT, f"{lang}: {os.path.getsize(path)} bytes")
    info = run("pdfinfo", path)
    check("Tagged:          yes" in info and "Pages:" in info, f"{lang}: {info}")
    pages = texts(path)
    raw = squeeze(run("pdftotext", path, "-"))
    check(all(len(page) > 20 for page in pages), f"{lang}: an empty page")
    listed = controls(lang)
    check(len(listed) == 40, f"{lang}: {len(listed)} controls on the page")
    contents = next(i for i, page in enumerate(pages) if squeeze(message(lang)) in page)
    for number, title in listed:
        words = squeeze(number + title)
        check(words in raw, f"{lang}: {number} {title} cannot be found")
        at = re.search(re.escape(words) + r"\.*(\d+)", "".join(re.sub(r"\d+/\d+$", "", page) for page in pages[contents:contents + 3]))
        where = [i + 1 for i, page in enumerate(pages) if i > contents + 1 and words in page]
        check(where, f"{lang}: {number} is on no page")
        check(at and any(at.group(1).startswith(str(page)) for page in where), f"{lang}: {number} is on page {where}, not {at and at.group(1)}")
    fonts = run("pdffonts", path).splitlines()[2:]
    check(fonts and all(re.search(r" yes yes yes ", font) for font in fonts), f"{lang}: fonts that are not inside, or cannot be copied: {fonts}")
    places = run("pdfinfo", "-dests", path)
    check(all(f'"control-{number}"' in places for number, _ in listed), f"{lang}: places of controls")
    check("mailto:" in run("pdfinfo", "-url", path), f"{lang}: no address leads out")
    tree = run("pdfinfo", "-struct", path)
    for tag in "H1", "H2", "H3", "Table", "TR", "TH", "TD", "Link", "TOCI":
        check(re.search(rf"^\s*{tag}\b", tree, re.M), f"{lang}: nothing is tagged as {tag}")
    # Many times: threads of the libraries may be at work when the program ends.
    check(all(run(DEMARC, "identify", path, DATA).endswith(": current\n") for _ in range(20)), f"{lang}: it does not know what it is")


def message(lang):
    with open(f"{DATA}/messages/{lang}.xml", encoding="utf-8") as file:
        return re.search(r'id="paper.contents">([^<]*)', file.read()).group(1)


with tempfile.TemporaryDirectory() as work:
    for language in "ja", "en":
        read(language, work)
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(1 if counts[False] else 0)
