#!/usr/bin/env python3
"""Holds the code against the plan in tests/lint/rooms: which room sees which, by which headers, and which library has
which user. Includes are read from the sources, calls from the objects of the last build."""
import collections
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LAYERS = ["data", "render", "cgi"]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
TAG = re.compile(r'^[ \t]*(?:(?:typedef|static|const) )*(?:struct|enum|union) (\w+)\s*\{', re.M)


class Plan:
    """The rooms in the order of the file: a room sees only what stands before it."""

    def __init__(self, path):
        self.sees, self.doors, self.libraries = {}, {}, {}
        section = None
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.split("#")[0].strip()
            if line.startswith("["):
                section = line.strip("[]")
            elif line:
                name, _, rest = line.partition(":")
                getattr(self, "read_" + section)(name.strip(), rest.split(), f"{path}:{number}")

    def read_rooms(self, name, words, where):
        for word in words:
            if word not in self.sees:
                sys.exit(f"{where}: {name} sees {word}, which does not stand before it")
        self.sees[name] = set(words) | {name} | ({"base"} if "base" in self.sees else set())

    def read_doors(self, name, words, where):
        if name not in self.sees:
            sys.exit(f"{where}: {name} is no room")
        self.doors.setdefault(name, set()).update(words)

    def read_libraries(self, name, words, _where):
        self.libraries.setdefault(name, set()).update(words)


def sources():
    for layer in LAYERS:
        for folder, _, names in os.walk(layer):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.join(folder, name)


def room_of(path, plan):
    """The room's name: its folder's, the innermost that is a room; the files beside the folders are a room each."""
    parts = path.split("/")[1:]
    for part in reversed(parts[:-1]):
        if part in plan.sees:
            return part
    stem = os.path.splitext(parts[-1])[0] if len(parts) == 1 else parts[-2]
    return stem


def resolve(path, header):
    """The file that an include means, as the compiler looks for it."""
    for folder in [os.path.dirname(path)] + LAYERS:
        found = os.path.normpath(os.path.join(folder, header))
        if os.path.exists(found):
            return found
    return None


class Lint:
    def __init__(self, plan):
        self.plan, self.faults, self.looked = plan, [], 0

    def fault(self, text):
        self.faults.append(text)

    def include(self, path, header):
        """One include with quotes."""
        self.looked += 1
        target = resolve(path, header)
        if target is None:
            return self.fault(f"{path}: {header} is not there")
        mine, theirs = room_of(path, self.plan), room_of(target, self.plan)
        if theirs not in self.plan.sees.get(mine, ()):
            self.fault(f"{path}: {mine} does not see {theirs} ({header})")
        elif mine != theirs and os.path.basename(target) not in self.plan.doors.get(theirs, ()):
            self.fault(f"{path}: {header} is private to {theirs}")
        elif (os.path.dirname(target) == os.path.dirname(path)) != ("/" not in header):
            self.fault(f"{path}: {header}: the bare name inside a folder, from the layer's root elsewhere")

    def library(self, path, header):
        for pattern, users in self.plan.libraries.items():
            if re.fullmatch(pattern, header) and path not in users:
                self.fault(f"{path}: <{header}> has other users: {' '.join(sorted(users))}")

    def rooms(self, paths):
        for path in paths:
            if room_of(path, self.plan) not in self.plan.sees:
                self.fault(f"{path}: its folder is no room of the plan")
        files = {(room_of(p, self.plan), os.path.basename(p)) for p in paths}
        for room, doors in self.plan.doors.items():
            for door in doors:
                if (room, door) not in files:
                    self.fault(f"the plan: {room} has no {door}")

    def names(self, paths):
        """No two headers of one name, no two types of one tag, private ones included."""
        headers, tags = collections.defaultdict(list), collections.defaultdict(list)
        for path in paths:
            if path.endswith(".h"):
                headers[os.path.basename(path)].append(path)
            for tag in TAG.findall(open(path, encoding="utf-8").read()):
                tags[tag].append(path)
        for name, where in list(headers.items()) + list(tags.items()):
            if len(where) > 1:
                self.fault(f"{name} is there twice: {' '.join(where)}")


