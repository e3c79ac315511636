"""A line such as "{{ demarc stack --lang=en }}" becomes the picture, with its words.

The pictures are drawn into docs/pictures/; one that would not change keeps its time.
"""
import os
import re
import subprocess
from pathlib import Path

from mkdocs.structure.files import File

demarc = os.environ.get("DEMARC", "demarc")
data = os.environ.get("DATA", str(Path(__file__).parents[3] / "data"))
pattern = re.compile(r"\{\{ *demarc +([a-z]+)((?: +--[a-z]+=[^ }]+)*) *\}\}")


def path_of(match):
    values = [option.partition("=")[2] for option in match[2].split()]
    return f"pictures/{'-'.join([match[1], *values]).replace(':', 'x')}.svg"


def render(match, *more):
    command = [demarc, "render", match[1], *match[2].split(), *more, data]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


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
    return pattern.sub(lambda match: f"![{render(match, '--describe')}]({path_of(match)})", markdown)
