#!/usr/bin/env python3
"""Holds docs/tour.md to the code: its tables name every room of the plan and every folder of the tests, the files that it and
CONTRIBUTING.md name are there, and each word of the glossary is part of a name in the file that is said to explain it."""
import fnmatch
import glob
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GLOSSARY_LIMIT = 30
FILE = re.compile(r"`([\w./*-]*(?:\.(?:c|h|\[ch\]|py|sh|mjs|js|rng|xml|md)|/\w+/?))`")
SUFFIXES = ("s", "es", "")


def table(text, heading):
    """The rows of the table below the heading row that begins so, as lists of cells."""
    rows = []
    for line in text[text.index(heading):].split("\n")[2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def names(rows):
    return [name.strip("`/").removesuffix(".[ch]") for row in rows for name in re.findall(r"`[^`]+`", row[0])]


def same(title, said, real):
    """What stands on one side alone."""
    return [f"docs/tour.md: {title}: {name} is not there" for name in said if name not in real] + \
        [f"docs/tour.md: {title}: {name} is left out" for name in real if name not in said]


def rooms():
    """The rooms of each layer, from the plan and the folders."""
    plan = re.findall(r"^(\w+):", open("tests/lint/rooms", encoding="utf-8").read().split("[doors]")[0], re.M)
    return {layer: [r for r in plan if os.path.isdir(f"{layer}/{r}")] for layer in ("data", "render", "cgi")}


def is_there(path, tracked):
    """A path from the top, or the end of one: `worker.c`, beside others of its folder."""
    path = path.replace("[ch]", "h").rstrip("/")
    return bool(glob.glob(path)) or any(fnmatch.fnmatch(t, "*/" + path) for t in tracked)


def paths(name, tracked):
    text = open(name, encoding="utf-8").read()
    for path in sorted(set(FILE.findall(text))):
        if not path.startswith(("/", "build/")):
            yield None if is_there(path, tracked) else f"{name}: {path} is not there"


def explains(path, word):
    """Whether a name in the file, outside of comments, has the word as one of its parts."""
    text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    parts = {part.lower() for name in re.findall(r"[A-Za-z_]\w*", text) for part in name.split("_")}
    return any(word + suffix in parts for suffix in SUFFIXES)


def glossary(text):
    rows = table(text, "| word | means | in |")
    yield None if len(rows) <= GLOSSARY_LIMIT else f"docs/tour.md: the glossary has {len(rows)} lines: {GLOSSARY_LIMIT} at most"
    seen = set()
    for words, _, where in rows:
        path = where.strip("`")
        for word in words.split(", "):
            if word in seen:
                yield f"docs/tour.md: {word} has two meanings"
            seen.add(word)
            yield None if os.path.exists(path) and explains(path, word) else f"docs/tour.md: {path} has no name with {word}"


def main():
    os.chdir(TOP)
    text = open("docs/tour.md", encoding="utf-8").read()
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split()
    results = []
    for layer, real in rooms().items():
        results.append(same(layer + "/", names(table(text, f"| {layer}/ |")), real))
    tests = sorted({t.split("/")[1] for t in tracked if t.startswith("tests/") and t.count("/") > 1})
    results.append(same("tests", [n.removeprefix("tests/") for n in names(table(text, "| folder |"))], tests))
    results = [fault for faults in results for fault in faults or [None]]
    for name in ("docs/tour.md", "CONTRIBUTING.md"):
        results += paths(name, tracked)
    results += glossary(text)
    faults = [fault for fault in results if fault]
    for fault in faults:
        print("FAIL: " + fault)
    print(f"{len(results) - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


sys.exit(main())
