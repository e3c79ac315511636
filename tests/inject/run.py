#!/usr/bin/env python3
"""run.py [full] [memory|disks|full_disk|server…]: what the program makes of memory, disks and signals that fail it, with inject.c preloaded.

A run that meets a failure may end as the undisturbed one does, with the same bytes; or with a documented exit status and
a message, the file that was there as it was, or the new one whole. It may not end by a signal, hang, leave half a file,
or say that all is well and write something else. Where memory fails there is one outcome: status 3 and "out of memory".
Without "full" the places to fail at are a sample. $DEMARC is the program, $INJECT_LIBRARY the library."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.append("tests")
from fastcgi import ask

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
LIBRARY = os.path.abspath(os.environ.get("INJECT_LIBRARY", "build/release/inject/inject.so"))
POINTS = 40 if "full" in sys.argv else 4
WORK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # hundreds of files are flushed to the disk
HERE = os.getcwd()
SHEET = HERE + "/tests/data/sheets/everything.csv"
OLD, NEW = HERE + "/tests/data/good/minimal.xml", HERE + "/tests/data/good/everything.xml"
OUT_OF_MEMORY = "demarc: out of memory\n"
DOCUMENTED = {0, 1, 2, 3}  # demarc(1), EXIT STATUS
counts = {True: 0, False: 0}

# The command, and the file it writes; DATA is a small data directory. Sites and pictures that cost more get fewer points.
COMMANDS = [
    (["check", "--format=json", "DATA"], None),
    (["get", "-b", "/everything/en/", "DATA"], None),
    (["diff", OLD, NEW], None),
    (["gap", "--to=iso27017-2026", "DATA"], None),
    (["import", "csv", "-o", "out", SHEET], "out"),
    (["import", "json", "-o", "out", "DATA/all.json"], "out"),
    (["new", "out"], None),
    (["export", "-o", "site", "DATA"], None),
] + [
    (["render", kind, "--lang=en", "--format=" + form, "-o", "out", "DATA"], "out")
    for kind, form in [("stack", "svg"), ("matrix", "png"), ("flow", "pdf"), ("coverage", "webp"), ("party", "svg"), ("card", "png")]
] + [
    (["export", "--format=" + form, "-o", "out", NEW], "out")
    for form in ["xlsx", "controls", "changes", "xml", "json", "schema", "component-json", "mapping-xml"]
]


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAIL:", what)


def small_data(folder):
    os.makedirs(folder + "/matrix/everything")
    for name in "frameworks", "messages":
        shutil.copytree("data/" + name, f"{folder}/{name}")
    for name in os.listdir("tests/data/frameworks"):
        shutil.copy("tests/data/frameworks/" + name, folder + "/frameworks")
    shutil.copy(NEW, folder + "/matrix/everything")
    subprocess.run([DEMARC, "export", "--format=json", "-o", folder + "/all.json", NEW], check=True,
                   env=dict(os.environ, DEMARC_SHARED=folder))
    return folder


def tree(folder):
    found = {}
    for base, folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Outcome:
    def __init__(self, status, out, err, files, calls):
        self.status, self.out, self.err, self.files, self.calls = status, out, err, files, calls


def run(data, arguments, inject="", old=None, fsize=None, stdout=subprocess.PIPE):
    """In a directory of its own, with a file named out that holds old."""
    with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder:
        count, work = folder + "/count", folder + "/work"
        os.mkdir(work)
        if old is not None:
            with open(work + "/out", "wb") as file:
                file.write(old)
        env = dict(os.environ, DEMARC_SHARED=data, LC_ALL="C")
        if inject:
            env.update(INJECT=inject, INJECT_COUNT=count, LD_PRELOAD=LIBRARY)
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (fsize, fsize))) if fsize is not None else None
        done = subprocess.run([DEMARC] + [a.replace("DATA", data) for a in arguments], cwd=work, env=env, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, preexec_fn=limit)
        calls = int(open(count).read()) if os.path.exists(count) else 0
        # A site does without fonts if there are none; then versions of addresses follow from what is left.
        out = re.sub(rb"([?;]v=)[0-9a-f]+", rb"\1", done.stdout or b"") if arguments[0] == "get" else done.stdout or b""
        return Outcome(done.returncode, out, done.stderr.decode("utf-8", "replace"), tree(work), calls)


def spread(calls, points):
    return sorted({1 + i * calls // points for i in range(points)}) if calls > 0 else []


def litter(files, clean):
    """What a run leaves that the undisturbed one does not."""
    return [name for name in files if name not in clean and name != "out"]


def judge(what, outcome, clean, output, old):
    if outcome.status not in DOCUMENTED:
        return check(False, f"{what}: status {outcome.status}\n{outcome.err[-300:]}")
    if outcome.status == clean.status and outcome.out == clean.out:
        return check(outcome.files == clean.files, f"{what}: status {outcome.status}, but other files")
    told = outcome.err.strip() or b'"message":' in outcome.out
    whole = output is None or outcome.files.get(output) in (old, clean.files[output])
    check(outcome.status not in (0, clean.status) and told and whole and not litter(outcome.files, clean.files),
          f"{what}: status {outcome.status}, {'told' if told else 'NOT TOLD'}, output {'whole' if whole else 'NOT WHOLE'}, "
          f"left behind {litter(outcome.files, clean.files)}\n{outcome.err[-300:]}")


def memory(data, pool):
    """The n-th allocation, and then every one after it, yields nothing."""
    for arguments, output in COMMANDS:
        clean = run(data, arguments, "alloc:0")
        old = b"as it was\n" if output else None
        for plus in "", "+":
            for n, outcome in pool.map(lambda n: (n, run(data, arguments, f"alloc:{n}{plus}", old)), spread(clean.calls, POINTS)):
                what = f"{' '.join(arguments)}: allocation {n}{plus} of {clean.calls}"
                whole = output is None or outcome.files.get(output) in (old, clean.files[output])
                check(outcome.status == 3 and outcome.err.endswith(OUT_OF_MEMORY) and whole,
                      f"{what}: status {outcome.status}, {outcome.err[-200:]!r}, {'whole' if whole else 'NOT WHOLE'}")


def disks(data, pool):
    """The n-th call that has to do with files fails; or all from there on; or reads and writes are short."""
    for arguments, output in COMMANDS:
        for kind, suffixes in ("file", (":EIO", "+:ENOSPC", ":EINTR")), ("write", (":short", "+:short")):
            clean = run(data, arguments, kind + ":0")
            # Byte by byte from the first one on has it all.
            cases = [(n, s, b"as it was\n" if output and n % 2 else None) for n in spread(clean.calls, POINTS)
                     for s in suffixes if s != "+:short" or n == 1]
            for (n, suffix, old), outcome in pool.map(lambda c: (c, run(data, arguments, f"{kind}:{c[0]}{c[1]}", c[2])), cases):
                judge(f"{' '.join(arguments)}: {kind} {n}{suffix} of {clean.calls}", outcome, clean, output, old)


def full_disk(data, pool):
    """A file may not grow past a size, as on a disk that is full: real short writes, those of the C library too."""
    for arguments, output in COMMANDS:
        clean = run(data, arguments, "file:0")
        largest = max(map(len, clean.files.values()), default=0)
        sizes = sorted({0, 1, largest // 2, largest - 1}) if largest > 1 else []
        old = b"as it was\n" if output else None
        for size, outcome in pool.map(lambda size: (size, run(data, arguments, old=old, fsize=size)), sizes):
            judge(f"{' '.join(arguments)}: no file past {size} bytes", outcome, clean, output, old)
        if clean.out:
            with open("/dev/full", "wb") as full:
                outcome = run(data, arguments, stdout=full)
            check(outcome.status == 2 and "standard output" in outcome.err,
                  f"{' '.join(arguments)} >/dev/full: status {outcome.status}, {outcome.err[-200:]!r}")


# -- the server ------------------------------------------------------------------------------------


def processes(pid):
    below = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    return [pid] + [p for child in below for p in processes(int(child))]


def server(data, pool):
    """Signals by the hundred while requests run, and a log that cannot be written: every answer is whole."""
    with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder, open("/dev/full", "wb") as full:
        path, target = folder + "/s", "/everything/en/"
        program = subprocess.Popen([DEMARC, "fcgi", "--listen", path, data], stderr=full, stdin=subprocess.DEVNULL)
        try:
            for _ in range(200):
                try:
                    expected = ask(path, target)
                    break
                except OSError:
                    time.sleep(0.05)
            check(expected.startswith(b"Status: 200") and expected.rstrip().endswith(b"</html>"), "the server answers with its log full")
            answers, futures, signals, end = [], [], 0, time.monotonic() + 3
            while time.monotonic() < end:
                futures += [pool.submit(ask, path, target) for _ in range(10)]
                for pid in processes(program.pid):
                    try:
                        os.kill(pid, (signal.SIGHUP, signal.SIGWINCH, signal.SIGCONT)[signals % 3])
                    except ProcessLookupError:
                        pass
                    signals += 1
            for future in futures:
                try:
                    answers.append(future.result())
                except OSError as error:
                    answers.append(repr(error).encode())
            wrong = [a for a in answers if a != expected]
            print(f"{len(answers)} answers under {signals} signals")
            check(answers and not wrong, f"{len(wrong)} of {len(answers)} answers under {signals} signals, such as {[w[:80] for w in wrong[:2]]}")
            check(program.poll() is None, "the server is there after the signals")
            check(ask(path, target) == expected, "and answers")
        finally:
            program.terminate()
            check(program.wait(20) == 0, f"ended by SIGTERM with status {program.returncode}")


with tempfile.TemporaryDirectory(prefix="demarc-inject-data-", dir=WORK) as made, ThreadPoolExecutor(2) as pool:
    small = small_data(made + "/data")
    parts = [memory, disks, full_disk, server]
    for part in [p for p in parts if p.__name__ in sys.argv] or parts:
        start = time.monotonic()
        part(small, pool)
        print(f"{part.__name__}: {time.monotonic() - start:.0f} s, {counts[True]} good, {counts[False]} bad so far", flush=True)
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
