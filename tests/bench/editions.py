#!/usr/bin/env python3
"""editions.py [CONTROLS [EDITIONS]]: what it takes to export a large document, 616 mapped controls in five editions of one
language if nothing else is said. A line each way of exporting: options, files, seconds of processor, seconds, MB at most; the
first two also say what the same export costs again, where nothing changed, and what it costs where one statement did.
$DEMARC is the program, else build/demarc."""

import os
import re
import shutil
import sys
import tempfile

from cost import cost

CONTROLS = int(sys.argv[1]) if len(sys.argv) > 1 else 616
EDITIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
PARTIES = [("you", "customer", "Customer"), ("us", "provider", "Provider"), ("cloud", "supplier", "Cloud")]
LAYERS = ["Data", "Application", "Middleware", "Operating system", "Virtualization", "Network", "Hardware", "Buildings"]
WAYS = [([], True), (["--no-compress"], True), (["--formats=html,svg"], False), (["--formats=html,svg", "--no-compress"], False)]


def words(element, text):
    return f'<{element}><text xml:lang="en">{text}</text></{element}>'


def framework(id_, count):
    clause = '<clause number="{0}.{1}"><title><text xml:lang="en" standing="unverified">Clause {0}.{1} of it</text></title></clause>'
    groups = "".join(f'<group id="g{g}"><title><text xml:lang="en" standing="unverified">Group {g}</text></title>'
                     + "".join(clause.format(g, i % 20 + 1) for i in range((g - 1) * 20, min(count, g * 20))) + "</group>"
                     for g in range(1, (count + 19) // 20 + 1))
    return (f'<framework xmlns="urn:demarc:1" id="{id_}" year="2020" status="current">{words("name", "Standard " + id_)}'
            f"<short>{id_.upper()}</short>{groups}</framework>")


def number(i):
    return f"{i // 20 + 1}.{i % 20 + 1}"


def control(i, edition):
    said = (f"Number {i + 1}: what the service does is logged, the logs are kept apart from it, and two people look at them every "
            f"day. What they find is told within {i % 90 + 1} days. " + (f"Since edition {edition} a third one does." if i % 50 < edition else ""))
    parts = "".join(f'<part party="{PARTIES[(i + k) % 3][0]}" does="{does}"><text xml:lang="en">{say} number {i + 1}</text></part>'
                    for k, (does, say) in enumerate([("answers", "Decide on"), ("supports", "Help with"), ("informed", "Hear of")]))
    return (f'<control clause="{number(i)}" status="provided">{words("statement", said)}{parts}'
            f'<fact id="f{i}" kind="duration" value="P{i % 90 + 1}D" bound="at-most">{words("name", "Told within")}</fact>'
            f'<map framework="there" clause="{number(i % 200)}"/></control>')


def matrix(edition):
    replaces = f' replaces="{edition - 1}"' if edition > 1 else ""
    layers = "".join(f'<row id="r{i}">{words("name", name)}<cell><part party="{PARTIES[i * 3 // len(LAYERS)][0]}" does="answers"/></cell></row>'
                     for i, name in enumerate(LAYERS))
    parties = "".join(f'<party id="{id_}" kind="{kind}">{words("name", name)}</party>' for id_, kind, name in PARTIES)
    return (f'<matrix xmlns="urn:demarc:1" service="large" original="en"><about>{words("title", "Who does what")}'
            f'{words("service", "Large")}<edition number="{edition}" date="202{edition}-01-31" status="published"{replaces}/>'
            '<languages><language tag="en" role="original"/></languages><publisher party="us"/>'
            '<uses framework="here" role="primary"/><uses framework="there" role="mapped"/></about>'
            f'<parties>{parties}</parties><tables><table id="layers" kind="layers">{words("title", "Layers")}{layers}</table></tables>'
            f'<controls framework="here">{"".join(control(i, edition) for i in range(CONTROLS))}</controls></matrix>')


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make(folder):
    write(f"{folder}/frameworks/here.xml", framework("here", CONTROLS))
    write(f"{folder}/frameworks/there.xml", framework("there", 200))
    for edition in range(1, EDITIONS + 1):
        write(f"{folder}/matrix/large/edition-{edition}.xml", matrix(edition))
    shutil.copytree("data/messages", folder + "/messages")


def row(name, *arguments):
    took = cost("export", *arguments)
    files, kept = re.search(r"(\d+) files, (\d+) of them unchanged", took[3]).groups()
    print("|".join([name, files, kept, "%.1f s" % took[0], "%.1f s" % took[1], "%.0f MB" % took[2]]), flush=True)


def main():
    print("export|files|unchanged|processor|time|memory")
    with tempfile.TemporaryDirectory() as scratch:
        folder, site, last = scratch + "/data", scratch + "/site", f"{scratch}/data/matrix/large/edition-{EDITIONS}.xml"
        make(folder)
        for options, again in WAYS:
            name = " ".join(options) or "all of it"
            row(name, "-o", site, *options, folder)
            if again:
                row(name + ", again", "-o", site, *options, folder)
                write(last, matrix(EDITIONS).replace("Number 7:", "Number seven:"))
                row(name + ", one statement changed", "-o", site, *options, folder)
                write(last, matrix(EDITIONS))
            shutil.rmtree(site)


main()
