"""Translations that are missing or outdated, and the word that one is still right.

Nothing is ever overwritten or copied from one language to another: an edition remembers the digest of the source text
that it was checked against, and is outdated when the live source differs.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.audit import record_change
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from pages.editions import log_words
from pages.editions.history import compare
from pages.models import Edition, Page

# What tells how the languages stand to each other. The texts of a large site would take most of the time.
COMPARED = ["page_id", "language", "since", "until", "texts_since", "text_digest", "source_digest"]


class Translation(models.TextChoices):
    MISSING = "missing", gettext_lazy("missing")
    OUTDATED = "outdated", gettext_lazy("outdated")
    FINE = "fine", gettext_lazy("fine")


def by_page(language, now=None):
    """{page id: Translation} of every page that is public in the source language."""
    return {
        page: translation_state(live, language)
        for page, live in live_by_page(now or timezone.now()).items()
        if DEFAULT_LANGUAGE in live and not is_swedish(live)
    }


def live_by_page(now):
    """{page id: {language: COMPARED of its live edition, and its kind}}."""
    live, found = Edition.objects.live(now).annotate(kind=KT("content__kind")), {}
    for edition in live.order_by().values_list(*COMPARED, "kind", named=True):
        found.setdefault(edition.page_id, {})[edition.language] = edition
    return found


def is_swedish(live):
    """The page in Swedish lacks no translation: what it says stands on the others."""
    return DEFAULT_LANGUAGE in live and live[DEFAULT_LANGUAGE].kind == Page.Kind.SWEDISH


def translation_state(live, language):
    """How a page that is public stands in one language. live: {language: its live edition}. The source is missing or fine."""
    if is_swedish(live):
        return Translation.FINE
    if language not in live:
        return Translation.MISSING
    source = live.get(DEFAULT_LANGUAGE)
    if language == DEFAULT_LANGUAGE or source is None:
        return Translation.FINE
    return Translation.FINE if live[language].source_digest == source.text_digest else Translation.OUTDATED


def live_of(page):
    """{language: live edition} of one page."""
    return {edition.language: edition for edition in Edition.objects.live(timezone.now()).filter(page=page)}


def live_pair(page, language):
    """(live source edition, live translation), None where there is none."""
    live = live_of(page)
    return live.get(DEFAULT_LANGUAGE), live.get(language)


def checked_against(translation, **only):
    """The newest source edition with the text that the translation was checked against; None when it is not known."""
    return sources(page=translation.page_id, text_digest=translation.source_digest, **only).order_by("-since").first()


def sources(**only):
    return Edition.objects.filter(language=DEFAULT_LANGUAGE, **only)


def source_changes(page, language):
    """What changed in the source since the translation was checked: see history.compare; None when that is not known."""
    source, translation = live_pair(page, language)
    before = checked_against(translation) if translation else None
    return compare(before, source) if before and source else None


@transaction.atomic
def mark_checked(page, language, *, by):
    """Somebody has looked: the live translation is right for today's source text. Returns the edition."""
    source, translation = live_pair(page, language)
    if source is None or translation is None:
        raise ValidationError(_("There is nothing to check: the page is not public in both languages."))
    translation.source_digest = source.text_digest
    translation.save(update_fields=["source_digest"])
    record_change(page, by=by, message=log_words.checked(language))
    return translation


@dataclass(frozen=True)
class Standing:
    """How a text stands in one language, and since when (None: not known)."""

    state: Translation
    since: datetime | None = None


def standings(now=None):
    """{page id: {language: Standing}} of every public page: for the board."""
    now = now or timezone.now()
    found = live_by_page(now)
    known = histories([page for page, live in found.items() if is_open(live)], now)
    return {
        page: {language: standing(live, language, known.get(page, [])) for language in LANGUAGES}
        for page, live in found.items()
    }


def is_open(live):
    return any(translation_state(live, language) != Translation.FINE for language in LANGUAGES)


def histories(pages, now):
    """{page id: COMPARED of its editions so far, the oldest first}."""
    found = {}
    editions = Edition.objects.filter(page__in=pages, since__lte=now).order_by("since", "pk")
    for edition in editions.values_list(*COMPARED, named=True):
        found.setdefault(edition.page_id, []).append(edition)
    return found


def standing(live, language, editions):
    """A translation is missing since the source is public without it, outdated since the source changed under it."""
    state = translation_state(live, language)
    if state == Translation.FINE:
        return Standing(state, live[language].texts_since if language in live else None)
    if state == Translation.MISSING:
        others = [edition.since for edition in editions if edition.language in live]
        ends = [edition.until for edition in editions if edition.language == language and edition.until]
        return Standing(state, max([min(others), *ends]))
    later = []
    for source in (edition for edition in editions if edition.language == DEFAULT_LANGUAGE):
        later = [] if source.text_digest == live[language].source_digest else [*later, source.since]
    return Standing(state, later[0])
