"""The public pages in brief: what every page tells of the others, such as their names and where they stand.

All of them are read with one query and kept until something public changes. What is live follows the clock.
"""

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from oph_site.stamp.kept import kept_until_public_changes
from pages.models import Edition
from pages.models.edition import page_url

COLUMNS = [
    "page__key", "page__kind", "page_id", "language", "path", "parent_id", "in_menu", "menu_title", "title", "lead", "since", "until",
]  # fmt: skip


class BriefEdition(NamedTuple):
    """As much of an edition as other pages tell."""

    key: str | None  # of a landing page
    page_kind: str
    page_id: int
    language: str
    path: str
    parent_id: int | None
    in_menu: bool
    menu_title: str
    title: str
    lead: str
    since: datetime
    until: datetime | None

    def get_absolute_url(self):
        return page_url(self.path, self.language)


class NotOver:
    """The editions that were public or planned when they were read, and the moments at which one begins or ends."""

    def __init__(self, editions, now):
        self.editions = editions
        moments = {moment for each in editions for moment in (each.since, each.until)}
        self.boundaries = sorted(moment for moment in moments if moment and moment > now)

    def epoch(self, now):
        passed = bisect_right(self.boundaries, now)
        begins = self.boundaries[passed - 1] if passed else None
        return begins, self.boundaries[passed] if passed < len(self.boundaries) else None


class PublicTree:
    """The live editions, by what they are asked for; lists of them are in the order of the tree."""

    def __init__(self, editions):
        self.editions = editions
        self.by_path = {(each.language, each.path): each for each in editions}
        self.by_page = {(each.language, each.page_id): each for each in editions}
        self.by_key = {(each.language, each.key): each for each in editions if each.key}
        self.by_parent = {}
        for each in editions:
            self.by_parent.setdefault((each.language, each.parent_id), []).append(each)


@kept_until_public_changes
def not_over():
    """One query."""
    now = timezone.now()
    editions = Edition.objects.filter(Q(until=None) | Q(until__gt=now)).order_by("position", "page_id")
    return NotOver([BriefEdition(*row) for row in editions.values_list(*COLUMNS)], now)


@kept_until_public_changes
def live_in(editions, begins, ends):
    """The PublicTree between two boundaries that follow each other. editions: NotOver."""

    def is_live(each):
        return (ends is None or each.since < ends) and (begins is None or each.until is None or each.until > begins)

    return PublicTree(list(filter(is_live, editions.editions)))


def public_tree(now):
    """The PublicTree of a moment."""
    editions = not_over()
    return live_in(editions, *editions.epoch(now))


def epoch(now):
    """(the last boundary until now, the next one): between them the live editions are the same. None where there is none."""
    return not_over().epoch(now)
