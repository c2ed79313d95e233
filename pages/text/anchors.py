"""The ids of the second-level headings of a text.

The frame of a page has ids of its own. They begin with "_", as no anchor does; the few that are linked to from elsewhere
(#main, #organisation-7) are left free.
"""

import re
from itertools import count

from django.utils.text import slugify

from oph_site.soft_hyphens import without_soft_hyphens

RESERVED = re.compile(r"main|(?:call|network|organisation|source)-\d+")


def anchors_of(headings):
    """An id for each of the texts of headings, in their order: made of its words, no two alike."""
    found = []
    for number, text in enumerate(headings, 1):
        anchor = slugify(without_soft_hyphens(text)) or f"part-{number}"
        numbered = (f"{anchor}-{other}" for other in count(number))
        found.append(anchor if is_free(anchor, found) else next(one for one in numbered if is_free(one, found)))
    return found


def is_free(anchor, taken):
    return anchor not in taken and not RESERVED.fullmatch(anchor)
