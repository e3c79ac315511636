#!/usr/bin/env python3
"""run.py [full] [memory|disks|full_disk|server|calls|exports…]: what the program makes of memory, disks and signals that fail it, with inject.c preloaded.

A run that meets a failure may end as the undisturbed one does, with the same bytes; or with a documented exit status and
a message, the file that was there as it was, or the new one whole. It may not end by a signal, hang, leave half a file,
or say that all is well and write something else. Where memory fails there is one outcome: status 3 and "out of memory".
Failures are tried where they differ: a place is a way through the program to a call, and the first call from there fails.
With "full" every command fails at all its places; without it at those that no command before it had, of memory at a sample.
$DEMARC is the program, $INJECT_LIBRARY the library."""

import glob
import os
import re
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

sys.path.append("tests")
from fastcgi import LIMIT, answer_of, ask, ask_once_there, open_connection, request, until

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/release/demarc"))
LIBRARY = os.path.abspath(os.environ.get("INJECT_LIBRARY", "build/release/inject/inject.so"))
FULL = "full" in sys.argv
ALLOCATIONS = 24 if FULL else 4  # to fail of each command
SITE_CALLS = 30  # of files, to fail of a whole site
WORK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # hundreds of files are flushed to the disk
HERE = os.getcwd()
SHEET = HERE + "/tests/data/sheets/everything.csv"
OLD, NEW = HERE + "/tests/data/good/minimal.xml", HERE + "/tests/data/good/everything.xml"
OUT_OF_MEMORY = "demarc: out of memory\n"
DOCUMENTED = {0, 1, 2, 3}  # demarc(1), EXIT STATUS
counts = {True: 0, False: 0}
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # who is ended tidies up

# The command, and the file or directory it writes; DATA is a data directory with the document that has everything, TOY with a small one.
COMMANDS = [
    (["check", "--format=json", "DATA"], None),
    (["get", "-b", "/everything/en/", "DATA"], None),
    (["diff", OLD, NEW], None),
    (["gap", "--to=iso27017-2026", "DATA"], None),
    (["import", "csv", "-o", "out", SHEET], "out"),
    (["import", "json", "-o", "out", "DATA/all.json"], "out"),
    (["new", "out"], None),
    (["identify", "--format=json", HERE + "/tests/fuzz/seeds/identify/deck.pptx", "DATA"], None),
] + [
    (["render", kind, "--lang=en", "--format=" + form, "-o", "out", "DATA"], "out")
    for kind, form in [("stack", "svg"), ("matrix", "png"), ("flow", "pdf"), ("coverage", "webp"), ("party", "svg"), ("card", "png"),
                       ("document", "pdf")]
] + [
    (["export", "--format=" + form, "-o", "out", NEW], "out")
    for form in ["xlsx", "controls", "changes", "xml", "json", "schema", "component-json", "mapping-xml"]
] + [
    (["export", "-o", "site", "TOY"], "site"),
]


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAIL:", what)


def small_data(folder):
    """Both data directories: the second is beside the first, which is returned. Beside them also a site where somebody changed a
    page, and a picture in all its forms: to write it anew costs little, and has all that an export does."""
    shutil.copytree("data/frameworks", folder + "-toy/frameworks")
    shutil.copytree("data/messages", folder + "-toy/messages")
    os.makedirs(folder + "-toy/matrix/toy")
    shutil.copy(OLD, folder + "-toy/matrix/toy")
    os.makedirs(folder + "/matrix/everything")
    for name in "frameworks", "messages", "thesaurus":
        shutil.copytree("data/" + name, f"{folder}/{name}")
    for name in os.listdir("tests/data/frameworks"):
        for data in folder, folder + "-toy":
            shutil.copy("tests/data/frameworks/" + name, data + "/frameworks")
    shutil.copy(NEW, folder + "/matrix/everything")
    subprocess.run([DEMARC, "export", "--format=json", "-o", folder + "/all.json", NEW], check=True,
                   env=dict(os.environ, DEMARC_SHARED=folder))
    subprocess.run([DEMARC, "export", "-o", folder + "-site", folder + "-toy"], check=True, stderr=subprocess.DEVNULL)
    for name in glob.glob(folder + "-site/toy/diagrams/card.*") + glob.glob(folder + "-site/toy/en/about.html*"):
        with open(name, "ab") as file:
            file.write(b"x")
    return folder


def tree(folder):
    files = {}
    for base, folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder)] = file.read()
    return files


