"""package.py: the Debian package's life: what is in it, and installed into a bare Debian 12, started there as its unit
says, asked, removed, purged. Prints each step, so that the log tells it. The bare root needs root and debootstrap; where
it cannot be made, that is said, and what is in the package is looked at all the same."""

import glob
import os
import pty
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.append("tests")
from fastcgi import LIMIT, ask_once_there

counts = {True: 0, False: 0}
CLEAN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}


def check(ok, what):
    counts[bool(ok)] += 1
    print(("ok " if ok else "FAIL: ") + what, flush=True)


def step(what):
    print(f"-- {what}", flush=True)


def output(*command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    print(done.stdout, end="", flush=True)
    return done


# -- what is in it --------------------------------------------------------------------------------

def contents(deb):
    step("what is in the package")
    listing = subprocess.run(["dpkg-deb", "-c", deb], capture_output=True, text=True, check=True).stdout
    for name in ("usr/bin/demarc", "usr/share/man/man1/demarc.1.gz", "usr/share/man/man5/demarc.xml.5.gz", "lib/systemd/system/demarc.service",
                 "lib/systemd/system/demarc.socket", "usr/share/bash-completion/completions/demarc", "usr/share/zsh/vendor-completions/_demarc",
                 "usr/share/demarc/messages/ja.xml", "usr/share/demarc/frameworks/iso27017-2015.xml", "usr/lib/sysusers.d/demarc.conf",
                 *(f"usr/share/doc/demarc/examples/{front}" for front in ("nginx.conf", "lighttpd.conf", "apache.conf", "haproxy.cfg"))):
        check(f"./{name}\n" in listing, name)
    verdict = output("lintian", "--allow-root", "--fail-on", "error,warning", *glob.glob("build/deb/demarc_*.changes"))
    check(verdict.returncode == 0, "lintian has no error and no warning")


def zsh_completes(directory, line):
    """What zsh makes of a line when the tabulator is pressed, the completion of the directory loaded."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve("/usr/bin/zsh", ["zsh", "-f", "-i"], {**CLEAN, "TERM": "dumb", "PATH": os.path.abspath("build/release") + ":/usr/bin:/bin"})
    os.write(terminal, f"fpath=({directory} $fpath); autoload -U compinit; compinit -u -D; PS1=; print re''ady\n".encode())
    seen = told_until(terminal, b"\nready")
    os.write(terminal, line.encode() + b"\t")
    seen = told_until(terminal, None)
    os.close(terminal)
    os.waitpid(pid, 0)
    return seen.decode()


def told_until(terminal, mark):
    """What is written until the mark has come; None: until nothing comes for a second."""
    seen, end = b"", time.monotonic() + LIMIT
    while time.monotonic() < end and (mark is None or mark not in seen):
        ready = select.select([terminal], [], [], 1 if mark is None and seen else LIMIT)[0]
        if not ready:
            break
        seen += os.read(terminal, 65536)
    return seen


def completion(tree):
    step("completion in zsh")
    directory = tree + "/usr/share/zsh/vendor-completions"
    for line, wanted in (("demarc ident", "identify "), ("demarc export --plan", "--plan="), ("demarc export --formats=html,sv", "html,svg"), ("demarc render ma", "matrix "),
                         ("demarc render --theme=contr", "--theme=contrast")):
        told = zsh_completes(directory, line)
        check(wanted in told, f"{line!r}: {told!r}")


# -- its life in a bare root -----------------------------------------------------------------------

def can_make_roots():
    """Why a bare root cannot be made; None: it can."""
    if os.geteuid() != 0:
        return "only root can"
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed"
    with tempfile.TemporaryDirectory() as probe:
        made = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", probe], capture_output=True, text=True)
    return None if made.returncode == 0 else made.stderr.strip()


def in_root(root, *command):
    """Runs a command in the root, its /proc mounted for as long as that takes."""
    return output("unshare", "--mount", "--pid", "--fork", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"', root, *command,
                  env=CLEAN)


def files_of(root):
    """All files but those that the package manager keeps for itself."""
    found = set()
    for where, folders, files in os.walk(root):
        inside = where[len(root):]
        folders[:] = [f for f in folders if f"{inside}/{f}" not in ("/proc", "/sys", "/dev", "/tmp", "/var/lib/dpkg", "/var/lib/apt", "/var/cache", "/var/log")]
        found.update(f"{inside}/{name}" for name in files)
    return found


def make_root(root, deb):
    step("a bare Debian 12")
    made = output("debootstrap", "--variant=minbase", "bookworm", root, env={**os.environ, "LC_ALL": "C"})
    if made.returncode != 0:
        return False
    for file in ("/etc/resolv.conf", "/etc/hosts", "/etc/apt/sources.list.d/debian.sources"):
        if os.path.exists(file):
            shutil.copy(file, root + file)
    with open(root + "/usr/sbin/policy-rc.d", "w", opener=lambda path, flags: os.open(path, flags, 0o755)) as policy:
        policy.write("#!/bin/sh\nexit 101\n")
    shutil.copy(deb, root + "/tmp/demarc.deb")
    return in_root(root, "apt-get", "-q", "update").returncode == 0


def unit_of(root):
    """The unit's lines, the last of a name."""
    with open(root + "/lib/systemd/system/demarc.service") as service, open(root + "/lib/systemd/system/demarc.socket") as sockets:
        return dict(line.split("=", 1) for line in (service.read() + sockets.read()).splitlines() if "=" in line)


def ids_of(root, user, group):
    with open(root + "/etc/passwd") as passwd, open(root + "/etc/group") as groups:
        uid = next(int(line.split(":")[2]) for line in passwd if line.startswith(user + ":"))
        gids = {line.split(":")[0]: int(line.split(":")[2]) for line in groups}
    return uid, gids[user], gids[group]


def start(root, unit):
    """The program as systemd starts it: the socket as descriptor 3, the user and the mask of the unit."""
    uid, gid, socket_gid = ids_of(root, unit["User"], unit["SocketGroup"])
    path = root + unit["ListenStream"]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    os.chown(path, 0, socket_gid)
    os.chmod(path, int(unit["SocketMode"], 8))
    listening.listen()

    def become():
        os.chroot(root)
        os.chdir("/")
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    script = f"exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec {unit['ExecStart']}"
    program = subprocess.Popen(["/bin/sh", "-c", script], stdin=listening, preexec_fn=become, env={"PATH": CLEAN["PATH"]},
                               umask=int(unit["UMask"], 8), stderr=subprocess.PIPE, text=True)
    listening.close()
    return program, path


def put_data(root, uid, gid):
    """A document that the user alone may read."""
    for where in ("/etc/demarc/matrix", "/etc/demarc/matrix/chrofy"):
        os.mkdir(root + where, 0o750)
        os.chown(root + where, uid, gid)
    file = root + "/etc/demarc/matrix/chrofy/edition-1.xml"
    shutil.copy("data/matrix/chrofy/edition-1.xml", file)
    os.chown(file, uid, gid)
    os.chmod(file, 0o600)


def serve(root):
    step("started as its unit says")
    unit = unit_of(root)
    uid, gid, _ = ids_of(root, unit["User"], unit["SocketGroup"])
    check(uid != 0 and "DynamicUser" not in unit, f"the unit runs as {unit['User']}, {uid}")
    put_data(root, uid, gid)
    check(in_root(root, "demarc", "check", "/etc/demarc").returncode == 0, "the data are in order")
    program, path = start(root, unit)
    page = ask_once_there(path, "/chrofy/ja/")
    picture = ask_once_there(path, "/chrofy/diagrams/stack.png")
    with open(f"/proc/{program.pid}/status") as status:
        check(f"\nUid:\t{uid}\t{uid}" in status.read(), "it is the user's process")
    program.terminate()
    log = program.communicate(timeout=LIMIT)[1]
    print(log, end="")
    check(page.startswith(b"Status: 200") and "責任".encode() in page, "a page, in Japanese")
    check(picture.startswith(b"Status: 200") and b"\x89PNG" in picture, "a picture, with the fonts that the package brings")
    check(program.returncode == 0 and "event=serving" in log, f"it ends as it should, with {program.returncode}")


def life(root, deb):
    if not make_root(root, deb):
        check(False, "a bare root")
        return
    step("installed")
    # what it depends on comes first, so that what it brings itself can be told from that
    depends = subprocess.run(["dpkg-deb", "-f", deb, "Depends"], capture_output=True, text=True, check=True).stdout
    names = [re.sub(r" *[|(].*", "", name).strip() for name in depends.split(",")]
    check(in_root(root, "apt-get", "-q", "install", "-y", "--no-install-recommends", *names).returncode == 0, "what it depends on")
    before = files_of(root)
    check(in_root(root, "apt-get", "-q", "install", "-y", "--no-install-recommends", "/tmp/demarc.deb").returncode == 0, "installs")
    check(in_root(root, "demarc", "--version").returncode == 0, "tells its version")
    check(in_root(root, "demarc", "new", "/tmp/new").returncode == 0 and in_root(root, "demarc", "check", "/tmp/new").returncode == 0,
          "finds what was installed with it")
    serve(root)
    step("removed, and purged")
    check(in_root(root, "apt-get", "-q", "purge", "-y", "demarc").returncode == 0, "purges")
    left = {f for f in files_of(root) - before if not f.startswith(("/etc/demarc/matrix/", "/run/")) and not re.match(r"/etc/(passwd|group|shadow|gshadow)-?$", f)}
    check(not left, f"nothing of it is left: {sorted(left)}")
    check(os.path.exists(root + "/etc/demarc/matrix/chrofy/edition-1.xml"), "the operator's data are")


packages = glob.glob("build/deb/demarc_*.deb")
if len(packages) != 1:
    print("build/deb holds no package, or several: make deb\n0 passed, 1 failed")
    sys.exit(1)
contents(packages[0])
with tempfile.TemporaryDirectory(prefix="demarc-package-") as made:
    subprocess.run(["dpkg-deb", "-x", packages[0], made + "/tree"], check=True)
    completion(made + "/tree")
    why = can_make_roots()
    if why:
        print(f"NOT TRIED, installing it into a bare Debian 12: {why}")
    else:
        os.mkdir(made + "/root", 0o755)
        os.chmod(made, 0o755)
        life(made + "/root", packages[0])
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
