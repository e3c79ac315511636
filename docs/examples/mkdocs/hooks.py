"""A line such as "{{ demarc stack --lang=en }}" becomes the picture, with its words.

The pictures are drawn into docs/pictures/; one that would not change keeps its time. `mkdocs serve` looks at the data too.
"""
import html
import os
import re
import subprocess
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

demarc = os.environ.get("DEMARC", "demarc")
data = os.environ.get("DATA", str(Path(__file__).parents[3] / "data"))
pattern = re.compile(r"\{\{ *demarc +([a-z]+)((?: +--[a-z]+=[^ }]+)*) *\}\}")


def path_of(match):
    values = [option.partition("=")[2] for option in match[2].split()]
    return f"pictures/{'-'.join([match[1], *values]).replace(':', 'x')}.svg"


def render(match, *more):
    """The pages are light, so the picture is, unless its own options say otherwise: of two the last one counts."""
    command = [demarc, "render", match[1], "--theme=light", *match[2].split(), *more, data]
    try:
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()
    except OSError as error:
        raise PluginError(f"{demarc}: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        raise PluginError(f"{match[0]}: {error.stderr.strip()}") from error


def on_files(files, config):
    """Draws what the pages ask for, and tells MkDocs of the files."""
    docs = Path(config["docs_dir"])
    (docs / "pictures").mkdir(exist_ok=True)
    for page in files.documentation_pages():
        for match in pattern.finditer(Path(page.abs_src_path).read_text("utf-8")):
            path = path_of(match)
            render(match, "-o", docs / path)
            if files.get_file_from_path(path) is None:
                files.append(File(path, config["docs_dir"], config["site_dir"], config["use_directory_urls"]))
    return files


def on_page_markdown(markdown, page, config, files):
    """HTML, since the words may hold signs that Markdown would take for its own."""
    def image(match):
        return f'<img src="{get_relative_url(path_of(match), page.url)}" alt="{html.escape(render(match, "--describe"))}">'
    return pattern.sub(image, markdown)


def on_serve(server, config, builder):
    server.watch(data)
    return server
