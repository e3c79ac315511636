#!/usr/bin/env python3
"""template.py [office]: the workbook to fill in: what is in it, and what becomes of it when it is filled in; with
"office", by LibreOffice, which writes it in its own way."""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

sys.path.append("tests/sheets")
from book import MAIN, name_of

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
ENVIRONMENT = dict(os.environ, DEMARC_SHARED=os.path.abspath("data"), DEMARC_DATA=os.path.abspath("data"), SOURCE_DATE_EPOCH="1769817600")
counts = {True: 0, False: 0}
T = "{%s}" % MAIN


def verdict(good, what, said=""):
    counts[bool(good)] += 1
    if not good:
        print(f"FAIL: {what}\n{said}")


def demarc(*arguments):
    done = subprocess.run([DEMARC, *arguments], env=ENVIRONMENT, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


def parts_of(saved):
    with zipfile.ZipFile(io.BytesIO(saved)) as packed:
        return {n: packed.read(n) for n in packed.namelist()}


def saved_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def words_of(cell):
    return "".join(t.text or "" for t in cell.iter(T + "t"))


def column_of(name):
    column = 0
    for letter in re.match("[A-Z]+", name).group():
        column = column * 26 + ord(letter) - 64
    return column


class Sheet:
    """One sheet's XML, whose cells are written as a person would: by the heading of the column."""

    def __init__(self, text):
        self.root = ElementTree.fromstring(text)
        self.data = self.root.find(T + "sheetData")
        self.rows = {int(r.get("r")): r for r in self.data}
        self.headings = {words_of(c): column_of(c.get("r")) for c in self.rows[1]}

    def put(self, number, **cells):
        row = self.rows.get(number)
        if row is None:
            row = self.rows[number] = ElementTree.SubElement(self.data, T + "row", r=str(number))
        for heading, words in cells.items():
            name = name_of(number, self.headings[heading])
            cell = next((c for c in row if c.get("r") == name), None)
            if cell is None:
                cell = ElementTree.SubElement(row, T + "c", r=name)
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "inlineStr")
            ElementTree.SubElement(ElementTree.SubElement(cell, T + "is"), T + "t").text = words

    def line(self, kind, ident=None):
        """The row that the template has for it."""
        for number, row in sorted(self.rows.items()):
            words = [words_of(c) for c in row]
            if words[0] == kind and (ident is None or words[1] == ident):
                return number
        raise KeyError(kind)

    def text(self):
        return ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)


def fill(saved):
    """What a company would write: about, a table, two of the controls, lists and dates."""
    parts = parts_of(saved)
    names = {i: f"xl/worksheets/sheet{i}.xml" for i in (2, 3, 4)}
    about, table, controls = (Sheet(parts[names[i]]) for i in (2, 3, 4))
    about.put(about.line("service"), id="cloud", name_ja="クラウド", name_en="Cloud")
    about.put(about.line("document"), name_ja="責任分担", name_en="Responsibilities", text_ja="要約です。", text_en="A summary.")
    about.put(about.line("edition"), type="published", value="2026/2/3")
    about.put(about.line("party", "customer"), name_ja="お客様", name_en="Customer")
    about.put(about.line("party", "provider"), name_ja="当社", name_en="We", value="https://example.com/")
    about.put(about.line("party", "provider") + 1, kind="party", id="host", type="supplier", name_ja="供給者", name_en="Supplier")
    table.put(table.line("table"), name_ja="層", name_en="Layers")
    table.put(4, kind="row", id="data", answers="customer", name_ja="データ", name_en="Data")
    table.put(5, kind="row", id="servers", answers="provider", runs="provider host", name_ja="サーバ", name_en="Servers")
    table.put(6, kind="footnote", id="f1", value="servers", text_ja="国内です。", text_en="In Japan.")
    table.put(7, kind="# a remark", name_ja="取り込まれません")
    controls.put(controls.line("control", "5.10"), type="provided", answers="provider", text_ja="まず。\n・一\n・二", text_en="First.\n- one\n- two")
    controls.put(controls.line("control", "8.13"), type="customer", answers="customer", text_ja="お客様が行います。", text_en="Customers do.")
    for i, sheet in zip((2, 3, 4), (about, table, controls)):
        parts[names[i]] = sheet.text()
    return saved_of(parts)


WANTED = ['service="cloud" original="ja"', '<edition number="1" date="2026-02-03" status="published"/>', '<uses framework="iso27001-2022" role="primary"/>',
          '<party id="host" kind="supplier">', '<link href="https://example.com/"/>', '<row id="servers" kind="layer" footnotes="f1">', '(?s)<footnote id="f1">.*国内です。.*In Japan.',
          '<control clause="5.10" status="provided">', '<control clause="8.13" status="customer">',
          '(?s)<block kind="item">\\s*<text xml:lang="ja">一</text>\\s*<text xml:lang="en">one</text>', '(?s)<summary>.*要約です。.*A summary.']


def imported(folder, saved, what, ending="xlsx", *options):
    path = os.path.join(folder, "filled." + ending)
    with open(path, "wb") as file:
        file.write(saved)
    status, xml, err = demarc("import", *options, ending, path)
    lacking = [w for w in WANTED if not re.search(w, xml.decode())]
    verdict(status == 0 and not lacking and xml.count(b"<control ") == 2 and "取り込まれません".encode() not in xml, what, f"status {status}, lacks {lacking}\n{err}{xml.decode()[:3000]}")
    verdict("controls of which nothing is said are left out: 91, from this one on" in err, what + ": tells what it left out", err)
    return xml


