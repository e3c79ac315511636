#!/usr/bin/env python3
"""services.py [LIMIT]: how the program grows with the services of one data directory, 1, 10 and 100 copies of CHROFY's. A line
each, of fields with bars between: services; seconds of processor and MB to load, check and answer one page; seconds until a
server answers, those of the processor that it takes for that, MB of its largest process, and seconds until a changed file is
served; files, seconds of processor and MB of an export of pages and SVG alone, seconds of the same again; and of as many as
LIMIT (10 if it is left out) those of an export of everything. $DEMARC is the program, else build/demarc."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import fastcgi  # noqa: E402
from cost import DEMARC, cost  # noqa: E402

LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 10
TITLE, OTHER = "ISO/IEC 27017 White Paper", "ISO/IEC 27017 Black Paper"


def make(folder, count):
    with open("data/matrix/chrofy/edition-1.xml", encoding="utf-8") as file:
        text = file.read()
    for i in range(count):
        os.makedirs(f"{folder}/matrix/s{i}")
        with open(f"{folder}/matrix/s{i}/edition-1.xml", "w", encoding="utf-8") as file:
            file.write(text.replace('service="chrofy"', f'service="s{i}"', 1))


def export(folder, site, *options):
    first, again = cost("export", "-o", site, *options, folder), cost("export", "-o", site, *options, folder)
    shutil.rmtree(site)
    return [re.search(r"(\d+) files", first[3])[1], *("%.1f s %.0f MB" % (took[0], took[2]) for took in (first, again))]


def below(pid):
    """The process and all that it started."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [pid, *(p for child in file.read().split() for p in below(int(child)))]


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024


def processor(pid):
    """Seconds of processor of the process and of its children that have ended."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        ticks = file.read().rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def serve(folder, address, last):
    """Seconds until it answers, of the clock and of the processor, MB of its largest process, seconds until the change of a file is in its answers."""
    began = time.monotonic()
    server = subprocess.Popen([DEMARC, "fcgi", "--listen", address, folder], stderr=subprocess.DEVNULL)
    try:
        fastcgi.ask_once_there(address, "/healthz")
        start, family = time.monotonic() - began, below(server.pid)
        worked, memory = sum(map(processor, family)), max(map(resident, family))
        path = f"{folder}/matrix/{last}/edition-1.xml"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text.replace(TITLE, OTHER))
        began = time.monotonic()
        os.rename(path + ".new", path)
        while OTHER.encode() not in fastcgi.ask(address, f"/{last}/en/"):
            time.sleep(0.02)
        return ["%.1f s (processor %.2f s) %.0f MB" % (start, worked, memory), "%.1f s" % (time.monotonic() - began)]
    finally:
        server.terminate()
        server.wait()


def main():
    for count in 1, 10, 100:
        with tempfile.TemporaryDirectory() as scratch:
            folder, site = scratch + "/data", scratch + "/site"
            make(folder, count)
            took = cost("get", "/s0/ja/", folder)
            row = ["%d" % count, "%.2f s %.0f MB" % (took[0], took[2])]
            row += serve(folder, scratch + "/socket", f"s{count - 1}")
            row += export(folder, site, "--formats=html,svg", "--no-compress")
            if count <= LIMIT:
                row += export(folder, site)
            print("|".join(row), flush=True)


main()
