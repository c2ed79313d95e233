"""Checks of the structure of a text: headings, tables, and what only looks like a heading or a list."""

import re

from django.utils.translation import gettext as _

# A number and a full stop begin a date, too: they are a marker only before more than one space.
TYPED_MARKER = re.compile(
    r"\s*(?:[-–—•*·●▪]\s+|o(?:\u00a0|\s\s)\s*|\(?(?:\d{1,3}|[a-z])\)\s+|(?:\d{1,3}|[a-z])\.\s\s+)\S"
)
HEADING_WORDS = 10  # a paragraph in bold of so few words, without a full stop, is read as a heading


def headings(copy):
    """WCAG 1.3.1 and 2.4.6, and axe's rules `heading-order` and `empty-heading`: the title is level 1, none is skipped."""
    level = 1
    for block in copy.body.blocks:
        if block.tag not in ("h2", "h3", "h4"):
            continue
        next_level = int(block.tag[1])
        if not block.text:
            yield copy.error("body", _("A heading is empty: write it or remove it."))
        if next_level > level + 1:
            yield copy.error(
                "body", _("A heading skips a level: make it level %(level)s.") % {"level": level + 1}, block.text
            )
        level = next_level


def look_alikes(copy):
    """WCAG 1.3.1: what is seen as a heading or a list is one for screen readers too."""
    for block in copy.body.blocks:
        if block.tag != "p" or not block.text:
            continue
        is_short = len(block.text.split()) <= HEADING_WORDS and block.text[-1] not in ".!?:;,"
        if block.is_strong and is_short:
            yield copy.advice(
                "body", _("This looks like a heading: make it one, or write it without bold."), block.text
            )
        elif TYPED_MARKER.match("".join(words for words, _language in block.pieces)):
            yield copy.advice(
                "body", _("This looks like an item of a list: make it one with the list button."), block.text
            )


def tables(copy):
    """WCAG 1.3.1: cells are found by their headings. A table that scrolls is reached by keyboard (2.1.1) under its caption."""
    for table in copy.body.tables:
        if not table.has_heads:
            yield copy.error(
                "body", _("A table has no heading cells: mark its first row or column as headings."),
                table.caption or table.first_words,
            )  # fmt: skip
        if not table.caption.strip():
            yield copy.error("body", _("A table has no caption: write what it shows."), table.first_words)