def round_trip(folder, xml):
    """What was imported is a document like any other: check passes it, and it is exported."""
    path = os.path.join(folder, "matrix/cloud/edition-1.xml")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(xml)
    status, _, err = demarc("check", path)
    verdict(status == 0, "check passes it", err)
    status, again, err = demarc("export", "--format=xml", path)
    verdict(status == 0 and again == xml, "export writes the same", err)
    status, book, err = demarc("export", "--format=xlsx", path)
    verdict(status == 0 and "国内です。".encode() in b"".join(parts_of(book).values()), "it becomes a workbook", err)


def template(folder):
    status, saved, err = demarc("import", "--template", "--framework=iso27001-2022")
    verdict(status == 0, "the template", err)
    parts = parts_of(saved)
    verdict(all(ElementTree.fromstring(p) is not None for p in parts.values()) and len(parts) == 10, "its parts are XML", str(list(parts)))
    about = ElementTree.fromstring(parts["xl/worksheets/sheet2.xml"])
    formats = [x.get("numFmtId") for x in ElementTree.fromstring(parts["xl/styles.xml"]).find(T + "cellXfs")]
    styles = {formats[int(c.get("style"))] for c in about.iter(T + "col")} | {formats[int(c.get("s"))] for c in about.iter(T + "c")}
    verdict(styles == {"49"}, "columns and cells are of text", str(styles))
    chosen = {v.get("promptTitle"): (v.findtext(T + "formula1"), v.get("prompt")) for v in about.iter(T + "dataValidation")}
    verdict(chosen["kind"][0] == "kinds" and chosen["type"][0].startswith("INDIRECT(") and chosen["answers"][0] == "parties" and "name_ja" in chosen and "text_en" in chosen,
            "lists to choose from", str(chosen))
    verdict("説明責任" in chosen["answers"][1] and "accountable" in chosen["answers"][1], "hints in both languages", str(chosen["answers"]))
    names = {n.get("name"): n.text for n in ElementTree.fromstring(parts["xl/workbook.xml"]).iter(T + "definedName")}
    lists = ElementTree.fromstring(parts["xl/worksheets/sheet5.xml"])
    cells = {c.get("r"): words_of(c) for c in lists.iter(T + "c")}
    column, first, last = re.search(r"\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$", names["types_control"]).groups()
    verdict([cells[f"{column}{n}"] for n in range(int(first), int(last) + 1)] ==
            ["provided", "partial", "shared", "not-offered", "inherited", "inherited-partial", "customer", "not-applicable"], "the list of statuses", str(names))
    controls = ElementTree.fromstring(parts["xl/worksheets/sheet4.xml"])
    numbers = [words_of(row[1]) for row in controls.iter(T + "row") if words_of(row[0]) == "control"]
    verdict(len(numbers) == 93 and "5.10" in numbers, "a line for each clause", str(numbers))
    verdict(demarc("import", "--template", "--framework=iso27001-2022")[1] == saved, "the same bytes again")
    xml = imported(folder, fill(saved), "a template that was filled in")
    round_trip(folder, xml)
    status, _, err = demarc("import", "xlsx", write(folder, saved))
    verdict(status == 1 and re.search(r"概要 About!B3, column 'id': a line of kind 'service' needs an id", err), "one that was not", err)
    return saved, xml


def write(folder, saved):
    path = os.path.join(folder, "template.xlsx")
    with open(path, "wb") as file:
        file.write(saved)
    return path


# Options, the exit status, what is said or in the workbook.
ASKED = {
    "one language": (["--lang=en"], 0, b'name="About"'),
    "a language that the interface does not speak": (["--lang=fr,en"], 0, b"name_fr"),
    "no framework": ([], 0, b"control"),
    "no such framework": (["--framework=none"], 2, b"there is no such framework"),
    "no language": (["--lang=,en"], 2, b"is no language tag"),
    "a file": (["csv", "x"], 2, b"--template takes no form and no file"),
}


def options():
    for what, (given, status, wanted) in ASKED.items():
        got, out, err = demarc("import", "--template", *given)
        verdict(got == status and wanted in (b"".join(parts_of(out).values()) if status == 0 else err.encode()), "template: " + what, err)


def office(folder, saved, xml):
    """LibreOffice opens what was filled in, and saves it in its own way."""
    path = os.path.join(folder, "in.xlsx")
    with open(path, "wb") as file:
        file.write(fill(saved))
    subprocess.run([shutil.which("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir",
                    os.path.join(folder, "out"), path], check=True, capture_output=True, timeout=300)
    with open(os.path.join(folder, "out/in.xlsx"), "rb") as file:
        again = file.read()
    verdict(parts_of(again).get("xl/sharedStrings.xml") is not None, "LibreOffice wrote it anew")
    verdict(imported(folder, again, "what LibreOffice saved") == xml, "it becomes the same document")
    validations = parts_of(again)["xl/worksheets/sheet2.xml"].decode()
    verdict("INDIRECT(" in validations and ">kinds<" in validations, "LibreOffice keeps the lists", validations[-2000:])


def main():
    with tempfile.TemporaryDirectory(prefix="demarc-template-") as folder:
        saved, xml = template(folder)
        options()
        if sys.argv[1:] == ["office"]:
            office(folder, saved, xml)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
