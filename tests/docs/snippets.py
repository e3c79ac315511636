"""snippets.py DEMARC DATA: what the embed page offers to copy, read by those who will: the rules of HTML, Python's Markdown
and cmark (CommonMark), Asciidoctor, docutils. Each must show the picture's address and exactly the words that the page itself
shows it with, also where these are full of the languages' own signs."""
import html.parser
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docutils.core
import markdown

demarc, data = sys.argv[1], Path(sys.argv[2])
name = "Application"
# Signs that mean something to at least one of the languages, alone, in pairs, and in each other's company.
names = [name, 'A "b" [c] d', "*a* **b** _c_ __d__ `e` ``f``", "<g> & &amp; &lt;", "{h} {empty} $i$ ~j~ ^k^ #l# +m+",
         "\\ \\n \\[o\\] p\\", "|q| q_ q__ :r: (C) (R) ... -> --", "![s](t) [u]: v", "http://example.com/w, x@example.com", "a]b[c",
         "'y' \"z, width=1\"", "pass:[a] xref:b[c] <<d>> ((e))"]
pictures = ["kind=stack", "kind=matrix&format=png&width=640&scale=2", "kind=stack&format=webp&aspect=16:9&highlight=customer",
            "kind=stack&format=pdf&theme=print", "kind=badge"]


class Page(html.parser.HTMLParser):
    """The pictures and links of a page as (address, words), and the embed page's fields by their names."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.shown, self.field, self.link = {}, [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "textarea":
            self.field = attributes["id"].removeprefix("embed-")
            self.fields[self.field] = ""
        elif tag in ("img", "object"):
            self.shown.append((attributes.get("src") or attributes.get("data"), attributes.get("alt", "")))
        elif tag == "a":
            self.link = [attributes.get("href"), ""]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.field = None
        elif tag == "a" and self.link:
            self.shown.append(tuple(self.link))
            self.link = None

    def handle_data(self, text):
        if self.field:
            self.fields[self.field] += text
        elif self.link:
            self.link[1] += text


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", **more).stdout


def by_asciidoctor(texts, work):
    for i, text in enumerate(texts):
        (work / f"{i}.adoc").write_text(text + "\n", "utf-8")
    run("asciidoctor", "-s", *(str(work / f"{i}.adoc") for i in range(len(texts))))
    return [(work / f"{i}.html").read_text("utf-8") for i in range(len(texts))]


def by_docutils(text):
    return docutils.core.publish_parts(text, writer_name="html5", settings_overrides={
        "report_level": 2, "halt_level": 2, "file_insertion_enabled": False})["fragment"]


def main():
    cases, passed, failed = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for i, other in enumerate(names):
            copy = work / f"data{i}"
            shutil.copytree(data, copy)
            matrix = next((copy / "matrix").glob("*/*.xml"))
            escaped = other.replace("&", "&amp;").replace("<", "&lt;")
            text = matrix.read_text("utf-8")
            assert f">{name}</text>" in text
            matrix.write_text(text.replace(f">{name}</text>", f">{escaped}</text>"), "utf-8")
            for picture in pictures if i == 0 else pictures[::3]:
                page = Page(run(demarc, "get", "-b", "-H", "Host: trust.example.com", f"/chrofy/en/embed?lang=en&{picture}", str(copy)))
                words = next(words for address, words in page.shown if "/diagrams/" in address and words)
                assert page.fields["url"].startswith("http://trust.example.com/chrofy/diagrams/"), page.fields["url"]
                cases.append((f"{picture} of {other!r}", page.fields, words))
        readers = {
            "HTML": [fields["html"] for _, fields, _ in cases],
            "Markdown": [markdown.markdown(fields["markdown"]) for _, fields, _ in cases],
            "CommonMark": [run("cmark", input=fields["markdown"]) for _, fields, _ in cases],
            "AsciiDoc": by_asciidoctor([fields["asciidoc"] for _, fields, _ in cases], work),
            "reStructuredText": [by_docutils(fields["rest"]) for _, fields, _ in cases],
        }
    for reader, pages in readers.items():
        for (what, fields, words), page in zip(cases, pages):
            shown = Page(page).shown
            if shown == [(fields["url"], words)]:
                passed += 1
            else:
                failed += 1
                print(f"FAIL: {reader}, {what}:\n  shown  {shown}\n  wanted {[(fields['url'], words)]}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
