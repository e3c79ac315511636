#!/usr/bin/env python3
"""models.py DEMARC DATADIR: holds what pictures and pages of the models say of every cell against their XML, which is read
here a second time. In `matrix` and `stack` the parties that answer are read from where their names stand in the SVG: beside
which rows, below which column. Lists (the names of rows that screen readers hear) and the page's table must name everybody
with a part; the page of a control, too. Prints a table of what is exact, a line a model; anything that is not is a failure.
Every kind of picture in light, dark and print, as a slide and narrow, is held against models.expect, which has a digest for
each; UPDATE=1 writes that file anew: look at the pictures then."""
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

DEMARC, DATA = os.path.abspath(sys.argv[1]), sys.argv[2]
NS = "{urn:demarc:1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SVG = "{http://www.w3.org/2000/svg}"
RESPONSIBLE = re.compile(r"esponsible|責任")
LABEL_W = 300  # a row's label is at the left and narrower than the picture, or spans all of it


def run(*arguments):
    done = subprocess.run([DEMARC, *arguments], capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, DEMARC_SHARED=os.path.abspath("data")))
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.stderr}")
    return done.stdout


# -- the model, from its XML -------------------------------------------------------------------------


class Table:
    def __init__(self, element, names, lang):
        def words(e):
            return " ".join("".join(next(t for t in e.find(NS + "name") if t.get(LANG) == lang).itertext()).split())
        self.id = element.get("id")
        self.title = "".join(next(t for t in element.find(NS + "title") if t.get(LANG) == lang).itertext())
        self.columns = [words(c) for c in element.findall(NS + "column")]
        self.rows = []
        for row in element.iter(NS + "row"):
            cells = row.findall(NS + "cell")
            self.rows.append((words(row), [self.parts(cell, names) for cell in cells]))

    @staticmethod
    def parts(cell, names):
        """(who answer, all who have a part, their conditions' aside)."""
        parts = [(names[p.get("party")], p.get("does")) for p in cell.findall(NS + "part")]
        more = {names[p.get("party")] for c in cell.findall(NS + "condition") for p in c.findall(NS + "part")}
        return {n for n, d in parts if d == "answers"}, {n for n, _ in parts}, more


def model(path, lang):
    root = ET.parse(path).getroot()
    names = {p.get("id"): "".join(next(t for t in p.find(NS + "name") if t.get(LANG) == lang).itertext())
             for p in root.iter(NS + "party") if p.find(NS + "name") is not None}
    return names, [Table(t, names, lang) for t in root.iter(NS + "table")]


# -- a picture: rectangles and blocks of text, in the order they are painted -----------------------


