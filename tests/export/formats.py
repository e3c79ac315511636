#!/usr/bin/env python3
"""formats.py: exports in some formats alone. What was not chosen is not there, nothing that is there leads to it, and all
files that hold no ways to others are those of an export of everything. $DEMARC is the program."""

import importlib.util
import json
import os
import posixpath
import re
import sys
import tempfile
import xml.etree.ElementTree as ET

# site.py by its place, since Python has a module of that name
SPEC = importlib.util.spec_from_file_location("static_site", os.path.join(os.path.dirname(__file__), "site.py"))
SITE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SITE)
BASE, check, counts, crawl, export, files, read, small_data, stamps, tree = (
    SITE.BASE, SITE.check, SITE.counts, SITE.crawl, SITE.export, SITE.files, SITE.read, SITE.small_data, SITE.stamps, SITE.tree)

PICTURES, DATA = ("svg", "png", "webp", "pdf"), ("xlsx", "csv", "ics", "json", "xml", "oscal")
NAMES = ("html", *PICTURES, *DATA)
# files of other formats that belong to pages, by their names
OF_PAGES = re.compile(r"static/|.*\.atom$|robots\.txt$|llms\.txt$|sitemap\.xml$|404\.html$|\.well-known/|.*/search[^/]*\.json$")


def format_of(name):
    if OF_PAGES.match(name) or name.endswith(".html"):
        return "html"
    return "oscal" if "/data/oscal/" in name else name.rpartition(".")[2]


def without_ways(name):
    """Whether a file holds no addresses of others: then it is the same whatever was chosen."""
    return format_of(name) in ("png", "webp", "pdf", *DATA) and not posixpath.basename(name).startswith("openapi")


def named_addresses_are_files(folder, names, choice):
    """Addresses in words, as in samples to be copied, in feeds and site maps."""
    dead = set()
    for name in names:
        if name.endswith((".html", ".svg", ".atom", ".txt", ".xml", ".json")):
            for path in re.findall(re.escape(BASE) + r"/([^\s\"'<>()\[\]&\\|+]*)", read(folder, name).decode()):
                target = path.partition("#")[0].rstrip(".,;:") or "index.html"
                if not os.path.isfile(os.path.join(folder, target)) and not os.path.isfile(os.path.join(folder, target, "index.html")):
                    dead.add(f"{name}: {path}")
    check(not dead, f"{choice}: names what is not there: {sorted(dead)[:3]}")


def described_paths_are_files(folder, names, choice):
    """Of data as they are; of pictures, whose names are completed from the description, with the example that it gives."""
    for name in names:
        if name.endswith("/data/openapi.json") and "/editions/" not in name:
            described = json.loads(read(folder, name))["paths"]
            paths = [path for path in described if "/data/" in path]
            pictures = [path.replace("{file}", parameter["example"]) for path in described if "/diagrams/" in path
                        for parameter in described[path]["get"]["parameters"] if parameter["name"] == "file"]
            check(all(os.path.isfile(folder + path) for path in paths + pictures), f"{choice}: {name} describes what is not there: {paths} {pictures}")
            check(bool(pictures) == bool(set(PICTURES) & set(choice.split(","))), f"{choice}: {name} describes pictures: {pictures}")


def one_choice(choice, whole, data, scratch):
    folder, chosen = os.path.join(scratch, choice.replace(",", "-")), set(choice.split(","))
    result = export(folder, data, "--no-compress", "--base-url=" + BASE, "--formats=" + choice)
    if not check(result.returncode == 0, f"{choice}: {result.stderr}"):
        return
    names = files(folder) - {"manifest.tsv"}
    there = {format_of(name) for name in names}
    check(there == chosen, f"{choice}: there are {sorted(there)}")
    listed = {line.split("\t")[0] for line in read(folder, "manifest.tsv").decode().splitlines()[1:]}
    listed = {name for name in listed if not name.endswith("/")}
    check(listed == names, f"{choice}: the manifest lists {sorted(listed ^ names)[:3]}")
    everything = files(whole)
    if "svg" in chosen or "html" not in chosen:  # pages without SVG show pictures in other widths
        check(names <= everything, f"{choice}: {sorted(names - everything)[:3]} are not of the whole site")
    other = [name for name in names & everything if without_ways(name) and read(folder, name) != read(whole, name)]
    check(not other, f"{choice}: other bytes in {other[:3]}")
    lost = {name for name in everything - names if without_ways(name) and format_of(name) in chosen & set(DATA)}
    check(not lost, f"{choice}: lacks {sorted(lost)[:3]}")
    named_addresses_are_files(folder, names, choice)
    described_paths_are_files(folder, names, choice)
    if "html" in chosen:
        reached = crawl(folder, "index.html", 100)
        unlinked = {name for name in names - reached if format_of(name) != "html" and "card" not in name and without_ways(name)}
        check(not {name for name in unlinked if format_of(name) in DATA}, f"{choice}: nothing leads to {sorted(unlinked)[:3]}")
    else:
        check(not any(re.search(r'href="(?!#)', read(folder, name).decode()) for name in names if name.endswith(".svg")), f"{choice}: SVGs with links to pages")


