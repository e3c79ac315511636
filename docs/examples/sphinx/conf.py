"""Sphinx draws the pictures before it reads the pages: ".. demarc:: stack" shows one, with its words.

Options of the directive are those of `demarc render`. Unchanged pictures keep their time, so Sphinx copies nothing anew.
"""
import os
import subprocess
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive, directives

project = "Who is responsible for what"
extensions = []
html_theme = "alabaster"
demarc = os.environ.get("DEMARC", "demarc")
data = os.environ.get("DATA", str(Path(__file__).parents[3] / "data"))


class Demarc(Directive):
    required_arguments = 1
    option_spec = {name: directives.unchanged for name in ("lang", "theme", "highlight", "width", "aspect")}

    def run(self):
        env = self.state.document.settings.env
        options = [f"--{name}={value}" for name, value in sorted(self.options.items())]
        name = "-".join([self.arguments[0], *sorted(self.options.values())]).replace(":", "x") + ".svg"
        pictures = Path(env.srcdir) / "pictures"
        pictures.mkdir(exist_ok=True)
        command = [demarc, "render", self.arguments[0], *options]
        subprocess.run([*command, "-o", pictures / name, data], check=True)
        words = subprocess.run([*command, "--describe", data], check=True, capture_output=True, encoding="utf-8").stdout
        env.note_dependency(data)
        return [nodes.image(uri=f"pictures/{name}", alt=words.strip())]


def setup(app):
    app.add_directive("demarc", Demarc)
