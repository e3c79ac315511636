"""deck.py DEMARC DATA: pictures on slides and in a text document, saved by LibreOffice, opened and saved again, and read
back by demarc identify."""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

DEMARC, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
counts = {True: 0, False: 0}
FILTERS = {"odp": "impress8", "pptx": "Impress MS PowerPoint 2007 XML", "odt": "writer8", "docx": "Office Open XML Text"}
KINDS = {"png": "stack", "webp": "matrix", "svg": "flow"}
KEPT = {"png": ("odp", "pptx", "odt", "docx"), "webp": (), "svg": ("odp", "odt")}  # the others LibreOffice draws anew


def check(passed, what):
    counts[bool(passed)] += 1
    if not passed:
        print("FAIL:", what)


def value(name, what):
    return PropertyValue(Name=name, Value=what)


def connect(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not yet listening
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def slides(document, graphics):
    for i, graphic in enumerate(graphics):
        if i > 0:
            document.DrawPages.insertNewByIndex(i - 1)
        slide = document.DrawPages.getByIndex(i)
        shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
        slide.add(shape)
        shape.Graphic = graphic
        shape.setSize(Size(12000, 9000))
        shape.setPosition(Point(1000, 1000))


def text(document, graphics):
    cursor = document.Text.createTextCursor()
    for graphic in graphics:
        shape = document.createInstance("com.sun.star.text.TextGraphicObject")
        shape.Graphic = graphic
        shape.setSize(Size(12000, 9000))
        document.Text.insertTextContent(cursor, shape, False)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)


def save(document, path, suffix):
    document.storeToURL(Path(path).as_uri(), (value("FilterName", FILTERS[suffix]),))


def identify(*arguments):
    done = subprocess.run([DEMARC, "identify", "--format=json", *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, json.loads(done.stdout)


def read_back(path, paged):
    """What the file says of our pictures; a picture that LibreOffice drew anew for other programs is unknown."""
    status, found = identify(path, DATA)
    ours = [p for p in found["pictures"] if "kind" in p]
    check(status == 0 and found["unreadable"] == 0, f"{path}: status {status}, {found}")
    for suffix, kind in KINDS.items():
        same = [p for p in ours if p["kind"] == kind and p["format"] == suffix]
        check(same or path.rpartition(".")[2] not in KEPT[suffix], f"{path}: the {suffix} is not known any more: {found['pictures']}")
        check(all(p["state"] == "current" and p["service"] == "chrofy" and p["language"] == "en" for p in same), f"{path}: {same}")
        slide = str(1 + list(KINDS).index(suffix))
        check(not paged or all(p.get("slides") == slide for p in same), f"{path}: the {suffix} is on slide {slide}: {same}")
    check(all(p["state"] == "unknown" for p in found["pictures"] if "kind" not in p), f"{path}: what is not ours is unknown")


def main():
    work = tempfile.mkdtemp()
    pictures = []
    for suffix, kind in KINDS.items():
        pictures.append(f"{work}/{kind}.{suffix}")
        subprocess.run([DEMARC, "render", kind, "--lang=en", "-o", pictures[-1], DATA], check=True)
    pipe = Path(work).name
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{work}/profile",
                               f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        provider = context.ServiceManager.createInstanceWithContext("com.sun.star.graphic.GraphicProvider", context)
        graphics = [provider.queryGraphic((value("URL", Path(p).as_uri()),)) for p in pictures]
        for factory, fill, suffixes in ("simpress", slides, ("odp", "pptx")), ("swriter", text, ("odt", "docx")):
            document = desktop.loadComponentFromURL("private:factory/" + factory, "_blank", 0, (value("Hidden", True),))
            fill(document, graphics)
            for suffix in suffixes:
                save(document, f"{work}/first.{suffix}", suffix)
            document.close(True)
            for suffix in suffixes:
                again = desktop.loadComponentFromURL(Path(f"{work}/first.{suffix}").as_uri(), "_blank", 0, (value("Hidden", True),))
                save(again, f"{work}/again.{suffix}", suffix)
                again.close(True)
                for name in "first", "again":
                    read_back(f"{work}/{name}.{suffix}", factory == "simpress")
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()
    print(f"{counts[True]} passed, {counts[False]} failed")
    if "KEEP" in os.environ:
        print(work)
    return 1 if counts[False] else 0


sys.exit(main())
