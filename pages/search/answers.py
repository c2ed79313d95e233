"""What readers search for: further pages, filters and other orders of an answer need no second search."""

from dataclasses import replace

from oph_site.search.query import search
from oph_site.stamp.kept import kept_until_public_changes
from pages.public_tree import epoch

MOST_KEPT = 50  # answers; one of 10,000 hits takes 100 kB


def search_public(text, *, language, now, kinds=None, is_as_typed=False):
    """search() of what is public. kinds: None for all, or a frozenset."""
    known, asked = answers_known(epoch(now)[0]), (text, language, kinds, is_as_typed)
    found = known.get(asked)
    if found is None:
        found = search(text, language=language, now=now, kinds=kinds, is_as_typed=is_as_typed)
        if len(known) >= MOST_KEPT:
            known.clear()
        known[asked] = found
    return replace(found, matchers={})  # which learn from each text that they read


@kept_until_public_changes
def answers_known(since):
    """{what was asked: what search() found} as far as somebody asked. since: the last moment at which an edition began or ended."""
    return {}
