"""Characters of a text that was pasted: line breaks of other programs, composed letters, signs that nobody sees."""

from oph_site import characters
from pages.text.nodes import HEADINGS
from pages.text.tree import BREAK

IN_ONE_LINE = HEADINGS | {"caption"}


def mend_characters(root):
    """Changes the tree in place. Breaks become <br>, in headings and captions a space."""
    for element in list(root.iter()):
        is_line = element.tag in IN_ONE_LINE or next(element.iterancestors(*IN_ONE_LINE), None) is not None
        element.text = _mended(element.text, is_line=is_line)
        element.tail = _mended(element.tail, is_line=is_line and element.tag not in IN_ONE_LINE)
        if element.get("data-caption"):
            element.set("data-caption", characters.line(element.get("data-caption")))
        _part(element)


def _mended(text, *, is_line):
    if not text:
        return text
    pieces = [characters.lines(piece) for piece in text.split(BREAK)]
    return (" " if is_line else BREAK).join(pieces)


def _part(element):
    """Puts <br> where the text of the element or what follows it breaks."""
    if BREAK in (element.text or ""):
        element.text, *pieces = element.text.split(BREAK)
        _insert_breaks(element, 0, pieces)
    if BREAK in (element.tail or ""):
        element.tail, *pieces = element.tail.split(BREAK)
        _insert_breaks(element.getparent(), element.getparent().index(element) + 1, pieces)


def _insert_breaks(parent, place, pieces):
    for piece in reversed(pieces):
        line_break = parent.makeelement("br")
        line_break.tail = piece
        parent.insert(place, line_break)
