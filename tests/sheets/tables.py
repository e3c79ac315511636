#!/usr/bin/env python3
"""tables.py: tables and lists of responsibilities as people draw them, in CSV and workbooks: what each row and clause becomes, in short, and what is
told of it."""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

sys.path.append("tests/sheets")
from book import Number, Raw, book, hidden

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
NS = "{urn:demarc:1}"
counts = {True: 0, False: 0}
FRAMEWORKS = {"nist": ["AC-1", "AC-2", "AC-2(1)", "AC-3", "AC-4", "PE-1", "PE-2"], "ccm": ["A&A-01", "A&A-02", "IAM-01", "CEK-03"],
              "pci": ["1.1.1", "1.1.2", "1.2.1", "1.2.5", "12.8.5"]}


def verdict(good, what, said=""):
    counts[bool(good)] += 1
    if not good:
        print(f"FAIL: {what}\n{said}")


def as_csv(*rows, delimiter=",", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def merged(*ranges):
    return f'<mergeCells count="{len(ranges)}">' + "".join(f'<mergeCell ref="{r}"/>' for r in ranges) + "</mergeCells>"


def words(node):
    """The first language's, or those of all with a bar between."""
    return "|".join("".join(t.itertext()) for t in node.findall(NS + "text"))


def said(node):
    parts = [f"{p.get('party')} {p.get('does')}" + (f" ({words(p)})" if len(p) else "") for p in node.findall(NS + "part")]
    reason = node.find(NS + "not-applicable")
    return ", ".join(parts) if reason is None else "n/a: " + words(reason)


def digest(xml):
    """Each row, cell and control in a line."""
    out = []
    for node in ElementTree.fromstring(xml).iter():
        if node.tag == NS + "group":
            out.append(f"[{words(node.find(NS + 'name'))}]")
        elif node.tag == NS + "row":
            detail = node.find(NS + "detail")
            name = words(node.find(NS + "name")) + (f" ({words(detail)})" if detail is not None else "")
            out += [f"{name}{' @' + c.get('column') if c.get('column') else ''}: {said(c)}" for c in node.findall(NS + "cell")]
        elif node.tag == NS + "control":
            text = " / ".join(words(n) for n in [node.find(NS + "statement"), *node.findall(NS + "block")])
            out.append(f"{node.get('clause')} {node.get('status')} “{text}”: {said(node)}")
        elif node.tag == NS + "footnote":
            out.append(f"* {words(node)}")
    return out


HEADS = ["", "Implemented", "Partially Implemented", "Planned", "Alternative Implementation", "N/A", "Service Provider Corporate",
         "Service Provider System Specific", "Service Provider Hybrid (Corporate and System Specific)", "Configured by Customer (Customer System Specific)",
         "Provided by Customer (Customer System Specific)", "Shared (Service Provider and Customer Responsibility)",
         "Inherited from pre-existing FedRAMP Authorization"]
PLAIN = ["Item", "Customer", "Provider"]
JA = ["項目", "お客様", "当社"]


def marks(clause, *columns):
    return [clause] + ["X" if heading.split(" (")[0] in columns else "" for heading in HEADS[1:]]


# What is saved, the digest, and patterns of what is told; where the digest is None, it is refused.
TABLES = {
    "FedRAMP's CIS, with two rows of headings": (
        book({"CIS": [["CIS Workbook"], ["Control ID", "Control Implementation Status", "", "", "", "", "Control Origination"], HEADS,
                      marks("AC-1", "Implemented", "Service Provider Corporate"), marks("AC-2", "Implemented", "Shared"),
                      marks("AC-2 (1)", "Partially Implemented", "Service Provider System Specific"), marks("AC-3", "Planned", "Service Provider Hybrid"),
                      marks("AC-4", "N/A"), marks("PE-1", "Implemented", "Inherited from pre-existing FedRAMP Authorization")]},
             tails={"CIS": merged("A1:M1", "A2:A3", "B2:F2", "G2:M2")}),
        ["AC-1 provided “Implemented / Service Provider Corporate”: provider answers",
         "AC-2 shared “Implemented / Shared (Service Provider and Customer Responsibility)”: provider answers, customer answers",
         "AC-2(1) partial “Partially Implemented / Service Provider System Specific”: provider answers",
         "AC-3 not-offered “Planned / Service Provider Hybrid (Corporate and System Specific)”: provider answers", "AC-4 not-applicable “N/A”: ",
         "PE-1 inherited “Implemented / Inherited from pre-existing FedRAMP Authorization”: supplier answers"], ["planned, so not there yet"]),
    "a control that the framework has not": (as_csv(["Control\nID", "Implementation Status"], ["PE-3 Physical", "Implemented"], ["PE-2", "Implemented"]), None,
                                             ["'PE-3 Physical': nist has no such clause", "from the columns 'Control ID', "]),
    "a control with its title": (
        as_csv(["Control", "Implementation Status", "Control Origination"],
               ["PE-2 Access", "Implemented", "Inherited from pre-existing FedRAMP Authorization for Cloud (East), Date of Authorization: 1/1/2020"],
               ["AC-1: Policy", "Implemented", "Service Provider Corporate"], ["AC-2", "Implemented", "Shared"]),
        ["PE-2 inherited “Implemented / Inherited from pre-existing FedRAMP Authorization for Cloud (East), Date of Authorization: 1/1/2020”: supplier answers",
         "AC-1 provided “Implemented / Service Provider Corporate”: provider answers", "AC-2 shared “Implemented / Shared”: provider answers, customer answers"], []),
    "FedRAMP's CRM in other words": (
        as_csv(["Control ID", "Can Be Inherited\nfrom CSP", "Specific Inheritance and Customer Agency/CSP Responsibilities"],
               ["AC-1", "Fully", ""], ["AC-2", "Partially", "Keep accounts."], ["AC-3", "No", "All of it."]),
        ["AC-1 provided “Can Be Inherited from CSP: Fully”: provider answers",
         "AC-2 shared “Can Be Inherited from CSP: Partially”: provider answers, customer answers (Keep accounts.)",
         "AC-3 customer “Can Be Inherited from CSP: No”: customer answers (All of it.)"], []),
    "CCM by control, one of which does not apply": (
        as_csv(["Control Domain", "Control ID", "SSRM Control Ownership", "CSP Implementation Description", "CSC Responsibilities"],
               ["Audit", "A&A-01", "Shared (Dependent)", "We audit.", "Read it."], ["", "IAM-01", "CSP-Owned", "Kept.", ""], ["", "CEK-03", "N/A", "None.", ""]),
        ["A&A-01 shared “We audit.”: provider answers, customer answers (Read it.)", "IAM-01 provided “Kept.”: provider answers", "CEK-03 not-applicable “None.”: "], []),
    "PCI DSS by requirement, with a column for each": (
        as_csv(["PCI DSS Requirement", "Requirement description", "TPSP", "Customer", "Both / Shared", "N/A", "Notes"], ["1.1.1", "Policies", "X"],
               ["1.1.2", "Roles", "", "X", "", "", "By the customer."], ["1.2.1", "Rules", "", "", "x"], ["1.2.5", "Services", "", "", "", "X", "No such."], ["12.8.5", "TPSPs", "X", "X"]),
        ["1.1.1 provided “TPSP”: provider answers", "1.1.2 customer “By the customer.”: customer answers", "1.2.1 shared “Both / Shared”: customer answers, provider answers",
         "1.2.5 not-applicable “No such.”: ", "12.8.5 shared “TPSP”: provider answers, customer answers"], ["read as a list by clause of pci"]),
    "clauses with words and letters under parties": (
        as_csv(["Requirement", "TPSP Responsibility", "Customer Responsibility"], ["1.1.1", "A", "R (rules)"], ["1.1.2", "Writes them.", ""]),
        ["1.1.1 shared “TPSP Responsibility: A”: provider answers, customer runs (rules)",
         "1.1.2 provided “TPSP Responsibility: Writes them.”: provider answers (Writes them.)"], []),
    "numbers that are no clauses": (
        as_csv(["Requirement", "Description", "Customer", "Provider"], ["R-1", "Doors", "X", ""], ["R-2", "Keys", "", "X"]),
        ["R-1 (Doors): customer answers", "R-2 (Keys): provider answers"], ["the mark 'X': the party of the column answers"]),
    "one kind of mark, and none where others stand": (as_csv(PLAIN, ["Data", "✔", ""], ["Host", "", "✓ (racks)"]),
                                                      ["Data: customer answers", "Host: provider answers (racks)"], ["no legend names the mark '✔'"]),
    "circles in Shift_JIS, with words in brackets": (as_csv(JA, ["データ", "○", ""], ["回線①", "○（社内）", "○（DC内）"], encoding="cp932"),
                                                   ["データ: customer answers", "回線①: customer answers (社内), provider answers (DC内)"], []),
    "circles and crosses": (as_csv(JA, ["データ", "○", "×"], ["基盤", "×", "○"]), ["データ: customer answers", "基盤: provider answers"], ["has no part where a cross stands"]),
    "a triangle that nothing explains": (as_csv(JA, ["データ", "○", "△"]) + as_csv(["基盤", "", "○"]), None, ["C2, column '当社': '△' is a sign that no legend names: write a line such as '△: supports'"]),
    "ticks and x, which may deny": (as_csv(PLAIN, ["Data", "✓", "x"], ["Host", "x", "✓"]), None, ["C2, column 'Provider': 'x' is a sign that no legend names"]),
    "crosses alone": (as_csv(JA, ["データ", "×", ""], ["基盤", "", "×"]), None, ["'×' is a sign that no legend names"]),
    "yes and no": (as_csv(PLAIN, ["Data", "Yes", "No"], ["Host", "FALSE", "TRUE"], ["Net", "0%", "100%"]),
                   ["Data: customer answers", "Host: provider answers", "Net: provider answers"], []),
    "booleans of a workbook": (book({"T": [PLAIN, ["Data", True, False], ["Host", False, True]]}), ["Data: customer answers", "Host: provider answers"], []),
    "yes and no in Japanese, under duties": (as_csv(["対象", "利用者の責任", "事業者の責任範囲"], ["データ", "あり", "なし"], ["OS", "なし", "あり"]),
                                           ["データ: customer answers", "OS: provider answers"], []),
    "RACI in small letters, and with words": (as_csv(["Task", "Client", "Vendor"], ["Login", "r", "a"], ["Backup", "A & R", "I / C"], ["Restore", "R (with vendor)", "A"], ["All", "RACI", ""]),
                                            ["Login: provider answers, customer runs", "Backup: customer answers, customer runs, provider consulted, provider informed",
                                             "Restore: provider answers, customer runs (with vendor)", "All: customer answers, customer runs, customer consulted, customer informed"], ["read as RACI"]),
    "responsible, and nobody accountable": (as_csv(PLAIN, ["Data", "Responsible", ""], ["Host", "", "R"]), ["Data: customer answers", "Host: provider answers"], ["nobody is accountable in this table"]),
    "who answers before what for": (as_csv(["Responsible", "Task", "Notes"], ["Customer", "Accounts", "Daily."], ["Provider", "Patches", ""], ["Customer", "Tokens", ""]),
                                    ["Accounts (Daily.): customer answers", "Patches: provider answers", "Tokens: customer answers"], ["'Responsible' \\(who answers\\), 'Task' \\(what it is about"]),
    "the same with groups, in Japanese": (as_csv(["担当", "区分", "項目"], ["お客様", "データ", "内容の管理"], ["お客様", "", "控え"], ["当社", "基盤", "OS"]),
                                          ["[データ]", "内容の管理: customer answers", "控え: customer answers", "[基盤]", "OS: provider answers"], []),
    "areas named after parties are groups": (as_csv(["Side", "Item", "IaaS", "SaaS"], ["Customer", "Data", "Customer", "Customer"], ["Provider", "Host", "Customer", "Provider"], ["Provider", "Racks", "Provider", "Provider"]),
                                             ["[Customer]", "Data @iaas: customer answers", "Data @saas: customer answers", "[Provider]", "Host @iaas: customer answers", "Host @saas: provider answers",
                                              "Racks @iaas: provider answers", "Racks @saas: provider answers"], []),
    "parties before what they do": (as_csv(["Customer", "Provider", "Task", "Comment"], ["R", "A", "Accounts", "Daily."], ["", "A", "Patches", ""], ["Hosting", "", "", ""], ["I", "A", "Racks", ""]),
                                    ["Accounts (Daily.): provider answers, customer runs", "Patches: provider answers", "[Hosting]", "Racks: provider answers, customer informed"], []),
    "circles of parties before them": (as_csv(["お客様", "当社", "作業"], ["○", "", "発行"], ["", "○", "保守"], [], ["○：責任を負う"]),
                                       ["発行: customer answers", "保守: provider answers"], ["'○' \\(責任を負う\\) is read as: answers"]),
    "nobody answers, in Japanese": (as_csv(JA, ["発行", "C", "I"], ["保守", "", "A"]), None, ["A2, column '項目': '発行': nobody answers for it: write who does into one of the columns of parties"]),
    "a mark alone in the notes": (as_csv(PLAIN + ["Notes"], ["Data", "A", "", "*1"], ["Host", "", "A", "Ours."], [], ["*1 Not the first load."]),
                                  ["Data: customer answers", "Host (Ours.): provider answers", "* Not the first load."], []),
    "RACI of roles that nobody knows": (book({"Read me": [["How to"]], "RACI": [["Hosting"], [], ["ID", "Activity", "Customer IT", "Provider Ops", "Provider SOC", "Comments"], ["1", "Onboarding"],
                                              ["1.1", "Create tenant", "I", "A/R", "", ""], ["1.2", "Define roles", "A", "C", "", ""], ["2", "Run"], ["2.1", "Patch", "I", "R,A", "C", "monthly"], [],
                                              ["R = Responsible, A = Accountable, C = Consulted, I = Informed"]]}),
                                        ["[1 Onboarding]", "1.1 Create tenant: provider-ops answers, provider-ops runs, customer-it informed", "1.2 Define roles: customer-it answers, provider-ops consulted",
                                         "[2 Run]", "2.1 Patch (monthly): provider-ops answers, provider-ops runs, provider-soc consulted, customer-it informed"],
                                        ["C3: 'Customer IT' is taken for a party of kind 'other'", "'A' \\(Accountable\\) is read as: answers"]),
    "tables below each other": (as_csv(["1. Infrastructure"], PLAIN, ["Racks", "", "A"], ["Power", "", "A"], [], ["2. Application"], PLAIN, ["Users", "A", ""], ["Roles", "A", ""]),
                                ["Racks: provider answers", "Power: provider answers", "[2. Application]", "Users: customer answers", "Roles: customer answers"], []),
    "one of other parties below": (as_csv(PLAIN, ["Racks", "", "A"], ["Power", "", "A"], ["Item", "Provider", "Customer"], ["Users", "", "A"]), None,
                                   ["B4, column 'Customer': another table seems to begin here, with other headings: put it on a sheet of its own"]),
    "a sum below": (as_csv(["番号", "項目", "利用者", "提供者"], ["１", "ＩＤ管理", "○", ""], ["２", "控え", "", "○"], ["合計", "", "1", "1"], encoding="cp932"),
                    ["ＩＤ管理: customer answers", "控え: provider answers"], ["A4, column '番号': lines with sums are left out: 1,"]),
    "particulars above": (as_csv(["Service:", "Payroll"], ["Version:", "1.2"], [], ["Control area", "Customer responsibility", "Provider responsibility"], ["Access", "Manage accounts", ""], ["Backup", "N/A", "Daily"]),
                          ["Access: customer answers (Manage accounts)", "Backup: provider answers (Daily)"], ["A1: lines above the table are left out: 2, from this one on"]),
    "clauses under Ref": (as_csv(["Ref", "Control", "Responsibility", "Remarks"], ["AC-1", "Policy", "Customer", ""], ["AC-2", "Accounts", "Shared", "Both."]),
                          ["AC-1 customer “Responsibility: Customer”: customer answers", "AC-2 shared “Both.”: customer answers, provider answers"], ["from the columns 'Ref', 'Responsibility', 'Remarks'; left out: 'Control'"]),
    "anything else under Ref": (as_csv(["Ref", "Task", "Responsible"], ["R1", "Accounts", "Customer"], ["R2", "Patches", "Provider"]),
                                ["R1 / Accounts: customer answers", "R2 / Patches: provider answers"], []),
    "colours in place of words": (book({"S": [["", "IaaS", "PaaS"], ["Data", Raw(' s="6">'), Raw(' s="6">')], ["Host", Raw(' s="6">'), Raw(' s="6">')], ["green: customer"]]}), None,
                                  ["S!A1: 4 cells, the first of them B2, have a colour and no words: colours are not read", "no layout that is known"]),
    "a coloured ground beside words": (book({"S": [PLAIN, ["Data", "A", Raw(' s="6">')], ["Host", Raw(' s="6">'), "A"], ["Net", Raw(' s="6">'), "A"], ["Disk", Raw(' s="6">'), "A"]]}),
                                       ["Data: customer answers", "Host: provider answers", "Net: provider answers", "Disk: provider answers"], []),
    "a legend beside the table": (as_csv(PLAIN + ["", "Legend"], ["Data", "●", "", "", "● = Accountable"], ["Host", "◎", "●", "", "◎ = Responsible"]),
                                  ["Data: customer answers", "Host: provider answers, customer runs"], ["'●' \\(Accountable\\) is read as: answers"]),
    "when, beside who": (as_csv(["No", "作業", "担当", "期限"], ["1", "発行", "お客様", "随時"], ["2", "パッチ", "当社", "月次"]),
                         ["発行 (随時): customer answers", "パッチ (月次): provider answers"], ["'期限' \\(details\\)"]),
    "white space that is not seen": (as_csv(["項目　", "お客様　", "　当社"], ["　発行 ", "○　", ""], ["保守\u00a0", "", "○"]), ["発行: customer answers", "保守: provider answers"], ["'項目' .*'お客様' .*'当社'"]),
    "lines that a filter hides": (hidden(book({"S": [PLAIN + ["Notes"], ["Data", "A", "", ""], ["Host", "", "A", "Ours."], ["Net", "A"], ["Disks", "", "A"]]}), [3, 5], [4]),
                                  ["Data: customer answers", "Host (Ours.): provider answers", "Net: customer answers", "Disks: provider answers"],
                                  ["warning: S!A3.*rows that are hidden or filtered out are read like all others: 3, 5; delete", "warning: S!D1.*columns that are hidden or filtered out .*: D;"]),
    "a line with its name alone": (as_csv(PLAIN, ["Data", "A", ""], ["Network", "", ""], ["Host", "", "A"]), ["Data: customer answers", "[Network]", "Host: provider answers"],
                                   ["A3, column 'Item': lines with words in this column alone are read as headings of groups: 1,"]),
    "responsible, where others are accountable": (as_csv(PLAIN, ["Data", "R", "A"], ["Host", "", "R"]), None, ["A3, column 'Item': 'Host': nobody answers for it: write who does into one of the columns of parties"]),
    "a merged cell that is shared": (book({"T": [PLAIN, ["Data", "Responsible", ""], ["Runtime", "Shared", ""], ["Host", "", "Responsible"]]}, tails={"T": merged("B3:C3")}),
                                     ["Data: customer answers", "Runtime: customer answers, provider answers", "Host: provider answers"], []),
    "shared between the two that are named": (as_csv(["Responsibility", "Customer", "Microsoft", "Shared"], ["Data", "✔"], ["Identity", "", "", "✔"], ["Hosts", "", "✔"]),
                                              ["Data: customer answers", "Identity: customer answers, microsoft answers", "Hosts: microsoft answers"], ["'Microsoft' is taken for a party"]),
    "a legend without marks between sign and meaning": (
        book({"分界": [["No.", "大分類", "小分類", "責任分担", ""], ["", "", "", "お客様", "事業者"], ["1", "運用", "監視", "－", "○"], ["2", "", "障害", "△", "○"], ["3", "保護", "脆弱性", "×", "◎"],
                      ["凡例：◎主担当 ○担当 △支援 ×担当しない －該当なし"]]}, tails={"分界": merged("A1:A2", "B1:B2", "C1:C2", "D1:E1", "B3:B4")}),
        ["[運用]", "監視: provider answers", "障害: provider answers, customer supports", "[保護]", "脆弱性: provider answers"], ["'-' \\(該当なし\\) is read as: not applicable"]),
    "a dash in full width in a legend": (as_csv(["項目", "SaaS", "IaaS"], ["データ", "×", "－"], ["回線", "－", "○"], ["凡例：○＝当社、×＝お客様、－＝対象外"]),
                                       ["データ @saas: customer answers", "データ @iaas: n/a: 対象外", "回線 @saas: n/a: 対象外", "回線 @iaas: provider answers"], []),
    "letters for parties, several in a cell": (as_csv(["Layer", "SaaS", "PaaS"], ["Data", "C", "C"], ["App", "P", "C/P"], ["C = Customer; P = Provider"]),
                                             ["Data @saas: customer answers", "Data @paas: customer answers", "App @saas: provider answers", "App @paas: customer answers, provider answers"], []),
    "two rows of headings in CSV": (as_csv(["", "Responsibility", "", "Notes"], ["Task", "Customer", "Vendor", ""], ["Design", "A", "R", "n"], ["Run", "I", "A/R", ""]),
                                    ["Design (n): customer answers, provider runs", "Run: provider answers, provider runs, customer informed"], []),
    "headings in two languages": (as_csv(["対象", "お客様 / Customer", "Provider (当社)"], ["データ", "○", ""], ["基盤", "", "○"]), ["データ: customer answers", "基盤: provider answers"], []),
    "columns that are no party": (as_csv(["Item", "Customer", "Provider", "Due"], ["Data", "X", "", "2026-01-01"], ["Host", "", "X", "soon"], ["Note: subject to change."]),
                                  ["Data (2026-01-01): customer answers", "Host (soon): provider answers"], ["'Due' \\(details\\)", "A4: lines below the table are left out: 1"]),
    "numbers before names are no groups": (as_csv(["Item", "Name", "Customer", "Provider"], ["1.1", "Doors", "X", ""], ["1.2", "Keys", "", "X"]), ["1.1 Doors: customer answers", "1.2 Keys: provider answers"], []),
    "duties in words": (as_csv(["Area", "Your responsibilities", "Our responsibilities"], ["Access", "Manage users", "Run the directory"], ["Backup", "", "Daily copies"]),
                        ["Access: customer answers (Manage users), provider answers (Run the directory)", "Backup: provider answers (Daily copies)"], []),
    "names that repeat": (as_csv(["Service", "Security OF the cloud", "Security IN the cloud"], ["Machines", "Acme", "Customer"], ["Store", "Acme", "Customer"]),
                          ["Machines @security-of-the-cloud: acme answers", "Machines @security-in-the-cloud: customer answers", "Store @security-of-the-cloud: acme answers",
                           "Store @security-in-the-cloud: customer answers"], []),
    "formulas, runs and lines in cells": (
        book({"T": [PLAIN, ["<si><r><t>Da</t></r><r><rPr><b/></rPr><t>ta</t></r></si>", Raw(' t="str"><f>IF(1,"R","")</f><v>R</v>'), "A\nI"], ["Line\nbreak", "A", Raw(' t="str"><f>""</f><v></v>')]]}),
        ["Data: provider answers, customer runs, provider informed", "Line break: customer answers"], []),
    "a column for each language": (
        as_csv(["区分", "Category", "項目", "Item", "お客様 / Customer", "当社 / Provider", "備考", "Remarks"], ["基盤", "Base", "サーバ※1", "Server *1", "", "○", "暗号化", "Encrypted"],
               ["", "", "データ", "Data", "○（鍵）", "", "", ""], ["※1 別途"], ["*1 Separately"]),
        ["[基盤|Base]", "サーバ|Server (暗号化|Encrypted): provider answers", "データ|Data: customer answers (鍵|鍵)", "* 別途|Separately"],
        ["read in two languages, ja and en, from '区分', 'Category', '項目', 'Item', '備考', 'Remarks'"]),
    "languages by name": (as_csv(["Item (English)", "Item (Japanese)", *PLAIN[1:]], ["Data", "データ", "X", ""], ["Net", "回線", "", "N/A: by others"]),
                          ["Data|データ: customer answers", "Net|回線: n/a: by others|by others"], ["read in two languages, en and ja"]),
    "a sheet for each language": (
        book({"責任分界 日本語": [JA, ["データ", "○", ""], ["回線", "", "対象外：閉域"]], "責任分界 English": [PLAIN, ["Data", "○", ""], ["Net", "", "N/A: closed"]]}),
        ["データ|Data: customer answers", "回線|Net: n/a: 閉域|closed"], ["read in two languages, ja and en, from a sheet for each"]),
    "sheets of two languages that differ": (
        book({"日本語": [JA, ["データ", "○", ""], ["回線", "", "○（専用）"]], "English": [PLAIN, ["Data", "○", ""], ["Net", "", "○"]]}), None,
        ["what is said in one language differs from the other"]),
    "clauses with a column for each language": (
        as_csv(["Control ID", "Responsible", "実施内容", "Implementation", "Customer responsibilities (JA)", "Customer responsibilities (EN)"],
               ["AC-1", "Shared", "両者です。", "Both do.", "読む。", "Reads."], ["AC-2", "Provider", "当社です。", "We do.", "", ""]),
        ["AC-1 shared “両者です。|Both do.”: customer answers (読む。|Reads.), provider answers", "AC-2 provided “当社です。|We do.”: provider answers"], ["from '実施内容', 'Implementation'"]),
    "clauses as numbers": (book({"S": [["Statement of Applicability"], ["Control", "Responsible", "Remarks"], [Number("1.1000000000000001", 2), "Customer", ""]]}), None, ["'1.10'"]),
    "nothing of the kind": (as_csv(["Name", "Telephone"], ["Ann", "1"], ["Bob", "2"]), None, ["^[^\\n]*error: A1: no layout that is known[^\\n]*(?!.*error:)"]),
}


def frameworks(folder):
    os.makedirs(os.path.join(folder, "frameworks"))
    for name, clauses in FRAMEWORKS.items():
        titled = "".join(f'<clause number="{escape(c)}"><title><text xml:lang="en" standing="unverified">{escape(c)}</text></title></clause>' for c in clauses)
        with open(os.path.join(folder, f"frameworks/{name}.xml"), "w", encoding="utf-8") as file:
            file.write(f'<framework xmlns="urn:demarc:1" id="{name}" year="2026" status="current"><name><text xml:lang="en">{name}</text></name><short>{name}</short>'
                       f'<group id="all"><title><text xml:lang="en" standing="unverified">All</text></title>{titled}</group></framework>')


def controls_of(xml):
    """Clause -> status, statement, parts that oblige, with the words of customers'."""
    out = {}
    for c in ElementTree.fromstring(xml).iter(NS + "control"):
        parts = sorted((p.get("party"), p.get("does"), words(p) if p.get("party") == "customer" else "") for p in c.findall(NS + "part"))
        out[c.get("clause")] = (c.get("status"), words(c.find(NS + "statement")), parts)
    return out


EXPORTED = "data/matrix/chrofy/edition-1.xml"


def exports(folder):
    """What demarc exports is read back as far as it goes, or refused as what it is."""
    environment = dict(os.environ, DEMARC_SHARED=os.path.abspath("data"), DEMARC_DATA=os.path.abspath("data"))

    def run(*arguments):
        return subprocess.run([DEMARC, *arguments], env=environment, capture_output=True, check=False, timeout=120)

    with open(EXPORTED, encoding="utf-8") as file:
        ours = controls_of(file.read())
    read = {}
    for sheet in "boundary", "controls", "mapping", "facts", "changes", "parties", "certifications", "questions", "crm", "ssrm", "plans":
        path = os.path.join(folder, sheet + ".csv")
        run("export", "--format=" + sheet, "-o", path, EXPORTED)
        done = run("import", "csv", "--framework=iso27017-2015", path)
        if sheet in ("controls", "crm", "ssrm"):
            verdict(done.returncode == 0, sheet + ".csv is read", done.stderr.decode())
            read[sheet] = controls_of(done.stdout)
        else:
            err = done.stderr.decode()
            verdict(done.returncode == 1 and f"this is the sheet '{sheet}' that demarc exports" in err and err.count("error:") == 1, sheet + ".csv is refused", err)
    path = os.path.join(folder, "matrix.xlsx")
    run("export", "--format=xlsx", "-o", path, EXPORTED)
    done = run("import", "xlsx", path)
    verdict(done.returncode == 1 and done.stderr.count(b"error:") == 1 and b"that demarc exports" in done.stderr, "our workbook is refused", done.stderr.decode())
    verdict(all(list(r) == list(ours) for r in read.values()), "each clause comes back", str({k: len(r) for k, r in read.items()}))
    verdict(all(r[c][0] == ours[c][0] for r in (read["controls"], read["ssrm"]) for c in ours), "each with its status")
    verdict({c: r[1:2] + (sorted({p[:2] for p in r[2]}),) for c, r in read["controls"].items()} == {c: r[1:2] + (sorted({p[:2] for p in r[2]}),) for c, r in ours.items()},
            "controls.csv: each with its statement in both languages, and its parts")
    customers = {c: [p for p in r[2] if p[0] == "customer" and p[1] in ("answers", "runs", "supports", "may")] for c, r in ours.items()}
    lacking = {c: (wanted, read["crm"][c][2]) for c, wanted in customers.items() if any(w and p not in read["crm"][c][2] for p in wanted for w in [p[2]])}
    verdict(not lacking, "crm.csv: what customers must do, in their words", str(lacking)[:2000])


def main():
    with tempfile.TemporaryDirectory(prefix="demarc-tables-") as folder:
        frameworks(folder)
        environment = dict(os.environ, DEMARC_SHARED=os.path.abspath("data"), DEMARC_DATA=folder, SOURCE_DATE_EPOCH="1769817600")
        for name, (saved, wanted, told) in TABLES.items():
            ending = "xlsx" if saved.startswith(b"PK") else "csv"
            path = os.path.join(folder, "table." + ending)
            with open(path, "wb") as file:
                file.write(saved)
            done = subprocess.run([DEMARC, "import", ending, path], env=environment, capture_output=True, check=False, timeout=120)
            err = done.stderr.decode()
            got = digest(done.stdout) if done.returncode == 0 else None
            lacking = [p for p in told if not re.search(p, err)]
            verdict(got == wanted and not lacking, name, f"lacks {lacking}, came out as {got}\n{err}")
        exports(folder)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
