#!/usr/bin/env python3
"""everything.py: cells hold all that a document holds: documents are written as lines of our own layout, by this program alone, and what import
makes of them, as CSV and as a workbook, is each document again, line by line. The documents have, between them, all that the schema allows."""

import csv
import glob
import io
import os
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

sys.path.append("tests/sheets")
from book import book

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
NS = "{urn:demarc:1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RNG = "{http://relaxng.org/ns/structure/1.0}"
DOES = ["answers", "runs", "supports", "may", "consulted", "informed"]
FIELDS = ["kind", "id", "type", "value", *DOES, "shared"]
DOCUMENTS = ["tests/data/good/*.xml", "tests/data/models/matrix/*/*.xml", "tests/data/suppliers/matrix/*/*.xml", "data/matrix/*/*.xml"]
counts = {True: 0, False: 0}


def verdict(good, what, said=""):
    counts[bool(good)] += 1
    if not good:
        print(f"FAIL: {what}\n{said}")


def name_of(node):
    return node.tag.removeprefix(NS)


def linked(text):
    """The words of a <text>, with what leads somewhere in the notation of cells."""
    out = [text.text or ""]
    for child in text:
        inner = "".join(child.itertext())
        if name_of(child) == "ref":
            out.append(f"[{inner}](ref:{child.get('to')})")
        elif name_of(child) == "term":
            out.append(f"[{inner}](term:{child.get('ref')})")
        else:
            out.append(f"[](clause:{child.get('framework') + '/' if child.get('framework') else ''}{child.get('number')})")
        out.append(child.tail or "")
    return " ".join("".join(out).split())


class Lines:
    """A document's elements as lines, each a dictionary from the heading to the words."""

    def __init__(self, root):
        self.rows = []
        self.footnotes = {}
        self.languages = [n.get("tag") for n in root.iter(NS + "language")]
        self.matrix(root)

    def add(self, kind, node=None, name=None, text=None, **cells):
        row = {"kind": kind, **{k: v for k, v in cells.items() if v is not None}}
        for column, holder in ("name", name), ("text", text):
            for words in [] if holder is None else holder.findall(NS + "text"):
                row[f"{column}_{words.get(LANG)}"] = linked(words)
        self.rows.append(row)
        for note in [] if node is None else node.findall(NS + "note"):
            self.add("note", type=note.get("kind"), text=note)

    @staticmethod
    def child(node, name):
        return node.find(NS + name)

    def details(self, node, attributes=(), words=()):
        for name in attributes:
            if node.get(name) is not None:
                self.add("detail", type=name, value=node.get(name))
        for name in words:
            if self.child(node, name) is not None:
                self.add("detail", type=name, text=self.child(node, name))

    def with_details(self, kind, node, name, text, attributes, words=(), **cells):
        """The line, its details, and only then its notes: a note belongs to the last thing, and details do not change that."""
        self.add(kind, name=self.child(node, name), text=self.child(node, text) if text else None, **cells)
        self.details(node, attributes, words)
        for note in node.findall(NS + "note"):
            self.add("note", type=note.get("kind"), text=note)

    def matrix(self, root):
        about = self.child(root, "about")
        self.add("service", id=root.get("service"), name=self.child(about, "service"))
        self.add("document", about, name=self.child(about, "title"), text=self.child(about, "summary"))
        edition = self.child(about, "edition")
        self.with_details("edition", edition, "name", None, ["replaces"], id=edition.get("number"), type=edition.get("status"), value=edition.get("date"))
        for language in about.iter(NS + "language"):
            self.add("language", language, id=language.get("tag"))
        self.add("publisher", id=self.child(about, "publisher").get("party"))
        for uses in about.findall(NS + "uses"):
            self.add("framework", uses, id=uses.get("framework"), type=uses.get("role"))
        for c in about.findall(NS + "certification"):
            self.with_details("certification", c, "name", None, ["scheme-as-published", "number", "issued", "expires", "href"], ["body", "scope"], value=c.get("scheme"))
        for accept in about.findall(NS + "accept"):
            self.rows.append({"kind": "accept", "id": accept.get("rule"), "value": accept.get("at") or "", f"text_{self.languages[0]}": " ".join(accept.text.split())})
        for part in root:
            getattr(self, name_of(part), lambda node: None)(part)

    def parties(self, node):
        for p in node:
            link = self.child(p, "link")
            self.with_details("party", p, "name", "description", ["region", "since", "contact"], ["short", "purpose", "data"],
                              id=p.get("id"), type=p.get("kind"), value=None if link is None else link.get("href"))
            self.publishes(p)

    def publishes(self, party):
        node = self.child(party, "publishes")
        if node is None:
            return
        self.add("publishes", value=node.get("file"))
        self.details(node, ["href"])
        for same in node.findall(NS + "same"):
            self.add("same", id=same.get("ours"), value=same.get("theirs"))
        for opens in node.findall(NS + "opens"):
            ours, theirs = ("row" if opens.get(prefix + "row") else "clause" for prefix in ("", "their-"))
            place = "/".join(filter(None, [opens.get("their-" + theirs), opens.get("column")]))
            self.add("opens", id=opens.get(ours), type=ours if ours == theirs else f"{ours} {theirs}", value=place)

    def references(self, node):
        for r in node:
            self.add("reference", r, self.child(r, "title"), id=r.get("id"), type=r.get("kind"), value=r.get("href"))

    def contacts(self, node):
        for c in node:
            self.with_details("contact", c, "name", "purpose", ["for"], id=c.get("id"), type=c.get("kind"), value=c.get("value"))

    def scope(self, node):
        self.add("scope", text=self.child(node, "statement"))
        for item in node.findall(NS + "item"):
            self.add("scope", text=item)
        for note in node.findall(NS + "note"):
            self.add("note", type=note.get("kind"), text=note)

    def terms(self, node):
        for t in node:
            self.add("term", t, self.child(t, "name"), self.child(t, "definition"), id=t.get("id"))

    def blocks(self, node):
        for block in node.findall(NS + "block"):
            self.add("block", type=block.get("kind"), text=block)

    def sees(self, node):
        for see in node.findall(NS + "see"):
            kind = next(k for k in ("reference", "contact", "table", "row", "clause") if see.get(k))
            self.add("see", id=see.get(kind), type=kind, value=see.get("fact"))

    def sections(self, node):
        for s in node:
            bodies = s.findall(NS + "body")
            self.add("section", s, self.child(s, "title"), bodies[0], id=s.get("id"), value=s.get("number"))
            for body in bodies[1:]:
                self.add("body", text=body)
            self.blocks(s)

    def questions(self, node):
        for q in node:
            self.add("question", q, self.child(q, "asked"), self.child(q, "answer"), id=q.get("id"))
            self.blocks(q)
            self.sees(q)

    def conditions(self, node, kind, line="condition"):
        for c in node.findall(NS + "condition"):
            text = next((t for t in ("statement", "display", "not-applicable") if self.child(c, t) is not None), None)
            value = {"control": c.get("status"), "fact": " ".join(filter(None, [c.get("bound"), c.get("value")])) or None}.get(kind)
            self.add(line, name=self.child(c, "name"), text=self.child(c, text) if text else None, id=c.get("id"), type=c.get("kind"), value=value, shared=c.get("shared"))
            self.parts(c, "condition-part", self.rows[-1])

    def parts(self, node, kind, line=None):
        """In the columns of the line, where there are no words and the columns have the order; else a line for each."""
        parts = node.findall(NS + "part")
        order = [DOES.index(p.get("does")) for p in parts]
        if line is not None and order == sorted(order) and not any(len(p) for p in parts):
            for p in parts:
                line[p.get("does")] = ", ".join(filter(None, [line.get(p.get("does")), p.get("party")]))
            return
        for p in parts:
            self.add(kind, id=p.get("party"), type=p.get("does"), text=p)

    def facts(self, node):
        for f in node.findall(NS + "fact"):
            self.with_details("fact", f, "name", "display", ["column", "plan", "data"], id=f.get("id"), value=f.get("value"), type=" ".join(filter(None, [f.get("kind"), f.get("bound")])))
            self.conditions(f, "fact")

    def mark(self, node, place, attribute="footnotes"):
        for footnote in (node.get(attribute) or "").split():
            self.footnotes.setdefault(footnote, []).append(place)

    def cell(self, node, row, columns, line):
        reason = self.child(node, "not-applicable")
        kind = "not-applicable" if reason is not None else None
        self.mark(node, f"{row}/{node.get('column') or ''}")
        if columns:
            self.add("cell", text=reason, id=node.get("column"), type=kind, shared=node.get("shared"))
        self.parts(node, "part", self.rows[-1] if columns else line)
        self.conditions(node, "cell")

    def row(self, node, columns):
        cells = node.findall(NS + "cell")
        reason = None if columns else self.child(cells[0], "not-applicable")
        self.mark(node, node.get("id"))
        detail = self.child(node, "detail") if reason is None else reason
        self.with_details("row", node, "name", None, ["kind"], ["detail"] if reason is not None else [], id=node.get("id"),
                          type="not-applicable" if reason is not None else None, shared=None if columns else cells[0].get("shared"))
        line = next(r for r in reversed(self.rows) if r["kind"] == "row")
        for words in [] if detail is None else detail.findall(NS + "text"):
            line[f"text_{words.get(LANG)}"] = linked(words)
        if columns:
            self.conditions(node, "row")
        for c in cells:
            self.cell(c, node.get("id"), columns, line)
        if not columns:
            self.conditions(node, "row", "row-condition")
        self.facts(node)

    def tables(self, node):
        for t in node:
            self.footnotes = {}
            self.mark(t, "table", "title-footnotes")
            self.with_details("table", t, "title", "statement", ["number"], id=t.get("id"), type=t.get("kind"), value=t.get("merge"))
            columns = t.findall(NS + "column")
            for c in columns:
                self.mark(c, c.get("id"))
                self.with_details("column", c, "name", None, ["plan"], id=c.get("id"))
            grouped = False
            for child in t:
                if name_of(child) == "row" and grouped:
                    self.add("group")
                    grouped = False
                if name_of(child) == "group":
                    grouped = True
                    self.add("group", name=self.child(child, "name"), id=child.get("id"))
                    for r in child.findall(NS + "row"):
                        self.row(r, columns)
                elif name_of(child) == "row":
                    self.row(child, columns)
            for f in t.findall(NS + "footnote"):
                self.add("footnote", text=f, id=f.get("id"), value=" ".join(self.footnotes[f.get("id")]))

    def controls(self, node):
        for c in node:
            self.with_details("control", c, "title", "statement", ["as-published"], id=c.get("clause"), type=c.get("status"), shared=c.get("shared"))
            line = next(r for r in reversed(self.rows) if r["kind"] == "control")
            self.blocks(c)
            if self.child(c, "limits") is not None:
                self.add("limits", text=self.child(c, "limits"))
            self.parts(c, "part", line)
            self.conditions(c, "control")
            self.facts(c)
            for m in c.findall(NS + "map"):
                self.add("map", m, id=m.get("clause"), type=m.get("relation"), value=m.get("framework"))
            self.sees(c)
            for f in c.findall(NS + "footnote"):
                self.add("footnote", text=f, id=f.get("id"))

    def table(self):
        columns = FIELDS + [f"{what}_{lang}" for lang in self.languages for what in ("name", "text")]
        return [columns] + [[row.get(c, "") for c in columns] for row in self.rows]


def imported(folder, data, ending, saved):
    path = os.path.join(folder, "sheet." + ending)
    with open(path, "wb") as file:
        file.write(saved)
    done = subprocess.run([DEMARC, "import", ending, path], env=dict(os.environ, DEMARC_SHARED="data", DEMARC_DATA=data), capture_output=True, check=False, timeout=120)
    return done.stdout, done.stderr.decode()


class Allowed:
    """What the schema allows in a document: pairs of an element and its attribute or child, and the names that an attribute may have."""

    def __init__(self, path):
        grammar = ElementTree.parse(path).getroot()
        self.defines = {d.get("name"): d for d in grammar.iter(RNG + "define")}
        self.pairs, self.seen = set(), set()
        self.walk(self.defines["matrix"], None, set())

    def walk(self, node, element, via):
        for child in node:
            name = child.get("name")
            if child.tag == RNG + "ref" and (element, name) not in via:
                self.walk(self.defines[name], element, via | {(element, name)})
            elif child.tag == RNG + "attribute":
                self.pairs.add((element, "@" + name.split(":")[-1]))
                self.pairs.update((element, f"@{name}={value.text}") for value in self.values(child))
            elif child.tag == RNG + "element":
                self.pairs.add((element, name))
                if id(child) not in self.seen:
                    self.seen.add(id(child))
                    self.walk(child, name, set())
            elif child.tag in (RNG + t for t in ("optional", "zeroOrMore", "oneOrMore", "choice", "group", "interleave", "mixed")):
                self.walk(child, element, via)

    def values(self, node):
        for child in node:
            yield from [child] if child.tag == RNG + "value" else self.values(self.defines[child.get("name")] if child.tag == RNG + "ref" else child)

    def without(self, root):
        """What is left when the document has been seen."""
        for node in root.iter():
            for key, value in node.attrib.items():
                self.pairs -= {(name_of(node), "@" + key.removeprefix(LANG[:-4])), (name_of(node), f"@{key}={value}")}
            self.pairs -= {(name_of(node), name_of(child)) for child in node}


def marks_in_order(xml):
    """The lines; several marks at one place stand in the order of the footnotes, in which cells name them."""
    def in_order(found):
        return f'{found.group(1)}="{" ".join(sorted(found.group(2).split()))}"'
    return [re.sub(r'((?:title-)?footnotes)="([^"]*)"', in_order, line) for line in xml.decode().splitlines()]


def document(folder, path, allowed):
    data = next((d for d in ("tests/data/models", "tests/data/suppliers", "tests/data", "data") if path.startswith(d + "/")), "data")
    root = ElementTree.parse(path).getroot()
    if root.tag != NS + "matrix":
        return
    allowed.without(root)
    done = subprocess.run([DEMARC, "export", "--format=xml", path], env=dict(os.environ, DEMARC_SHARED="data"), capture_output=True, check=False)
    canonical = ElementTree.fromstring(done.stdout)
    rows = Lines(canonical).table()
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    cells = [[re.sub("_x(?=[0-9A-Fa-f]{4}_)", "_x005F_x", words) for words in row] for row in rows]
    for ending, saved in ("csv", out.getvalue().encode()), ("xlsx", book({"All": cells})):
        xml, err = imported(folder, data, ending, saved)
        before, after = marks_in_order(done.stdout), marks_in_order(xml)
        first = next((i for i, (a, b) in enumerate(zip(before + [""], after + [""])) if a != b), None)
        verdict(before == after and len(before) > 10, f"{path} as {ending}",
                f"from line {first}:\n" + "\n".join(before[first or 0:][:6]) + "\nbecame\n" + "\n".join(after[first or 0:][:6]) + f"\n{err[:1500]}")


def main():
    with tempfile.TemporaryDirectory(prefix="demarc-everything-") as folder:
        allowed = Allowed("data/schema/demarc.rng")
        verdict(len(allowed.pairs) > 200, "the schema is read", str(allowed.pairs))
        for path in sorted(p for folders in DOCUMENTS for p in glob.glob(folders)):
            document(folder, path, allowed)
        verdict(allowed.pairs == {(None, "matrix")}, "all that the schema allows is in one of the documents", str(sorted(map(str, allowed.pairs))))
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
