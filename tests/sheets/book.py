"""book.py: workbooks as bytes, written by hand, so that a test says what stands in each file of them."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# Styles by number: 0 general, 1 a date of the calendar, 2 two decimals, 3 a Japanese date, 4 text, 5 percent, 6 a green ground.
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-411]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
<fonts count="1"><font/></fonts><fills count="3"><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF92D050"/></patternFill></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/><xf numFmtId="164"/><xf numFmtId="49"/><xf numFmtId="9"/><xf numFmtId="0" fillId="2"/></cellXfs></styleSheet>"""


class Number:
    """A number as a workbook keeps it, with its style."""

    def __init__(self, kept, style=0):
        self.kept, self.style = kept, style


class Raw:
    """A cell as XML, behind its name: ' t="b"><v>1</v>'."""

    def __init__(self, xml):
        self.xml = xml


def name_of(row, column):
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def cell_xml(value, row, column, strings):
    name = name_of(row, column)
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Number):
        return f'<c r="{name}" s="{value.style}"><v>{value.kept}</v></c>'
    if isinstance(value, Raw):
        return f'<c r="{name}"{value.xml}</c>'
    strings.append(value)
    return f'<c r="{name}" t="s"><v>{len(strings) - 1}</v></c>'


def sheet_xml(rows, strings, tail=""):
    out = []
    for number, row in enumerate(rows, 1):
        cells = "".join(cell_xml(v, number, c, strings) for c, v in enumerate(row, 1) if v not in ("", None))
        out.append(f'<row r="{number}">{cells}</row>')
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f'<sheetData>{"".join(out)}</sheetData>{tail}</worksheet>')


def book(sheets, tails=None, properties="", extra=None):
    """sheets: name -> rows; tails: name -> XML behind the cells; extra: file -> bytes."""
    tails, strings, files = tails or {}, [], {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        files[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(rows, strings, tails.get(name, ""))
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(sheets, 1))
    files["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>')
    files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)) + (
            f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    files["_rels/.rels"] = (f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
                            'Target="xl/workbook.xml"/></Relationships>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}sharedStrings+xml"/>' + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)) + '</Types>')
    files["xl/styles.xml"] = STYLES
    files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">' + "".join(
        s if s.startswith("<si>") else f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings) + '</sst>'
    files.update(extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def hidden(saved, rows=(), columns=()):
    """The workbook with rows (numbers) and columns (from 1) of its first sheet hidden."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for info in packed.infolist():
            text = packed.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                cols = "".join(f'<col min="{c}" max="{c}" width="9" hidden="1"/>' for c in columns)
                text = text.decode().replace("<sheetData>", f"<cols>{cols}</cols><sheetData>" if cols else "<sheetData>")
                for row in rows:
                    text = text.replace(f'<row r="{row}">', f'<row r="{row}" hidden="1">')
                text = text.encode()
            again.writestr(info, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def packed_files(files, stored=()):
    """An archive of the files, those that are named not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()
