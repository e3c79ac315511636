"""Sphinx draws the pictures before it reads the pages: ".. demarc:: stack" shows one, with its words.

Options of the directive are those of `demarc render`. A picture is drawn as SVG for HTML and as PDF for LaTeX. Unchanged
pictures keep their time, so Sphinx copies nothing anew; a page is read again when something changes that its pictures are
made of.
"""
import os
import subprocess
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive, directives

project = "Who is responsible for what"
extensions = []
html_theme = "alabaster"
exclude_patterns = ["_build"]
demarc = os.environ.get("DEMARC", "demarc")
data = Path(os.environ.get("DATA", Path(__file__).parents[3] / "data"))


class Demarc(Directive):
    required_arguments = 1
    option_spec = {name: directives.unchanged for name in ("lang", "theme", "highlight", "width", "aspect", "background", "table")}

    def render(self, *more):
        options = [f"--{name}={value}" for name, value in self.options.items()]
        try:
            return subprocess.run([demarc, "render", self.arguments[0], *options, *more, data],
                                  check=True, capture_output=True, encoding="utf-8").stdout.strip()
        except OSError as error:
            raise self.error(f"{demarc}: {error.strerror}") from error
        except subprocess.CalledProcessError as error:
            raise self.error(error.stderr.strip()) from error

    def run(self):
        self.options.setdefault("theme", "light")  # as the pages are
        env = self.state.document.settings.env
        pictures = Path(env.srcdir) / "pictures"
        pictures.mkdir(exist_ok=True)
        name = "-".join([self.arguments[0], *self.options.values()]).replace(":", "x")
        for suffix in ".svg", ".pdf":
            self.render("-o", pictures / (name + suffix))
        for file in [data, *data.rglob("*")]:
            env.note_dependency(str(file))
        return [nodes.image(uri=f"pictures/{name}.*", alt=self.render("--describe"))]


def setup(app):
    app.add_directive("demarc", Demarc)