class Outcome:
    """calls: how many of the kind there were; places: the first from each place, and what tells it from others."""

    def __init__(self, status, out, err, files, calls, places):
        self.status, self.out, self.err, self.files, self.calls, self.places = status, out, err, files, calls, places


@lru_cache(maxsize=None)
def found(data, output):
    """The files that are there before a command writes its own."""
    if output == "site":
        return {"site/" + name: words for name, words in tree(data + "-site").items()}
    return {output: b"as it was\n"} if output else {}


def put(folder, files):
    for name, words in files.items():
        os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
        with open(f"{folder}/{name}", "xb") as file:
            file.write(words)


def run(data, arguments, inject="", old=(), fsize=None, stdout=subprocess.PIPE):
    """In a directory of its own, which has the files of old."""
    with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder:
        count, work = folder + "/count", folder + "/work"
        os.mkdir(work)
        put(work, dict(old))
        env = dict(os.environ, DEMARC_SHARED=data, LC_ALL="C")
        if inject:
            env.update(INJECT=inject, INJECT_COUNT=count, LD_PRELOAD=LIBRARY)
            if inject.endswith(":0"):
                env["INJECT_PLACES"] = "1"
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (fsize, fsize))) if fsize is not None else None
        done = subprocess.run([DEMARC] + [a.replace("DATA", data).replace("TOY", data + "-toy") for a in arguments], cwd=work, env=env, timeout=LIMIT,
                              stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, preexec_fn=limit)
        calls, *places = open(count).read().splitlines() if os.path.exists(count) else ["0"]
        # A site does without fonts if there are none; then versions of addresses follow from what is left.
        out = re.sub(rb"([?;]v=)[0-9a-f]+", rb"\1", done.stdout or b"") if arguments[0] == "get" else done.stdout or b""
        return Outcome(done.returncode, out, done.stderr.decode("utf-8", "replace"), tree(work), int(calls),
                       sorted((int(n), place) for n, place in map(str.split, places)))


known_places = set()