class Picture:
    def __init__(self, svg):
        root = ET.fromstring(svg)
        self.rects, self.brackets, self.texts, self.titles = [], [], [], []
        for e in root.iter():
            if e.tag == SVG + "rect":
                self.rects.append(tuple(float(e.get(k)) for k in ("x", "y", "width", "height")))
            elif e.tag == SVG + "path" and re.fullmatch(r"M\d+ \d+h\d+v\d+h\d+v\d+h-.*z", e.get("d")):
                # a tooth to the left above and below, one to the right between: its height is what goes down in all
                x, y, down, more = map(float, re.match(r"M(\d+) (\d+)h\d+v(\d+)h\d+v2h-\d+v(\d+)", e.get("d")).groups())
                self.brackets.append((x, y, 12, down + 2 + more))
            elif e.tag == SVG + "path":
                self.rects += [tuple(map(float, m)) for m in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", e.get("d"))]
            elif e.tag == SVG + "text":
                lines = e.findall(SVG + "tspan") or [e]
                ys = [float(line.get("y")) for line in lines]
                words = " ".join("".join(line.text for line in lines).split())
                self.texts.append((float(lines[0].get("x")), (ys[0] + ys[-1]) / 2 - 4, words))
            elif e.tag == SVG + "title":
                self.titles.append("".join(e.itertext()))

    def box(self, x, y, most_w):
        """The largest rectangle around a point, no wider than that."""
        around = [r for r in self.rects if r[0] <= x and r[1] <= y and r[0] + r[2] >= x and r[1] + r[3] >= y and r[2] <= most_w]
        return max(around, key=lambda r: r[2] * r[3], default=(x, y - 4, 1, 8))


def draw(path, kind, lang, table):
    return Picture(run("render", kind, "--text=live", "--theme=light", "--width=1200", "--lang=" + lang, "--table=" + table.id, "--format=svg",
                       "-o", "-", path))


def overlaps(box, y0, y1):
    return box[1] < y1 - 3 and box[1] + box[3] > y0 + 3


def rows_of(picture, table):
    """Where each row is, by its label; the labels come in the order of the rows."""
    places, after = [], 0
    for name, _ in table.rows:
        found = [(i, t) for i, t in enumerate(picture.texts) if i >= after and (t[2] == name or t[2].startswith(name + " *"))]
        if not found:
            return None
        after, text = found[0][0] + 1, found[0][1]
        box = picture.box(text[0], text[1], 1150)
        places.append((box[1], box[1] + box[3]))
    return places


def columns_of(picture, heads):
    xs = []
    for head in heads:
        found = [t[0] for t in picture.texts if t[2] == head or t[2].startswith(head + " *")]
        if not found:
            return None
        xs.append(found[0] - 3)
    return list(zip(xs, xs[1:] + [1200]))


# -- what they say ----------------------------------------------------------------------------------


def matrix_owners(picture, table, names):
    """For each row and column, who is said to answer there."""
    rows = rows_of(picture, table)
    by_column = len(table.columns) > 1
    if by_column:
        columns = columns_of(picture, table.columns)
    else:
        heads = [n for n in names.values() if any(t[2] == n for t in picture.texts)]
        columns = columns_of(picture, heads)
    if rows is None or columns is None:
        return None
    said = [[set() for _ in (table.columns or [0])] for _ in table.rows]
    for x, y, words in picture.texts:
        at = next((i for i, c in enumerate(columns) if c[0] <= x < c[1]), None)
        if at is None or not RESPONSIBLE.search(words):
            continue
        who = [n for n in names.values() if words.startswith(n + ":") or words.startswith(n + "：")] if by_column else [heads[at]]
        box = picture.box(x, y, columns[at][1] - columns[at][0] + 8)
        for r, row in enumerate(rows):
            if overlaps(box, *row) and who:
                said[r][at if by_column else 0].add(who[0])
    return said


def stack_owners(picture, table, names):
    rows = rows_of(picture, table)
    side_by_side = len(table.columns) > 1
    columns = columns_of(picture, table.columns) if side_by_side else [(860, 1200)]
    if rows is None or columns is None:
        return None
    said = [[set() for _ in columns] for _ in table.rows]
    for x, y, words in picture.texts:
        at = next((i for i, c in enumerate(columns) if c[0] <= x < c[1]), None)
        if at is None or re.sub(r" \*\d.*$", "", words) not in names.values():
            continue
        box = picture.box(x, y, columns[at][1] - columns[at][0] + 8) if side_by_side else bracket(picture, y)
        for r, row in enumerate(rows):
            if overlaps(box, *row):
                said[r][at].add(re.sub(r" \*\d.*$", "", words))
    return said


def bracket(picture, y):
    """The bracket that is at this height."""
    return next((b for b in picture.brackets if b[1] - 3 <= y <= b[1] + b[3] + 3), (0, y - 4, 1, 8))


def list_names(picture, table, names):
    """Who is named in the words of each row, column by column."""
    said, after = [], 0
    for name, cells in table.rows:
        at = next((i for i in range(after, len(picture.titles)) if re.search(rf"(^|[:：／]\s*){re.escape(name)}( \*\d+)*( ?[(（].*?[)）])?( [–—―-]|[：:])", picture.titles[i])), None)
        if at is None:
            said.append(None)
            continue
        after = at + 1
        words = picture.titles[at][picture.titles[at].index(name) + len(name):]
        pieces = [words]
        if table.columns:
            marks = [words.find(c) for c in table.columns]
            pieces = [words[a + len(c):b] for c, a, b in zip(table.columns, marks, marks[1:] + [None])]
        said.append([{n for n in names.values() if n in piece} for piece in pieces])
    return said


class Cells(html.parser.HTMLParser):
    """The tables of a page as lists of rows of words, merged cells repeated."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.cell, self.spans = [], None, {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.tables.append([])
            self.spans = {}
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
            self.fill()
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.cell = [], int(attrs.get("rowspan", 1)), int(attrs.get("colspan", 1))

    def fill(self):
        row = self.tables[-1][-1]
        while len(row) in self.spans and self.spans[len(row)][1] > 0:
            at = len(row)
            words, left = self.spans[at]
            self.spans[at] = words, left - 1
            row.append(words)

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell:
            words = " ".join("".join(self.cell[0]).split())
            row = self.tables[-1][-1]
            for _ in range(self.cell[2]):
                self.spans[len(row)] = words, self.cell[1] - 1
                row.append(words)
            self.fill()
            self.cell = None

    def handle_data(self, data):
        if self.cell:
            self.cell[0].append(data)


def page_names(page, table, names):
    said = []
    for name, cells in table.rows:
        rows = [r for t in page.tables for r in t if any(c == name or re.match(re.escape(name) + r"(\W|$)", c) for c in r[:2])]
        if not rows:
            said.append(None)
            continue
        row = rows[0]
        label = max(i for i in range(2) if i < len(row) and re.match(re.escape(name) + r"(\W|$)", row[i]))
        cells = row[label + 1:] if table.columns else [" ".join(row[label + 1:])]
        said.append([{n for n in names.values() if n in c} for c in cells])
    return said


def only_column(picture, table):
    """Whether a table with one column shows its name."""
    return len(table.columns) != 1 or any(re.fullmatch(re.escape(table.columns[0]) + r"( \*\d.*)?", t[2]) for t in picture.texts)


def clause_owners(svg, names):
    """Who acts on each clause of a coverage picture: whose colours, as the legend has them, stand in the bar of its tile."""
    root, colours, swatch, said = ET.fromstring(svg), {}, None, {}
    for e in root.iter():
        if e.tag == SVG + "rect" and e.get("width") == "12":
            swatch = e.get("fill")
        elif e.tag == SVG + "text" and swatch:
            colours[swatch], swatch = "".join(e.itertext()), None
        elif e.get("role") == "listitem":
            bars = [p.get("fill") for p in e.iter(SVG + "path") if re.search(r"^M\d+ \d+h6v", p.get("d"))]
            said[next(e.iter(SVG + "title")).text.split(" ")[0]] = {colours[b] for b in bars if colours.get(b) in names.values()}
    return said


def clauses(path, root, lang, names, wrong):
    """How many clauses are drawn with those who act on the controls that lead to them, and with no others."""
    uses = [(u.get("role"), u.get("framework")) for u in root.iter(NS + "uses")]
    shown = next((f for role, f in uses if role == "mapped"), next((f for role, f in uses if role == "primary"), None))
    if shown is None:
        return 0
    wanted, good = {}, 0
    for control in root.iter(NS + "control"):
        to = [m.get("clause") for m in control.findall(NS + "map") if m.get("framework") == shown]
        for clause in to or ([control.get("clause")] if ("primary", shown) in uses else []):
            wanted.setdefault(clause, set()).update(
                names[p.get("party")] for p in control.findall(NS + "part") if p.get("does") in ("answers", "runs"))
    said = clause_owners(run("render", "coverage", "--text=live", "--theme=light", "--lang=" + lang, "--format=svg", "-o", "-", path), names)
    for clause, owners in said.items():
        good += owners == wanted.get(clause, set())
        if owners != wanted.get(clause, set()):
            wrong.append(f"{path}, coverage, {clause}: {owners}, not {wanted.get(clause, set())}")
    return good


# -- comparing ---------------------------------------------------------------------------------------


def compare(name, where, said, table, wanted, wrong):
    good = 0
    for r, (row, cells) in enumerate(table.rows):
        for c, cell in enumerate(cells):
            got = said[r][c] if said is not None and said[r] is not None and c < len(said[r]) else None
            want, most = wanted(cell)
            if got is not None and want <= got <= most:
                good += 1
            else:
                wrong.append(f"{name}, {where}, {table.id}, {row}, {c}: {got}, not {want}")
    return good


def control_pages(name, root, names, lang, wrong):
    """How many controls there are, and on the pages of how many all stand who have a part."""
    controls, good = list(root.iter(NS + "control")), 0
    for control in controls:
        page = run("get", "-b", f"/{name}/{lang}/controls/{control.get('clause')}", DATA)
        main = page[page.index("<main"):page.index("</main>")]
        lacking = [p.get("party") for p in control.findall(NS + "part") if names[p.get("party")] not in main]
        good += not lacking
        if lacking:
            wrong.append(f"{name}, {control.get('clause')}: {lacking} are not named")
    return len(controls), good


VARIANTS = {"light": ["--theme=light"], "dark": ["--theme=dark"], "print": ["--theme=print"], "slide": ["--aspect=16:9"], "narrow": ["--width=480"]}


def digests(name, lang):
    """A line for each picture that the model has."""
    for kind in "stack", "matrix", "flow", "coverage", "party", "card", "badge":
        for variant, options in VARIANTS.items():
            try:
                svg = run("render", kind, *options, "--lang=" + lang, "--format=svg", "-o", "-", f"{DATA}/matrix/{name}/edition-1.xml")
            except RuntimeError as why:
                if "[no-picture]" not in str(why):
                    raise
                break
            yield f"{name} {kind} {variant}", hashlib.sha256(svg.encode()).hexdigest()[:16]


def compare_digests(found):
    path = os.path.join(os.path.dirname(__file__), "models.expect")
    if os.environ.get("UPDATE"):
        with open(path, "w", encoding="ascii") as file:
            file.writelines(f"{what} {digest}\n" for what, digest in found)
    with open(path, encoding="ascii") as file:
        expected = dict(line.rstrip("\n").rsplit(" ", 1) for line in file)
    wrong = [f"{what}: another picture than in models.expect" for what, digest in found if expected.get(what) != digest]
    wrong += [f"{what}: no picture any more" for what in expected.keys() - {what for what, _ in found}]
    return wrong


def try_out(name):
    path = f"{DATA}/matrix/{name}/edition-1.xml"
    lang = ET.parse(path).getroot().get("original")
    names, tables = model(path, lang)
    cells = sum(len(r[1]) for t in tables for r in t.rows)
    counts, wrong = {"matrix": 0, "stack": 0, "lists": 0, "page": 0}, []
    page = Cells(run("get", "-b", f"/{name}/{lang}/boundary", DATA)) if tables and name != "summit" else None
    for table in tables:
        pictures = {kind: draw(path, kind, lang, table) for kind in ("matrix", "stack")}
        owners = lambda cell: (cell[0], cell[0])
        everybody = lambda cell: (cell[1], cell[1] | cell[2])
        counts["matrix"] += compare(name, "matrix", matrix_owners(pictures["matrix"], table, names), table, owners, wrong)
        counts["stack"] += compare(name, "stack", stack_owners(pictures["stack"], table, names), table, owners, wrong)
        wrong += [f"{name}, {kind}, {table.id}: its only column is not named" for kind, p in pictures.items() if not only_column(p, table)]
        counts["lists"] += compare(name, "lists", list_names(pictures["matrix"], table, names), table, everybody, wrong)
        counts["page"] += compare(name, "page", page_names(page, table, names), table, everybody, wrong) if page else cells
    controls, counts["controls"] = control_pages(name, ET.parse(path).getroot(), names, lang, wrong)
    counts["clauses"] = clauses(path, ET.parse(path).getroot(), lang, names, wrong) if controls else 0
    return name, cells, controls, counts, wrong, list(digests(name, lang))


with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(try_out, sorted(os.listdir(DATA + "/matrix"))))
passed = failed = 0
print(f"{'model':10} cells matrix stack lists  page clauses controls")
for name, cells, controls, counts, wrong, _ in results:
    print(f"{name:10} {cells:5} {counts['matrix']:6} " + " ".join(f"{counts[k]:5}" for k in ("stack", "lists", "page")) + f" {counts['clauses']:7}" +
          f" {counts['controls']} of {controls}")
    for line in wrong[:12]:
        print("FAIL:", line)
    passed += sum(counts.values())
    failed += len(wrong)
found = [line for result in results for line in result[5]]
for line in compare_digests(found):
    print("FAIL:", line)
    failed += 1
passed += len(found)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
