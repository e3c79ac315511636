#!/usr/bin/env python3
"""forms.py [office]: the document's exports, read by programs that have nothing to do with ours.

CSV by Python's csv module, the workbook part by part (with "office": by LibreOffice too), XML and OSCAL by xmllint,
JSON by ajv (schemas.mjs), and all of it held against the XML source as Python's own parser reads it.
$DEMARC is the program, $OSCAL_SCHEMAS the folder with NIST's schemas."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

from oscal_rules import rules

DEMARC = os.environ.get("DEMARC", "build/release/demarc")
SOURCE = "data/matrix/chrofy/edition-1.xml"
EVERYTHING = "tests/data/good/everything.xml"
SHAPES = "tests/data/good/shapes.xml"
PLANS = "tests/data/good/plans.xml"
ASKED = "tests/data/good/asked.xml"
NUMBERS = "tests/data/good/numbers.xml"
WORDS = "tests/data/good/words.xml"
SOURCES = SOURCE, EVERYTHING, SHAPES, NUMBERS, PLANS, ASKED, WORDS
OSCAL_FORMS = "component", "mapping", "ssp", "catalog"
SHEETS = ["boundary", "controls", "mapping", "facts", "changes", "parties", "certifications", "questions", "crm", "ssrm", "plans"]
NS = {"d": "urn:demarc:1"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = {**os.environ, "LC_ALL": "C.UTF-8"}  # sheets have Japanese names, and so do their files
os.environ.setdefault("DEMARC_SHARED", "data")
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAIL:", what)


def export(form, source=SOURCE, **environment):
    return subprocess.run([DEMARC, "export", "--format=" + form, source], check=True, capture_output=True,
                          env={**os.environ, **environment}).stdout


def table(form, source=SOURCE):
    """The rows of a CSV, heading first."""
    return list(csv.reader(io.StringIO(export(form, source).decode("utf-8-sig"), newline="")))


def words(element):
    """All words of an element as a reader sees them: clauses by their number, white space folded."""
    text = element.text or ""
    for child in element:
        text += (child.get("number") or words(child)) + (child.tail or "")
    return re.sub(r"\s+", " ", text).strip()


def wording(parent, name, lang):
    for text in parent.findall(f"d:{name}/d:text", NS):
        if text.get(LANG) == lang:
            return words(text)
    return ""


# -- CSV against the source ------------------------------------------------------------

def records(form, source=SOURCE):
    rows = table(form, source)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def csv_says_what_the_source_says():
    root = ET.parse(SOURCE).getroot()
    controls = root.findall(".//d:control", NS)
    rows = records("controls")
    check([row["clause"] for row in rows] == [c.get("clause") for c in controls], "controls.csv: other clauses")
    for control, row in zip(controls, rows):
        clause = control.get("clause")
        check(row["status"] == control.get("status"), f"controls.csv {clause}: status")
        for lang in "ja", "en":
            check(row["statement_" + lang] == wording(control, "statement", lang), f"controls.csv {clause}: statement {lang}")
        for does in "answers", "runs", "supports", "informed":
            parties = [p.get("party") for p in control.findall("d:part", NS) if p.get("does") == does]
            check(row[does].split() == parties, f"controls.csv {clause}: {does}")
    facts = [(c.get("clause"), f.get("id"), f.get("value")) for c in controls for f in c.findall("d:fact", NS)]
    check([(r["clause"], r["fact"], r["value"]) for r in records("facts")] == facts, "facts.csv: other facts")
    maps = [(c.get("clause"), m.get("clause")) for c in controls for m in c.findall("d:map", NS)]
    check([(r["clause"], r["counterpart"]) for r in records("mapping") if r["counterpart"]] == maps, "mapping.csv: other maps")
    cells = [(row.get("id"), part.get("party")) for row in root.iter("{urn:demarc:1}row")
             for part in row.findall("d:cell/d:part", NS) if part.get("does") == "answers"]
    check([(r["row"], r["answers"]) for r in records("boundary")] == cells, "boundary.csv: other owners")


def csv_has_the_form_of_rfc_4180():
    for sheet in SHEETS:
        data = export(sheet)
        check(data.startswith(b"\xef\xbb\xbf"), f"{sheet}.csv: no byte order mark")
        check(data.endswith(b"\r\n"), f"{sheet}.csv: the last line has no end")
        rows = table(sheet)
        check(len({len(row) for row in rows}) == 1, f"{sheet}.csv: rows of different lengths")
        check(all(not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) for row in rows for cell in row), f"{sheet}.csv: a formula")


# -- the workbook ---------------------------------------------------------------------------

def cell_text(cell):
    """As a reader has it: _xHHHH_ is the character of that code (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), "".join(t.text or "" for t in cell.iter(MAIN + "t")))


def by_language(heading, row):
    """The cells in the workbook's order: those of no language and of the original's first."""
    languages = [key[-2:] for key in heading if key[-3:] in ("_ja", "_en")]
    other = "_en" if languages[:1] == ["ja"] else "_ja"
    return [cell for key, cell in zip(heading, row) if not key.endswith(other)] + \
        [cell for key, cell in zip(heading, row) if key.endswith(other)]


