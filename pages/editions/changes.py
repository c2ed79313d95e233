"""What readers are told of changes: the notes on a page, and the entries of the feed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from pages.models import Edition

IN_FEED = 30


@dataclass
class Change:
    """One entry of the feed: the edition that brought it, and where its page is today."""

    edition: Edition
    live: Edition
    is_new: bool


@dataclass
class Note:
    """What readers are told of one edition, and since when."""

    since: datetime
    text: str


def notes(edition, now):
    """[Note], newest first, as known when this edition began. One query."""
    own = Edition.objects.filter(page=edition.page_id, language=edition.language, since__lte=edition.since or now)
    told = own.filter(hidden_at=None).exclude(change_note="").order_by("-since")
    return [Note(*row) for row in told.values_list("since", "change_note")]


def latest(language, now):
    """New pages and changes with a note, newest first, of pages that are public: [Change]."""
    live = Edition.objects.live(now).filter(language=language)
    return changes_of(live, now, Q(is_later=False) | ~Q(change_note=""))


def latest_below(section, now):
    """The same of one section: the page of this live edition and all below it."""
    live = Edition.objects.live(now).filter(language=section.language)
    here = live.filter(Q(path=section.path) | Q(path__startswith=f"{section.path}/"))
    return changes_of(here, now, Q(is_later=False) | ~Q(change_note=""))


def latest_of(edition, now):
    """What changed on one page, also in words that no note tells of: [Change]."""
    live = Edition.objects.filter(pk=edition.pk)
    return changes_of(live, now, Q(is_later=False) | ~Q(change_note="") | Q(texts_since=F("since")))


def changes_of(live, now, told):
    """The newest [Change] of the pages of these live editions, all of one language. told: which of their editions. Two queries."""
    earlier = Edition.objects.filter(page=OuterRef("page"), language=OuterRef("language"), since__lt=OuterRef("since"))
    today = {edition.page_id: edition for edition in live.only("page_id", "language", "path")}
    found = (
        Edition.objects.filter(page__in=live.order_by().values("page"), language__in=live.order_by().values("language"))
        .filter(since__lte=now, hidden_at=None)
        .annotate(is_later=Exists(earlier))
        .filter(told)
        .defer("content")
        .order_by("-since", "-pk")[:IN_FEED]
    )
    return [Change(edition, today[edition.page_id], not edition.is_later) for edition in found]
