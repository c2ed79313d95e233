"""Tables of a text: the one form in which they are stored, and how they are shown."""

import re

from lxml.etree import Element, SubElement

from pages.text.nodes import words_of

NUMBER = re.compile(r"[−–-]?€?\d{1,3}(?:[ \u00a0\u2009\u202f,.]?\d{3})*(?:[.,]\d+)?[ \u00a0\u202f]?[€%]?")
SPANS = ("colspan", "rowspan")


def in_one_form(table):
    """Caption, head and body, each heading cell with its scope. The editor writes the caption as an attribute."""
    caption, rows = caption_of(table), own_rows(table)
    heads = 1 if len(rows) > 1 and all(cell.tag == "th" for cell in rows[0]) else 0
    table.clear(keep_tail=True)
    if caption is not None:
        table.append(caption)
    for tag, some in (("thead", rows[:heads]), ("tbody", rows[heads:])):
        if some or tag == "tbody":
            SubElement(table, tag).extend(in_one_form_row(row) for row in some)


def caption_of(table):
    """The <caption>, None where there are no words for it."""
    caption = next((child for child in table if child.tag == "caption"), None)
    if (typed := table.get("data-caption")) is not None:
        caption = Element("caption")
        caption.text = typed
    if caption is None or not words_of(caption).strip():
        return None
    caption.tail = None
    caption.text = (caption.text or "").lstrip()
    if len(caption):
        caption[-1].tail = (caption[-1].tail or "").rstrip()
    else:
        caption.text = caption.text.rstrip()
    return caption


def own_rows(table):
    """The rows of a table, without those of a table in one of its cells."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def in_one_form_row(row):
    scope = "row" if any(cell.tag == "td" for cell in row) else "col"
    row.text = row.tail = None
    for cell in row:
        cell.tail = None
        spans = {
            name: value for name, value in cell.attrib.items() if name in SPANS and value.isdecimal() and value != "1"
        }
        cell.attrib.clear()
        cell.attrib.update(spans | ({"scope": scope} if cell.tag == "th" else {}))
    return row


def for_readers(table):
    """Puts the table into a region that scrolls by keyboard, named by its caption; columns of numbers get a class."""
    mark_numbers(table)
    region = Element("div", {"class": "scroll"})
    caption = next(table.iterchildren("caption"), None)
    if caption is not None and (label := words_of(caption)):
        region.attrib.update({"role": "region", "aria-label": label, "tabindex": "0"})
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)


def mark_numbers(table):
    """Marks the cells and heads of the columns in which most cells are a number: numbers are compared from the right."""
    rows = own_rows(table)
    body = [row for row in rows if any(cell.tag == "td" for cell in row)]
    if not body or any(cell.get(span) for row in rows for cell in row for span in SPANS):
        return  # with spans the place of a cell is not its column
    texts = [[words_of(cell).strip() for cell in row] for row in body]
    columns = {
        place
        for place in range(len(texts[0]))
        if 2 * sum(bool(NUMBER.fullmatch(row[place])) for row in texts if place < len(row)) > len(texts)
    }
    for row in rows:
        for place, cell in enumerate(row):
            if place in columns:
                cell.set("class", "num")