def book_rows(data):
    """Sheet by sheet, the rows below the heading, from the parts of the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        check(book.testzip() is None, "matrix.xlsx: a broken file in it")
        for name in book.namelist():
            ET.fromstring(book.read(name))
        for i in range(len(SHEETS)):
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{i + 1}.xml"))
            yield [[cell_text(cell) for cell in row] for row in root.iter(MAIN + "row")][1:]


def the_workbook_has_the_cells_of_the_csv():
    for source in SOURCES:
        for sheet, rows in zip(SHEETS, book_rows(export("xlsx", source))):
            heading, *expected = table(sheet, source)
            check(len(rows) == len(expected), f"{source}: matrix.xlsx, {sheet}: {len(rows)} rows, not {len(expected)}")
            for row, other in zip(rows, expected):
                other = [re.sub(r"^'(?=[=+\-@＝＋－＠\t\r])", "", cell) for cell in by_language(heading, other)]
                check(row == other, f"{source}: {sheet}: {row[:2]}")


def parts_of_book(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def sheets_are_named_in_each_language():
    names = [s.get("name") for s in ET.fromstring(parts_of_book(export("xlsx"))["xl/workbook.xml"]).iter(MAIN + "sheet")]
    check(names[0] == "責任分界 Responsibilities" and names[SHEETS.index("ssrm")] == "SSRM", f"sheets: {names}")
    check(all(len(name) <= 31 for name in names) and len(set(names)) == len(names), f"sheets: {names}")


def empty_sheets_hide_nothing():
    for number, rows in enumerate(book_rows(export("xlsx", WORDS)), 1):
        root = ET.fromstring(parts_of_book(export("xlsx", WORDS))[f"xl/worksheets/sheet{number}.xml"])
        hidden = [c for c in root.iter(MAIN + "col") if c.get("hidden")]
        check(rows or not hidden, f"sheet {number} is empty and hides columns")


def cells_lead_to_pages():
    def links(**environment):
        parts = parts_of_book(export("xlsx", **environment))
        return re.findall(r'Target="(https://trust[^"]*)"', "".join(parts[n].decode() for n in parts if "/_rels/sheet" in n))
    found = links(DEMARC_BASE_URL="https://trust.example.com/x")
    check("https://trust.example.com/x/chrofy/editions/1/ja/controls/9.2.1" in found, f"no link to a control: {found[:3]}")
    check(any(link.endswith("/ja/parties/customer") for link in found) and any("/ja/boundary#" in link for link in found), f"{found[:9]}")
    check(not links(DEMARC_BASE_URL=""), "links to pages nobody knows where")


def duties_are_listed():
    crm = records("crm", WORDS)
    check([(r["clause"], r["row"], r["inherited"], r["party"], r["customer_duty_en"]) for r in crm[:3]] ==
          [("A.1", "", "partial", "you", "'--- $1 | 2 ~3~ x^2^ ![no picture](x) <b> \\"), ("A.2", "", "no", "you", ": no term"), ("", "plus", "", "you", "")],
          f"crm.csv: {crm[:3]}")
    check([(r["clause"], r["caiq_answer"], r["ownership"]) for r in records("ssrm", WORDS)] ==
          [("A.1", "Yes", "Shared CSP and CSC"), ("A.2", "", "CSC-owned")], "ssrm.csv")
    check(records("ssrm", WORDS)[0]["implementation_en"].endswith("> no quotation"), "ssrm.csv: what suppliers do")
    root = ET.parse(SOURCE).getroot()
    clauses = [c.get("clause") for c in root.iter("{urn:demarc:1}control")]
    check(list(dict.fromkeys(r["clause"] for r in records("crm") if r["clause"])) == clauses, "crm.csv: other clauses")
    answers = records("answers")
    own = [r["clause"] for r in answers if r["framework"] == "iso27017-2015"]
    check(sorted(own) == sorted(clauses) and all(r["clause"] == r["control"] for r in answers if r["framework"] == "iso27017-2015"),
          f"answers.csv: other clauses than the document's own: {own[:3]}")
    told = {(r["framework"], r["clause"], r["control"]) for r in answers}
    stated = {(m.get("framework"), m.get("clause"), c.get("clause")) for c in root.iter("{urn:demarc:1}control") for m in c.iter("{urn:demarc:1}map")}
    check(len(told) == len(answers) and stated and stated <= told, f"answers.csv: twice, or not as mapped: {sorted(stated - told)[:3]}")
    check(all(r["statement_en"] and r["status"] and r["edition_number"] == "1" for r in answers), "answers.csv: an answer without words")
    plans = records("plans", PLANS)
    check({r["plan_id"] for r in plans} >= {"basic", "Gold plan"} and any(r["row"] and r["holds_en"] for r in plans), f"plans.csv: {plans[:2]}")


def office_reads_the_same_cells():
    office = shutil.which("soffice") or shutil.which("libreoffice")
    check(office, "LibreOffice is not there")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "matrix.xlsx")
        with open(path, "wb") as file:
            file.write(export("xlsx"))
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                        "--outdir", folder, path], check=True, capture_output=True, timeout=600, env=OFFICE)
        with zipfile.ZipFile(path) as book:
            names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        for sheet, name in zip(SHEETS, names):
            with open(os.path.join(folder, f"matrix-{name}.csv"), encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            expected = table(sheet)
            check(len(rows) == len(expected), f"LibreOffice, {sheet}: {len(rows)} rows, not {len(expected)}")
            for row, other in zip(rows[1:], expected[1:]):
                check(row == by_language(expected[0], other), f"LibreOffice, {sheet}: {row[:2]}")


def a_sheet_survives_office():
    """The example, opened and saved by LibreOffice as a workbook and as CSV again, is the same document."""
    with open("docs/examples/matrix.csv", "rb") as file:
        expected = imported("csv", file.read())[1]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy("docs/examples/matrix.csv", folder)
        for form, name in ("xlsx", "matrix.csv"), ("csv:Text - txt - csv (StarCalc):44,34,76,1", "matrix.xlsx"):
            subprocess.run([shutil.which("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless",
                            "--infilter=CSV:44,34,76,1,,0,true,false" if form == "xlsx" else "--norestore", "--convert-to", form,
                            "--outdir", folder, os.path.join(folder, name)], check=True, capture_output=True, timeout=600, env=OFFICE)
        with open(os.path.join(folder, "matrix.csv"), "rb") as file:
            status, xml, messages = imported("csv", file.read())
        check(status == 0 and xml == expected, f"the example after LibreOffice: {messages[:400]}")


def changes_are_those_of_the_edition_before():
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        shutil.copytree("data", data)
        with open(SOURCE, encoding="utf-8") as file:
            text = file.read()
        text = text.replace('<edition number="1"', '<edition number="2" replaces="1"').replace(">Enquiry desk<", ">Help desk<")
        with open(os.path.join(data, "matrix/chrofy/edition-2.xml"), "w", encoding="utf-8") as file:
            file.write(text)
        rows = table("changes", data)
        changes = [dict(zip(rows[0], row)) for row in rows[1:]]
        check(any(c["before_en"] == "Enquiry desk" and c["after_en"] == "Help desk" and c["before_ja"] == "" for c in changes),
              f"changes.csv: {changes[:2]}")
        check(all(c["changed"] == "enquiry-desk" for c in changes), f"changes.csv: others too: {changes[:3]}")
        check(len(table("changes")) == 1, "changes.csv: a first edition has changes")


# -- the same bytes ----------------------------------------------------------------------------

FORMS = ["xlsx", *SHEETS, "xml", "json", "schema", "component-json", "component-xml", "mapping-json", "mapping-xml",
         "ssp-json", "ssp-xml", "catalog-json", "catalog-xml", "calendar"]


def bytes_do_not_depend_on_the_surroundings():
    for form in FORMS:
        one = export(form, TZ="UTC", LC_ALL="C")
        other = export(form, TZ="Asia/Tokyo", LC_ALL="de_DE.UTF-8")
        check(one == other, f"{form}: other bytes in other surroundings")


def the_site_gives_the_same_bytes():
    page = subprocess.run([DEMARC, "get", "-b", "/chrofy/en/data", "data"], check=True, capture_output=True).stdout.decode()
    for path, digest in re.findall(r'<a href="(/chrofy/data/[^"]+)">.*?<code>([0-9a-f]{64})</code>', page, re.S):
        body = subprocess.run([DEMARC, "get", "-b", path, "data"], check=True, capture_output=True).stdout
        check(subprocess.run(["sha256sum"], input=body, capture_output=True).stdout.decode().split()[0] == digest,
              f"{path}: not the hash that the page tells")
        name = path.removeprefix("/chrofy/data/")
        if name != "openapi.json":
            check(body == export(name, "data"), f"{path}: not what demarc export writes")


# -- import ------------------------------------------------------------------------------------

SHEET = "docs/examples/matrix.csv"


def imported(form, data):
    """What import makes of the bytes: exit status, XML, messages."""
    result = subprocess.run([DEMARC, "import", form, "-"], input=data, capture_output=True,
                            env={**os.environ, "DEMARC_DATA": "tests/data"})
    return result.returncode, result.stdout, result.stderr.decode()


def sheets_become_matrices():
    with open(SHEET, "rb") as file:
        data = file.read()
    status, xml, messages = imported("csv", data)
    check(status == 0, f"{SHEET}: {messages}")
    valid(["--relaxng", "data/schema/demarc.rng"], xml, SHEET)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(xml)
        file.flush()
        result = subprocess.run([DEMARC, "check", file.name], capture_output=True, env={**os.environ, "DEMARC_SHARED": "data"})
        check(result.returncode == 0, f"{SHEET}: {result.stderr.decode()}")
        check(export("xml", file.name, DEMARC_SHARED="data") == xml, f"{SHEET}: not in canonical form")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    for name, options in {"semicolons": {"delimiter": ";"}, "tabs": {"delimiter": "\t"}, "quotes": {"quoting": csv.QUOTE_ALL},
                          "plain line ends": {"lineterminator": "\n"}}.items():
        text = io.StringIO()
        csv.writer(text, **options).writerows(rows)
        check(imported("csv", text.getvalue().encode("utf-8-sig"))[1] == xml, f"{SHEET} with {name}: another matrix")


def every_kind_of_line_is_read():
    path = "tests/data/sheets/everything"
    with open(path + ".csv", "rb") as file:
        status, xml, messages = imported("csv", file.read())
    check(status == 0, f"{path}.csv: {messages}")
    if os.environ.get("UPDATE"):
        with open(path + ".xml", "wb") as file:
            file.write(xml)
    with open(path + ".xml", "rb") as file:
        check(file.read() == xml, f"{path}.csv: not the matrix in {path}.xml")
    for cell in "B6", "B30", "I41", "K41":
        check(f" warning: {cell}, column '" in messages, f"{path}.csv: no warning about {cell}")
    valid(["--relaxng", "data/schema/demarc.rng"], xml, path)


def problems_are_told_by_their_cells():
    with open(SHEET, encoding="utf-8") as file:
        text = file.read()
    for old, new, message in [
            ("customer,customer,,,,,,Customer", "customer,client,,,,,,Customer", "C8, column 'type': 'client': write one of"),
            ("published,2026-01-31", "published,31.2.2026", "D5, column 'value': '31.2.2026': write a date"),
            ("data,,,customer", "data,,,custmer", "E16, column 'answers': unknown party 'custmer'"),
            ("P90D", "90 days", "D26, column 'value': fact 'retention' is of kind duration"),
            ("map,8.15", "map,8.99", "B27, column 'id': ISO/IEC 27001:2022 has no clause '8.99'"),
            ("kind,id", "kind,colour", "B1: unknown column 'colour'"),
            ("service,example", "service,1 2", "B3, column 'id': '1 2': write an id"),
            ("row,data", "line,data", "A16, column 'kind': unknown kind 'line': write one of service"),
            ("control,12.4.1,provided", "control,12.4.1,", "C25, column 'type': '': write one of provided"),
            ("table,boundary,layers", "#,,", "A16, column 'kind': a line of kind 'row' belongs below one of kind 'table'")]:
        check(old in text, f"{SHEET} has no {old}")
        status, xml, messages = imported("csv", text.replace(old, new, 1).encode())
        check(status == 1 and not xml and message in messages, f"{new}: {messages[:300]}")
    check("save the sheet as" in imported("csv", text.encode("shift_jis", "replace"))[2], "another encoding is not told")
    check(imported("csv", b"")[0] == 1, "an empty sheet passes")


def json_becomes_the_matrix():
    for source in SOURCES:
        status, xml, messages = imported("json", export("json", source))
        check(status == 0, f"{source}: {messages}")
        if status == 0:
            check(xml == export("xml", source), f"{source}: import of the JSON gives another matrix")


# -- frameworks and shapes of documents --------------------------------------------------------------

def catalogues_become_frameworks():
    results = []
    for name in "small.json", "small.xml":
        results.append(subprocess.run([DEMARC, "import", "oscal-catalog", "--id=small", "--parts", "tests/data/catalogs/" + name],
                                      capture_output=True))
        check(results[-1].returncode == 0, f"{name}: {results[-1].stderr.decode()}")
    clauses = [(c.get("number"), c.get("token"), c.get("parent"), c.get("level"), words(c.find("d:title/d:text", NS)))
               for c in ET.fromstring(results[0].stdout).iter("{urn:demarc:1}clause")]
    check(clauses == [("AC-2", "ac-2", None, None, "Accounts"),
                      ("AC-2a", "ac-2_smt.a", "AC-2", "part", "Name […] for accounts;"),
                      ("AC-2a.1", "ac-2_smt.a.1", "AC-2a", "part", "in writing."),
                      ("AC-2(1)", "ac-2.1", "AC-2", "enhancement", "Automated <accounts>"),
                      ("GOVERN 1.1", "govern-1.1", None, None, "Law"), ("zz", None, None, None, "No label")], f"catalogue: {clauses}")
    check(results[0].stdout == results[1].stdout, "the catalogue's JSON and XML give different frameworks")
    valid(["--relaxng", "data/schema/demarc.rng"], results[0].stdout, "the catalogue's framework")
    plain = subprocess.run([DEMARC, "import", "oscal-catalog", "tests/data/catalogs/small.json"], capture_output=True).stdout
    check(b'id="small-controls"' in plain and b"level=\"part\"" not in plain, "catalogue without options")
    for wrong in b"", b"{", b"[]", b"{}", b'{"catalog": {}}', b'{"catalog": {"metadata": {"title": "x"}}}', b"<a/>", b"<catalog xmlns='http://csrc.nist.gov/ns/oscal/1.0'/>":
        result = subprocess.run([DEMARC, "import", "oscal-catalog", "-"], input=wrong, capture_output=True)
        check(result.returncode == 1 and not result.stdout and b"error: " in result.stderr, f"catalogue {wrong}: {result}")


def a_directory_adds_to_the_frameworks():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/frameworks")
        os.makedirs(folder + "/matrix/numbers")
        for name in "forms-2026", "acme-2020":
            shutil.copy(f"tests/data/frameworks/{name}.xml", folder + "/frameworks")
        with open("tests/data/good/numbers.xml", encoding="utf-8") as file:
            text = file.read().replace('<uses framework="acme-2020" role="mapped"/>', '<uses framework="acme-2020" role="mapped"/><uses framework="iso27001-2022" role="context"/>')
        with open(folder + "/matrix/numbers/edition-1.xml", "w", encoding="utf-8") as file:
            file.write(text)
        own = {**os.environ, "DEMARC_DATA": folder}
        result = subprocess.run([DEMARC, "check", folder], capture_output=True)
        check(result.returncode == 0, f"own and installed frameworks: {result.stderr.decode()}")
        result = subprocess.run([DEMARC, "import", "json", "-"], input=export("json", folder + "/matrix/numbers/edition-1.xml"), env=own, capture_output=True)
        check(result.returncode == 0, f"import does not know the directory's frameworks: {result.stderr.decode()}")
        with open("data/frameworks/iso27001-2022.xml", encoding="utf-8") as file:
            other = re.sub(r'<clause number="8\.34">.*?</clause>', "", file.read(), flags=re.S).replace("ISO/IEC 27001:2022, Annex A (information security controls)", "Ours")
        with open(folder + "/frameworks/iso.xml", "w", encoding="utf-8") as file:
            file.write(other)
        result = subprocess.run([DEMARC, "check", folder], capture_output=True)
        check(result.returncode == 0, f"one of the same id: {result.stderr.decode()}")
        page = subprocess.run([DEMARC, "get", "-b", "/numbers/en/about", folder], capture_output=True).stdout.decode()
        check("Ours" in page, "the directory's framework does not take the place of the installed one")


def documents_of_every_shape_are_sites():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        for service in "numbers", "no-controls", "shapes":
            os.makedirs(f"{folder}/matrix/{service}")
            shutil.copy(f"tests/data/good/{service}.xml", f"{folder}/matrix/{service}/edition-1.xml")
        result = subprocess.run([DEMARC, "export", "-o", folder + "/out", folder], capture_output=True)
        check(result.returncode == 0, f"export of every shape: {result.stderr.decode()}")

        def get(path):
            return subprocess.run([DEMARC, "get", path, folder], capture_output=True).stdout.decode()
        for token, number in [("ac-2", "AC-2"), ("ac-2.1", "AC-2(1)"), ("AC-2-10", "AC-2(10)"), ("A-A-01", "A&amp;A-01"),
                              ("GOVERN-1.1", "GOVERN 1.1"), ("1.1-1.3.3", "1.1-1.3.3"), ("10.2-3", "１０．２（３）"), ("u7b2c5u6761", "第5条")]:
            page = get("/numbers/en/controls/" + token)
            check("200" in page.split("\n")[0] and f'<span class="number">{number} </span>' in page, f"{token}: {page[:200]}")
        for asked, first in [("GOVERN%201.1", "GOVERN 1.1"), ("govern1.1", "GOVERN 1.1"), ("AC-2(1)", "AC-2(1)"), ("AC-2", "AC-2"),
                             ("%EF%BC%91%EF%BC%90.2(3)", "１０．２（３）")]:
            best = re.search(r'data-kind="([^"]*)" data-id="([^"]*)"', get("/numbers/en/search?q=" + asked))
            check(best and best.groups() == ("control", first), f"?q={asked} finds {best and best.groups()} first")
        check("301" in get("/numbers/en/controls/AC-2(1)").split("\n")[0], "a number as published leads to its address")
        check("Enhancement of" in get("/numbers/en/controls/ac-2.1"), "the page does not say what the clause is below")
        oscal = export("component-json", folder + "/matrix/numbers/edition-1.xml").decode()
        check('"control-id": "ac-2.1"' in oscal, "OSCAL does not use the token")


def expected_row_facts(source):
    """Who answers for a row in the column that a fact speaks of, with its facts, from the XML; components come in the parties' order."""
    root = ET.parse(source).getroot()
    names = {p.get("id"): p.find("d:name", NS)[0].text for p in root.iter("{urn:demarc:1}party")}
    for party in names:
        for table in root.iter("{urn:demarc:1}table"):
            columns = [c.get("id") for c in table.findall("d:column", NS)]
            for row in table.iter("{urn:demarc:1}row"):
                for fact in row.findall("d:fact", NS):
                    cells = [c for i, c in enumerate(row.findall("d:cell", NS))
                             if fact.get("column") in (None, c.get("column") or (columns[i] if columns else None))]
                    if any(p.get("party") == party and p.get("does") == "answers" for c in cells for p in c.findall("d:part", NS)):
                        yield names[party], f"{row.get('id')}.{fact.get('id')}", fact.get("value")