def calls_to_fail(clean, most=1000):
    """Of the calls of an undisturbed run one from each place, at most so many; the last one if no place is new."""
    new = [n for n, place in clean.places if FULL or place not in known_places] or [n for n, _ in clean.places[-1:]]
    known_places.update(place for _, place in clean.places)
    return sorted({new[i * len(new) // most] for i in range(most)}) if len(new) > most else new


def undisturbed(data, arguments, output, inject):
    """As it is without failures: a site replaces another one, a file is new."""
    return run(data, arguments, inject, found(data, output) if output == "site" else {})


def is_whole(outcome, clean, old):
    """Whether what it writes is all as it was, or all new, and nothing is beside it."""
    return outcome.files in (old, clean.files)


def judge(what, outcome, clean, old):
    if outcome.status not in DOCUMENTED:
        return check(False, f"{what}: status {outcome.status}\n{outcome.err[-300:]}")
    if outcome.status == clean.status and outcome.out == clean.out:
        return check(outcome.files == clean.files, f"{what}: status {outcome.status}, but other files")
    told = outcome.err.strip() or b'"message":' in outcome.out or b'"unreadable"' in outcome.out
    whole = is_whole(outcome, clean, old)
    check(outcome.status not in (0, clean.status) and told and whole,
          f"{what}: status {outcome.status}, {'told' if told else 'NOT TOLD'}, output {'whole' if whole else 'NOT WHOLE'}, "
          f"left behind {sorted(set(outcome.files) - set(clean.files))[:5]}\n{outcome.err[-300:]}")


def memory(data, pool):
    """The n-th allocation, and then every one after it, yields nothing."""
    for arguments, output in COMMANDS:
        clean, old = undisturbed(data, arguments, output, "alloc:0"), found(data, output)
        points = calls_to_fail(clean, ALLOCATIONS)
        for plus in "", "+":
            for n, outcome in pool.map(lambda n: (n, run(data, arguments, f"alloc:{n}{plus}", old)), points):
                what = f"{' '.join(arguments)}: allocation {n}{plus} of {clean.calls}"
                # Threads of the libraries allocate more in one run than in another: nothing has failed in one of fewer.
                if 0 < outcome.calls < n and outcome.status == clean.status:
                    check(outcome.files == clean.files and outcome.out == clean.out, f"{what}: {outcome.calls}, and another result")
                    continue
                outcome.files = {name: words for name, words in outcome.files.items() if name in clean.files}  # exports() sees to the rest
                whole = is_whole(outcome, clean, old)
                check(outcome.status == 3 and outcome.err.endswith(OUT_OF_MEMORY) and whole,
                      f"{what}: status {outcome.status}, {outcome.err[-200:]!r}, {'whole' if whole else 'NOT WHOLE'}")


def disks(data, pool):
    """The n-th call that has to do with files fails; or all from there on; or reads and writes are short."""
    for arguments, output in COMMANDS:
        for kind, suffixes in ("file", (":EIO", "+:ENOSPC", ":EINTR")), ("write", (":short",)):
            clean, old = undisturbed(data, arguments, output, kind + ":0"), found(data, output)
            calls = calls_to_fail(clean, 1000 if FULL or output != "site" else SITE_CALLS)
            cases = [(n, suffix) for n in calls for suffix in suffixes]
            if output == "site":  # which takes longer than all others together
                cases = [(n, suffixes[i % len(suffixes)]) for i, n in enumerate(calls)]
            if kind == "write":
                cases.append((1, "+:short"))  # byte by byte from the first one on
            # A file is replaced, or new.
            there = [(*case, old if output == "site" or case[0] % 2 else {}) for case in cases]
            for (n, suffix, old), outcome in pool.map(lambda c: (c, run(data, arguments, f"{kind}:{c[0]}{c[1]}", c[2])), there):
                judge(f"{' '.join(arguments)}: {kind} {n}{suffix} of {clean.calls}", outcome, clean, old)


def full_disk(data, pool):
    """A file may not grow past a size, as on a disk that is full: real short writes, those of the C library too."""
    for arguments, output in COMMANDS:
        clean, old = undisturbed(data, arguments, output, "file:0"), found(data, output)
        largest = max(map(len, clean.files.values()), default=0)
        sizes = sorted({0, 1, largest // 2, largest - 1}) if largest > 1 else []
        for size, outcome in pool.map(lambda size: (size, run(data, arguments, old=old, fsize=size)), sizes):
            judge(f"{' '.join(arguments)}: no file past {size} bytes", outcome, clean, old)
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
            expected = ask_once_there(path, target)
            check(expected.startswith(b"Status: 200") and expected.rstrip().endswith(b"</html>"), "the server answers with its log full")
            answers, signals, there = [], 0, processes(program.pid)
            while len(answers) < 1000 or signals < 1000:
                futures = [pool.submit(ask, path, target) for _ in range(50)]
                while not all(future.done() for future in futures):
                    for pid in there:
                        os.kill(pid, (signal.SIGHUP, signal.SIGWINCH, signal.SIGCONT)[signals % 3])
                        signals += 1
                    time.sleep(0.002)
                answers += [future.exception() or future.result() for future in futures]
            wrong = [a for a in answers if a != expected]
            print(f"{len(answers)} answers under {signals} signals")
            check(answers and not wrong, f"{len(wrong)} of {len(answers)} answers under {signals} signals, such as {[str(w)[:80] for w in wrong[:2]]}")
            check(program.poll() is None and set(there) <= set(processes(program.pid)), "the server is there after the signals")
            check(ask(path, target) == expected, "and answers")
        finally:
            program.terminate()
            check(program.wait(LIMIT) == 0, f"ended by SIGTERM with status {program.returncode}")


class Program:
    """A server in a folder of its own; calls is what fails, from the start or only while hold() lasts."""

    def __init__(self, data, calls, held=False, listen="s", arguments=(), **how):
        self.folder = tempfile.mkdtemp(prefix="demarc-inject-", dir=WORK)
        self.path = listen if ":" in listen else self.folder + "/" + listen
        self.armed, self.log = self.folder + "/armed", self.folder + "/log"
        env = dict(os.environ, LC_ALL="C", DEMARC_SHARED=data, LD_PRELOAD=LIBRARY, INJECT="call:" + calls)
        if held is not None:
            env["INJECT_WHILE"] = self.armed
            self.hold(held)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([DEMARC, "fcgi", "--workers=2", "--threads=2", "--listen", self.path, *arguments, data],
                                            env=env, stdin=subprocess.DEVNULL, stderr=log, **how)

    def hold(self, on, rule=""):
        open(self.armed + rule, "w").close() if on else os.path.exists(self.armed + rule) and os.unlink(self.armed + rule)

    def text(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def says(self, pattern):
        return until(lambda: re.search(pattern, self.text()))

    def answers(self):
        def answered():
            try:
                answer = ask(self.path, "/everything/en/")
            except OSError:
                return False
            return answer.startswith(b"Status: 200") and answer.rstrip().endswith(b"</html>")
        return until(answered)

    def children(self):
        return [int(pid) for pid in processes(self.process.pid)[1:]]

    def leaders(self):
        return [int(pid) for pid in subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()]

    def workers(self):
        return sorted(set(self.children()) - set(self.leaders()))

    def end(self):
        """Its status, after an orderly end or an own one; -1: it hangs. Nothing of it is left."""
        left = self.children()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            status = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = -1
        until(lambda: not any(map(is_alive, left)))
        check(not any(map(is_alive, left)) and not os.path.exists(self.path), f"{self.path}: something is left")
        shutil.rmtree(self.folder)
        return status


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# What fails, the exit status, the message.
REFUSALS = [
    ("socket:1:EMFILE", 2, r"--listen /\S+: Too many open files"),
    ("bind:1:EACCES", 2, r"--listen /\S+: Permission denied"),
    ("listen:1:EADDRINUSE", 2, r"--listen /\S+: Address already in use"),
    ("mmap:1:ENOMEM", 1, "cannot start: Cannot allocate memory"),
    ("mmap:2:ENOMEM", 1, "cannot start: Cannot allocate memory"),
    ("signalfd@0:1:EMFILE", 1, "cannot start: Too many open files"),
    ("eventfd@0:1:EMFILE", 1, "cannot start: Too many open files"),
    ("pthread_create@0:1:EAGAIN", 1, "cannot start: Resource temporarily unavailable"),
    ("getppid@1:1:=1", 1, "(?s)cannot serve .*loading was ended"),
    ("signalfd@1:1:EMFILE", 1, "(?s)cannot serve .*no descriptor to receive signals with"),
    ("socketpair@1:1:EMFILE", 1, "(?s)cannot serve .*no descriptor to receive signals with"),
    ("pipe2@1:1:EMFILE", 1, "(?s)cannot serve .*cannot fork a worker"),
    ("pipe2@1:4:ENFILE", 1, "(?s)cannot serve .*cannot fork a worker"),
    ("fork@1:1:EAGAIN", 1, "(?s)cannot serve .*cannot fork a worker"),
    ("fork@1:2:EAGAIN", 1, "(?s)cannot serve .*cannot fork a worker"),
    ("getppid@2:1:=1", 1, "(?s)cannot serve .*a worker died before it could serve"),
]

# What fails while the server starts, and what the log says; once it fails no more, it serves.
DELAYS = [
    ("socketpair@0:1:EMFILE", r'event=fork-failed error="Too many open files"'),
    ("socketpair@0:2:EMFILE", r'event=fork-failed error="Too many open files"'),
    ("fork@0:1:EAGAIN", r'event=fork-failed error="Resource temporarily unavailable"'),
    ("epoll_create1@2:1:EMFILE", r'event=no-threads error="Too many open files"'),
    ("signalfd@2:1:EMFILE", r'event=no-threads error="Too many open files"'),
    ("socketpair@2:1:EMFILE", r'event=no-threads error="Too many open files"'),
    ("eventfd@2:1:ENFILE", r'event=no-threads error="Too many open files in system"'),
    ("epoll_ctl@2:1:ENOSPC", r"(?s)event=no-threads.*event=worker-died status=3"),
    ("epoll_ctl@2:2:ENOMEM", r"(?s)event=no-threads.*event=worker-died status=3"),
    ("pthread_create@2:2:EAGAIN", r"(?s)event=no-threads.*event=worker-died status=3"),
]

# What it serves without, and what the log says.
LACKS = [
    ("pthread_create@2:1:EAGAIN", "event=warming-failed"),
    ("pthread_create@2:3:EAGAIN", "event=serving"),
    ("poll@0:1:ENOMEM", "event=serving"),
    ("poll@1:1:ENOMEM", "event=serving"),
    ("epoll_wait@2:1:EINTR", "event=serving"),
    ("fopen@1:1:EMFILE", "event=serving"),
    ("capget:1:ENOSYS", "privileges-dropped=no seccomp=yes"),
    ("no_new_privs:1+:EINVAL", "privileges-dropped=no"),
    ("landlock_version:1+:EOPNOTSUPP", "seccomp=yes landlock=no"),
    ("landlock_version:1+:=1", "seccomp=yes landlock="),
    ("landlock_create_ruleset:1+:EOPNOTSUPP", "seccomp=yes landlock=no"),
    ("seccomp_init:1+:EINVAL", "seccomp=no"),
]


def refused(data, row):
    calls, status, message = row
    program = Program(data, calls, held=None)
    check(until(lambda: program.process.poll() is not None), f"{calls}: it goes on")
    said = program.text()
    ended = program.end()
    check(ended == status and re.search(message, said), f"{calls}: status {ended}, {said[-300:]!r}")


def delayed(data, row):
    calls, message = row
    program = Program(data, calls, held=True)
    check(program.says(message), f"{calls}: not told: {program.text()[-300:]!r}")
    program.hold(False)
    check(program.answers(), f"{calls}: does not answer afterwards: {program.text()[-300:]!r}")
    check(program.end() == 0, calls + ": ends in order")


def lacking(data, row):
    calls, message = row
    program = Program(data, calls, held=None)
    check(program.answers(), f"{calls}: does not answer: {program.text()[-300:]!r}")
    check(program.says(message), f"{calls}: not told: {program.text()[-300:]!r}")
    check(program.end() == 0, calls + ": ends in order")


def tcp_refused(data):
    for call, words in (("socket:1:EMFILE", "Too many open files"), ("listen:1:EADDRINUSE", "Address already in use")):
        program = Program(data, call, held=None, listen=":9")
        check(program.process.wait(LIMIT) == 2 and f"--listen :9: {words}" in program.text(), f":9, {call}: {program.text()!r}")
        program.end()


def in_the_way(data):
    """A socket that somebody left, which cannot be tried or removed."""
    for calls, words in (("socket:1:EMFILE", "Too many open files"), ("unlink:1:EROFS", "Read-only file system")):
        with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder, socket.socket(socket.AF_UNIX) as stale:
            stale.bind(folder + "/s")
            done = subprocess.run([DEMARC, "fcgi", "--listen", folder + "/s", data], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                  text=True, timeout=LIMIT, env=dict(os.environ, LC_ALL="C", LD_PRELOAD=LIBRARY, INJECT="call:" + calls))
            check(done.returncode == 2 and f"/s: cannot replace the socket there: {words}" in done.stderr and os.path.exists(folder + "/s"),
                  f"{calls}: status {done.returncode}, {done.stderr!r}")


def connection_lost(data):
    """A worker that cannot watch a connection closes it, and serves the next one."""
    program = Program(data, "epoll_ctl@2:1+:ENOMEM")
    check(program.answers(), "serves")
    program.hold(True)
    with open_connection(program.path) as connection:
        try:
            connection.sendall(request("/everything/en/")[:20])  # the rest must be waited for
            answer = connection.recv(1)
        except ConnectionError:
            answer = b""
        check(answer == b"", "a connection that cannot be watched is closed")
    program.hold(False)
    check(program.answers() and program.end() == 0, "serves after connections were lost")


def descriptors_gone(data):
    """accept(2) fails for a while: whoever connects waits, and is answered."""
    for error in "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "ECONNABORTED":
        program = Program(data, f"accept4@0:1+:{error}")
        check(program.answers(), "serves")
        program.hold(True)
        with ThreadPoolExecutor(1) as asking:
            future = asking.submit(ask, program.path, "/everything/en/")
            time.sleep(0.3)  # it would have been by now
            check(not future.done(), error + ": answered all the same")
            program.hold(False)
            check(future.result().startswith(b"Status: 200"), error + ": answered later")
        check(program.end() == 0, error + ": ends in order")


def not_replaced_at_once(data):
    """A worker dies and the leader cannot fork; meanwhile the other one answers."""
    program = Program(data, "fork@1:1+:EAGAIN")
    check(program.answers(), "serves")
    program.hold(True)
    victim, other = program.workers()
    os.kill(victim, signal.SIGKILL)
    check(program.says("event=fork-failed"), "the log says that a worker cannot be forked")
    check(program.answers() and program.workers() == [other], "the other worker answers")
    program.hold(False)
    check(until(lambda: len(program.workers()) == 2), "it is replaced later")
    check(program.end() == 0, "ends in order")


def died_while_broken(data):
    """All that serves is killed while the data cannot be loaded: it is tried until they can."""
    with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder:
        own = shutil.copytree(data, folder + "/data")
        path = own + "/matrix/everything/everything.xml"
        program = Program(own, "nothing:1:EIO")
        check(program.answers(), "serves")
        with open(path, "r+b") as file:
            good = file.read()
            file.seek(0)
            file.truncate()
        check(program.says("event=reload-failed serving=1"), "broken data are told")
        check(until(lambda: len(program.leaders()) == 1), "the loader has gone")
        os.kill(program.leaders()[0], signal.SIGKILL)
        check(program.says("(?s)event=generation-died.*event=reload-failed serving=0"), f"it is tried again: {program.text()[-300:]!r}")
        with open(path, "wb") as file:
            file.write(good)
        check(program.answers() and program.end() == 0, "it serves when the data are back")


def loader_hangs(data):
    """A reload that never comes to an end is given up, and the site goes on."""
    program = Program(data, "opendir@1:1:HANG,time@0:1+:+400")
    check(program.answers() and program.says("event=serving"), "serves")
    program.hold(True)
    program.process.send_signal(signal.SIGHUP)
    check(until(lambda: len(program.leaders()) == 2), "another generation is loaded")
    program.hold(True, "1")  # seven minutes later
    check(program.says('event=reload-failed serving=1 reason="loading was ended'), f"the loader is given up: {program.text()[-300:]!r}")
    program.hold(False)
    program.hold(False, "1")
    check(program.answers() and until(lambda: len(program.leaders()) == 1), "and the site goes on")
    check(program.end() == 0, "ends in order")


def replacement_hangs(data):
    """A worker that is to replace another one and never becomes ready is given up, and replaced itself."""
    program = Program(data, "getppid@2:1:HANG,time@1:1+:+400")
    check(program.answers() and program.says("event=serving"), "serves")
    program.hold(True)
    before = program.workers()
    os.kill(before[0], signal.SIGKILL)
    check(until(lambda: set(program.workers()) - set(before)), "another worker is started")
    stuck, = set(program.workers()) - set(before)
    check("worker-stuck" not in program.text(), f"it has its time: {program.text()[-300:]!r}")
    program.hold(False)
    program.hold(True, "1")  # seven minutes later
    check(program.says(f"event=worker-stuck pid={stuck} starting_s=4"), f"it is given up: {program.text()[-300:]!r}")
    check(until(lambda: len(program.workers()) == 2 and stuck not in program.workers()), "it is replaced")
    program.hold(False, "1")
    check(program.answers() and program.end() == 0, "serves, and ends in order")


def processors(data):
    """As many workers as processors, within limits."""
    for count, workers in ((-1, 2), (1, 2), (5, 5), (64, 16)):
        with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder:
            env = dict(os.environ, LC_ALL="C", LD_PRELOAD=LIBRARY, INJECT=f"call:sysconf@0:1+:={count}")
            program = subprocess.Popen([DEMARC, "fcgi", "--listen", folder + "/s", data], env=env, stdin=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True)
            said = ""
            while "event=serving" not in said and (line := program.stderr.readline()):
                said += line
            program.terminate()
            check(f"workers={workers} " in said and program.wait(LIMIT) == 0, f"{count} processors: {said!r}")
            program.stderr.close()


def stopped(data):
    """At the end a worker that does not end by itself is killed."""
    program = Program(data, "nothing:1:EIO")
    check(program.answers(), "serves")
    victim = program.workers()[0]
    os.kill(victim, signal.SIGSTOP)
    check(program.end() == 0 and not is_alive(victim), "the stopped worker is gone")


def answer_not_taken(data):
    """At the end an answer that nobody takes is given up."""
    program = Program(data, "nothing:1:EIO", arguments=["--workers=1"])
    check(program.answers(), "serves")
    with open_connection(program.path) as connection:
        connection.setblocking(False)
        try:
            for _ in range(1000):  # until neither side takes any more
                connection.send(request("/everything/en/", keep=True))
                time.sleep(0.002)
        except BlockingIOError:
            pass
        program.process.terminate()
        check(program.says("event=grace-over seconds=8 connections=1"), f"an answer is given up: {program.text()[-300:]!r}")
    check(program.end() == 0, "ends in order")


def many_connections(data):
    """More than a worker takes: those past its limit are closed, all others served."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit[1] < 2500:
        return print("(no more than", limit[1], "files)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2500, limit[1]))
    program = Program(data, "nothing:1:EIO", arguments=["--workers=1"])
    try:
        check(program.answers(), "serves")
        connections = [open_connection(program.path) for _ in range(1100)]

        events = select.poll()
        for connection in connections:
            events.register(connection, select.POLLIN)

        def closed():
            ready = {fd for fd, _ in events.poll(0)}
            return [c for c in connections if c.fileno() in ready]

        check(until(lambda: len(closed()) >= 50), f"{len(closed())} of 1100 connections were closed")
        kept = sorted(set(connections) - set(closed()), key=connections.index)
        check(len(kept) > 900, f"{len(kept)} of 1100 connections were kept")
        kept[0].sendall(request("/everything/en/"))
        check(answer_of(kept[0]).startswith(b"Status: 200"), "one of these is served")
        for connection in connections:
            connection.close()
        check(program.answers(), "serves when they are gone")
        check(program.end() == 0, "ends in order")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)


def bodies(data):
    """A request's body is read and left, so that its connection can be used again; one that is too long ends it."""
    program = Program(data, "nothing:1:EIO")
    check(program.answers(), "serves")
    for size, again in ((0, True), (8192, True), (100_000, True), (3 << 20, True), (17 << 20, False)):
        connection = open_connection(program.path)
        connection.sendall(request("/everything/en/", keep=True))
        expected = answer_of(connection)
        try:
            connection.sendall(request("/everything/en/", keep=True, body=b"x" * size))
            answer = answer_of(connection)
            check(answer == expected and answer.startswith(b"Status: 200"), f"a body of {size} bytes: {answer[:60]!r}")
            connection.sendall(request("/everything/en/"))
            last = answer_of(connection)
        except OSError:
            last = b""
        check((last == expected) == again, f"after a body of {size} bytes: {last[:60]!r}")
        connection.close()
    check(program.end() == 0, "ends in order")


# What fails in an export to a directory that holds one, or to a new one; the status, what is said, how the directory is: as it
# was, new, or not there.
EXPORTS = [
    ("mkdtemp:1:ENOSPC", "old", 2, "site: No space left on device", "old"),
    ("chmod:1:EPERM", "old", 2, "site: Operation not permitted", "old"),
    ("chmod:1:EPERM", None, 2, "site: Operation not permitted", None),
    ("mkdir:1:ENOSPC", "old", 2, r"cannot write \S+: No space left on device\n.*site is as it was", "old"),
    ("open:300:EMFILE", "empty", 2, r"cannot write \S+: Too many open files(?s:.*)site is as it was", "empty"),
    ("link:1+:EXDEV", "old", 0, r" files, 0 of them unchanged", "new"),
    ("renameat2:1:EIO", "old", 2, "Input/output error(?s:.*)site is as it was", "old"),
    ("renameat2:1:EINVAL", "old", 0, " files, [1-9]", "new"),
    ("renameat2:1:ENOSYS", "old", 0, " files, [1-9]", "new"),
    ("renameat2:1:EINVAL,rename:1:EACCES", "old", 2, "Permission denied(?s:.*)site is as it was", "old"),
    ("renameat2:1:EINVAL,rename:2:EACCES", "old", 2, "Permission denied(?s:.*)site is as it was", "old"),
    ("rename:1:EROFS", None, 2, "Read-only file system(?s:.*)site is as it was", None),
    ("rename:1:EIO", "empty", 0, " files, 0 ", "new"),
    ("link:1+:EPERM", "shared", 0, " files, 0 of them unchanged; 3 that are not of an export were kept", "both"),
    ("link:1+:EXDEV", "shared", 2, "cannot keep site/[^:]+: Invalid cross-device link(?s:.*)site is as it was", "shared"),
    ("renameat2:1:EINVAL", "shared", 0, "; 3 that are not of an export were kept", "both"),
    ("renameat2:1:EINVAL,rename:2:EACCES", "shared", 2, "Permission denied(?s:.*)site is as it was", "shared"),
    ("opendir:7:EMFILE", "empty", 2, "site: Too many open files", "empty"),  # the first six load the data and the fonts
    ("opendir:8:EMFILE", "empty", 0, " files, 0 ", "new"),
    ("flock:1+:ENOLCK", "old", 0, " files, [1-9]", "new"),
]


def export(folder, data, inject="", **more):
    env = dict(os.environ, LC_ALL="C", DEMARC_SHARED=data, **more)
    if inject:
        env.update(LD_PRELOAD=LIBRARY, INJECT=inject)
    return subprocess.run([DEMARC, "export", "-o", "site", data], cwd=folder, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, text=True, timeout=LIMIT)


def exports(data, pool):
    """Calls of an export that rarely fail; the directory is the old one or the new one, and nothing is beside it."""
    with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as folder:
        changed, old = data + "-toy", folder + "/old"
        shutil.copytree(data + "-site", old + "/site")
        os.mkdir(folder + "/new")
        export(folder + "/new", changed)
        states = {"old": tree(old + "/site"), "new": tree(folder + "/new/site"), "empty": {}, None: {}}
        theirs = {"CNAME": b"trust.example\n", ".well-known/acme/x": b"x" * 200000, "toy/theirs": b""}
        states.update(shared=states["old"] | theirs, both=states["new"] | theirs)
        check(states["old"] and states["new"] and states["old"] != states["new"], "two sites differ")

        def make_old(work, state):
            shutil.copytree(old + "/site", work + "/site")
            for name, words in states[state].items() - states["old"].items():
                os.makedirs(os.path.dirname(f"{work}/site/{name}"), exist_ok=True)
                with open(f"{work}/site/{name}", "xb") as file:
                    file.write(words)

        def one(row):
            calls, before, status, message, after = row
            with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as work:
                if before in ("old", "shared"):
                    make_old(work, before)
                elif before == "empty":
                    os.mkdir(work + "/site")
                done = export(work, changed, "call:" + calls)
                there = os.listdir(work)
                check(done.returncode == status and re.search(message, done.stderr) and there == ([] if after is None else ["site"]) and
                      tree(work + "/site") == states[after],
                      f"export, {calls}, {before}: status {done.returncode}, {done.stderr[-200:]!r}, there are {there}, "
                      f"it is {[k for k, v in states.items() if v == tree(work + '/site')]}")

        list(pool.map(one, EXPORTS))
        # A tree that cannot be looked through once more is not removed, by no export after it either. The first directory that
        # is opened once the new tree is in place is the old one, and a file that only the new one has says when that is.
        with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as work:
            make_old(work, "shared")
            os.unlink(work + "/site/robots.txt")
            before = tree(work + "/site")
            done = export(work, changed, "call:opendir:1:EMFILE", INJECT_WHILE=work + "/site/robots.txt")
            left = sorted(os.listdir(work))[1:]
            check(done.returncode == 0 and f"site changed while it was replaced; what it was is in {work}/{left[0] if left else '?'}\n" in done.stderr and
                  tree(work + "/site") == states["both"], f"a tree that is left: status {done.returncode}, {done.stderr!r}, {left}")
            export(work, changed)
            check([name for name in left if os.path.isdir(f"{work}/{name}") and tree(f"{work}/{name}") == before], f"a tree that was left: {left}")
        # What memory leaves behind goes with the next export.
        with tempfile.TemporaryDirectory(prefix="demarc-inject-", dir=WORK) as work:
            shutil.copytree(old + "/site", work + "/site")
            count = work + "/count"
            export(work, changed, "alloc:0", INJECT_COUNT=count)
            with open(count) as file:
                allocations = int(file.read())
            os.unlink(count)
            shutil.rmtree(work + "/site")
            shutil.copytree(old + "/site", work + "/site")
            ends = [export(work, changed, f"alloc:{allocations * part // 8}").returncode for part in (5, 6, 7)]
            left = sorted(os.listdir(work))
            check(3 in ends and tree(work + "/site") == states["old"], f"out of memory: {ends}")
            check(len(left) > 1, f"no tree is left beside the directory, so nothing is tried: {ends}")
            done = export(work, changed)
            check(done.returncode == 0 and os.listdir(work) == ["site"] and tree(work + "/site") == states["new"],
                  f"after memory failed: status {done.returncode}, {os.listdir(work)}")


def calls(data, pool):
    """Calls of the server that rarely fail, one by one."""
    for what, rows in (refused, REFUSALS), (delayed, DELAYS), (lacking, LACKS):
        list(pool.map(lambda row: what(data, row), rows))
    list(pool.map(lambda case: case(data), [tcp_refused, in_the_way, connection_lost, descriptors_gone, not_replaced_at_once,
                                            died_while_broken, loader_hangs, replacement_hangs, processors, stopped, answer_not_taken, bodies]))
    many_connections(data)


with tempfile.TemporaryDirectory(prefix="demarc-inject-data-", dir=WORK) as made, ThreadPoolExecutor(2) as pool:
    small = small_data(made + "/data")
    parts = [memory, disks, full_disk, server, calls, exports]
    for part in [p for p in parts if p.__name__ in sys.argv] or parts:
        start = time.monotonic()
        part(small, pool)
        print(f"{part.__name__}: {time.monotonic() - start:.0f} s, {counts[True]} good, {counts[False]} bad so far", flush=True)
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