# Whose names are the C library's.
BARE = {"data/base/memory.c", "cgi/commands/main.c"}


def symbols(flavor, paths):
    """What each source defines and what it calls of others, from its object."""
    defined, wanted = {}, {}
    for path in paths:
        obj = f"build/{flavor}/{path[:-2]}.o"
        if not path.endswith(".c") or not os.path.exists(obj):
            continue
        wanted[path] = set()
        for line in subprocess.run(["nm", obj], capture_output=True, text=True, check=True).stdout.splitlines():
            words = line.split()
            if words[0] == "U":
                wanted[path].add(words[1])
            elif len(words) == 3 and words[1] in "TDRB":
                defined[words[2]] = path
    return defined, wanted


def calls(lint, flavor, paths):
    """Calls that the plan does not show, names that do not say whose they are, and files that call each other in a circle."""
    defined, wanted = symbols(flavor, paths)
    arrows = {}
    for path, names in wanted.items():
        lint.looked += 1
        arrows[path] = {defined[n] for n in names if n in defined and defined[n] != path}
        for target in arrows[path]:
            mine, theirs = room_of(path, lint.plan), room_of(target, lint.plan)
            if theirs not in lint.plan.sees.get(mine, ()):
                lint.fault(f"{path} calls {target}: {mine} does not see {theirs}")
    for name, path in defined.items():
        if "_" not in name.strip("_") and path not in BARE:
            lint.fault(f"{path}: {name} is a bare word: a name that others see begins with the noun of its module")
    for circle in circles(arrows):
        lint.fault("files call each other in a circle: " + " -> ".join(circle))


def circles(arrows):
    """Each set of files that reach each other: what is left when files without arrows to the rest are taken away."""
    seen = set()
    for start in arrows:
        if start in seen:
            continue
        reach = reachable(arrows, start)
        ring = sorted(p for p in reach if start in reachable(arrows, p))
        if ring:
            seen.update(ring)
            yield ring


def reachable(arrows, start):
    found, todo = set(), [start]
    while todo:
        for target in arrows.get(todo.pop(), ()):
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


# What happens in one place alone: a pattern, the layers it is looked for in, where it may be, and what it means elsewhere.
PLACES = [
    (r"&(lt|gt|amp|quot|#39);", ["cgi"], ["cgi/html/html.c", "cgi/publish/rewrite.c"], "HTML is escaped in cgi/html/html.c"),
    # What a terminal obeys is kept from it there, and getopt would print by itself. What is written without it are constants.
    (r"(fprintf|fputs|fputc|fwrite)\(.*stderr|perror\(|STDERR_FILENO,", LAYERS,
     ["data/base/arena.c", "data/base/memory.c", "cgi/server/limit.c"], "messages go through data/base/terminal.c"),
    (r"getopt_long\(", LAYERS, ["cgi/commands/options.c"], "options are read in cgi/commands/options.c"),
]


def places(lint, paths):
    for pattern, layers, allowed, meaning in PLACES:
        for path in paths:
            if path.split("/")[0] in layers and path not in allowed and re.search(pattern, open(path, encoding="utf-8").read()):
                lint.fault(f"{path}: {meaning}")


def main():
    os.chdir(TOP)
    plan = Plan(os.path.join("tests", "lint", "rooms"))
    if sys.argv[1:] == ["--print"]:
        for room, sees in plan.sees.items():
            print(f"{room:10} {' '.join(s for s in plan.sees if s in sees and s not in (room, 'base'))}")
        return 0
    paths = list(sources())
    lint = Lint(plan)
    lint.rooms(paths)
    for path in paths:
        for kind, header in INCLUDE.findall(open(path, encoding="utf-8").read()):
            lint.include(path, header) if kind == '"' else lint.library(path, header)
    lint.names(paths)
    calls(lint, os.environ.get("FLAVOR", "release"), paths)
    places(lint, paths)
    for text in sorted(set(lint.faults)):
        print("FAIL: " + text)
    print(f"{lint.looked} passed, {len(set(lint.faults))} failed")
    return 1 if lint.faults else 0


sys.exit(main())