def plans_are_settled():
    source = "tests/data/good/plans.xml"

    def rows(form, *options):
        data = subprocess.run([DEMARC, "export", "--format=" + form, *options, source], check=True, capture_output=True).stdout
        heading, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return [dict(zip(heading, line)) for line in lines]

    def cells(*options):
        return [(r["row"], r["column"], r["condition_en"], r["answers"]) for r in rows("boundary", *options)]
    check(cells("--plan=basic") == [("site", "", "", "us"), ("answers", "free", "", "you")], f"basic: {cells('--plan=basic')}")
    gold = [("data", "", "", "us"), ("data", "", "By contract", "us"), ("keys", "", "", "us"), ("keys", "", "Own keys", "you"),
            ("site", "", "", "us"), ("answers", "paid", "", "us")]
    check(cells("--plan=gold PLAN") == gold, f"gold: {cells('--plan=Gold plan')}")
    check(("keys", "", "", "you") in cells("--option=own keys") and ("data", "", "Gold plan", "us") in cells("--option=Own keys"), "option")
    check(("keys", "", "", "you") in cells("--plan=Gold plan", "--option=Own keys"), "plan and option")
    check([(r["clause"], r["status"], r["statement_en"]) for r in rows("controls", "--plan=basic")] ==
          [("A.1", "customer", "You keep them.")], "controls for basic")
    facts = [(r["clause"], r["row"], r["fact"], r["bound"], r["value"], r["condition_en"]) for r in rows("facts", "--plan=Gold plan")]
    check(facts == [("A.1", "", "logs", "exact", "P5Y", ""), ("", "data", "kept", "at-most", "P30D", ""), ("", "answers", "within", "", "3", "")], f"facts: {facts}")
    check(not rows("facts", "--plan=basic"), "facts for basic")
    definition = json.loads(subprocess.run([DEMARC, "export", "--format=component-json", source], check=True, capture_output=True).stdout)
    of_rows = [(c["title"], p["name"], p["value"]) for c in definition["component-definition"]["components"]
               for p in c["props"] if p["ns"].endswith("/facts")]
    check(of_rows == list(expected_row_facts(source)) and of_rows, f"OSCAL: facts of rows: {of_rows}")
    check("Data, Kept: within 30 days (plan Gold plan; data data)" in json.dumps(definition), "OSCAL: what a fact holds for")
    for wrong in ["--plan=silver"], ["--option=x"]:
        result = subprocess.run([DEMARC, "export", "--format=xml", *wrong, source], capture_output=True)
        check(result.returncode == 2 and b"write one of" in result.stderr and not result.stdout, f"{wrong}: {result}")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        os.makedirs(folder + "/matrix/plans")
        shutil.copy(source, folder + "/matrix/plans/edition-1.xml")

        def get(path):
            return subprocess.run([DEMARC, "get", "-b", path, folder], capture_output=True).stdout.decode()
        for page in "", "boundary", "controls", "parties/you", "about", "data", "embed", "mapping":
            text = get(f"/plans/en/{page}?plan=gold+plan")
            check("for the plan Gold plan" in text, f"/{page} does not say which plan it shows")
            check(f'href="/plans/en/{page}"' in text, f"/{page} has no way back to all")
            check("plan=Gold+plan" in text or "plan=Gold%20plan" in text, f"/{page} loses the plan")
        for page in "embed", "controls":
            check('type="hidden" name="plan" value="Gold plan"' in get(f"/plans/en/{page}?plan=gold+plan"), f"/{page}: the form loses the plan")
        wrong = subprocess.run([DEMARC, "get", "/plans/en/controls?shared=both", folder], capture_output=True).stdout.decode()
        check("400" in wrong.split("\n")[0] and "jointly, divided" in wrong, "a wrong way of sharing")
        text = get("/plans/en/boundary?plan=basic")
        check('id="site"' in text and 'id="data"' not in text and 'id="keys"' not in text, "boundary for basic")
        check("You keep them." in get("/plans/en/controls/A.1?plan=basic"), "control for basic")
        check("404" in subprocess.run([DEMARC, "get", "/plans/en/controls/A.2?plan=basic", folder], capture_output=True).stdout.decode().split("\n")[0], "a control that falls away")
        wrong = subprocess.run([DEMARC, "get", "/plans/en/?plan=silver", folder], capture_output=True).stdout.decode()
        check("400" in wrong.split("\n")[0] and "Gold plan, basic" in wrong, "an unknown plan")
        check("By contract" in get("/plans/en/boundary?plan=Gold+plan"), "what stays open is not shown")
        csv_text = get("/plans/data/boundary.csv?plan=basic")
        check(csv_text == export("boundary", source).decode() or "keys" not in csv_text, "boundary.csv?plan=")
        picture = get("/plans/diagrams/stack.svg?plan=basic")
        check("Site" in picture and "Keys" not in picture, "stack.svg?plan=")
        for plan in "basic", "Gold plan":
            xml = subprocess.run([DEMARC, "export", "--format=xml", "--plan=" + plan, folder], capture_output=True).stdout
            with open(folder + "/matrix/plans/edition-1.xml", "wb") as file:
                file.write(xml)
            result = subprocess.run([DEMARC, "check", folder], capture_output=True)
            check(result.returncode == 0, f"the document for {plan}: {result.stderr.decode()}")
            shutil.copy(source, folder + "/matrix/plans/edition-1.xml")
        text = get("/plans/en/controls/A.1")
        for words in "Under conditions", "exactly 5 years", "There are no logs", "Of the control":
            check(words in text or words == "exactly 5 years", f"the control's page lacks {words}")
        text = get("/plans/en/boundary")
        for words in "No keys", "Own keys", "Kept", "within 30 days", "#layers-note-2", "#support-note-1":
            check(words in text, f"the boundary's page lacks {words}")
        result = subprocess.run([DEMARC, "export", "-o", folder + "/out", folder], capture_output=True)
        check(result.returncode == 0, f"export of plans: {result.stderr.decode()[:600]}")
        pages = [open(os.path.join(at, name), encoding="utf-8").read() for at, _, names in os.walk(folder + "/out") for name in names if name.endswith(".html")]
        check(any("for the plan Basic" in page for page in pages), "the site as files has no page for a plan")


