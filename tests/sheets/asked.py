#!/usr/bin/env python3
"""asked.py: questionnaires as companies send them: several clauses in a cell, yes and no in columns, lists of allowed words."""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

sys.path.append("tests/sheets")
from book import MAIN, Number, Raw, book, hidden

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
ENVIRONMENT = dict(os.environ, DEMARC_SHARED=os.path.abspath("data"), DEMARC_DATA=os.path.abspath("data"))
counts = {True: 0, False: 0}

# A control of each status that questionnaires ask for; 5.1 and 5.10 have one each, 5.2 has none.
DOCUMENT = """kind,id,type,value,answers,name_en,text_en,name_ja,text_ja
service,cloud,,,,Cloud,,クラウド,
document,,,,,Duties,,責任分担,
edition,1,published,2026-02-03,,,,,
framework,iso27001-2022,primary,,,,,,
party,customer,customer,,,Customer,,お客様,
party,us,provider,,,Us,,当社,
control,5.1,provided,,us,,Policies.,,方針。
control,5.10,provided,,us,,Acceptable use.,,利用。
control,5.15,provided,,us,,Access is granted.,,アクセスを許可します。
control,5.16,not-offered,,us,,No identities.,,識別しません。
control,5.17,not-applicable,,us,,No passwords.,,パスワードなし。
control,5.18,partial,,us,,In part.,,一部です。
control,8.3,customer,,customer,,Yours.,,お客様です。
control,8.5,provided,,us,,Access is granted.,,アクセスを許可します。
question,backup-1,,,,Backups?,Daily.,控えは？,毎日です。
"""


def verdict(good, what, said=""):
    counts[bool(good)] += 1
    if not good:
        print(f"FAIL: {what}\n{said}")


