"""What the checks read: the working copy of one language, its text in parts. And what they say: findings."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Page
from pages.text import richtext

ERROR, ADVICE = "error", "advice"
BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "caption"}


@dataclass
class Finding:
    """One sentence about one field, in the language of the admin; the excerpt is in the language of the text."""

    level: str
    field: str
    language: str
    sentence: str
    excerpt: str = ""

    @property
    def is_error(self):
        return self.level == ERROR

    def __str__(self):
        if not self.excerpt:
            return self.sentence
        return _("%(sentence)s “%(excerpt)s”") % {"sentence": self.sentence, "excerpt": self.excerpt}


@dataclass
class Block:
    """A paragraph, heading, list item, cell or caption, as [(words, language or "" for that of the page)]."""

    tag: str
    pieces: list = field(default_factory=list)
    is_strong: bool = True  # all of it

    @property
    def text(self):
        return folded(words for words, _language in self.pieces)

    @property
    def unmarked(self):
        """What is in the language of the page."""
        return folded(words if not language else " " for words, language in self.pieces)


@dataclass
class Link(Block):
    href: str = ""


@dataclass
class Table:
    caption: str = ""
    first_words: str = ""
    has_heads: bool = False


def folded(texts):
    return " ".join(without_soft_hyphens("".join(texts)).split())


class BodyParts(HTMLParser):
    """The blocks, links, tables and language marks of a cleaned text."""

    def __init__(self, html):
        super().__init__()
        self.blocks, self.links, self.tables, self.marks = [], [], [], []
        self.link, self.strong, self.languages = None, 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in BLOCKS:
            self.blocks.append(Block(tag))
        if tag == "a":
            self.link = Link(tag, href=attrs.get("href") or "")
            self.links.append(self.link)
        elif tag == "strong":
            self.strong += 1
        elif tag == "span":
            self.languages.append(attrs.get("lang") or "")
            self.marks.append(self.languages[-1])
        elif tag == "table":
            self.tables.append(Table())
        elif tag == "th" and self.tables:
            self.tables[-1].has_heads = True

    def handle_endtag(self, tag):
        if tag == "a":
            self.link = None
        elif tag == "strong":
            self.strong -= 1
        elif tag == "span" and self.languages:
            self.languages.pop()
        elif tag in ("ul", "ol", "table"):  # what stands behind a list or a table is not part of its last block
            self.blocks.append(Block("p"))

    def handle_data(self, data):
        language = next((language for language in reversed(self.languages) if language), "")
        if not self.blocks:
            self.blocks.append(Block("p"))
        block = self.blocks[-1]
        block.pieces.append((data, language))
        block.is_strong = block.is_strong and (self.strong > 0 or not data.strip())
        if self.link:
            self.link.pieces.append((data, language))
        if block.tag == "caption" and self.tables:
            self.tables[-1].caption += data
        elif block.tag in ("td", "th") and self.tables:
            self.tables[-1].first_words = self.tables[-1].first_words or data.strip()


class Copy:
    """One language of a page as it stands in the working copy."""

    def __init__(self, page, language):
        self.page, self.language = page, language

    def text(self, name):
        return self.page.text(name, self.language)

    def plain(self, name):
        """A field of one line, as it is read."""
        return folded([self.text(name)])

    @cached_property
    def body(self):
        return BodyParts(richtext.clean(self.text("body")))

    @cached_property
    def passages(self):
        """[(field, Block)] of everything that is read as running text: the lead, and the blocks of the text."""
        lead = Block("p", [(self.text("lead"), "")], is_strong=False)
        return [("lead", lead), *[("body", block) for block in self.body.blocks]]

    def error(self, name, sentence, excerpt=""):
        return self._finding(ERROR, name, sentence, excerpt)

    def advice(self, name, sentence, excerpt=""):
        return self._finding(ADVICE, name, sentence, excerpt)

    def _finding(self, level, name, sentence, excerpt):
        translated = f"{name}_{self.language}"
        field = translated if hasattr(Page, translated) else name
        return Finding(level, field, self.language, str(sentence), Truncator(excerpt).chars(90))
