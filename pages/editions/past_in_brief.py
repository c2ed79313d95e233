"""What a page says of its own past, in one query: the notes of its changes, that it has earlier versions, that its source has changed."""

from dataclasses import dataclass
from datetime import datetime

from oph_site.languages import DEFAULT_LANGUAGE
from pages.editions.changes import Note
from pages.models import Edition, Page

COLUMNS = ["language", "since", "until", "is_continuation", "hidden_at", "change_note", "text_digest"]


@dataclass
class PastInBrief:
    """notes: newest first. outdated_since: since when the source differs from what the translation was checked against; None
    where that is not known."""

    notes: list
    has_versions: bool
    is_outdated: bool = False
    outdated_since: datetime | None = None


def past_in_brief(edition, now):
    """That of a live edition."""
    rows = Edition.objects.filter(page=edition.page_id, since__lte=now).order_by("since", "pk")
    rows = list(rows.values_list(*COLUMNS, named=True))
    own = [row for row in rows if row.language == edition.language]
    notes = [Note(row.since, row.change_note) for row in own if row.change_note and row.hidden_at is None]
    # The one that is public began last; where its section moved it, it began before the edition that is asked.
    begun = [row.since for row in own if not row.is_continuation]
    past = PastInBrief(notes[::-1], has_versions=bool(begun) and begun[0] < begun[-1])
    if edition.language != DEFAULT_LANGUAGE and edition.kind != Page.Kind.SWEDISH:
        compare(past, edition.source_digest, [row for row in rows if row.language == DEFAULT_LANGUAGE], now)
    return past


def compare(past, checked, sources, now):
    """Says of a translation how it stands to its source. checked: the digest of the text that it was checked against."""
    source = next((row for row in sources if row.until is None or row.until > now), None)
    if source is None or source.text_digest == checked:
        return
    past.is_outdated = True
    readable = [row.since for row in sources if row.text_digest == checked and row.hidden_at is None]
    if readable:
        past.outdated_since = next((row.since for row in sources if row.since > readable[-1]), None)
