"""Rich text of the editors: what it may hold, what it says, and how it is shown. The one place that marks HTML as safe.

nh3 sanitises; everything else is done on the tree of what it lets through (pages/text/tree.py).
"""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import mark_safe
from lxml.etree import Element, XMLSyntaxError

from oph_site import typed_links
from oph_site.line_breaks import bound
from oph_site.soft_hyphens import without_soft_hyphens
from pages.text import pastes, tables
from pages.text.anchors import anchors_of
from pages.text.mended_characters import mend_characters
from pages.text.nodes import unwrap, words_of
from pages.text.tree import parse, write

TAGS = {
    "a", "blockquote", "br", "caption", "em", "h2", "h3", "h4", "li", "ol", "p", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "span": {"lang"},
    "table": {"data-caption"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
HEADINGS = {"h2", "h3", "h4"}
CELLS = {"td", "th"}
LISTS = {"ul", "ol"}
BLOCKS = {"p", "li", "blockquote", "table", "caption", "thead", "tbody", "tr"} | HEADINGS | CELLS | LISTS
# Links by identity, /~/<kind>/<id>/, with or without a place on the page. pages/text/link_targets.py says what kinds there are.
IDENTITY = re.compile(r"/~/([a-z]{1,20})/(\d{1,9})/(#[^\"]*)?")


def _cleaner(tags, attributes=ATTRIBUTES, schemes=typed_links.SAFE_SCHEMES):
    return nh3.Cleaner(
        tags=tags, attributes=attributes, url_schemes=set(schemes), link_rel=None,
        attribute_filter=lambda tag, name, value: _attribute(name, value, schemes),
    )  # fmt: skip


_sanitiser, _sanitiser_without_links = _cleaner(TAGS), _cleaner(TAGS - {"a"})
RUNNING_SCHEMES = {"blob", "data", "javascript", "livescript", "mocha", "vbscript", "view-source"}


@lru_cache(maxsize=50)
def _cleaners_of_drafts(schemes):
    """The first lets through what other programs say by styles, for pastes.mend() to read; the second ends the cleaning."""
    return _cleaner(TAGS | pastes.PASTE_TAGS, ATTRIBUTES | pastes.PASTE_ATTRIBUTES, schemes), _cleaner(
        TAGS, schemes=schemes
    )


def _schemes_of_draft(html):
    """A mistyped or useless scheme stays in the working copy, where the checks name it; show() lets none through."""
    written = {
        scheme.lower() for scheme in re.findall(r"href\s*=\s*[\"']?\s*([a-z][a-z0-9+.-]*):", html, re.IGNORECASE)
    }
    return frozenset(typed_links.SAFE_SCHEMES) | (written - RUNNING_SCHEMES)


def _attribute(name, value, schemes):
    if name == "lang":
        return value if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) else None
    return _href(value, schemes) if name == "href" else value


def _href(value, schemes):
    """None for what no text may lead to: another host without a scheme, or a scheme that was hidden from the sanitiser."""
    address = typed_links.bare(value)
    scheme = typed_links.SCHEME.match(address)
    is_hidden = scheme and address != value and scheme[1].lower() not in schemes
    return None if is_hidden or re.match(r"//|\\|/\\", address) else address


def tree_of(html):
    """The tree of a text to read it. One that was not stored by clean() is sanitised first."""
    try:
        return parse(html or "")
    except XMLSyntaxError:
        return sanitised_tree(html)


def sanitised_tree(html, sanitiser=_sanitiser):
    """The tree of whatever was written, with nothing in it but what a text may hold."""
    sanitised = sanitiser.clean(html or "")
    try:
        return parse(sanitised)
    except XMLSyntaxError:  # deeper than anybody writes: its words alone
        return parse(nh3.clean(sanitised, tags=set()))


@lru_cache(maxsize=256)  # the state of a page compares it as it would be stored: lists and forms ask for the same texts
def clean(html):
    """Editor HTML → the HTML that is stored: only allowed tags, tables with caption, head and scopes. Idempotent.

    What the editor writes in its own way (paragraphs in cells, no white space between blocks) comes out in one form,
    so that a text that was only opened does not differ from what is public. What other programs mean is mended.
    """
    first, last = _cleaners_of_drafts(_schemes_of_draft(html or ""))
    root = sanitised_tree(html, first)
    mend_characters(root)
    pastes.mend(root)
    for link in list(root.iter("a")):
        if link.get("href") is None or link.find(".//a") is not None:  # around a table a link may hold others
            unwrap(link)
    elements = list(root.iter())
    for element in elements:
        if element.tag in BLOCKS:
            _drop_space_between_blocks(element)
    for element in elements:
        if element.tag in CELLS or element.tag == "li":
            _unwrap_lone_paragraph(element)
        elif element.tag == "table":
            tables.in_one_form(element)
    return last.clean(write(root)).strip() if words_of(root).strip() else ""


def _drop_space_between_blocks(element):
    def is_block(other):
        return other is not None and other.tag in BLOCKS

    if not (element.text or "").strip(SPACE) and (not len(element) or is_block(element[0])):
        element.text = None
    following, parent = element.getnext(), element.getparent()
    if not (element.tail or "").strip(SPACE) and (is_block(following) or following is None and is_block(parent)):
        element.tail = None


SPACE = " \t\n\r\f"  # a no-break space is meant


def _unwrap_lone_paragraph(element):
    """The editor wraps what stands in a list item or a cell into a paragraph: unwrapped where it is the only one."""
    first = element[0] if len(element) and not element.text else None
    if first is None or first.tag != "p" or first.tail:
        return
    following = first.getnext()
    if following is None or following.tag in LISTS:
        unwrap(first)


@lru_cache(maxsize=512)  # the desk asks for those of all texts
def links(html):
    """The addresses of all links, in their order, as they are written."""
    return tuple(link.get("href") for link in tree_of(html).iter("a") if link.get("href"))


def linked(html):
    """What a text links to by identity: {(kind, id)}."""
    return {target for href in links(html) if (target := target_of(href))}


def target_of(href):
    """(kind, id) of an address by identity, None for any other."""
    found = IDENTITY.fullmatch(href)
    return found and (found[1], int(found[2]))


def with_links(html, change):
    """The text with change(address) as the address of each link; where that is None the link stays as it is."""
    root, is_changed = sanitised_tree(html), False
    for link in root.iter("a"):
        if (href := change(link.get("href") or "")) is not None:
            link.set("href", href)
            is_changed = True
    return _sanitiser.clean(write(root)) if is_changed else html


def show(html, addresses, former_anchors=None):
    """Stored HTML → safe HTML for a public page.

    `addresses`: (kind, id) → link_targets.Address. A link to what is not public becomes plain text; one to a file
    says its type and size. `former_anchors`: anchor of a heading → those it had before, which go on working. Second-level
    headings get ids; tables what narrow screens need (tables.for_readers); numbered lists that are steps a class.
    """
    root = sanitised_tree(html)
    for link in list(root.iter("a")):
        _lead_to_today(link, addresses)
    for heading, (anchor, _text) in zip(root.iter("h2"), _anchors(root), strict=True):
        heading.set("id", anchor)
        for former in (former_anchors or {}).get(anchor, []):
            place = Element("span", {"id": former})
            place.tail, heading.text = heading.text, None
            heading.insert(0, place)
    return _shown(root)


def show_without_links(html):
    """Stored HTML → safe HTML to read inside another page: no links, and no ids that could be there already."""
    return _shown(sanitised_tree(html, _sanitiser_without_links))


def _shown(root):
    for table in list(root.iter("table")):
        if next(table.iterancestors("table"), None) is None:
            tables.for_readers(table)
    for numbered in root.iter("ol"):
        if all(_begins_bold(item) for item in numbered):
            numbered.set("class", "text__steps")
    for element in root.iter():
        element.text, element.tail = (words and bound(words) for words in (element.text, element.tail))
    return mark_safe(write(root))  # noqa: S308  # sanitised; what was added is ours


def _begins_bold(item):
    """Whether bold words open it: so editors say that a numbered list is a row of steps."""
    while not (item.text or "").strip() and len(item):
        item = item[0]
        if item.tag == "strong":
            return True
    return False


def _lead_to_today(link, addresses):
    """A link by identity gets today's address, the language of its target and, for a file, type and size."""
    href = link.get("href") or ""
    target = target_of(href)
    if target is None:
        _complete(link, href)
        return
    address = addresses.get(target)
    if address is None:
        unwrap(link)
        return
    link.set("href", address.url + href[href.find("#") :] if "#" in href else address.url)
    if address.language:
        link.set("hreflang", address.language)
    if address.facts:
        facts = f" ({address.facts})"
        if len(link):
            link[-1].tail = (link[-1].tail or "") + facts
        else:
            link.text = (link.text or "") + facts


def _complete(link, href):
    """An old edition may hold an address without its scheme, which would lead to a page below the one that is read."""
    if typed_links.problem(whole := typed_links.completed(href)):
        unwrap(link)
    else:
        link.set("href", whole)


def headings(html):
    """The words of all headings, of every level."""
    return [" ".join(without_soft_hyphens(words_of(heading)).split()) for heading in tree_of(html).iter(*HEADINGS)]


def contents(html):
    """The second-level headings: [(id, text)]."""
    return _anchors(tree_of(html))


def _anchors(root):
    texts = [words_of(heading).strip() for heading in root.iter("h2")]
    return list(zip(anchors_of(texts), texts, strict=True))


LINES = {"p", "li", "caption", "tr", "blockquote"} | HEADINGS


def lines(html):
    """The paragraphs, headings, list items and table rows of a text, without markup. Cells are parted by " | "."""
    found = [""]

    def read(element):
        breaks = element.tag in LINES and element.getparent().tag not in CELLS
        if breaks or element.tag == "br":
            found.append("")
        elif element.tag in CELLS and element.getprevious() is not None:
            found[-1] += " | "
        found[-1] += element.text or ""
        for child in element:
            read(child)
            found[-1] += child.tail or ""
        if breaks or element.tag in LISTS | {"table"}:
            found.append("")
        elif element.tag in LINES:
            found[-1] += " "

    root = tree_of(html)
    found[-1] += root.text or ""
    for child in root:
        read(child)
        found[-1] += child.tail or ""
    folded = (" ".join(without_soft_hyphens(line).split()) for line in found)
    return [line for line in folded if line]