def document(folder):
    path = os.path.join(folder, "lines.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(DOCUMENT)
    os.makedirs(os.path.join(folder, "data/matrix/cloud"), exist_ok=True)
    done = subprocess.run([DEMARC, "import", "csv", path, "-o", os.path.join(folder, "data/matrix/cloud/edition-1.xml")],
                          env=ENVIRONMENT, capture_output=True, check=False, timeout=120)
    verdict(done.returncode == 0, "the document that answers", done.stderr.decode())
    return os.path.join(folder, "data")


def answer(folder, data, saved, *options):
    path, out = os.path.join(folder, "asked"), os.path.join(folder, "answered")
    if os.path.exists(out):
        os.remove(out)
    with open(path, "wb") as file:
        file.write(saved)
    done = subprocess.run([DEMARC, "answer", "-o", out, *options, path, data], env=ENVIRONMENT, capture_output=True, check=False, timeout=120)
    if not os.path.exists(out):
        return done.returncode, done.stderr.decode(), b""
    with open(out, "rb") as file:
        return done.returncode, done.stderr.decode(), file.read()


# What is asked as CSV, the language, patterns of what is said (each must be there), lines that come back.
LISTS = {
    "two clauses that say different things": ('Ref,Status,Comments,Owner,Version\n"A.5.15, 8.3",,,,\n5.16,,,,\n', "en", ["2 of 2 answered"],
                                              ['"A.5.15, 8.3","5.15: Yes', "8.3: Customer’s\",\"5.15: Access is granted.", '8.3: Yours.","5.15: Us (Responsible)', '8.3: Customer (Responsible)",1 (2026-02-03)']),
    "two that say the same": ("Ref,Status,Comments\n5.15; 8.5,,\n5.16,,\n", "en", ["2 of 2"], ["5.15; 8.5,Yes,Access is granted.,Us (Responsible),1 (2026-02-03)"]),
    "a line for each": ('Ref,Status,Comments\n"5.15\n8.3",,\n5.16,,\n', "en", ["2 of 2"], ['8.3","5.15: Yes', '8.3: Customer’s","5.15: Access is granted.']),
    "the prefix before each": ('Ref,Status\n"A.5.15\nA.8.3",\nA.5.15 / A.5.16,\nA.5.15 A.5.16,\n', "en", ["3 of 3"], ['A.8.3","5.15: Yes', 'A.5.15 / A.5.16,"5.15: Yes', 'A.5.15 A.5.16,"5.15: Yes']),
    "in Japanese": ("管理策,対応状況,回答\n５．１５、８．３,,\n5.15及び5.16,,\n", "ja", ["2 of 2"], ['５．１５、８．３,"5.15: 対応', '5.15及び5.16,"5.15: 対応', "5.16: 対応なし\",\"5.15: アクセスを許可します。"]),
    "a range": ("Ref,Status\n5.15-5.18,\n8.3,\n", "en", ["2 of 2"], ['5.15-5.18,"5.15: Yes', "5.16: No", "5.17: Not applicable", "5.18: With limits\",\"5.15: Access"]),
    "other ranges": ("Ref,Status\n5.15～5.16,\nA.5.15 – A.5.16,\n5.15 to 5.16,\n5.15から5.16まで,\n5.15-16,\n５．１５～５．１６,\n", "en", ["6 of 6"],
                     [f'{r},"5.15: Yes\n5.16: No"' for r in ("5.15～5.16", "A.5.15 – A.5.16", "5.15 to 5.16", "5.15から5.16まで", "5.15-16", "５．１５～５．１６")]),
    "a range and one more": ('Ref,Status\n"5.15-5.16, 8.3",\n8.5,\n', "en", ["2 of 2"], ['"5.15-5.16, 8.3","5.15: Yes\n5.16: No\n8.3: Customer’s"']),
    "a range the wrong way round": ("Ref,Status\n5.18-5.15,\n8.3,\n", "en", ["A2: '5.18-5.15' is no clause", "1 of 2"], ["5.18-5.15,\n"]),
    "one that the framework has not": ('Ref,Status\n"5.15, 5.99",\n8.3,\n', "en", ["A2: '5.99' is no clause of that framework", "2 of 2"], ['"5.15, 5.99",5.15: Yes,5.15: Access is granted.,5.15: Us (Responsible),1 (2026-02-03)']),
    "one of another standard": ("Ref,Status\nA.5.15; CC6.1; SOC2-3,\n8.3,\n", "en", ["A2: 'CC6.1' is no clause", "A2: 'SOC2-3' is no clause"], ["A.5.15; CC6.1; SOC2-3,5.15: Yes,"]),
    "one that the document does not say": ('Ref,Status\n"5.15, 5.2",\n8.3,\n', "en", ["A2: '5.2': the document does not say", "2 of 2"], ['"5.15, 5.2",5.15: Yes,']),
    "none that it says": ('Ref,Status\n"5.2, 5.3",\n8.3,\n', "en", ["'5.2': the document does not say", "'5.3': the document does not say", "1 of 2"], ['"5.2, 5.3",\n']),
    "a title with commas": ("Ref,Status\n\"5.15 Access control, rights and roles\",\n8.3,\n", "en", ["2 of 2"], ['"5.15 Access control, rights and roles",Yes,Access']),
    "ids of questions and a clause": ('Ref,Answer\n"backup-1, 5.15",\n8.3,\n', "en", ["2 of 2"], ['"backup-1, 5.15","backup-1: Daily.\n5.15: Access is granted."']),
    "sentences": ("Ref,Question\n5.15,\"As 5.16 asks, is access limited, and by whom?\"\n8.3,\"And this?\"\n", "en", ["A1: this column is read", "2 of 2"], []),
    "the standard before them": ('Ref,Status\n"ISO/IEC 27001:2022 A.5.15, A.5.16",\n8.3,\n', "en", ["2 of 2"], ['A.5.16","5.15: Yes\n5.16: No"']),
    "5.10 that became 5.1, by its place": ("Ref,Status\n5.8,\n5.9,\n5.1,\n5.11,\n", "en", ["A4: '5.1' stands behind 5.9, and 5.10 does not"], ["5.1,\n"]),
    "5.1 behind another section": ("Ref,Status\n8.3,\n5.1,\n5.2,\n", "en", ["2 of 3"], ["5.1,Yes,Policies"]),
    "5.1 in a list": ('Ref,Status\n5.1,\n"5.1, 5.15",\n', "en", ["2 of 2"], ['"5.1, 5.15",Yes,"5.1: Policies.']),
}

CHOICES = {
    "a column each": ("Ref,Requirement,Yes,No,Explanation\nCl. 5.15,?,,,\nRequirement 5.16,?,,,\n", "en", ["2 of 2"],
                      ["Cl. 5.15,?,X,,Access is granted.,Yes,", "Requirement 5.16,?,,X,No identities.,No,"]),
    "with N/A and Partial": ("Ref,Y,N,N/A,Partial,Comments\n5.15,,,,,\n5.16,,,,,\n5.17,,,,,\n5.18,,,,,\n", "en", ["4 of 4"],
                             ["5.15,X,,,,Access", "5.16,,X,,,No id", "5.17,,,X,,No pass", "5.18,,,,X,In part."]),
    "a number before them": ("No,Ref,Yes,No,N/A\n1,5.15,,,\n2,5.16,,,\n", "en", ["2 of 2"], ["1,5.15,X,,,", "2,5.16,,X,,"]),
    "under one heading": ("Ref,Response,,,Comments\n,Yes,No,N/A,\n5.15,,,,\n5.17,,,,\n", "en", ["2 of 2"], ["5.15,X,,,Access is granted.,Yes", "5.17,,,X,No passwords.,"]),
    "in Japanese": ("管理策,はい,いいえ,該当なし,備考\n5.15,,,,\n5.16,,,,\n5.17,,,,\n", "ja", ["3 of 3"], ["5.15,○,,,アクセスを許可します。", "5.16,,○,,識別しません。", "5.17,,,○,パスワードなし。"]),
    "by signs": ("管理策,○,×,－\n5.15,,,\n5.16,,,\n5.17,,,\n", "ja", ["3 of 3"], ["5.15,○,,,", "5.16,,○,,", "5.17,,,○,"]),
    "marked as others are": ("Ref,Yes,No\n5.15,✓,\n5.16,,\n8.5,,\n", "en", ["3 of 3"], ["5.15,✓,,", "5.16,,✓,", "8.5,✓,,"]),
    "marked otherwise already": ("Ref,Yes,No\n5.15,,x\n5.16,,\n", "en", ["C2: the line is marked here already"], ["5.15,,x,"]),
    "neither yes nor no": ("Ref,Yes,No\n8.3,,\n5.18,,\n5.15,,\n", "en", ["B2: no column here is headed by what the document says \\('Customer’s'\\): to be answered by hand", "B3: .*With limits"], ["8.3,,,", "5.18,,,"]),
    "of several clauses": ('Ref,Yes,No\n"5.15, 8.5",,\n"5.15, 5.16",,\n"5.15, 5.2",,\n', "en", ["B3: no column", "B4: no column"], ['"5.15, 8.5",X,,', '"5.15, 5.16",,,', '"5.15, 5.2",,,']),
    "a question has no word": ("Ref,Yes,No,Comments\nbackup-1,,,\n5.15,,,\n", "en", ["B2: .*to be answered by hand"], ["backup-1,,,Daily.", "5.15,X,,Access"]),
    "words in the heading": ("Ref,Response (Yes/No/NA),Comments\n5.15,,\n5.16,,\n5.17,,\n5.18,,\n", "en", ["B5: none of Yes, No, NA alone is what the document says"],
                             ["5.15,Yes,Access is granted.", "5.16,No,No id", "5.17,NA,No pass", "5.18,,In part."]),
    "a stroke in one of them": ("Ref,Yes / No / N/A,Comments\n5.15,,\n5.17,,\n", "en", ["2 of 2"], ["5.15,Yes,Access", "5.17,N/A,No pass"]),
    "Japanese words in the heading": ("管理策,回答（はい・いいえ・該当なし）,備考\n5.15,,\n5.17,,\n", "ja", ["2 of 2"], ["5.15,はい,アクセス", "5.17,該当なし,パスワードなし。"]),
    "signs in the heading": ("管理策,対応状況（○△×）,対応内容\n5.15,,\n5.16,,\n5.18,,\n", "ja", ["3 of 3"], ["5.15,○,アクセス", "5.16,×,識別", "5.18,△,一部です。"]),
    "signs with what they mean": ("管理策,回答（○：対応／△：一部対応／×：未対応／－：対象外）,備考\n5.15,,\n5.16,,\n5.17,,\n5.18,,\n", "ja", ["4 of 4"],
                                  ["5.15,○,アクセス", "5.16,×,識別", "5.17,－,パスワード", "5.18,△,一部です。"]),
    "a sign that means the reverse here": ("Ref,Response (Y = No / N = Yes)\n5.15,\n5.16,\n", "en", ["2 of 2"], ["5.15,Access is granted."]),
    "a mark that is wanted": ("Ref,Vendor response *,Compliant? (Y/N/Partial)\n5.15,,\n5.18,,\n", "en", ["2 of 2"], ["5.15,Access is granted.,Y,", "5.18,In part.,Partial,"]),
    "a sum below the columns": ("Ref,Yes,No\n5.15,,\n5.16,,\nTotal,=,3\n", "en", ["2 of 2"], ["5.15,X,,", "5.16,,X,", "Total,=,3"]),
    "words in a line of the heading": ('Ref,"Implemented\n(Yes/No/Partially)","Applicable\nYes/No",Vendor comments\n5.15,,,\n5.18,,,\n', "en", ["2 of 2"], ["5.15,Yes,,Access", "5.18,Partially,,In part."]),
    "words in a line of their own": ('Ref,"Compliance\nYes/No"\n5.15,\n5.16,\n', "en", ["2 of 2"], ["5.15,Yes,Yes,", "5.16,No,No,"]),
    "lines without a number": ("No.,Ref,Question,Answer\n1,5.15,?,\n2,5.16,?,\n3,,Anything else?,\n", "en", ["note: A4: lines that have nothing in the column of what is asked are left as they are: 1,", "2 of 2"], ["3,,Anything else?,\n"]),
    "sections are not asked": ("Ref,Question,Yes,No\nAccess\n5.15,?,,\nPeople and 2 more\n5.16,?,,\n", "en", ["2 of 2 answered"], ["5.15,?,X,,", "5.16,?,,X,"]),
    "two words for one": ("管理策,評価（◎○△×）,対応状況（◎○△×）\n5.15,,\n5.16,,\n", "ja", ["C2: none of ◎, ○, △, × alone"], ["5.15,,,", "5.16,,×,"]),
    "what the reviewer asks is not ours": ("Ref,Status,Follow-up required (Yes/No)\n5.15,,\n5.16,,\n", "en", ["2 of 2"], ["5.15,Yes,,Access", "5.16,No,,No id"]),
    "an answer and its explanation": ("Ref,Answer,Comments\n5.15,,\n5.16,,\n", "en", ["2 of 2"], ["5.15,Yes,Access is granted.,Us", "5.16,No,No identities.,Us"]),
    "kept": ("Ref,Answer (Yes/No)\n5.15,No\n5.16,no\n", "en", ["B2: something stands here already"], ["5.15,No,", "5.16,no,"]),
}


def lists(folder, data):
    for name, (asked, lang, said, wanted) in {**LISTS, **CHOICES}.items():
        status, err, out = answer(folder, data, asked.encode(), "--lang=" + lang)
        text = out.decode("utf-8-sig").replace("\r\n", "\n")
        lacking = [p for p in said if not re.search(p, err)] + [w for w in wanted if w not in text]
        verdict(status == 0 and not lacking, name, f"status {status}, lacks {lacking}\n{err}{text}")


def cells_of(saved, sheet):
    """Name -> text of the inline strings of a sheet."""
    with zipfile.ZipFile(io.BytesIO(saved)) as packed:
        root = ElementTree.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))
    return {c.get("r"): "".join(t.text or "" for t in c.iter("{%s}t" % MAIN)) for c in root.iter("{%s}c" % MAIN) if c.get("t") == "inlineStr"}


