#!/usr/bin/env python3
"""kept.py [full]: exports over earlier ones. Whatever was changed, data, options, program or what lies in the directory, the tree is that
of an export into an empty directory, byte for byte; and what cannot differ keeps its seal. Without "full" one change of each sort will do. $DEMARC is the program."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile

# site.py by its place, since Python has a module of that name
SPEC = importlib.util.spec_from_file_location("static_site", os.path.join(os.path.dirname(__file__), "site.py"))
SITE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SITE)
BASE, DEMARC, check, counts, files, read, small_data, stamps, tree = (
    SITE.BASE, SITE.DEMARC, SITE.check, SITE.counts, SITE.files, SITE.read, SITE.small_data, SITE.stamps, SITE.tree)
FULL = sys.argv[1:] == ["full"]
USUAL = ("--no-compress", "--formats=html,svg,json,csv,oscal", "--base-url=" + BASE)
SERVICES = ("everything", "gadget", "toy")
# Where languages are chosen.
START = re.compile(r"^[a-z]+/(editions/[0-9]+/)?(data/)?index\.html$")
# Catalogues of OSCAL are called after all that was loaded, pages of data tell of their digests, and folders have the seal of all lines.
OF_ALL = re.compile(r"/data/oscal/|/data[^/]*\.html$|/$")


def edit(folder, name, old, new):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if check(old in text, f"{name}: no {old!r} to be changed"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))


def make_data(folder):
    """Three services, one of them in two editions."""
    small_data(folder, "everything", "everything.xml")
    for service in "toy", "gadget":
        os.makedirs(os.path.join(folder, "matrix", service))
        shutil.copy("tests/data/good/minimal.xml", os.path.join(folder, "matrix", service, "edition-1.xml"))
    edit(folder, "matrix/gadget/edition-1.xml", 'service="toy"', 'service="gadget"')
    shutil.copy(os.path.join(folder, "matrix/toy/edition-1.xml"), os.path.join(folder, "matrix/toy/edition-2.xml"))
    edit(folder, "matrix/toy/edition-2.xml", '<edition number="1" date="2025-01-31" status="published"/>',
         '<edition number="2" date="2025-02-28" status="published" replaces="1"/>')
    shutil.copytree("data/thesaurus", os.path.join(folder, "thesaurus"))
    return folder


def export(folder, data, options=USUAL, program=DEMARC, **environment):
    # what is installed beside a program is the same for all of them
    return subprocess.run([program, "export", "-o", folder, *options, data], capture_output=True, text=True,
                          env=dict(os.environ, DEMARC_SHARED="data", **environment))


def lines(folder):
    return [line.split("\t") for line in read(folder, "manifest.tsv").decode().splitlines()[1:]]


def seals(folder, service):
    return {line[0]: line[2] for line in lines(folder) if len(line) > 2 and line[0].startswith(service + "/")}


class Export:
    """An export, and how it is to be changed."""

    def __init__(self, scratch):
        self.scratch, self.count = scratch, 0
        self.data, self.site = make_data(self.new("data")), self.new("site")
        result = export(self.site, self.data)
        check(result.returncode == 0, f"no export: {result.stderr}")

    def new(self, name):
        self.count += 1
        return os.path.join(self.scratch, f"{name}-{self.count}")

    def changed(self, what, change=None, keeps=(), options=USUAL, **how):
        """The export of changed data over that of those that were; keeps: services that have the same seals."""
        data, site, fresh = shutil.copytree(self.data, self.new("data")), shutil.copytree(self.site, self.new("site")), self.new("fresh")
        if change:
            change(data)
        over, alone = export(site, data, options, **how), export(fresh, data, options, **how)
        if not check(over.returncode == alone.returncode == 0, f"{what}: {over.stderr} {alone.stderr}"):
            return site
        ours, theirs = tree(site), tree(fresh)
        check(ours == theirs, f"{what}: not what an export into an empty directory gives: "
              f"{sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))[:5]}")
        for service in SERVICES:
            before, after = seals(self.site, service), seals(site, service)
            if service in keeps:
                other = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
                check(not {name for name in other if not OF_ALL.search(name)}, f"{what}: other seals of {service}: {sorted(other)[:5]}")
            else:
                check(not set(before.values()) & set(after.values()), f"{what}: the same seals of {service}")
        shutil.rmtree(fresh)
        return site

    def harmed(self, what, harm):
        """The export of the same data over one that somebody changed."""
        site = shutil.copytree(self.site, self.new("site"))
        harm(site)
        result = export(site, self.data)
        check(result.returncode == 0 and tree(site) == tree(self.site), f"{what}: not as it was: {result.stderr}")
        shutil.rmtree(site)


def everything_has_a_seal(one):
    for service in SERVICES:
        listed = {line[0] for line in lines(one.site) if line[0].startswith(service + "/")}
        check({name for name in listed - set(seals(one.site, service)) if not START.search(name)} == set() and service + "/" in listed,
              f"{service}: no seal of {sorted(listed - set(seals(one.site, service)))[:5]}")
    everything = [seal for service in SERVICES for seal in seals(one.site, service).values()]
    check(len(set(everything)) == len(everything) > 300, "two files have one seal")
    before = stamps(one.site)
    result = export(one.site, one.data)
    check(re.search(r": (\d+) files, \1 of them unchanged", result.stderr) and stamps(one.site) == before, f"the same again: {result.stderr}")
    names = [line[0] for line in lines(one.site)]
    check(names == sorted(names, key=os.fsencode), "the manifest is not in the order of names")


def edits(name, old, new):
    return lambda data: edit(data, name, old, new)


def data_are_changed(one):
    toy, two = "matrix/toy/edition-2.xml", ("everything", "gadget")
    one.changed("nothing", keeps=SERVICES)
    one.changed("words of an edition", edits(toy, ">Guide<", ">Handbook<"), two)
    one.changed("an edition that goes", lambda data: (os.unlink(os.path.join(data, toy))), two)
    one.changed("words of the interface", edits("messages/en.xml", ">Trust pages<", ">Pages of trust<"))


def other_data_are_changed(one):
    toy, two = "matrix/toy/edition-2.xml", ("everything", "gadget")
    one.changed("an earlier edition", edits("matrix/toy/edition-1.xml", ">Guide<", ">Handbook<"), two)
    one.changed("a party", edits(toy, ">Us<", ">We<"), two)
    one.changed("a control that goes", edits(toy, 'control clause="A.1"', 'control clause="A.2"'), two)
    one.changed("a comment", edits(toy, "<matrix ", "<!-- none -->\n<matrix "), two)
    one.changed("an edition that comes", lambda data: (
        shutil.copy(os.path.join(data, "matrix/gadget/edition-1.xml"), os.path.join(data, "matrix/gadget/edition-2.xml")),
        edit(data, "matrix/gadget/edition-2.xml", '<edition number="1" date="2025-01-31" status="published"/>',
             '<edition number="2" date="2025-03-31" status="published" replaces="1"/>')), ("everything", "toy"))
    one.changed("a framework", edits("frameworks/acme-2020.xml", ">Accounts<", ">Users<"))
    one.changed("a correspondence that goes", lambda data: os.unlink(os.path.join(data, "frameworks/acme-correspondence.xml")))
    one.changed("a thesaurus", edits("thesaurus/security.xml", "passwordless", "passwordfree"))


def a_service_goes(one):
    one.changed("a service that goes", lambda data: shutil.rmtree(os.path.join(data, "matrix/gadget")))


def other_services_come_and_go(one):
    """Pages lead to the list of services where there are several; of which there are decides all of them."""
    one.changed("a service that stays alone", lambda data: [shutil.rmtree(os.path.join(data, "matrix", name)) for name in ("gadget", "everything")])
    one.changed("a service that comes", lambda data: (
        shutil.copytree(os.path.join(data, "matrix/gadget"), os.path.join(data, "matrix/widget")),
        edit(data, "matrix/widget/edition-1.xml", 'service="gadget"', 'service="widget"')))


def options_are_changed(one):
    one.changed("compressed forms", options=USUAL[1:], keeps=SERVICES)
    one.changed("fewer formats", options=(USUAL[0], "--formats=html,json,csv,oscal", USUAL[2]))
    one.changed("another program", program=another_program(one.new("demarc")))


def other_options_are_changed(one):
    one.changed("another address", options=(*USUAL[:2], "--base-url=" + BASE + "/2"))
    one.changed("no address", options=USUAL[:2])
    one.changed("more formats", options=(USUAL[0], "--formats=html,svg,json,csv,oscal,ics", USUAL[2]))
    one.changed("no pages", options=(USUAL[0], "--formats=svg,json,csv,oscal", USUAL[2]))
    one.changed("another language for who asks for none", DEMARC_LANGUAGE="ja")
    one.changed("other fonts", DEMARC_FONTS="/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf")


def another_program(path):
    """The program as if it had been built anew: with another build id (elf(5), notes)."""
    head = b"\4\0\0\0\x14\0\0\0\3\0\0\0GNU\0"
    with open(DEMARC, "rb") as file:
        program = file.read()
    at = program.find(head) + len(head)
    check(program.count(head) == 1, "no build id in the program")
    with open(path, "wb") as file:
        file.write(program[:at] + bytes([program[at] ^ 1]) + program[at + 1:])
    os.chmod(path, 0o755)
    return path


def files_are_harmed(one):
    page, other, picture = "toy/en/boundary.html", "toy/en/about.html", "toy/diagrams/stack.svg"
    result = next(name for name in sorted(files(one.site)) if name.startswith("everything/en/controls_"))

    def put(name, change):
        def harm(site):
            with open(os.path.join(site, name), "rb") as file:
                words = file.read()
            with open(os.path.join(site, name), "wb") as file:
                file.write(change(words))
        return harm

    def manifest(change):
        return put("manifest.tsv", lambda words: "".join(line + "\n" for line in change(words.decode().splitlines())).encode())

    def without(name):
        def harm(site):
            os.unlink(os.path.join(site, name))
            manifest(lambda old: [line for line in old if line.split("\t")[0] != name])(site)
        return harm

    def exchanged(old):
        first, second = seals(one.site, "toy")[page], seals(one.site, "toy")[other]
        return [line.replace(first, "?").replace(second, first).replace("?", second) for line in old]
    for name in (page, picture, result, "toy/index.html", "static/style.css", "index.html", "everything/data/matrix.json")[:None if FULL else 1]:
        one.harmed(f"{name} longer", put(name, lambda words: words + b" "))
        one.harmed(f"{name} other words", put(name, lambda words: words[:-20] + bytes(reversed(words[-20:]))))
        one.harmed(f"{name} gone", lambda site, name=name: os.unlink(os.path.join(site, name)))
        one.harmed(f"{name} gone, and from the manifest", without(name))
    one.harmed("a page with the bytes of another", lambda site: shutil.copy(os.path.join(site, other), os.path.join(site, page)))
    one.harmed("exchanged seals", manifest(exchanged))
    if not FULL:
        return
    one.harmed("no seals", manifest(lambda old: ["\t".join(line.split("\t")[:2]) for line in old]))
    one.harmed("no seals of folders", manifest(lambda old: [line for line in old if "/\t\t" not in line]))
    one.harmed("another address", manifest(lambda old: [line.replace("\t/toy/en/about\t", "\t/toy/en/abort\t") for line in old]))
    one.harmed("an address more", manifest(lambda old: [*old, "toy/en/more.html\t/toy/en/more\t" + "0" * 32]))
    one.harmed("lines the other way round", manifest(lambda old: [old[0], *reversed(old[1:])]))


def services_name_each_other(one):
    """Words of one service that name a page of another follow what becomes of that page; neither is known by itself then."""
    named = f"{BASE}/toy/en/controls?party=us and {BASE}/toy/en/controls/A.1"
    naming = Export.__new__(Export)
    naming.scratch, naming.count = os.path.join(one.scratch, "naming"), 0
    os.mkdir(naming.scratch)
    naming.data, naming.site = shutil.copytree(one.data, naming.new("data")), naming.new("site")
    edit(naming.data, "matrix/gadget/edition-1.xml", ">Service<", f">See {named}<")
    check(export(naming.site, naming.data).returncode == 0, "no export where services name each other")
    check(f"See {BASE}/toy/en/controls_party-us.html and {BASE}/toy/en/controls/A.1.html" in read(naming.site, "gadget/en/boundary.html").decode(),
          "words that name another service's pages do not name their files")
    folders = {line[0] for line in lines(naming.site) if line[0].endswith("/")}
    check(folders == {"everything/"}, f"folders with a seal where services name each other: {folders}")
    for what, change in (("nothing", lambda data: None),
                         ("a page that goes", lambda data: [edit(data, f"matrix/toy/edition-{i}.xml", 'clause="A.1" status', 'clause="A.2" status') for i in (1, 2)]),
                         ("no service names another", lambda data: edit(data, "matrix/gadget/edition-1.xml", f"See {named}", "Service"))):
        data, site, fresh = shutil.copytree(naming.data, naming.new("data")), shutil.copytree(naming.site, naming.new("site")), naming.new("fresh")
        change(data)
        over, alone = export(site, data), export(fresh, data)
        check(over.returncode == alone.returncode == 0 and tree(site) == tree(fresh), f"services that name each other, {what}: {over.stderr}")
        check(export(site, data).returncode == 0 and tree(site) == tree(fresh), f"services that name each other, {what}, and once more")


def what_is_named_before_it_is_drawn(scratch):
    """Words of the first of many services that name pictures of the last one, far behind: one that is drawn is named by its file,
    one that is too large is left as it is."""
    data, folder = small_data(os.path.join(scratch, "many")), os.path.join(scratch, "many-site")
    text = read(data, "matrix/toy/minimal.xml").decode()
    conditions = "".join(f'<condition kind="contract"><name><text xml:lang="en">Contract {i}</text></name><part party="you" does="answers"/></condition>'
                         for i in range(600))
    tall = ('<table id="tall" kind="resources"><title><text xml:lang="en">Tall</text></title><row id="t"><name><text xml:lang="en">T</text></name>'
            f'<cell><part party="us" does="answers"/>{conditions}</cell></row></table></tables>')
    named = " ".join(f"{BASE}/s39/diagrams/stack.png?table={name}" for name in ("tall", "boundary"))
    for i in range(40):
        os.mkdir(os.path.join(data, f"matrix/s{i:02}"))
        of_this = text.replace('service="toy"', f'service="s{i:02}"', 1)
        of_this = of_this.replace(">Service<", f">See {named} there<") if i == 0 else of_this.replace("</tables>", tall) if i == 39 else of_this
        with open(os.path.join(data, f"matrix/s{i:02}/edition-1.xml"), "w", encoding="utf-8") as file:
            file.write(of_this)
    shutil.rmtree(os.path.join(data, "matrix/toy"))
    result = export(folder, data, ("--no-compress", "--formats=html,png", "--base-url=" + BASE))
    check(result.returncode == 0 and "too many pixels" in result.stderr, f"no export of many services: {result.stderr}")
    words = f"See {BASE}/s39/diagrams/stack.png?table=tall {BASE}/s39/diagrams/stack_table-boundary.png there"
    check(words in read(folder, "s00/en/boundary.html").decode(), "pictures that are named are not as they will be")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        one = Export(scratch)
        for test in (everything_has_a_seal, data_are_changed, a_service_goes, options_are_changed, files_are_harmed):
            test(one)
        for test in (other_data_are_changed, other_services_come_and_go, other_options_are_changed, services_name_each_other) if FULL else ():
            test(one)
        if FULL:
            what_is_named_before_it_is_drawn(scratch)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0


if __name__ == "__main__":
    sys.exit(main())
