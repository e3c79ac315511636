#!/usr/bin/env python3
"""Every header opens with a sentence that says what it is for, and every prototype in it stands below a comment, its own or
that of the group it is in (no blank line between)."""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROTOTYPE = re.compile(r"^(?:extern\s|[a-z_].*\n)?[^\n#/]*\b(\w+)\([^;{}]*\)[^;{}]*;\s*$")


def blocks(text):
    """The header's blocks, each with the number of its first line: what stands between blank lines, comments whole."""
    lines, start, block, comment, depth = text.split("\n"), 0, [], False, 0
    for number, line in enumerate(lines, 1):
        if not line.strip() and not comment and depth == 0:
            if block:
                yield start, block
            block = []
            continue
        if not block:
            start = number
        block.append(line)
        comment = ("/*" in line or comment) and "*/" not in line
        depth += line.count("{") - line.count("}")
    if block:
        yield start, block


def is_prototype(block):
    """Whether functions are declared in it, outside of macros and of structs."""
    text = re.sub(r"/\*.*?\*/", "", "\n".join(block), flags=re.S)
    text = re.sub(r"^#.*?(?<!\\)$", "", text, flags=re.M | re.S)
    text = re.sub(r"\{[^{}]*\}", "", re.sub(r"\{[^{}]*\}", "", text))
    return re.search(r"^\w[\w \t\*]*[\s\*]\w+\([^;]*\)[^;{]*;", text, re.M) is not None and not text.strip().startswith("typedef")


def faults(path):
    text = open(path, encoding="utf-8").read()
    stem = os.path.basename(path)[:-2]
    if not re.match(r"/\* %s: " % re.escape(stem), text):
        yield f'{path}:1: opens without "/* {stem}: what it is for"'
    for number, block in blocks(text):
        if is_prototype(block) and not block[0].startswith("/*"):
            yield f"{path}:{number}: a prototype without a comment"


def main():
    os.chdir(TOP)
    paths = subprocess.run(["git", "ls-files", "*.h"], capture_output=True, text=True, check=True).stdout.split()
    paths = [p for p in paths if p.startswith(("data/", "render/", "cgi/")) and os.path.exists(p)]
    found = [fault for path in paths for fault in faults(path)]
    for fault in found:
        print("FAIL: " + fault)
    print(f"{len(paths)} passed, {len(found)} failed")
    return 1 if found or not paths else 0


sys.exit(main())