def validation(where, formula):
    return f'<dataValidation type="list" allowBlank="1" sqref="{where}"><formula1>{formula}</formula1></dataValidation>'


EXTENSION = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">
<x14:dataValidation type="list"><x14:formula1><xm:f>'The lists'!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"""
ASKS = [["Ref", "Response", "Comments"], ["5.15"], ["5.16"], ["5.17"], ["5.18"], ["8.3"]]
WORDS = [["Fully implemented"], ["Partially implemented"], ["Not implemented"], ["Not applicable"]]


def allowed(folder, data):
    """Where a workbook has a list of the words for a cell, one of those is written."""
    names = f'<definedNames><definedName name="Answers">Lists!$A$1:$A$4</definedName></definedNames>'
    ways = {
        "in the list itself": (book({"S": ASKS}, tails={"S": "<dataValidations>" + validation("B2:B3 B4:B9", '"Y,N,Partially,NA"') + "</dataValidations>"}),
                               {"B2": "Y", "B3": "N", "B4": "NA", "B5": "Partially", "B6": None}),
        "in cells of another sheet": (book({"S": ASKS, "Lists": WORDS}, tails={"S": "<dataValidations>" + validation("$B$2:$B$9", "Lists!$A$1:$A$4") + "</dataValidations>"}),
                                      {"B2": "Fully implemented", "B3": "Not implemented", "B4": "Not applicable", "B5": "Partially implemented", "B6": None}),
        "in an extension": (book({"S": ASKS, "The lists": WORDS}, tails={"S": EXTENSION}),
                            {"B2": "Fully implemented", "B3": "Not implemented", "B4": "Not applicable", "B5": "Partially implemented", "B6": None}),
    }
    for name, (saved, wanted) in ways.items():
        status, err, out = answer(folder, data, saved, "--lang=en")
        cells = cells_of(out, 1) if out else {}
        verdict(status == 0 and all(cells.get(c) == w for c, w in wanted.items()) and cells.get("C2") == "Access is granted."
                and re.search("S!B6: none of .* alone is what the document says \\('Customer’s'\\)", err), "allowed words " + name, err + str(cells))
    named = book({"S": ASKS, "Lists": WORDS}, tails={"S": "<dataValidations>" + validation("B2:B9", "answers") + "</dataValidations>"})
    with zipfile.ZipFile(io.BytesIO(named)) as packed:
        workbook = packed.read("xl/workbook.xml").decode().replace("</sheets>", "</sheets>" + names)
    named = book({"S": ASKS, "Lists": WORDS}, tails={"S": "<dataValidations>" + validation("B2:B9", "answers") + "</dataValidations>"}, extra={"xl/workbook.xml": workbook})
    status, err, out = answer(folder, data, named, "--lang=en")
    verdict(status == 0 and cells_of(out, 1).get("B3") == "Not implemented", "allowed words by a name for cells", err)
    worked = book({"S": ASKS}, tails={"S": "<dataValidations>" + validation("B2:B9", "INDIRECT(A1)") + "</dataValidations>"})
    status, err, out = answer(folder, data, worked, "--lang=en")
    verdict(status == 0 and "B2" not in cells_of(out, 1) and "S!B2: the words that the cell takes are worked out" in err, "allowed words that are worked out", err)
    other = book({"S": [["Ref", "Owner", "Yes", "No"], ["5.15"], ["8.3"]]},
                 tails={"S": "<dataValidations>" + validation("B2:B9", '"Vendor,Client"') + validation("C2:D9", '"✔"') + "</dataValidations>"})
    status, err, out = answer(folder, data, other, "--lang=en")
    cells = cells_of(out, 1) if out else {}
    verdict(status == 0 and "B2" not in cells and cells.get("C2") == "✔" and "S!B2: the cell takes no other words than Vendor, Client, and none of them is what the document says: 'Us (Responsible)'" in err,
            "words that no answer is among", err + str(cells))
    again, err, twice = answer(folder, data, out, "--lang=en")
    verdict(again == 0 and twice == out, "a second time changes nothing", err)


def numbers(folder, data):
    """Numbers in a workbook that were clauses."""
    asked = book({"S": [["Ref", "Status"], [Number("5.9")], [Number("5.1")], [Number("5.15")]], "T": [["Ref", "Status"], [Number("5.0999999999999996", 2)], [Number("5.15")]]})
    status, err, out = answer(folder, data, asked, "--lang=en")
    verdict(status == 0 and "S!A3: '5.1' stands behind 5.9" in err and "B3" not in cells_of(out, 1) and cells_of(out, 2).get("B2") == "Yes", "5.10 as a number", err)
    asked = book({"S": [["Ref", "Status"], [Number("8.3")], [Number("46150", 1)], ["5.15"]]})
    status, err, out = answer(folder, data, asked, "--lang=en")
    verdict(status == 0 and "S!A2: the number 8.3 is read as it stands: a spreadsheet shows 8.30 so, too" in err
            and "S!A3: '2026-05-08' is a date, which a spreadsheet may have made of a number" in err and cells_of(out, 1).get("B2") == "Customer’s", "numbers and dates", err)
    formula = book({"S": [["Ref", "Yes", "No"], ["5.15", Raw('><f>IF(1,"","")</f>')], ["5.16"]]})
    status, err, out = answer(folder, data, formula, "--lang=en")
    verdict(status == 0 and "S!B2: something stands here already" in err and cells_of(out, 1).get("C3") == "X", "a formula stays", err)


def merged(folder, data):
    """A number in a merged cell is asked by each of its lines."""
    asked = book({"S": [["Ref", "Question", "Yes", "No", "Comments"], ["5.15", "One?"], ["", "Two?"], ["5.16", "Three?"], ["", "Four?"]]},
                 tails={"S": '<mergeCells count="3"><mergeCell ref="A2:A3"/><mergeCell ref="A4:A5"/><mergeCell ref="E4:E5"/></mergeCells>'})
    status, err, out = answer(folder, data, asked, "--lang=en")
    cells = cells_of(out, 1) if out else {}
    verdict(status == 0 and [cells.get(c) for c in ("C2", "C3", "D4", "D5", "E3", "E4", "E5")] == ["X", "X", "X", "X", "Access is granted.", "No identities.", None]
            and "2 of 2 answered" in err and "warning" not in err, "merged numbers", err + str(cells))


def filtered(folder, data):
    """Rows that are not shown are asked for all the same, and stay hidden."""
    asked = hidden(book({"S": [["Ref", "Answer"], ["5.15"], ["5.16"], ["8.3"]]}), [3], [])
    status, err, out = answer(folder, data, asked, "--lang=en")
    with zipfile.ZipFile(io.BytesIO(out)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    verdict(status == 0 and "note: S!A3: rows that are hidden or filtered out are answered like all others: 3" in err
            and cells_of(out, 1).get("B3") == "No identities." and '<row r="3" hidden="1">' in sheet, "hidden rows", err)


def main():
    with tempfile.TemporaryDirectory(prefix="demarc-asked-") as folder:
        data = document(folder)
        lists(folder, data)
        allowed(folder, data)
        numbers(folder, data)
        filtered(folder, data)
        merged(folder, data)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
