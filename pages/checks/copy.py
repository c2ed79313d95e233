"""What the checks read: the working copy of one language, its text in parts. And what they say: findings."""

from dataclasses import dataclass, field
from functools import cached_property

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


class BodyParts:
    """The blocks, links, tables and language marks of a text."""

    def __init__(self, html):
        self.blocks, self.links, self.tables, self.marks = [], [], [], []
        self.read(richtext.tree_of(html), language="", is_strong=False, link=None)

    def read(self, element, *, language, is_strong, link):
        """Reads an element with everything in it; language, strong and link are those of what it stands in."""
        tag = element.tag
        if tag in BLOCKS:
            self.blocks.append(Block(tag))
        if tag == "a":
            link = Link(tag, href=element.get("href", ""))
            self.links.append(link)
        elif tag == "span":
            self.marks.append(element.get("lang", ""))
            language = element.get("lang") or language
        elif tag == "table":
            self.tables.append(Table())
        elif tag == "th":
            self.tables[-1].has_heads = True
        inside = {"language": language, "is_strong": is_strong or tag == "strong", "link": link}
        self.say(element.text, **inside)
        for child in element:
            self.read(child, **inside)
            if child.tag in ("ul", "ol", "table"):  # what stands behind it is not part of its last block
                self.blocks.append(Block("p"))
            self.say(child.tail, **inside)

    def say(self, words, *, language, is_strong, link):
        if not words:
            return
        if not self.blocks:
            self.blocks.append(Block("p"))
        block = self.blocks[-1]
        block.pieces.append((words, language))
        block.is_strong = block.is_strong and (is_strong or not words.strip())
        if link:
            link.pieces.append((words, language))
        if block.tag == "caption":
            self.tables[-1].caption += words
        elif block.tag in ("td", "th"):
            self.tables[-1].first_words = self.tables[-1].first_words or words.strip()


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
