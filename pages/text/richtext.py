"""Rich text of the editors: what it may hold, what it says, and how it is shown. The one place that marks HTML as safe."""

import re
from html import escape, unescape
from html.parser import HTMLParser
from itertools import count

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from oph_site.soft_hyphens import without_soft_hyphens

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
# Links by identity, /~/<kind>/<id>/, with or without a place on the page. pages/text/link_targets.py says what kinds there are.
IDENTITY = re.compile(r'href="/~/([a-z]{1,20})/(\d{1,9})/(?:#[^"]*)?"')
LINK_BY_IDENTITY = re.compile(r'<a href="/~/([a-z]{1,20})/(\d{1,9})/(#[^"]*)?">(.*?)</a>', re.DOTALL)
TABLE = re.compile(r"<table([^>]*)>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(th|td)([^>]*)>")
CELL_TEXT = re.compile(r"<(th|td)[^>]*>(.*?)</(?:th|td)>", re.DOTALL)
NUMBER = re.compile(r"[−-]?€?\d{1,3}(?:[ \u00a0,]?\d{3})*(?:[.,]\d+)?[ \u00a0]?[€%]?")
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
BLOCKS = "p|h[2-4]|[uo]l|li|blockquote|table|caption|thead|tbody|tr|t[hd]"
BLOCK_EDGE = re.compile(rf"</?(?:{BLOCKS}|br)\b")
BETWEEN_BLOCKS = re.compile(rf"(</?(?:{BLOCKS})\b[^>]*>)\s+(?=</?(?:{BLOCKS})\b)")
# The editor wraps what stands in a list item or a cell into a paragraph: unwrapped where it is the only one.
LONE_PARAGRAPH = re.compile(r"<(li|t[dh]\b[^>]*)><p>((?:(?!</?p>).)*)</p>(?=<[uo]l\b|</li>|</t[dh]>)", re.DOTALL)

TAG = re.compile(
    r"<[^>]*>"
)  # of sanitised HTML; Django's strip_tags takes six times as long as all the rest of clean()


def _cleaner(tags):
    return nh3.Cleaner(
        tags=tags, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None,
        attribute_filter=lambda tag, name, value: _attribute(name, value),
    )  # fmt: skip


_sanitiser, _sanitiser_without_links = _cleaner(TAGS), _cleaner(TAGS - {"a"})


def _attribute(name, value):
    if name == "lang":
        return value if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) else None
    if name == "href" and re.match(r"\s*(//|\\|/\\)", value):  # another host without a scheme
        return None
    return value


def clean(html):
    """Editor HTML → the HTML that is stored: only allowed tags, tables with caption, head and scopes. Idempotent.

    What the editor writes in its own way (paragraphs in cells, no white space between blocks) comes out in one form,
    so that a text that was only opened does not differ from what is public.
    """
    html = _sanitiser.clean(html or "")
    html = BETWEEN_BLOCKS.sub(r"\1", html)
    html = LONE_PARAGRAPH.sub(r"<\1>\2", html)
    html = TABLE.sub(_structured_table, html)
    html = _sanitiser.clean(html)
    return html.strip() if TAG.sub("", html).strip() else ""


def _structured_table(match):
    attributes, inner = match.groups()
    written = CAPTION.search(inner)
    told = re.search(r'data-caption="([^"]*)"', attributes)
    caption = escape(unescape(told[1]), quote=False) if told else written[1] if written else ""
    rows = [_row(cells) for cells in ROW.findall(inner)]
    heads = 1 if len(rows) > 1 and "<td" not in rows[0] else 0
    return "".join([
        "<table>",
        f"<caption>{caption.strip()}</caption>" if caption.strip() else "",
        f"<thead>{''.join(rows[:heads])}</thead>" if heads else "",
        f"<tbody>{''.join(rows[heads:])}</tbody></table>",
    ])  # fmt: skip


def _row(cells):
    scope = "row" if "<td" in cells else "col"

    def cell(match):
        name, attributes = match.groups()
        spans = "".join(re.findall(r' (?:col|row)span="(?!1")\d+"', attributes))
        return f'<th{spans} scope="{scope}">' if name == "th" else f"<td{spans}>"

    return f"<tr>{CELL.sub(cell, cells)}</tr>"


