"""Tables for spreadsheets."""

import csv
from io import StringIO

from oph_site.languages import current_language
from oph_site.wording import for_machines

SEPARATORS = {"fi": ";"}  # what Excel expects where the decimal mark is a comma; elsewhere a comma
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


def csv_file(rows):
    """RFC 4180 with the separator of the language. Numbers stay numbers, so that a spreadsheet can count with them."""
    written = StringIO()
    writer = csv.writer(written, delimiter=SEPARATORS.get(current_language(), ","))  # lines end with CR LF
    for row in rows:
        writer.writerow([harmless(cell) if cell and isinstance(cell, str) else cell for cell in row])
    return BYTE_ORDER_MARK + written.getvalue()


def harmless(text):
    """A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection)."""
    text = for_machines(text)
    return f"'{text}" if text and text[0] in "=+-@\t\r\n" else text
