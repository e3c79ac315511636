#!/usr/bin/env python3
"""services.py [LIMIT]: how the program grows with the services of one data directory, 1, 10 and 100 copies of CHROFY's. A line
each: services, then seconds of processor and MB of memory to load, check and answer one page, and of as many as LIMIT (10 if
it is left out) files, seconds of processor and MB of an export, and of the same export again. build/demarc is the program."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

DEMARC = os.path.abspath("build/demarc")
LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 10


def make(folder, count):
    with open("data/matrix/chrofy/edition-1.xml", encoding="utf-8") as file:
        text = file.read()
    for i in range(count):
        os.makedirs(f"{folder}/matrix/s{i}")
        with open(f"{folder}/matrix/s{i}/edition-1.xml", "w", encoding="utf-8") as file:
            file.write(text.replace('service="chrofy"', f'service="s{i}"', 1))


def cost(*arguments):
    """Seconds of processor, MB at most, and what it says on standard error."""
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([DEMARC, *arguments], stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        said.seek(0)
        words = said.read().decode()
    if status != 0:
        sys.exit(f"demarc {arguments[0]}: {words}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, words


def main():
    for count in 1, 10, 100:
        with tempfile.TemporaryDirectory() as scratch:
            folder, site = scratch + "/data", scratch + "/site"
            make(folder, count)
            load = cost("get", "/s0/ja/", folder)
            row = ["%d" % count, "%.2f s %.0f MB" % load[:2]]
            if count <= LIMIT:
                first, again = cost("export", "-o", site, folder), cost("export", "-o", site, folder)
                files = re.search(r"(\d+) files", first[2])[1]
                row += [files, "%.1f s %.0f MB" % first[:2], "%.1f s %.0f MB" % again[:2]]
            print("|".join(row), flush=True)
            shutil.rmtree(site, ignore_errors=True)


main()
