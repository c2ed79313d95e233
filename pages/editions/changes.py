"""What readers are told of changes: the notes on a page, and the entries of the feed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from oph_site.json_rows import JSONRows
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


def with_notes(editions, now):
    """Each edition brings the notes of its page and language along: see notes()."""
    told = Edition.objects.filter(page=OuterRef("page"), language=OuterRef("language"), since__lte=now)
    rows = (
        told.exclude(change_note="")
        .order_by()
        .values("page")
        .annotate(rows=JSONRows(JSONObject(since="since", text="change_note")))
    )
    return editions.annotate(told=Subquery(rows.values("rows")))


def notes(edition, now):
    """[Note], newest first, as known when this edition began. Only one that came without them costs a query."""
    if hasattr(edition, "told"):
        found = [Note(moment(row["since"]), row["text"]) for row in edition.told or []]
    else:
        told = Edition.objects.filter(page=edition.page_id, language=edition.language).exclude(change_note="")
        found = [Note(*row) for row in told.values_list("since", "change_note")]
    return sorted((note for note in found if note.since <= (edition.since or now)), key=lambda note: note.since)[::-1]


def moment(text):
    """What a database writes into JSON; SQLite leaves the zone out, which is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


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
