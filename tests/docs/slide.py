"""slide.py OUT.pdf PICTURE...: puts each picture on a slide of its own in LibreOffice Impress, at its natural size, writes
the slides as PDF, and prints each picture's name and size in hundredths of a millimetre as Impress takes it."""
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue


def value(name, what):
    return PropertyValue(Name=name, Value=what)


def connect(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(1800):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not yet listening
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def main(out, pictures):
    profile = tempfile.mkdtemp()
    pipe = Path(profile).name
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}",
                               f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        provider = context.ServiceManager.createInstanceWithContext("com.sun.star.graphic.GraphicProvider", context)
        document = desktop.loadComponentFromURL("private:factory/simpress", "_blank", 0, (value("Hidden", True),))
        for i, picture in enumerate(pictures):
            graphic = provider.queryGraphic((value("URL", Path(picture).resolve().as_uri()),))
            size = graphic.Size100thMM
            if i > 0:
                document.DrawPages.insertNewByIndex(i - 1)
            slide = document.DrawPages.getByIndex(i)
            slide.Width, slide.Height = 33867, 19050  # 16:9
            shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
            slide.add(shape)
            shape.Graphic = graphic
            shape.setSize(Size(size.Width, size.Height))
            shape.setPosition(Point(0, 0))
            print(Path(picture).name, size.Width, size.Height)
        document.storeToURL(Path(out).resolve().as_uri(), (value("FilterName", "impress_pdf_Export"),))
        document.close(True)
        desktop.terminate()
        office.wait(180)
    finally:
        office.kill()


main(sys.argv[1], sys.argv[2:])
