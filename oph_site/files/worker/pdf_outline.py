"""The outline of a PDF: its bookmarks, which are as a rule its headings."""

from itertools import islice

import pypdfium2

LEVELS, MOST, LONGEST = 2, 100, 200  # bookmarks of these levels; characters of a title


def outline(path):
    """[[level from 0, title, number of the page or None]]; [] where there is none or it cannot be read."""
    try:
        pdf = pypdfium2.PdfDocument(path)
        return [row for row in map(described, islice(pdf.get_toc(max_depth=LEVELS), MOST)) if row[1]]
    except (pypdfium2.PdfiumError, ValueError):  # what looks like bookmarks may be anything
        return []


def described(bookmark):
    title = " ".join("".join(letter if letter.isprintable() else " " for letter in bookmark.get_title()).split())
    destination = bookmark.get_dest()
    page = destination.get_index() if destination else None
    return [bookmark.level, title[:LONGEST], page + 1 if page is not None and page >= 0 else None]
