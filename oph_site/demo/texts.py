"""Reads the content files: TOML records, Markdown texts with TOML front matter, and the PDFs of the catalogue."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
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


@cache
def pdf(stem):
    """The upload of `publications/<stem>.pdf`: the same each time, so that what stands in several places is read once."""
    return ContentFile((FOLDER / "publications" / f"{stem}.pdf").read_bytes(), name=f"{stem}.pdf")
