"""What readers are told of changes: the notes on a page, and the entries of the feed."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from pages.models import Edition

IN_FEED = 30


@dataclass
class Change:
    """One entry of the feed: the edition that brought it, and where its page is today."""

    edition: Edition
    live: Edition
    is_new: bool


def notes(edition, now):
    """Editions of the same page and language with a note for readers, newest first, as known when this one began."""
    told = Edition.objects.filter(page=edition.page_id, language=edition.language).exclude(change_note="")
    return list(told.filter(since__lte=edition.since or now).only("since", "change_note").order_by("-since"))


def latest(language, now):
    """New pages and changes with a note, newest first, of pages that are public: [Change]."""
    earlier = Edition.objects.filter(page=OuterRef("page"), language=language, since__lt=OuterRef("since"))
    live = Edition.objects.live(now).filter(language=language)
    found = (
        Edition.objects.filter(language=language, since__lte=now, page__in=live.values("page"))
        .annotate(is_later=Exists(earlier))
        .filter(Q(is_later=False) | ~Q(change_note=""))
        .defer("content")
        .order_by("-since", "-pk")[:IN_FEED]
    )
    today = {edition.page_id: edition for edition in live.only("page_id", "language", "path")}
    return [Change(edition, today[edition.page_id], not edition.is_later) for edition in found]
