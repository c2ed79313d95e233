"""Reads the content files: TOML records, and Markdown texts with TOML front matter."""

import re
import tomllib
from pathlib import Path

from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent
FRONT_MATTER = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n?(.*)", re.DOTALL)

markdown = MarkdownIt("commonmark", {"html": True})
markdown.validateLink = lambda url: True  # page: and enquiry: are resolved later; the site's sanitiser sees all HTML


def records(name):
    """The [[record]] tables of `<name>.toml`: {table name: [records]}."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def text(name, language):
    """(front matter, body as HTML) of `pages/<name>.<language>.md`, ({}, "") where there is none.

    Links are still written page:<name> and publication:<slug>.
    """
    file = FOLDER / "pages" / f"{name}.{language}.md"
    if not file.exists():
        return {}, ""
    front, body = FRONT_MATTER.fullmatch(file.read_text(encoding="utf-8")).groups()
    return tomllib.loads(front), markdown.render(body)