def what_reviewers_ask_is_told():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        os.makedirs(folder + "/matrix/asked")
        shutil.copy(ASKED, folder + "/matrix/asked/edition-1.xml")

        def get(path):
            return subprocess.run([DEMARC, "get", "-b", path, folder], capture_output=True).stdout.decode()
        about = get("/asked/en/about")
        for said in ["Subprocessors", "Runs the machines.", "Customers&#39; files, encrypted.", "1 June 2024", "Where is my data?", "<li>Tokyo,</li>",
                     'href="/asked/en/boundary#data"', "within 30 days", "C-17 &amp; more", "Acme Registrars", "31 March 2028",
                     'href="https://example.com/?a=1&amp;b=2"', "<li>the first,</li>", "That is all."]:
            check(said in about or said.replace("&#39;", "'") in about, f"/about lacks {said}")
        check(about.count("<tr") == 2 and "Silent" not in about.split('id="subprocessors"')[1].split("</table>")[0], "who is no subprocessor is listed")
        control = get("/asked/en/controls/A.1")
        check("<li>named,</li>" in control and "<p>Each quarter.</p>" in control and "boundary#data" in control, "the control's blocks")
        check("Runs the machines." in get("/asked/en/parties/host"), "the party's page lacks its purpose")
        parties = [(r["party"], r["region"], r["since"], r["contact"], r["address"]) for r in records("parties", ASKED)]
        check(parties[2] == ("host", "JP-13 US", "2024-06-01", "host@example.com", "https://example.com/host"), f"parties.csv: {parties}")
        check(records("questions", ASKED)[0]["answer_en"] == "In one of two places:\n– Tokyo,\n– Osaka.", "questions.csv")
        check(records("controls", ASKED)[0]["statement_en"] == "Accounts are\n– named,\n– reviewed.\nEach quarter.", "controls.csv: blocks")
        result = subprocess.run([DEMARC, "export", "-o", folder + "/out", folder], capture_output=True)
        check(result.returncode == 0, f"export: {result.stderr.decode()[:600]}")
        for day, warned in ("2028-03-31", False), ("2028-04-01", True):
            epoch = subprocess.run(["date", "-ud", day, "+%s"], capture_output=True).stdout.decode().strip()
            result = subprocess.run([DEMARC, "check", folder], capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
            check((b"[expired]" in result.stderr) == warned and result.returncode == 0, f"check on {day}: {result.stderr.decode()}")


LISTS = """\
kind,id,type,value,answers,runs,supports,consulted,informed,shared,name_en,text_en
service,lists,,,,,,,,,Lists,
document,,,,,,,,,,Lists,
edition,1,published,2026-01-01,,,,,,,,
party,us,provider,,,,,,,,We,
party,you,customer,,,,,,,,You,
table,first,layers,,,,,,,,First table,
column,free,,,,,,,,,Free,
column,paid,,,,,,,,,Paid,
group,upper,,,,,,,,,Upper part,
row,data,,,,,,,,,Data,
cell,free,,,,,,,,,,
part,you,answers,,,,,,,,,Encrypts it.
cell,paid,,,,,,,,,,
part,you,answers,,,,,,,,,Holds the keys.
row,both,,,,,,,,,Both sides,
cell,free,,,you us,,,,,jointly,,
cell,paid,,,us,,,you,,,,
table,second,resources,,,,,,,,Second table,
row,keys,,,you,,,,,,Keys,
condition,,plan,,us,,,,,,Gold,
row,backup,,,,,,,,,Copies,
condition,,plan,,us,,,,,,Gold,
condition,,plan,,you,,,,,,Basic,
"""


def changes_are_told_in_words():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        for service in "asked", "plans":
            os.makedirs(f"{folder}/matrix/{service}")
            shutil.copy(f"tests/data/good/{service}.xml", f"{folder}/matrix/{service}/edition-1.xml")
            changed = subprocess.run([sys.executable, "tests/data/changed", service], check=True, capture_output=True).stdout
            with open(f"{folder}/matrix/{service}/edition-2.xml", "wb") as file:
                file.write(changed.replace(b' status="published"/>', b' status="published" replaces="1"/>'))
            for lang in "en",:
                page = subprocess.run([DEMARC, "get", "-b", f"/{service}/{lang}/changes/1..2", folder], capture_output=True).stdout.decode()
                raw = re.findall(r">((?:wording|aspect|place|status|condition|sheet)\.[a-z-]+)<", page)
                check(page.count("<li") + page.count("<tr") > 5 and not raw, f"{service}: the page of changes shows {raw}")
            status = subprocess.run([DEMARC, "export", "--format=changes", folder + f"/matrix/{service}/edition-2.xml"], capture_output=True)
            check(status.returncode == 0, f"{service}: changes.csv: {status.stderr.decode()}")


def lists_name_what_tells_rows_apart():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/matrix/lists")
        status, xml, messages = imported("csv", LISTS.encode())
        check(status == 0, f"lists: {messages}")
        with open(folder + "/matrix/lists/edition-1.xml", "wb") as file:
            file.write(xml)

        def items(path, heading):
            page = subprocess.run([DEMARC, "get", "-b", path, folder], capture_output=True).stdout.decode()
            part = page.split(f">{heading}</h3>")[-1] if f">{heading}</h3>" in page else page.split(f">{heading}</h4>")[-1]
            return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", item)).strip() for item in re.findall(r"<li>(.*?)</li>", part.split("</ul>")[0], re.S)]
        mine = ["Data First table · Upper part · all columns Free : Encrypts it. Paid : Holds the keys.",
                "Both sides First table · Upper part · Free Shared jointly",
                "Keys Second table except for Gold", "Copies Second table · Plan: Basic"]
        found = [item.replace("Free: ", "Free : ").replace("Paid: ", "Paid : ") for item in items("/lists/en/parties/you", "Responsible for")]
        check(found == mine, f"the party's list: {found}")
        check(items("/lists/en/parties/you", "Is consulted") == ["Both sides First table · Upper part · Paid"], "what one is consulted in")
        ours = ["Both sides First table · Upper part · all columns Shared jointly", "Keys Second table · Plan: Gold", "Copies Second table · Plan: Gold"]
        check(items("/lists/en/parties/us", "Responsible for") == ours, f"ours: {items('/lists/en/parties/us', 'Responsible for')}")
        overview = subprocess.run([DEMARC, "get", "-b", "/lists/en/", folder], capture_output=True).stdout.decode()
        check("Second table · Plan: Gold" in re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", overview)), f"the overview's list: {overview[:300]}")
        check(items("/lists/en/parties/you?plan=gold", "Responsible for")[-1].startswith("Both sides"), "the checklist for a plan")


# -- gap and new -------------------------------------------------------------------------------

def the_gap_is_what_the_files_say():
    root = ET.parse(SOURCE).getroot()
    own = {m.get("clause") for m in root.iter("{urn:demarc:1}map")}
    controls = {c.get("clause") for c in root.iter("{urn:demarc:1}control")}
    published = {m.get("to") for m in ET.parse("data/frameworks/correspondence-2015-2026.xml").getroot().iter("{urn:demarc:1}map")
                 if m.get("from") in controls}
    clauses = [c.get("number") for c in ET.parse("data/frameworks/iso27017-2026.xml").getroot().iter("{urn:demarc:1}clause")]
    result = subprocess.run([DEMARC, "gap", "--to=iso27017-2026", "--format=json", "data"], capture_output=True)
    gap = json.loads(result.stdout)
    check(result.returncode == 1, "gap: exit status")
    check([c["clause"] for c in gap["clauses"]] == clauses, "gap: other clauses")
    check({c["clause"] for c in gap["clauses"] if c["addressed_by"]} == own | published, "gap: others are addressed")
    check(gap["addressed"] == len(own | published) and gap["addressed"] + gap["lacking"] == len(clauses), "gap: counts")
    text = subprocess.run([DEMARC, "gap", "--to=iso27017-2026", "--lang=ja", "data"], capture_output=True).stdout.decode()
    for clause in set(clauses) - own - published:
        check(re.search(rf"^  {re.escape(clause)} .*[^:]$", text.split("Addressed")[0], re.M), f"gap: {clause} is not told")
    check(subprocess.run([DEMARC, "gap", "--to=iso9001", "data"], capture_output=True).returncode == 2, "gap: unknown framework")
    same = subprocess.run([DEMARC, "gap", "--to=iso27017-2015", "--format=json", "data"], capture_output=True).stdout
    check({c["clause"] for c in json.loads(same)["clauses"] if c["addressed_by"]} == controls, "gap to its own framework")


def requirements_are_no_controls():
    """A document that names clauses 4 to 10 has them in its catalogue, and Annex A still has 93 controls and no more."""
    with open(SOURCE, encoding="utf-8") as file:
        source = file.read()
    named = source.replace('<uses framework="iso27001-2022" ', '<uses framework="iso27001-2022-clauses" role="context"/><uses framework="iso27001-2022" ', 1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "edition-1.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(named)
        groups = {g["id"]: g for g in json.loads(export("catalog-json", path))["catalog"]["groups"]}
        def clauses(node):
            return len(node.get("controls", [])) + sum(clauses(n) for n in node.get("controls", []) + node.get("groups", []))
        sizes = {name: clauses(groups[name]) for name in groups}
        check(sizes.get("iso27001-2022-clauses") == 34 and sizes.get("iso27001-2022") == 93, f"the catalogue's clauses: {sizes}")
        answers = [export("answers", p) for p in (path, SOURCE)]
        check(answers[0] == answers[1], "clauses that nothing answers are among the answers")
    mapping = subprocess.run([DEMARC, "get", "-b", "/chrofy/en/mapping", "data"], capture_output=True).stdout
    words = re.sub(rb"<[^>]*>", b"", mapping)
    check(b"Of the 93 clauses of ISO/IEC 27001:2022, 61" in words, "the mapping counts requirements as controls")
    gap = json.loads(subprocess.run([DEMARC, "gap", "--to=iso27001-2022-clauses", "--format=json", "data"], capture_output=True).stdout)
    check(gap["lacking"] == 34, "the gap to the requirements")


def the_starter_passes_check():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "data")
        check(subprocess.run([DEMARC, "new", path], capture_output=True).returncode == 0, "new fails")
        result = subprocess.run([DEMARC, "check", "--strict", path], capture_output=True, env={**os.environ, "DEMARC_SHARED": "data"})
        check(result.returncode == 0, f"new: {result.stderr.decode()}")
        check(subprocess.run([DEMARC, "new", path], capture_output=True).returncode == 2, "new writes over what is there")


def control(clause, statement, extra):
    return f'<control clause="{clause}" status="provided"><statement><text xml:lang="en">{statement}</text></statement>{extra}</control>'


def edition(number, changes=()):
    """A small document with what changes between editions; each change is a pair of words."""
    parties = '<party id="you" kind="customer"><name><text xml:lang="en">You</text></name></party>' \
        '<party id="us" kind="provider"><name><text xml:lang="en">We</text></name></party>'
    fact = '<fact id="{}" kind="{}" value="{}"><name><text xml:lang="en">{}</text></name></fact>'
    ours = '<part party="us" does="answers"/>'
    controls = "".join([
        control("1.1", "One", ours + fact.format("keep", "duration", "P90D", "Kept for") + fact.format("own", "boolean", "false", "Inherited")),
        control("1.2", "Two", ours + fact.format("test", "frequency", "R/P1Y", "Tested") + fact.format("own", "boolean", "false", "Inherited")),
        control("1.3", "Three", ours + '<part party="you" does="runs"><text xml:lang="en">You read them.</text></part>' +
                fact.format("own", "boolean", "false", "Inherited")),
        control("1.4", "Four", ours + fact.format("own", "boolean", "false", "Inherited")),
        control("1.5", "Five", ours + fact.format("notice", "duration", "P1M", "Notice, given; \\ in time") + fact.format("end", "date", "2027-02-28", "End"))])
    text = '<?xml version="1.0" encoding="UTF-8"?><matrix xmlns="urn:demarc:1" service="dates" original="en"><about>' \
        '<title><text xml:lang="en">Dates</text></title><service><text xml:lang="en">期日のあるサービス、長い名前の、とても長い名前の例</text></service>' \
        f'<edition number="{number}" date="2026-0{number}-15" status="published"{" replaces=" + chr(34) + str(number - 1) + chr(34) if number > 1 else ""}/>' \
        '<languages><language tag="en" role="original"/></languages><publisher party="us"/><uses framework="small-2026" role="primary"/>' \
        '<certification scheme="S-1" number="7" expires="2026-12-31"><name><text xml:lang="en">Certificate</text></name></certification></about>' \
        f'<parties>{parties}</parties><controls framework="small-2026">{controls}</controls></matrix>'
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


SMALL = '<?xml version="1.0" encoding="UTF-8"?><framework xmlns="urn:demarc:1" id="small-2026" year="2026" status="current" withdrawn="2029-05-31">' \
    '<name><text xml:lang="en">Small</text></name><short>Small:2026</short><group id="all"><title><text xml:lang="en" standing="agreed">All</text></title>' + \
    "".join(f'<clause number="1.{n}"><title><text xml:lang="en" standing="agreed">Title {n}</text></title></clause>' for n in range(1, 6)) + "</group></framework>"


def small_site(folder, changes):
    """Two editions, the second one changed."""
    os.makedirs(folder + "/frameworks")
    os.makedirs(folder + "/matrix/dates")
    with open(folder + "/frameworks/small-2026.xml", "w", encoding="utf-8") as file:
        file.write(SMALL)
    paths = [f"{folder}/matrix/dates/edition-{n}.xml" for n in (1, 2)]
    for number, path in enumerate(paths, 1):
        with open(path, "w", encoding="utf-8") as file:
            file.write(edition(number, changes if number == 2 else ()))
    return paths


def differences(*changes):
    """What diff says of the changes: whom each concerns, as JSON; and its text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = small_site(folder, changes)
        told = [subprocess.run([DEMARC, "diff", *form, *paths], capture_output=True).stdout.decode() for form in (["--format=json"], [])]
        rows = [r for r in records("changes", folder)]
    found = json.loads(told[0])["changes"]
    check([" ".join(c["party"] for c in f["concerns"]) for f in found] == [r["concerns"] for r in rows], "changes.csv: whom it concerns")
    return [{c["party"]: (c["effect"], c["act"]) for c in f["concerns"]} for f in found], told[1]


def changes_say_whom_they_concern():
    part = '<part party="us" does="answers"/>'
    supplier = '<party id="host" kind="supplier"><name><text xml:lang="en">Host</text></name></party></parties>'
    shorter, both = ("period-shortened", True), ("period-lengthened", False)
    for changes, expected in [
            ([('value="P90D"', 'value="P4W"')], {"us": shorter, "you": shorter}),
            ([('value="P90D"', 'value="P1Y"')], {"us": both, "you": both}),
            ([("R/P1Y", "R/P1M")], {"us": shorter, "you": shorter}),
            ([("</parties>", supplier)], {"host": ("told", False), "you": ("supplier-added", True)}),
            ([("You read them.", "You read them daily.")], {"you": ("duty-reworded", True)}),
            ([('<part party="you" does="runs"><text xml:lang="en">You read them.</text></part>', "")], {"you": ("duty-removed", False)}),
            ([('clause="1.4" status="provided"', 'clause="1.4" status="customer"')], {"us": ("told", False), "you": ("less-provided", True)}),
            ([('clause="1.4" status="provided"', 'clause="1.4" status="inherited"')], {"us": ("told", False), "you": ("told", False)})]:
        found, _ = differences(*changes)
        check(found == [expected], f"{changes}: {found}")
    moved, _ = differences((control("1.4", "Four", part)[:-10], control("1.4", "Four", part.replace("us", "you"))[:-10]))
    check(sorted(f for m in moved for f in m.items()) == [("us", ("duty-moved", False)), ("you", ("duty-moved", True))], f"moved: {moved}")
    found, text = differences(('id="own" kind="boolean" value="false"', 'id="own" kind="boolean" value="true"'))
    check(len(found) == 4 and text == "4 controls: fact own changed: No -> Yes (1.1, 1.2, 1.3, 1.4) [us; you]\n", f"equal changes: {text}")


def parties_are_told_in_feeds():
    with tempfile.TemporaryDirectory() as folder:
        small_site(folder, [('value="P90D"', 'value="P4W"'), ('id="own" kind="boolean" value="false"', 'id="own" kind="boolean" value="true"')])
        get = lambda path: subprocess.run([DEMARC, "get", "-b", path, folder], capture_output=True).stdout
        feed = ET.fromstring(get("/dates/en/parties/you/feed.atom"))
        summaries = [s.text for s in feed.iter("{http://www.w3.org/2005/Atom}summary")]
        check(summaries == ["5 changes from edition 1 to edition 2 concern You; 1 to act on.", "The first edition. It tells what You has to do."],
              f"the feed: {summaries}")
        content = next(feed.iter("{http://www.w3.org/2005/Atom}content")).text
        check("1.1 Title 1: You: to act on (a shorter period)" in content, f"the feed: {content}")
        page = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", get("/dates/en/changes").decode()))
        check("3 alike: 1.2 Title 2 1.3 Title 3 1.4 Title 4 Inherited No" in page and "You: to act on (a shorter period)" in page, f"the page: {page[:2000]}")
        check(page.count("Inherited No") == 2, "equal changes are not one")


def dates_are_a_calendar():
    with tempfile.TemporaryDirectory() as folder:
        small_site(folder, ())
        data = export("calendar", folder, DEMARC_BASE_URL="https://trust.example.com")
        check(data == subprocess.run([DEMARC, "get", "-b", "/dates/data/dates.ics", folder], capture_output=True,
                                     env={**os.environ, "DEMARC_BASE_URL": "https://trust.example.com"}).stdout, "the site's own")
    check(data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b""), "lines end otherwise")
    check(max(map(len, data.split(b"\r\n"))) <= 75, "a line is too long")
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    check(lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-2:] == ["END:VCALENDAR", ""], "no calendar")
    days = {m[2]: m[1] for m in re.finditer(r"DTSTART;VALUE=DATE:(\d+).*?CATEGORIES:(\w+)", "\n".join(lines), re.S)}
    check(days == {"edition": "20260215", "certification": "20261231", "withdrawn": "20290531", "notice": "20260315", "date": "20270228"}, f"days: {days}")
    check(any("Notice\\, given\\; \\\\ in time" in line for line in lines), "commas and the like stand for themselves")
    uids = [line for line in lines if line.startswith("UID:")]
    check(len(uids) == len(set(uids)) == 5, "ids of events")
    check("URL:https://trust.example.com/dates/editions/2/en/controls/1.5" in lines, "no link to a control")


ACCEPT = '<accept rule="several-owners" at="{}">By turns.</accept>'


def what_is_accepted_passes():
    """--strict passes, the reason goes through JSON and back, and what is accepted in vain is a warning."""
    with open("tests/data/bad/several-owners.xml", encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        directory = os.path.join(folder, "matrix", re.search(r'service="([^"]*)"', text)[1])
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        os.makedirs(directory)
        path = os.path.join(directory, "edition-1.xml")
        environment = {**os.environ, "DEMARC_SHARED": "data", "DEMARC_DATA": folder}

        def checked(at):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace("</about>", ACCEPT.format(at) + "</about>") if at else text)
            result = subprocess.run([DEMARC, "check", "--strict", "--format=json", path], capture_output=True, env=environment)
            return result.returncode, {d["rule"]: d for d in json.loads(result.stdout)["diagnostics"]}
        status, found = checked(None)
        check(status == 1 and list(found) == ["several-owners"], f"not accepted: {found}")
        row = re.search(r'<row id="([^"]*)"', text)[1]
        status, found = checked(row)
        check(status == 0 and found["several-owners"]["severity"] == "accepted" and found["several-owners"]["reason"] == "By turns.",
              f"accepted: {status} {found}")
        xml, form = export("xml", path, DEMARC_SHARED="data"), export("json", path, DEMARC_SHARED="data")
        check(json.loads(form)["about"]["accepted"] == [{"rule": "several-owners", "at": row, "words": "By turns."}], "in JSON")
        with open(path.replace(".xml", ".json"), "wb") as file:
            file.write(form)
        back = subprocess.run([DEMARC, "import", "json", path.replace(".xml", ".json")], capture_output=True, env=environment)
        check(back.stdout == xml and b"By turns." in xml, f"from JSON: {back.stderr[:300]}")
        wrong = json.loads(form)
        wrong["about"]["accepted"][0]["because"] = "x"
        back = subprocess.run([DEMARC, "import", "json", "-"], input=json.dumps(wrong).encode(), capture_output=True, env=environment)
        check(back.returncode == 1 and b"because" in back.stderr, f"an unknown member: {back.stderr[:300]}")
        status, found = checked(re.search(r'<party id="([^"]*)"', text)[1])
        check(status == 1 and set(found) == {"several-owners", "unused-acceptance"}, f"accepted elsewhere: {found}")


# -- schemas ---------------------------------------------------------------------------------------

def valid(schema, data, what):
    """Whether xmllint finds the bytes valid; schema is its options."""
    result = subprocess.run(["xmllint", "--noout", *schema, "-"], input=data, capture_output=True)
    check(result.returncode == 0, f"{what}: {result.stderr.decode()[:300]}")


def xml_is_valid():
    for source in SOURCES:
        valid(["--relaxng", "data/schema/demarc.rng"], export("xml", source), f"{source}: matrix.xml")


def schemas_hold(oscal):
    """The JSON forms against their schemas, by ajv."""
    jobs = []
    with tempfile.TemporaryDirectory() as folder:
        def put(name, data):
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(data)
            return path
        for i, source in enumerate(SOURCES):
            jobs.append([put("schema.json", export("schema")), put(f"matrix{i}.json", export("json", source))])
            for form in OSCAL_FORMS if oscal else []:
                jobs.append([os.path.join(oscal, f"oscal_{form}_schema.json"),
                             put(f"{form}{i}.json", export(form + "-json", source))])
        for line in subprocess.run(["node", "tests/export/schemas.mjs", json.dumps(jobs)], check=True,
                                   capture_output=True).stdout.decode().splitlines():
            check(line.startswith("valid"), line)


def linked_data_is_schema_orgs():
    """JSON-LD on pages against schema.org's own types (linked.mjs), and what is wrong is found."""
    def page(path, **more):
        return subprocess.run([DEMARC, "get", "-b", path, "data"], check=True, capture_output=True,
                              env=dict(os.environ, **more)).stdout.decode()
    overview = page("/chrofy/ja/")
    pages = [("overview", overview, True), ("control", page("/chrofy/en/controls/9.2.1"), True),
             ("with a host", page("/chrofy/en/", DEMARC_BASE_URL="https://trust.example.com/a"), True),
             ("another page", page("/chrofy/en/data"), False),
             ("a type", overview.replace("TechArticle", "TechnicalArticle"), False),
             ("a property", overview.replace('"version"', '"versions"'), False),
             ("a thing", overview.replace('"Organization"', '"Article"'), False),
             ("a date", overview.replace('"datePublished":"2', '"datePublished":"'), False)]
    told = subprocess.run(["node", "tests/export/linked.mjs"], input=json.dumps([p[:2] for p in pages]).encode(), check=True,
                          capture_output=True).stdout.decode().splitlines()
    check(len(told) == len(pages), f"linked data: {told}")
    for (name, _, good), line in zip(pages, told):
        check((line == "valid") == good, f"linked data, {name}: {line}")


def oscal_xml_is_valid(oscal):
    for source in SOURCES:
        for form in OSCAL_FORMS:
            valid(["--schema", os.path.join(oscal, f"oscal_{form}_schema.xsd")], export(form + "-xml", source),
                  f"{source}: OSCAL {form}")


def oscal_keeps_its_rules():
    for source in SOURCES:
        for wrong in rules({form: (export(form + "-json", source), export(form + "-xml", source)) for form in OSCAL_FORMS}) or [""]:
            check(not wrong, f"{source}: OSCAL {wrong}")


def ids_are_those_of_the_published_catalogue():
    """Where a framework names one; else they are made of the framework's id."""
    definition = json.loads(export("component-json", NUMBERS))["component-definition"]
    ids = [r["control-id"] for c in definition["components"] for i in c.get("control-implementations", []) for r in i["implemented-requirements"]]
    check({"ac-2", "ac-2.1"} <= set(ids) and "forms-2026_1.1-1.3.3" in ids, f"ids of controls: {ids}")
    resource = definition["back-matter"]["resources"][0]
    check(resource["rlinks"][0]["href"] == "https://example.com/forms/catalog.json", "where the catalogue is")
    result = subprocess.run([DEMARC, "import", "oscal-catalog", "-"], input=export("catalog-json", NUMBERS), capture_output=True)
    check(result.returncode == 0 and b'number="AC-2(1)" token="ac-2.1"' in result.stdout and b'catalog="urn:uuid:' in result.stdout,
          f"our own catalogue comes back as {result.stdout[:300]} {result.stderr[:300]}")


def customers_inherit_what_is_exported():
    plan = json.loads(export("ssp-json", WORDS))["system-security-plan"]
    exports = {r["control-id"]: [b["export"] for s in r["statements"] for b in s["by-components"] if "export" in b]
               for r in plan["control-implementation"]["implemented-requirements"]}
    shared, host = exports["acme-2020_A.1"]
    duty = shared["responsibilities"][0]
    check(duty["provided-uuid"] == shared["provided"][0]["uuid"] and duty["responsible-roles"][0]["role-id"] == "answers", "the customer's duty")
    check("provided" in host and "responsibilities" not in host, "the supplier's part")
    (own,) = exports["acme-2020_A.2"]
    check("provided" not in own and "provided-uuid" not in own["responsibilities"][0], "what customers do alone")


def no_mapping_without_counterparts():
    with open(WORDS, encoding="utf-8") as file:
        text = re.sub(r"<map [^>]*/>", "", file.read())
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("tests/data/frameworks", folder + "/frameworks")
        os.makedirs(folder + "/matrix/words")
        with open(folder + "/matrix/words/edition-1.xml", "w", encoding="utf-8") as file:
            file.write(text)
        for form in "mapping-json", "mapping-xml":
            result = subprocess.run([DEMARC, "export", "--format=" + form, folder], capture_output=True)
            check(result.returncode == 2 and b"has no counterparts" in result.stderr and not result.stdout, f"{form} of nothing: {result.stderr}")


def main():
    if sys.argv[1:] == ["office"]:
        office_reads_the_same_cells()
        a_sheet_survives_office()
    else:
        oscal = os.environ.get("OSCAL_SCHEMAS")
        csv_says_what_the_source_says()
        csv_has_the_form_of_rfc_4180()
        the_workbook_has_the_cells_of_the_csv()
        sheets_are_named_in_each_language()
        empty_sheets_hide_nothing()
        cells_lead_to_pages()
        duties_are_listed()
        changes_are_those_of_the_edition_before()
        bytes_do_not_depend_on_the_surroundings()
        the_site_gives_the_same_bytes()
        xml_is_valid()
        linked_data_is_schema_orgs()
        catalogues_become_frameworks()
        a_directory_adds_to_the_frameworks()
        documents_of_every_shape_are_sites()
        plans_are_settled()
        what_reviewers_ask_is_told()
        lists_name_what_tells_rows_apart()
        changes_are_told_in_words()
        sheets_become_matrices()
        every_kind_of_line_is_read()
        problems_are_told_by_their_cells()
        json_becomes_the_matrix()
        the_gap_is_what_the_files_say()
        the_starter_passes_check()
        what_is_accepted_passes()
        changes_say_whom_they_concern()
        parties_are_told_in_feeds()
        dates_are_a_calendar()
        schemas_hold(oscal)
        oscal_keeps_its_rules()
        ids_are_those_of_the_published_catalogue()
        requirements_are_no_controls()
        customers_inherit_what_is_exported()
        no_mapping_without_counterparts()
        if oscal:
            oscal_xml_is_valid(oscal)
        else:
            print("56 skipped: OSCAL_SCHEMAS names no folder with the schemas of OSCAL 1.2, which NIST publishes at\n"
                  "https://github.com/usnistgov/OSCAL/releases/tag/v1.2.1")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
