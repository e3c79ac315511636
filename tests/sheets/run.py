#!/usr/bin/env python3
"""run.py: sheets as people and their programs save them: what import reads out of them, what it says, what it refuses."""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

sys.path.append("tests/sheets")
from book import MAIN, Number, Raw, book, hidden, packed_files, sheet_xml

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
ENVIRONMENT = dict(os.environ, DEMARC_SHARED=os.path.abspath("data"), DEMARC_DATA=os.path.abspath("data"))
counts = {True: 0, False: 0}


def verdict(good, what, said=""):
    counts[bool(good)] += 1
    if not good:
        print(f"FAIL: {what}\n{said}")


def demarc(*arguments):
    done = subprocess.run([DEMARC, *arguments], env=ENVIRONMENT, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def as_csv(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


COLUMNS = ["kind", "id", "type", "value", "answers", "name_en", "text_en", "name_ja", "text_ja"]


def lines(*more, date="2026-02-03", control="5.15", words=("Access is granted.", "アクセスを許可します。")):
    """A small document in our layout; more: further lines."""
    return [COLUMNS, ["service", "cloud", "", "", "", "Cloud", "", "クラウド", ""],
            ["document", "", "", "", "", "Duties", "", "責任分担", ""], ["edition", "1", "published", date],
            ["framework", "iso27001-2022", "primary"],
            ["party", "customer", "customer", "", "", "Customer", "", "お客様", ""],
            ["party", "us", "provider", "", "", "Us", "", "当社", ""],
            ["table", "layers", "layers", "", "", "Layers", "", "層", ""],
            ["row", "data", "", "", "customer", "Data", "", "データ", ""],
            ["control", control, "provided", "", "us", "", words[0], "", words[1]], *more]


def fact(kind, value):
    return ["fact", "f", kind, value, "", "Fact", "", "事実", ""]


ODS = "application/vnd.oasis.opendocument.spreadsheet"

# What is saved, the exit status, what is said of it (a pattern), what it becomes (a pattern).
SHEETS = {
    "TRUE as spreadsheets write it": (as_csv(lines(fact("boolean", "TRUE"))), 0, "", 'value="true"'),
    "FALSE in a workbook": (book({"S": lines(fact("boolean", False))}), 0, "", 'value="false"'),
    "a date with slashes": (as_csv(lines(date="2026/2/3")), 0, "^$", 'date="2026-02-03"'),
    "a date in Japanese": (as_csv(lines(fact("date", "２０２６年２月３日"))), 0, "^$", 'value="2026-02-03"'),
    "a date with its midnight": (as_csv(lines(date="2026-02-03 00:00:00")), 0, "^$", 'date="2026-02-03"'),
    "a date with stops": (as_csv(lines(date="3.2.2026")), 0, "^$", 'date="2026-02-03"'),
    "a day that can be no month": (as_csv(lines(date="2/23/2026")), 0, "^$", 'date="2026-02-23"'),
    "a day that may be a month": (as_csv(lines(date="2/3/2026")), 1, "D4, column '[a-z_]+': '2/3/2026' may be a day and a month", "^$"),
    "no day of the calendar": (as_csv(lines(date="2026/2/30")), 1, "D4, column 'value': '2026/2/30': write a date that exists", "^$"),
    "a serial date in CSV": (as_csv(lines(date="46056")), 0, "warning: D4, column '[a-z_]+': '46056' is taken .*: 2026-02-03", 'date="2026-02-03"'),
    "a serial date in a workbook": (book({"S": lines(date=Number(46056, 1))}), 0, "^$", 'date="2026-02-03"'),
    "one of a Japanese format": (book({"S": lines(date=Number(46056, 3))}), 0, "^$", 'date="2026-02-03"'),
    "one counted from 1904": (book({"S": lines(date=Number(46056 - 1462, 1))}, properties='<workbookPr date1904="1"/>'),
                              0, "^$", 'date="2026-02-03"'),
    "a number without a date's format": (book({"S": lines(date=Number(46056))}), 0, "S!D4, column '[a-z_]+': '46056' is taken", 'date="2026-02-03"'),
    "a line sep=": (b"sep=,\r\n" + as_csv(lines(date="x")), 1, "D4, column '[a-z_]+': 'x'", "^$"),
    "sep= in quotes, and semicolons": (b'"sep=;"\r\n' + as_csv(lines(), ";"), 0, "^$", "5.15"),
    "sep= with what fills the row": (b"sep=,,,,,\n" + as_csv(lines()), 0, "^$", "5.15"),
    "lines in a statement": (as_csv(lines(words=("First.\n- one\n- two", "まず。\n・一\n・二"))), 0, "^$",
                             r'(?s)<text xml:lang="en">First\.</text>.*<block kind="item">\s*<text xml:lang="en">one</text>\s*'
                             '<text xml:lang="ja">一</text>.*<block kind="item">.*two.*二'),
    "lines without a first sentence": (as_csv(lines(words=("- one\n- two", "・一\r\n・二"))), 0, "^$",
                                       '(?s)<text xml:lang="ja">・一</text>.*<block kind="paragraph">.*<text xml:lang="ja">・二</text>'),
    "lines where one has to do": (as_csv(lines(["note", "", "", "", "", "", "one\ntwo", "", "一"])), 0,
                                  "warning: G11, column '[a-z_]+': the lines of this cell become one", "(?s)<note.*one"),
    "a clause of Annex A": (as_csv(lines(control="A.5.15")), 0, "^$", 'clause="5.15"'),
    "one in full width": (as_csv(lines(control="５．１５")), 0, "^$", 'clause="5.15"'),
    "one with the standard before it": (as_csv(lines(control="ISO/IEC 27001:2022 A.5.15")), 0, "^$", 'clause="5.15"'),
    "one that is not there": (as_csv(lines(control="R&D-01")), 1, "B10, column '[a-z_]+': ISO/IEC 27001:2022 has no clause 'R&D-01'", "^$"),
    "5.10 that became 5.1": (as_csv(lines(control="5.1")), 0, "warning: B10, column '[a-z_]+': '5.1' is read as it stands; .*5.10", 'clause="5.1"'),
    "5.10 in a workbook": (book({"S": lines(control=Number("5.1"))}), 0, "warning: S!B10, column '[a-z_]+': '5.1' is read", 'clause="5.1"'),
    "5.10 with its decimals": (book({"S": lines(control=Number("5.0999999999999996", 2))}), 0, "^$", 'clause="5.10"'),
    "5.1 as text": (book({"S": lines(control="5.1")}), 0, "^$", 'clause="5.1"'),
    "both of them": (as_csv(lines(["control", "5.10", "provided", "", "us", "", "Yes.", "", "はい。"], control="5.1")), 0, "^$", 'clause="5.10"'),
    "Shift_JIS": (as_csv(lines()).decode().encode("cp932"), 0, "warning: not UTF-8: read as Shift_JIS", "アクセスを許可します"),
    "a mistake in Shift_JIS": (as_csv(lines(date="昨日")).decode().encode("cp932"), 1, "error: D4, column '[a-z_]+': '昨日'", "^$"),
    "UTF-16 with its mark": (as_csv(lines(), "\t").decode().encode("utf-16"), 0, "^$", "アクセスを許可します"),
    "UTF-16, the other way round": (as_csv(lines(), "\t").decode().encode("utf-16-be"), 0, "read as UTF-16BE", "アクセスを許可します"),
    "half of UTF-16": (as_csv(lines()).decode().encode("utf-16")[:-1], 1, "neither UTF-8 nor UTF-16", "^$"),
    "Latin letters in another encoding": (as_csv(lines(words=("Café", "x"))).replace("é".encode(), b"\xe9"), 1, "neither UTF-8", "^$"),
    "two of one name": (as_csv(lines(["row", "data", "", "", "us", "Data", "", "データ", ""])), 1,
                        "B11, column '[a-z_]+': row or group 'data' is already in B9", "^$"),
    "several sheets": (book({"About": [["anything"]], "One": lines(), "Two": [COLUMNS, ["control", "5.16", "provided", "", "us", "", "Two.", "", "二。"]]}),
                       0, "About!A1: this sheet is passed over", '(?s)clause="5.15".*clause="5.16"'),
    "a mistake on the second of them": (book({"One": lines(), "Two": [COLUMNS, ["control", "5.16", "perhaps"]]}), 1,
                                        "error: Two!C2, column '[a-z_]+': 'perhaps'", "^$"),
    "phonetic hints and runs": (book({"S": lines(words=("<si><r><t>Ac</t></r><r><t>cess</t></r></si>",
                                                        "<si><t>権限</t><rPh sb=\"0\" eb=\"2\"><t>ケンゲン</t></rPh></si>"))}),
                                0, "", '(?s)>Access</text>\\s*<text xml:lang="ja">権限</text>'),
    "inline strings and escapes": (book({"S": lines(words=(Raw(' t="inlineStr"><is><t>a_x005F_x0041_b &amp; c</t></is>'), "い"))}), 0, "", "a_x0041_b &amp; c"),
    "a formula by its value": (book({"S": lines(words=(Raw(' t="str"><f>A1&amp;"x"</f><v>worked out</v>'), "い"))}), 0, "", "worked out"),
    "no archive": (b"PK\3\4" + b"x" * 200, 1, "damaged or cut off", "^$"),
    "an archive of other things": (book({"S": []}, extra={"xl/workbook.xml": "<workbook/>"}), 1, "it has no sheets", "^$"),
    "strings that are not there": (book({"S": lines()}, extra={"xl/sharedStrings.xml": "<sst/>"}), 1, "error: S: [0-9]+ cells name strings that the workbook has not, the first of them A1", "^$"),
    "strings that cannot be read": (book({"S": lines()}, extra={"xl/sharedStrings.xml": '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst/>'}), 1,
                                    "sharedStrings.xml: a DOCTYPE is not allowed", "^$"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 1, "an old workbook .*save it as .xlsx, without a password", "^$"),
    "a file of OpenDocument": (b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 1, "OpenDocument .*save it as .xlsx", "^$"),
    "the same without its mimetype": (packed_files({"content.xml": "<a/>", "META-INF/manifest.xml": "<a/>"}), 1, "OpenDocument .*save it as .xlsx", "^$"),
    "the same with it compressed": (packed_files({"mimetype": ODS, "content.xml": "<a/>"}), 1, "OpenDocument .*save it as .xlsx", "^$"),
    "the same with it last, and padded": (packed_files({"content.xml": "<a/>", "mimetype": ODS + "\n"}, stored=["mimetype"]), 1, "OpenDocument .*save it as .xlsx", "^$"),
    "one that a workbook's name is in": (book({"S": lines()}, extra={"content.xml": "<a/>"}), 0, "^$", "5.15"),
    "a binary workbook": (packed_files({"xl/workbook.bin": "x"}), 1, "a binary workbook \\(.xlsb\\): save it as .xlsx", "^$"),
    "a text document": (packed_files({"word/document.xml": "<a/>"}), 1, "a text document .*save that as .xlsx", "^$"),
    "a web page as a workbook": (b"\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></tr></table></html>", 1, "this is a web page or XML", "^$"),
    "XML as a workbook": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', 1, "this is a web page or XML", "^$"),
    "hidden rows and columns": (hidden(book({"S": lines(["#", "a remark"], ["control", "5.16", "provided", "", "us", "", "Two.", "", "二。"])}), [10, 11, 12], [6, 7]), 0,
                                "(?s)warning: S!A10.*: rows that are hidden or filtered out are read like all others: 10-12; .*warning: S!F1.*: columns that are hidden .*: F-G; ", '(?s)clause="5.15".*clause="5.16"'),
    "hidden places of which nothing is said": (hidden(book({"S": lines()}), [40], [40]), 0, "^$", "5.15"),
    "an empty workbook": (book({"S": []}), 1, "the sheet is empty", "^$"),
    "a sheet that is not there": (book({"S": []}, extra={"xl/_rels/workbook.xml.rels": "<Relationships/>"}), 1, "S: the sheet's file is not there", "^$"),
    "a DOCTYPE": (book({"S": []}, extra={"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}), 1, "sheet1.xml: ", "^$"),
    "rows out of order": (book({"S": []}, extra={"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>"}),
                          1, "rows are not in order", "^$"),
    "a cell too far out": (book({"S": []}, extra={"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>"}),
                           1, "more columns than are looked at", "^$"),
    "a bomb": (book({"S": []}, extra={"xl/worksheets/sheet1.xml": "<worksheet>" + " " * (17 << 20) + "</worksheet>"}), 1, "larger than anything", "^$"),
    "a wide bomb": (book({"S": []}, extra={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + "<row><c r='IV%d'><v>1</v></c></row>" * 20000 % tuple(range(1, 20001)) + "</sheetData></worksheet>"}),
                    1, "more cells than are looked at", "^$"),
}


def sheets(folder):
    for name, (saved, status, said, made) in SHEETS.items():
        path = os.path.join(folder, "sheet")
        with open(path, "wb") as file:
            file.write(saved)
        got, out, err = demarc("import", "xlsx" if saved.startswith(b"PK") else "csv", path)
        err = re.sub(r"(?m)^.*\[(wordings-differ|framework-withdrawn)\]\n(    .*\n    .*\n)?", "", err)
        verdict(got == status and re.search(said, err) and re.search(made, out), name, f"status {got}\n{err}{out[:3000]}")


# -- tables of rows and columns, lists by clause ----------------------------------------------------------------------------------

ABOUT = [["kind", "id", "type", "value", "name_ja"], ["service", "cloud", "", "", "クラウド"], ["document", "", "", "", "責任分担"],
         ["edition", "3", "published", "2026-02-03"], ["party", "kokyaku", "customer", "", "お客様"], ["party", "jigyosha", "provider", "", "株式会社例"],
         ["party", "aws", "supplier", "", "AWS"]]
JAPANESE = [["クラウドサービスの責任分担表"], ["区分", "項目", "IaaS", "PaaS", "SaaS※2", "備考"],
            ["データ", "データの管理", "お客様", "お客様", "お客様", ""], ["", "権限の設定", "お客様", "お客様 ＋ 当社", "共同", "利用者ごとに設定します。"],
            ["基盤", "OS", "お客様", "当社", "○ ※1", ""], ["", "ネットワーク", "△", "△", "×", ""],
            ["", "設備", "対象外：設備を持ちません。", "○", "", ""], [],
            ["凡例：○ 当社が実施、△ 共同、× お客様"], ["※1 自動で更新します。"], ["※2", "全プランで同じです。"]]
RACI = [["Task", "Customer", "Provider", "AWS", "Notes"], ["Identity"], ["Accounts *1", "A/R", "C", "", "At most 50."], ["Passwords", "AR", "", "I"],
        ["Hosting"], ["Hypervisor", "", "A", "R"], ["Legal", "N/A: no part of the service", "", ""], ["*1 Service accounts too."]]
SIGNS = [["項目", "お客様", "当社"], ["発行", "△", "○"], ["登録", "○", "×"], [], ["○", "責任を負う"], ["△", "支援する"], ["×", "責任を負わない"]]
WORDS = [["Item", "Customer", "Provider"], ["Access", "Manages accounts", "Provides MFA"], ["Backups", "", "Takes them daily"]]
# Merged: a group over two rows, a cell over two columns, a heading over two headings.
MERGED = [["", "", "Who is responsible", ""], ["Area", "Item", "IaaS", "SaaS"], ["Data", "Content", "Customer", ""], ["", "Backups", "Customer", "Provider"]]
MERGED_TAIL = '<mergeCells count="3"><mergeCell ref="C1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="C3:D3"/></mergeCells>'


def row_of(row, *parts, cell="<cell[^>]*>"):
    """A pattern: of the row of that name, the cell has these parts and no others."""
    listed = r"\s*".join(f'<part party="{p}" does="{d}"/>' for p, d in parts)
    return rf'(?s)<text xml:lang="[a-z]+">{row}</text>(?:(?!</row>).)*{cell}\s*{listed}\s*</cell>'


def cell_of(row, column, parties, shared=""):
    """The same for a column: who answers."""
    how = f' shared="{shared}"' if shared else ""
    return row_of(row, *((p, "answers") for p in parties), cell=f'<cell column="{column}"{how}(?: footnotes="[^"]*")?>')


def about(folder):
    path = os.path.join(folder, "about.csv")
    with open(path, "wb") as file:
        file.write(as_csv(ABOUT))
    return "--about=" + path


# What is saved, options, the exit status, patterns of what is said, of what it becomes.
OTHERS = {
    "a wide table in Japanese": (as_csv(JAPANESE), [], 0, [
        "'○' \\(当社が実施\\) is read as: provider", "'△' \\(共同\\) is read as: customer \\+ provider", "no line of kind 'edition'.* draft of today, 2026-01-31",
        "E7, column 'SaaS※2': blank cells are read as: nobody", "A4, column '区分': blank cells in the column '区分' are read as the group above"], [
        'original="ja"', "(?s)<edition number=\"1\" date=\"2026-01-31\" status=\"draft\"", ">クラウドサービスの責任分担表<", cell_of("データの管理", "iaas", ["customer"]),
        cell_of("権限の設定", "paas", ["customer", "provider"]), cell_of("権限の設定", "column-3", ["customer", "provider"], "jointly"),
        "(?s)権限の設定</text>\\s*</name>\\s*<detail>\\s*<text xml:lang=\"ja\">利用者ごとに設定します。", cell_of("OS", "column-3", ["provider"]),
        '(?s)>OS<.*<cell column="column-3" footnotes="note-1-1">', '<column id="column-3" footnotes="note-1-2">', "(?s)<footnote id=\"note-1-1\">\\s*<text xml:lang=\"ja\">自動で更新します。",
        "(?s)<footnote id=\"note-1-2\">\\s*<text xml:lang=\"ja\">全プランで同じです。",
        cell_of("ネットワーク", "iaas", ["customer", "provider"], "jointly"), cell_of("ネットワーク", "column-3", ["customer"]),
        "(?s)>設備<.*<not-applicable>\\s*<text xml:lang=\"ja\">設備を持ちません。.*<unspecified/>", "(?s)<group id=\"[a-z0-9-]+\">\\s*<name>\\s*<text xml:lang=\"ja\">基盤.*>OS<.*>設備<.*</group>"]),
    "the same in a workbook, with the parties in a sheet": (book({"基本": ABOUT, "分担": JAPANESE}), [], 0, ["分担!A9.*'○'.*: jigyosha"], [
        'service="cloud"', '<edition number="3" date="2026-02-03" status="published"', cell_of("権限の設定", "paas", ["kokyaku", "jigyosha"]), cell_of("ネットワーク", "column-3", ["kokyaku"])]),
    "the same with --about": (as_csv(JAPANESE), ["about"], 0, ["'×' \\(お客様\\) is read as: kokyaku"], ['service="cloud"', cell_of("OS", "paas", ["jigyosha"])]),
    "RACI in English": (as_csv(RACI), [], 0, ["B3, column 'Customer': no legend names these letters: they are read as RACI", "D1, column 'AWS': 'AWS' is taken for a party of kind 'other'|D1: 'AWS' is taken for a party of kind 'other'"], [
        'original="en"', row_of("Accounts", ("customer", "answers"), ("customer", "runs"), ("provider", "consulted")),
        row_of("Passwords", ("customer", "answers"), ("customer", "runs"), ("aws", "informed")), row_of("Hypervisor", ("provider", "answers"), ("aws", "runs")),
        '<row id="accounts" kind="layer" footnotes="note-1-1">', "(?s)>Legal<.*<not-applicable>\\s*<text xml:lang=\"en\">no part of the service<", "(?s)<detail>\\s*<text xml:lang=\"en\">At most 50"]),
    "signs of parties": (as_csv(SIGNS), [], 0, ["'○' \\(責任を負う\\) is read as: answers", "'×' .* is read as: no part in it"], [
        row_of("発行", ("provider", "answers"), ("customer", "supports")), row_of("登録", ("customer", "answers"))]),
    "a legend on a sheet of its own": (book({"分担": SIGNS[:3], "凡例": SIGNS[4:]}), [], 0, ["凡例!A1: '○' .*: answers"], [row_of("登録", ("customer", "answers"))]),
    "words of parties": (as_csv(WORDS), [], 0, ["B2, column 'Customer': words .* are read as what it answers for"], [
        '(?s)>Access<.*<part party="customer" does="answers">\\s*<text xml:lang="en">Manages accounts</text>.*<part party="provider" does="answers">\\s*<text xml:lang="en">Provides MFA<']),
    "merged cells": (book({"Sheet1": MERGED}, tails={"Sheet1": MERGED_TAIL}), [], 0, ["Sheet1!A1: read as a table with the columns 'Area'"], [
        cell_of("Content", "iaas", ["customer"]), cell_of("Content", "saas", ["customer"]), cell_of("Backups", "saas", ["provider"]), "(?s)<group id=\"data\">.*>Content<.*>Backups<.*</group>"]),
    "a sign without a legend": (as_csv(SIGNS[:3]), [], 1, ["B2, column 'お客様': '△' is a sign that no legend names"], ["^$"]),
    "a mark without a note": (as_csv([["Item", "IaaS", "SaaS"], ["Data", "Customer", "Provider ※3"]]), [], 1, ["C2, column 'SaaS': the mark '※3' leads to no note"], ["^$"]),
    "who is not declared": (as_csv([["項目", "IaaS"], ["データ", "お客様"], ["OS", "Azure"]]), ["about"], 1, ["B3, column 'IaaS': 'Azure' is no party.* kokyaku, jigyosha, aws"], ["^$"]),
    "a legend that names nobody": (as_csv([["Item", "IaaS", "SaaS"], ["Data", "○", "Customer"], [], ["○: available"]]), [], 1, ["B2, column 'IaaS': the legend says of '○': 'available'"], ["^$"]),
    "shared with nobody to share": (as_csv([["項目", "IaaS"], ["データ", "共同"]]), ["two"], 1, ["B2, column 'IaaS': '共同' does not say who shares it"], ["^$"]),
    "a line without a name": (as_csv([["Item", "Customer", "Provider"], ["Data", "A", ""], ["", "", "A"]]), [], 1, ["A3, column 'Item': this line says who is responsible and not for what"], ["^$"]),
    "FedRAMP's CRM": (as_csv([["Control ID", "Can Be Inherited from CSP", "Specific Inheritance and Customer Agency/CSP Responsibilities"], ["AC-1", "Yes", ""],
                              ["AC-2", "Partial", "Customers create\naccounts."], ["AC-2(1)", "No", "Customers automate it."], ["AC-3", "N/A", ""], ["AC-4", "", ""], ["", "Yes", "Of no clause."]]), ["own"], 0,
                      ["'Partial' is read as: shared, customer's and provider's", "A6, column 'Control ID': clauses of which nothing is said are left out: 1",
                       "A7, column 'Control ID': lines without the number of a clause are left out: 1"],
                      ['(?s)clause="AC-1" status="provided">\\s*<statement>\\s*<text xml:lang="en">Can Be Inherited from CSP: Yes<',
                       '(?s)clause="AC-2" status="shared".*<part party="customer" does="answers">\\s*<text xml:lang="en">Customers create accounts.<',
                       'clause="AC-2\\(1\\)" status="customer"', 'clause="AC-3" status="not-applicable"']),
    "FedRAMP's CIS, with marks": (as_csv([["Control ID", "Implementation Status", "", "", "Control Origination", "", "", ""],
                                          ["", "Implemented", "Partially Implemented", "Planned", "Service Provider Corporate", "Service Provider System Specific",
                                           "Provided by Customer (Customer System Specific)", "Inherited from pre-existing FedRAMP Authorization"],
                                          ["AC-1", "X", "", "", "X", "", "", ""], ["AC-2", "✓", "", "", "", "✓", "✓", ""], ["AC-2(1)", "", "X", "", "", "", "", ""],
                                          ["AC-3", "", "", "X", "", "", "", ""], ["AC-4", "X", "", "", "", "", "", "X"]]), ["own"], 0,
                                  ["D6, column 'Planned': planned, so not there yet: read as not-offered"],
                                  ['clause="AC-1" status="provided"', 'clause="AC-2" status="shared"', 'clause="AC-2\\(1\\)" status="partial"', 'clause="AC-3" status="not-offered"', 'clause="AC-4" status="inherited"']),
    "FedRAMP's CIS, in words": (as_csv([["Control", "Implementation Status", "Control Origination"], ["AC-1", "Implemented", "Service Provider Corporate"],
                                        ["AC-2", "Implemented", "Configured by Customer (Customer System Specific), Service Provider System Specific"], ["AC-3", "Sometimes", ""]]), ["own"], 1,
                                ["B4, column 'Implementation Status': 'Sometimes' is none of the words"], ["^$"]),
    "CAIQ with SSRM": (as_csv([["Question ID", "Question", "CSP CAIQ Answer", "SSRM Control Ownership", "CSP Implementation Description (Optional)", "CSC Responsibilities", "CCM Control ID"],
                               ["A&A-01.1", "Are there policies?", "Yes", "CSP-owned", "We have them.", "", "A&A-01"], ["A&A-01.2", "Are they reviewed?", "No", "CSP-owned", "Not yet.", "", "A&A-01"],
                               ["A&A-02.1", "Are audits independent?", "Yes", "Shared CSP and CSC", "By an auditor.", "Read the report.", "A&A-02"], ["IAM-10.1", "Is it limited?", "NA", "", "", "", "IAM-10"]]), ["own"], 0,
                       ["C3, column 'CSP CAIQ Answer': 'A&A-01' has questions that are answered Yes and others No: read as partial"],
                       ['(?s)<question id="A-A-01.1">.*<see clause="A&amp;A-01"/>', '(?s)clause="A&amp;A-01" status="partial".*<limits>\\s*<text xml:lang="en">Are they reviewed\\?<',
                        '(?s)clause="A&amp;A-02" status="shared".*party="provider".*party="customer" does="answers">\\s*<text xml:lang="en">Read the report.', 'clause="IAM-10" status="not-applicable"']),
    "CCM with SSRM, by control": (as_csv([["CCM Control ID", "SSRM Control Ownership", "CSP Implementation Description"], ["A&A-01", "3rd-party outsourced", "A supplier does."], ["A&A-02", "CSC-owned", "Yours."]]), ["own"], 0,
                                  ["no line of kind 'party' says who the supplier is"], ['(?s)clause="A&amp;A-01" status="inherited".*party="supplier"', 'clause="A&amp;A-02" status="customer"']),
    "a list that names who": (as_csv([["管理策番号", "責任分担", "実施内容"], ["5.15", "お客様 + 当社", "共に管理します。"], ["A.8.13", "お客様", "お客様が保存します。"]]), ["--framework=iso27001-2022"], 0, [],
                              ['(?s)clause="5.15" status="shared".*>共に管理します。<', 'clause="8.13" status="customer"', 'framework framework="iso27001-2022" role="primary"|uses framework="iso27001-2022" role="primary"']),
    "clauses of two frameworks": (as_csv([["Clause", "Responsible"], ["5.15", "Provider"]]), [], 1, ["A2, column 'Clause': these may be clauses of .*: say which with --framework="], ["^$"]),
    "requirements for the management system": (as_csv([["Clause", "Responsible"], ["9.2", "Provider"], ["10.1", "Provider"]]), [], 0, ["of ISO/IEC 27001:2022, 4–10"], ['clause="9.2" status="provided"', 'framework="iso27001-2022-clauses" role="primary"']),
    "clauses of none": (as_csv([["Clause", "Responsible"], ["ZZ-15", "Provider"]]), [], 1, ["A2, column 'Clause': no framework here has a clause 'ZZ-15'"], ["^$"]),
    "one that the framework has not": (as_csv([["Clause", "Responsible"], ["5.15", "Provider"], ["5.99", "Provider"]]), ["--framework=iso27001-2022"], 1, ["A3, column 'Clause': '5.99': ISO/IEC 27001:2022 has no such clause"], ["^$"]),
    "neither Yes nor No": (as_csv([["Control ID", "CSP CAIQ Answer"], ["A&A-01", "Maybe"]]), ["own"], 1, ["B2, column 'CSP CAIQ Answer': 'Maybe': write Yes, No or NA"], ["^$"]),
    "a sheet that says nothing of it": (book({"One": lines(), "Notes": [["Nothing", "here"], ["at", "all"]]}), [], 0, ["Notes!A1: this sheet is passed over"], ["5.15"]),
}


def others(folder):
    data = own_framework(folder)
    two = os.path.join(folder, "two.csv")
    with open(two, "wb") as file:
        file.write(as_csv(ABOUT + [["party", "second", "customer", "", "第二のお客様"]]))
    given = {"about": [about(folder)], "own": [], "two": ["--about=" + two]}
    for name, (saved, options, status, said, made) in OTHERS.items():
        path = os.path.join(folder, "table.xlsx" if saved.startswith(b"PK") else "table.csv")
        with open(path, "wb") as file:
            file.write(saved)
        more = [o for option in options for o in given.get(option, [option])]
        environment = dict(ENVIRONMENT, SOURCE_DATE_EPOCH="1769817600", DEMARC_DATA=data if "own" in options else ENVIRONMENT["DEMARC_DATA"])
        done = subprocess.run([DEMARC, "import", *more, path[-4:].lstrip("."), path], env=environment, capture_output=True, check=False, timeout=120)
        out, err = done.stdout.decode(), done.stderr.decode()
        lacking = [p for p in said if not re.search(p, err)] + [p for p in made if not re.search(p, out)]
        verdict(done.returncode == status and not lacking, "import: " + name, f"status {done.returncode}, lacks {lacking}\n{err}{out[:6000]}")


# -- questionnaires ------------------------------------------------------------------------------------------------------------

SITE = "--base-url=https://trust.example.org"


def document(folder):
    """A document with two controls of ISO/IEC 27001 and a question, as a data directory."""
    path = os.path.join(folder, "lines.csv")
    with open(path, "wb") as file:
        file.write(as_csv(lines(["control", "8.15", "not-offered", "", "us", "", "Not kept.\nAsk us.", "", "保存しません。"],
                                ["control", "5.10", "customer", "", "customer", "", "Yours & <only> yours.", "", "お客様です。"],
                                ["question", "backup-1", "", "", "", "Backups?", "Daily.", "控えは？", "毎日です。"])))
    os.makedirs(os.path.join(folder, "data/matrix/cloud"), exist_ok=True)
    status, _, err = demarc("import", "csv", path, "-o", os.path.join(folder, "data/matrix/cloud/edition-1.xml"))
    verdict(status == 0, "the document that answers", err)
    return os.path.join(folder, "data")


def answer(folder, data, saved, *options):
    path, out = os.path.join(folder, "asked"), os.path.join(folder, "answered")
    if os.path.exists(out):
        os.remove(out)
    with open(path, "wb") as file:
        file.write(saved)
    status, _, err = demarc("answer", "-o", out, *options, path, data)
    if not os.path.exists(out):
        return status, err, b""
    with open(out, "rb") as file:
        return status, err, file.read()


# What is asked as CSV, options, the exit status, what is said, and the lines that come back.
ASKED = {
    "a plain list": ("5.15\r\n8.15\r\n", ["--lang=en", SITE], 0, "2 of 2 answered",
                     ["5.15,Yes,Access is granted.,Us (Responsible),1 (2026-02-03),https://trust.example.org/cloud/editions/1/en/controls/5.15",
                      '8.15,No,"Not kept.\nAsk us.",Us (Responsible),1 (2026-02-03),https://trust.example.org/cloud/editions/1/en/controls/8.15']),
    "other spellings": ("Clause;Status;Comments\nA.5.15;;\nISO 27001 A.8.15;;\n５．１０;;\n5.10 Acceptable use;;\n", ["--lang=en"], 0, "4 of 4 answered",
                        ["Clause;Status;Comments;Who does what;Edition", "A.5.15;Yes;Access is granted.;Us (Responsible);1 (2026-02-03)"]),
    "what is not said": ("No.,箇条,対応状況,回答\n1,5.15,,\n2,5.16,,\n3,5.99,,\n", ["--lang=ja"], 0,
                         "(?s)B3: '5.16': the document does not say.*B4: '5.99' is no clause.*1 of 3 answered", ["2,5.16,,", "3,5.99,,"]),
    "what is there already": ("Control,Status,Answer\n5.15,ours,\n", ["--lang=en"], 0, "B2: something stands here already",
                              ["5.15,ours,Access is granted.,Us (Responsible),1 (2026-02-03)"]),
    "ids of questions": ("ID,Question,Answer\nbackup-1,?,\nother-2,?,\n", ["--lang=en"], 0, "(?s)ids of the document's questions.*B?3: 'other-2' is the id of no",
                         ["ID,Question,Answer,Status,Who does what,Edition", "backup-1,?,Daily.,,,1 (2026-02-03)", "other-2,?,"]),
    "a heading over two columns": ("No,箇条,回答,\n,,可否,詳細\n1,5.15,,\n2,8.15,,\n", ["--lang=ja"], 0, "2 of 2", ["1,5.15,可,アクセスを許可します。,対応,当社（責任）,1 (2026-02-03)"]),
    "an answer of one's own": ("Ref,Your answer\n5.15,\n8.15,\n", ["--lang=en"], 0, "2 of 2", ["5.15,Access is granted.,Yes,Us (Responsible),1 (2026-02-03)"]),
    "5.1 twice": ("n,Status\n5.10,\n5.15,\n", ["--lang=en"], 0, "2 of 2", ["5.10,Customer’s,Yours & <only> yours.,Customer (Responsible),1 (2026-02-03)"]),
    "5.1 that was 5.10": ("n,Status\n5.1,\n5.15,\n5.1,\n", ["--lang=en"], 0, "A4: '5.1' stands here twice, and 5.10 does not", ["5.1,"]),
    "nothing that is asked": ("a,b\nc,d\n", [], 1, "no column of clause numbers", []),
    "another framework": ("9.2.1,\n", ["--framework=iso27017-2015", "--key=A"], 1, "no column of clause numbers", []),
    "no framework": ("5.15,\n", ["--framework=none"], 2, "there is no such framework", []),
    "no column": ("5.15,\n", ["--key=5"], 2, "--key='5'", []),
    "no language": ("5.15,\n", ["--lang=de"], 2, "no such language", []),
    "no document": ("5.15,\n", ["--service=none"], 2, "--service='none': write one of cloud", []),
}


def lists(folder, data):
    for name, (asked, options, status, said, wanted) in ASKED.items():
        got, err, out = answer(folder, data, asked.encode(), *options)
        text = out.decode("utf-8-sig").replace("\r\n", "\n")
        verdict(got == status and re.search(said, err) and all(w + "\n" in text for w in wanted) and bool(out) == (status == 0),
                "answer: " + name, f"status {got}\n{err}{text}")


CAIQ = [["Provider questionnaire"], [],
        ["Control ID", "Question", "CSP CAIQ Answer", "SSRM Control Ownership", "CSP Implementation Description (Optional)", "CSC Responsibilities", "Score"],
        ["5.15", "?", "", "", "", "", Raw('><f>IF(C4="Yes",1,0)</f><v>0</v>')],
        ["8.15", "?", "", "", "", "", Raw('><f>IF(C5="Yes",1,0)</f>')],
        ["5.10", "?", "", "", Raw(' s="4">'), "", ""]]
CHECK = [["対策番号", "要求事項", "実施状況", "実施内容", "利用者側の対応"], [Number("5.15"), "？"], [Number("5.0999999999999996", 2), "？"], ["8.15", "？", "", "×"]]


def parts_of(saved):
    with zipfile.ZipFile(io.BytesIO(saved)) as packed:
        return {n: packed.read(n) for n in packed.namelist()}


def cells_of(saved, sheet):
    """Name -> text of the inline strings of a sheet."""
    root = ElementTree.fromstring(parts_of(saved)[f"xl/worksheets/sheet{sheet}.xml"])
    return {c.get("r"): "".join(t.text or "" for t in c.iter("{%s}t" % MAIN)) for c in root.iter("{%s}c" % MAIN) if c.get("t") == "inlineStr"}


def workbooks(folder, data):
    asked = book({"Read me": [["5.15 is a number"]], "CAIQ": CAIQ, "確認票": CHECK}, extra={"xl/vbaProject.bin": bytes(range(256)) * 9},
                 tails={"CAIQ": '<mergeCells count="1"><mergeCell ref="A1:G1"/></mergeCells>'})
    status, err, out = answer(folder, data, asked, "--lang=en", SITE)
    verdict(status == 0 and bool(out), "answer: a workbook", err)
    if not out:
        return
    before, after = parts_of(asked), parts_of(out)
    changed = [n for n in before if after.get(n) != before[n]]
    verdict(list(before) == list(after) and changed == ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"], "only the sheets that ask are changed", str(changed))
    caiq, check = cells_of(out, 2), cells_of(out, 3)
    verdict([caiq.get(n) for n in ("C4", "D4", "E4")] == ["Yes", "CSP-owned", "Access is granted."], "CAIQ: a control that is there", str(caiq))
    verdict([caiq.get(n) for n in ("C5", "E5", "F6", "C6")] == ["No", "Not kept.\nAsk us.", None, None], "CAIQ: others", str(caiq))
    verdict(caiq.get("E6") == "Yours & <only> yours." and caiq.get("H3") == "Status" and caiq.get("H6") == "Customer’s", "CAIQ: new columns", str(caiq))
    verdict(b'<f>IF(C4="Yes",1,0)</f><v>0</v>' in after["xl/worksheets/sheet2.xml"] and b"<f>IF(C5" in after["xl/worksheets/sheet2.xml"], "formulas stay")
    verdict(check.get("C2") == "Yes" and check.get("D3") == "Yours & <only> yours." and "D4" not in check, "a check sheet in Japanese", str(check))
    verdict("確認票!D4: something stands here already" in err, "what stands there is told", err)
    again, err, twice = answer(folder, data, out, "--lang=en", SITE)
    verdict(again == 0 and parts_of(twice)["xl/worksheets/sheet2.xml"] == after["xl/worksheets/sheet2.xml"], "a second time changes nothing", err)
    hidden = book({"S": [["5.15"]]}, extra={"xl/worksheets/sheet1.xml": sheet_xml([["5.15"]], []).replace("<row", "<x:row").replace("</row", "</x:row")})
    verdict(answer(folder, data, hidden)[0] == 1, "a sheet with an undeclared prefix is refused")


# A framework of our own in the shape of CSA's matrix: ids with "&", and questions numbered behind them.
CCM_LIKE = """<framework xmlns="urn:demarc:1" id="own-ccm" year="2026" status="current">
  <name><text xml:lang="en">Own matrix</text></name><short>Own matrix</short>
  <group id="audit"><title><text xml:lang="en" standing="unverified">Audit</text></title>
    <clause number="A&amp;A-01"><title><text xml:lang="en" standing="unverified">One</text></title></clause>
    <clause number="A&amp;A-02"><title><text xml:lang="en" standing="unverified">Two</text></title></clause>
    <clause number="AC-1"><title><text xml:lang="en" standing="unverified">Four</text></title></clause>
    <clause number="AC-2"><title><text xml:lang="en" standing="unverified">Five</text></title></clause>
    <clause number="AC-2(1)"><title><text xml:lang="en" standing="unverified">Six</text></title></clause>
    <clause number="AC-3"><title><text xml:lang="en" standing="unverified">Seven</text></title></clause>
    <clause number="AC-4"><title><text xml:lang="en" standing="unverified">Eight</text></title></clause>
    <clause number="IAM-10"><title><text xml:lang="en" standing="unverified">Three</text></title></clause>
  </group>
</framework>
"""


def own_framework(folder):
    """A data directory with it."""
    data = os.path.join(folder, "own")
    os.makedirs(os.path.join(data, "frameworks"), exist_ok=True)
    with open(os.path.join(data, "frameworks/own-ccm.xml"), "w", encoding="utf-8") as file:
        file.write(CCM_LIKE)
    return data


def caiq(folder):
    data = own_framework(folder)
    path, out = os.path.join(folder, "ccm.csv"), os.path.join(data, "matrix/cloud/edition-1.xml")
    rows = [COLUMNS[:7], ["service", "cloud", "", "", "", "Cloud"], ["document", "", "", "", "", "Duties"], ["edition", "1", "published", "2026-02-03"],
            ["framework", "own-ccm", "primary"], ["party", "customer", "customer", "", "", "Customer"], ["party", "us", "provider", "", "", "Us"],
            ["control", "A&A-01", "provided", "", "us", "", "Audited each year."], ["control", "IAM-10", "customer", "", "customer", "", "Yours."],
            ["question", "A-A-01.2", "", "", "", "By whom?", "By ourselves."]]
    with open(path, "wb") as file:
        file.write(as_csv(rows))
    os.makedirs(os.path.dirname(out), exist_ok=True)
    done = subprocess.run([DEMARC, "import", "csv", path, "-o", out], env=dict(ENVIRONMENT, DEMARC_DATA=data), capture_output=True, check=False)
    verdict(done.returncode == 0, "a document of ids with &", done.stderr.decode())
    asked = "Question ID,Question,CSP CAIQ Answer,CSP Implementation Description\nA&A-01.1,?,,\nA&A-01.2,?,,\nA&A-02.1,?,,\nIAM-10.1,?,,\nIAM-10.1.2,?,,\n"
    status, err, out = answer(folder, data, asked.encode(), "--lang=en")
    lines_out = out.decode("utf-8-sig").splitlines()
    wanted = ["A&A-01.1,?,Yes,Audited each year.,Yes,Us (Responsible),1 (2026-02-03)", "A&A-01.2,?,,By ourselves.,,,1 (2026-02-03)", "A&A-02.1,?,,",
              "IAM-10.1,?,,Yours.,Customer’s,Customer (Responsible),1 (2026-02-03)", "IAM-10.1.2,?,,"]
    verdict(status == 0 and lines_out[1:] == wanted and "'A&A-02.1': the document does not say" in err and "'IAM-10.1.2' is no clause" in err,
            "CAIQ: questions on a control, and one of the document's own", err + out.decode())


def main():
    with tempfile.TemporaryDirectory(prefix="demarc-sheets-") as folder:
        sheets(folder)
        others(folder)
        data = document(folder)
        lists(folder, data)
        workbooks(folder, data)
        caiq(folder)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
