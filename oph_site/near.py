"""What stands at an address much like one that does not exist: for the error page."""

import re

from oph_site.languages import current_language
from oph_site.search.query import search
from oph_site.search.showing import shown

SHOWN = 3
KINDS = {"page", "publication"}
LONGEST = 100  # characters of an address that are looked at


def near(path, now):
    """At most three pages and publications that hold the words of its last part: [Shown], best first.

    A compound may have been typed with a hyphen: its parts are asked for first, then the whole. Numbers at the end of an
    address (a year, a second page of that name) say little.
    """
    last = path[-LONGEST:].strip("/").rpartition("/")[2]
    words = re.findall(r"[^\W_]{2,}", last)
    words = [word for word in words if not word.isdigit()] or words
    language = current_language()
    for query in dict.fromkeys([" ".join(words), "".join(words)]):
        found = search(query, language=language, now=now, kinds=KINDS, needs_all=True)
        if found.complete:
            return shown(found, found.complete[:SHOWN], language=language, now=now)
    return []
