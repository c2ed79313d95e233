"""Pages whose address is much like one that does not exist: for the error page."""

import re
from difflib import SequenceMatcher

from django.db.models import Q

from oph_site.languages import current_language
from pages.models import Edition

SHOWN, LIKENESS = 3, 0.6


def near(path, now):
    """At most three live editions of the active language, the most alike first: one query."""
    words = re.findall(r"[a-z0-9]{4,}", path.lower())[:8]
    if not words:
        return []
    beginnings = Q(*[("path__contains", word[:5]) for word in words], _connector=Q.OR)
    live = Edition.objects.live(now).filter(beginnings, language=current_language())
    likeness = {edition: alike(edition.path, path) for edition in live.only("language", "path", "title")[:100]}
    found = [edition for edition, number in likeness.items() if number >= LIKENESS]
    return sorted(found, key=lambda edition: -likeness[edition])[:SHOWN]


def alike(path, asked):
    """How much the ends of two addresses have in common, 0–1."""
    ends = [one.strip("/").rpartition("/")[2].lower() for one in (path, asked)]
    return SequenceMatcher(None, *ends).ratio()
