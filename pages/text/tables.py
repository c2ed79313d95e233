"""Tables of a text: the one form in which they are stored, and how they are shown."""

import re

from lxml.etree import Element, SubElement

from pages.text.nodes import words_of

NUMBER = re.compile(r"[−–-]?€?\d{1,3}(?:[ \u00a0\u2009\u202f,.]?\d{3})*(?:[.,]\d+)?[ \u00a0\u202f]?[€%]?")
CLOCK = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
TIME = re.compile(rf"{CLOCK}(?:[ \u00a0]?[–-][ \u00a0]?{CLOCK})?")  # 9.15, 9:15–10:00
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
    """Columns of numbers and of times get a class. On narrow screens a wide table becomes a list of its rows, whose cells say
    their column; one that cannot scrolls sideways in a region that the keyboard reaches, named by its caption.
    """
    mark_columns(table)
    region = Element("div", {"class": "rows" if name_cells(table) else "scroll"})
    caption = next(table.iterchildren("caption"), None)
    if region.get("class") == "scroll" and caption is not None and (label := words_of(caption)):
        region.attrib.update({"role": "region", "aria-label": label, "tabindex": "0"})
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)


def name_cells(table):
    """Writes into the cells of a wide table what the heading of their column says; whether the table is plain enough.

    Not with spans, a table within, or three columns and more without one row of headings. Two columns fit every screen.
    """
    rows = own_rows(table)
    if is_spanned(cell for row in rows for cell in row) or next(table.iterdescendants("table"), None) is not None:
        return False
    if max((len(row) for row in rows), default=0) < 3:
        return True
    heads = [row for row in rows if row.getparent().tag == "thead"]
    if len(heads) != 1:
        return False
    names = [words_of(head).strip() for head in heads[0]]
    for row in rows[1:]:
        for name, cell in zip(names, row, strict=False):
            if cell.tag == "td" and name:
                cell.set("data-label", name)
    return True


def mark_columns(table):
    """Marks the cells and heads of the columns in which most cells are a number, which are compared from the right, and of
    a first column of times."""
    rows = own_rows(table)
    body = [row for row in rows if any(cell.tag == "td" for cell in row)]
    if not body or is_spanned(cell for row in rows for cell in row):
        return  # with spans the place of a cell is not its column
    texts = [[words_of(cell).strip() for cell in row] for row in body]
    for place in range(len(texts[0])):
        column = [row[place] for row in texts if place < len(row)]
        numbers = sum(bool(NUMBER.fullmatch(text)) for text in column)
        is_time = place == 0 and all(TIME.fullmatch(text) for text in column)
        if name := "time" if is_time else "num" if 2 * numbers > len(body) else "":
            for row in rows:
                if place < len(row):
                    row[place].set("class", name)


def is_spanned(cells):
    return any(cell.get(span) for cell in cells for span in SPANS)