def linked(html):
    """What a text links to by identity: {(kind, id)}."""
    return {(kind, int(pk)) for kind, pk in IDENTITY.findall(html)}


def target_of(href):
    """(kind, id) of an address by identity, None for any other."""
    return next(iter(linked(f'href="{href}"')), None)


def show(html, addresses):
    """Stored HTML → safe HTML for a public page.

    `addresses`: (kind, id) → link_targets.Address. A link to what is not public becomes plain text; one to a file
    says its type and size. Second-level headings get ids, tables a region that scrolls, columns of numbers a class.
    """
    html = _sanitiser.clean(html)

    def link(match):
        kind, pk, place, text = match.groups()
        address = addresses.get((kind, int(pk)))
        if address is None:
            return text
        hreflang = f' hreflang="{address.language}"' if address.language else ""
        facts = f" ({escape(address.facts)})" if address.facts else ""
        return f'<a href="{escape(address.url)}{place or ""}"{hreflang}>{text}{facts}</a>'

    html = LINK_BY_IDENTITY.sub(link, html)
    anchors = iter(_anchors(html))
    html = HEADING.sub(lambda match: f'<h2 id="{next(anchors)[0]}">{match[1]}</h2>', html)
    html = TABLE.sub(_scrolling_table, html)
    return mark_safe(html)  # noqa: S308  # sanitised above; what was added is ours


def show_without_links(html):
    """Stored HTML → safe HTML to read inside another page: no links, and no ids that could be there already."""
    return mark_safe(TABLE.sub(_scrolling_table, _sanitiser_without_links.clean(html)))  # noqa: S308  # sanitised


def _scrolling_table(match):
    caption = CAPTION.search(match[2])
    label = escape(unescape(strip_tags(caption[1]))) if caption else ""
    name = f' role="region" aria-label="{label}" tabindex="0"' if label else ""
    return f'<div class="scroll"{name}>{_with_numbers(match[0])}</div>'


def _with_numbers(table):
    """Marks the cells and heads of the columns in which most cells are a number: numbers are compared from the right."""
    rows = [CELL_TEXT.findall(row) for row in ROW.findall(table)]
    body = [[unescape(strip_tags(text)).strip() for _name, text in row] for row in rows if "td" in dict(row)]
    if not body or "span=" in table:  # with spans the place of a cell is not its column
        return table
    columns = {
        place
        for place in range(len(body[0]))
        if 2 * sum(bool(NUMBER.fullmatch(row[place])) for row in body if place < len(row)) > len(body)
    }

    def row(match):
        places = count()
        return CELL.sub(lambda cell: f'{cell[0][:-1]} class="num">' if next(places) in columns else cell[0], match[0])

    return ROW.sub(row, table)


def contents(html):
    """The second-level headings: [(id, text)]."""
    return _anchors(html)


def _anchors(html):
    seen, anchors = set(), []
    for number, heading in enumerate(HEADING.findall(html), 1):
        text = unescape(strip_tags(heading)).strip()
        anchor = slugify(without_soft_hyphens(text)) or f"part-{number}"
        anchor = f"{anchor}-{number}" if anchor in seen or anchor == "main" else anchor
        seen.add(anchor)
        anchors.append((anchor, text))
    return anchors


def plain(html):
    """The words of a text alone, white space folded."""
    return without_soft_hyphens(" ".join(unescape(strip_tags(BLOCK_EDGE.sub(r" \g<0>", html))).split()))


class _Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.headings, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("h2", "h3", "h4"):
            self.open.append((tag, [], self.headings, int(tag[1])))
        elif tag == "a":
            self.open.append((tag, [], self.links, dict(attrs).get("href", "")))

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            _, words, found, what = self.open.pop()
            found.append((what, "".join(words).strip()))

    def handle_data(self, data):
        for _, words, *_rest in self.open:
            words.append(data)


def outline(html):
    """(headings, links) of a text: [(level, text)], [(href, text)]."""
    parser = _Outline()
    parser.feed(html)
    return parser.headings, parser.links
