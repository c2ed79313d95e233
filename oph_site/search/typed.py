"""What people type into a box of the search, as the query that is asked."""

from oph_site.characters import line
from oph_site.search.understanding import LONGEST


def one_line(text):
    """As it goes back into the box: nothing invisible, single spaces."""
    return " ".join(line(text).split())


def shortened(text):
    """As much of it as is searched for: whole words, if it has any."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition(" ")[0] or text[:LONGEST]
