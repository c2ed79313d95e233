"""What pasted text means in Word, Google Docs, Outlook, Excel or LibreOffice, said in the tags that a text may hold.

richtext.clean() lets what is named here through its first pass and takes away what is left of it in its second. What the
text editor itself writes stays as it is. static/js/admin/paste.js does the part that the editor would lose at the paste.
"""

import re

from oph_site.typed_links import completed
from pages.text.anchors import anchors_of
from pages.text.link_wrappers import unwrapped
from pages.text.no_break_spaces import mend_spaces
from pages.text.nodes import (
    DIVISIONS,
    HEADINGS,
    classes_of,
    has_blocks,
    has_words,
    loose_runs,
    only_white,
    remove,
    style_of,
    unwrap,
    words_of,
    wrap,
)
from pages.text.pasted_lists import flatten_web_lists, mend_lists
from pages.text.pasted_marks import PASTED, join_runs, lift_plain, mend_marks

PASTE_TAGS = DIVISIONS | {"b", "font", "h1", "h5", "h6", "i", "sup", "title", "u"}
PASTE_ATTRIBUTES = {"*": {"align", "aria-level", "class", "data-aria-level", "id", "name", "role", "style"}}

NOTE_PLACE = re.compile(r"#(?:_ftn|_edn|sdfootnote|sdendnote)")
NOTE_SIGN = re.compile(r"[\divx*]{1,4}")


def mend(root):
    """Changes the tree of a pasted text in place. Doing it twice changes nothing more."""
    drop_unread(root)
    mend_headings(root)
    unwrap_blocks_in_headings(root)
    mend_marks(root)
    flatten_web_lists(root)
    mend_items_without_list(root)
    mend_divisions(root)
    lift_plain(root)
    mend_lists(root)
    mend_links(root)
    join_runs(root)
    mend_tables(root)
    drop_empty_paragraphs(root)
    mend_spaces(root)


def drop_unread(root):
    """The name of a whole document, which stands in its head; the comments that colleagues wrote beside a text in Word."""
    for node in list(root.iterdescendants()):
        is_comment = "MsoCommentReference" in classes_of(node) or style_of(node).get("mso-element") == "comment-list"
        if node.tag == "title" or is_comment or node.get("href", "").startswith("#_msocom"):
            remove(node)


def mend_headings(root):
    """The title of a page is its heading of level 1: where a text has another, all its headings go one level down."""
    for node in root.iter("p"):
        if node.get("role") == "heading" and node.get("aria-level", "") in {"1", "2", "3", "4", "5", "6"}:
            node.tag = f"h{node.get('aria-level')}"
    down = next(root.iter("h1"), None) is not None
    for node in root.iter(*HEADINGS):
        node.tag = f"h{min(int(node.tag[1]) + down, 4)}"


def unwrap_blocks_in_headings(root):
    for heading in list(root.iter(*HEADINGS)):
        for block in list(heading.iterdescendants("blockquote", "div", "li", "ol", "p", "section", "ul", *HEADINGS)):
            unwrap(block)


def mend_items_without_list(root):
    for item in list(root.iter("li")):
        if item.getparent().tag in ("ol", "ul") or item.get("data-list"):
            continue
        if has_blocks(item):
            unwrap(item)
        else:
            item.tag = "p"


def mend_divisions(root):
    """Outlook and web pages write paragraphs as divisions. A paragraph with blocks in it was around what is dropped."""
    for node in root.iter("p"):
        if has_blocks(node):
            node.tag = "div"
    for node in reversed(list(root.iterdescendants(*DIVISIONS))):
        if next(node.iterancestors("a", "b", "em", "i", "p", "span", "strong", *HEADINGS), None) is not None:
            unwrap(node)
        elif not has_blocks(node):
            node.tag = "p"
            node.set("class", PASTED)
        else:
            _gather_loose(node)
            unwrap(node)
    if has_blocks(root):
        _gather_loose(root)


def _gather_loose(node):
    """Words that stand beside blocks become paragraphs of their own; line breaks beside blocks go."""
    for run in loose_runs(node):
        if not has_words(run):
            for piece in run:
                remove(piece)
            continue
        paragraph = wrap(run, "p")
        unwrap(run[0])
        while len(paragraph) and paragraph[0].tag == "br" and not (paragraph.text or "").strip():
            remove(paragraph[0])
        while len(paragraph) and paragraph[-1].tag == "br" and not (paragraph[-1].tail or "").strip():
            remove(paragraph[-1])
        paragraph.text = (paragraph.text or "").lstrip()
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "").rstrip()
        else:
            paragraph.text = paragraph.text.rstrip()


def drop_empty_paragraphs(root):
    """Programs make room with paragraphs that hold a no-break space, or a line break of their own."""
    for node in list(root.iter("p")):
        is_pasted = "\u00a0" in words_of(node) or node.attrib
        if is_pasted and only_white(node):
            remove(node)


def mend_tables(root):
    """The first row of a table without heads is its head when another program says so, or all its words are bold."""
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if len(rows) < 2 or any(row.find("th") is not None for row in rows):
            continue
        cells = rows[0].findall("td")
        filled = [cell for cell in cells if not only_white(cell)]
        if filled and (rows[0].getparent().tag == "thead" or all(map(_is_bold, filled))):
            for cell in cells:
                cell.tag = "th"
                for strong in list(cell.iter("strong")):
                    unwrap(strong)


def _is_bold(cell):
    def words_outside(node):
        yield node.text or ""
        for child in node:
            if child.tag != "strong":
                yield from words_outside(child)
            yield child.tail or ""

    return not "".join(words_outside(cell)).strip()


def mend_links(root):
    """Links lead to where a reader gets, or are none: not to a footnote or a place of the document that was left behind."""
    places = {f"#{anchor}" for anchor in anchors_of(words_of(heading).strip() for heading in root.iter("h2"))}
    for link in list(root.iter("a")):
        written = link.get("href", "").strip()
        whole = completed(written)
        href = completed(unwrapped(whole))
        if not href or (href.startswith("#") and href not in places):
            _end_link(link, href)
        else:
            link.set("href", href)
            if href != whole and words_of(link).strip() == written:
                del link[:]
                link.text = href


def _end_link(link, href):
    words = words_of(link).strip()
    if NOTE_PLACE.match(href) and NOTE_SIGN.fullmatch(words):  # "word1" would be read as one word
        for child in list(link):
            link.remove(child)
        link.text = f"[{words}]"
    unwrap(link)