def shown(folder, page):
    """The formats of the pictures that a page shows, and of those that it links to."""
    text = read(folder, page).decode()
    return [{address.rpartition(".")[2] for address in re.findall(pattern, text) if "/diagrams/" in address}
            for pattern in (r'(?:src|srcset)="([^"]*)"', r'href="([^"]*)"')]


def pages_show_what_there_is(scratch):
    for choice, image, links in (("html", set(), set()), ("html-pdf", set(), {"pdf"}), ("html-png", {"png"}, {"png"}),
                                 ("html-webp", {"webp"}, {"webp"}), ("html-svg", {"svg"}, {"svg"}), ("html-webp-pdf", {"webp"}, {"webp", "pdf"})):
        folder = os.path.join(scratch, choice)
        found = shown(folder, "everything/en/boundary.html")
        check(found == [image, links], f"{choice}: the boundary shows and links {found}")
        has_chooser = os.path.isfile(os.path.join(folder, "everything/en/embed.html"))
        check(has_chooser == bool(links), f"{choice}: the page that chooses pictures")
        if has_chooser:
            text = read(folder, "everything/en/embed.html").decode()
            offered = re.search(r'<select id="embed-format".*?</select>', text, re.S).group()
            check(set(re.findall(r'value="([a-z]+)"', offered)) == links, f"{choice}: the form offers {offered}")
            check(shown(folder, "everything/en/embed.html")[0] == image, f"{choice}: the page that chooses shows {shown(folder, 'everything/en/embed.html')}")
        card = 'property="og:image"' in read(folder, "everything/en/about.html").decode()
        check(card == ("png" in links), f"{choice}: a card")


def directory_follows_the_choice(whole, data, scratch):
    """Another choice in the same directory: what is no longer wanted goes, what stays is not touched, others' files stay."""
    folder = os.path.join(scratch, "changing")

    def chosen(*options):
        result = export(folder, data, "--no-compress", "--base-url=" + BASE, *options)
        check(result.returncode == 0, f"{options}: {result.stderr}")
        return stamps(folder)
    first = chosen("--formats=html,svg,json")
    check(chosen("--formats=json,svg,html,svg") == first, "the same choice in other words touches files")
    with open(os.path.join(folder, "CNAME"), "x", encoding="utf-8") as file:
        file.write("theirs")
    less = chosen("--formats=html,json")
    gone = {name for name in set(first) - set(less) if format_of(name) != "svg"}
    check(gone and all("/embed" in name for name in gone), f"more than what was not chosen went: {sorted(gone)[:3]}")
    check(not [name for name in less if format_of(name) == "svg"] and "CNAME" in less, "what was not chosen stays, or what is others' went")
    same = [name for name in less if name in first and less[name] == first[name]]
    check("everything/data/matrix.json" in same and "everything/en/changes.html" not in same, "a shared file was written anew, or a page was not")
    os.unlink(os.path.join(folder, "CNAME"))
    chosen()
    check(tree(folder) == tree(whole), "all of it again is another site")
    check(chosen("--formats=" + ",".join(NAMES)) == stamps(folder) and tree(folder) == tree(whole), "all formats are not all of it")


def pages_that_do_not_differ_are_the_same(whole, data, scratch):
    """A page leads to a card, to data and to pictures at most: with all of these it is the page of the whole site."""
    folder = os.path.join(scratch, "most")
    check(export(folder, data, "--no-compress", "--base-url=" + BASE, "--formats=html,svg,png,webp,pdf,json,oscal").returncode == 0, "no export of most")
    pages = [name for name in files(folder) if re.fullmatch(r"everything/en/controls/[^/_]*\.html", name)]
    check(pages and all(read(folder, name) == read(whole, name) for name in pages), f"pages of controls differ: {pages[:3]}")
    check(read(folder, "everything/en/data.html") != read(whole, "everything/en/data.html"), "the page of data is the same")


def site_map_lists_pages_that_are_there(scratch):
    folder = os.path.join(scratch, "html")
    locations = [e.text for e in ET.fromstring(read(folder, "sitemap.xml")).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    check(len(locations) > 8 and all(os.path.isfile(os.path.join(folder, location[len(BASE) + 1:])) for location in locations), "sitemap.xml: no files")
    check("/embed" not in read(folder, "llms.txt").decode() and "/data" not in read(folder, "llms.txt").decode(), "llms.txt names what is not there")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        data, whole = small_data(os.path.join(scratch, "data"), "everything", "everything.xml"), os.path.join(scratch, "whole")
        result = export(whole, data, "--no-compress", "--base-url=" + BASE)
        if check(result.returncode == 0, f"no export: {result.stderr}"):
            for choice in ("html", *(f"html,{name}" for name in NAMES[1:]), "html,webp,pdf", "svg", "png,json", "html,webp,json", "pdf,oscal,csv", "html,svg,csv,ics"):
                one_choice(choice, whole, data, scratch)
            pages_show_what_there_is(scratch)
            directory_follows_the_choice(whole, data, scratch)
            pages_that_do_not_differ_are_the_same(whole, data, scratch)
            site_map_lists_pages_that_are_there(scratch)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


sys.exit(main())
