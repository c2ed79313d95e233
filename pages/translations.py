"""Translations that are missing or behind their source, and the word that one is still right.

Nothing is ever overwritten or copied from one language to another: an edition remembers the digest of the source text
that it was checked against, and is behind when the live source differs.
"""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import DEFAULT_LANGUAGE
from pages.history import compare
from pages.models import Edition, Page
from pages.publishing import digest


class Translation(models.TextChoices):
    MISSING = "missing", gettext_lazy("missing")
    BEHIND = "behind", gettext_lazy("behind")
    FINE = "fine", gettext_lazy("fine")


def by_page(language, now=None):
    """{page id: Translation} of every page that is public in the source language."""
    live = (
        Edition.objects.live(now or timezone.now())
        .filter(language__in=[DEFAULT_LANGUAGE, language])
        .exclude(page__kind=Page.Kind.SWEDISH)
    )
    found = {}
    for edition in live:
        found.setdefault(edition.page_id, {})[edition.language] = edition
    return {
        page: state(editions[DEFAULT_LANGUAGE], editions.get(language))
        for page, editions in found.items()
        if DEFAULT_LANGUAGE in editions
    }


def state(source, translation):
    if translation is None:
        return Translation.MISSING
    return Translation.FINE if translation.source_digest == digest(source) else Translation.BEHIND


def live_pair(page, language):
    """(live source edition, live translation), None where there is none."""
    live = {edition.language: edition for edition in Edition.objects.live(timezone.now()).filter(page=page)}
    return live.get(DEFAULT_LANGUAGE), live.get(language)


def checked_against(page, translation):
    """The newest source edition with the text that the translation was checked against; None when it is not known."""
    sources = page.editions.filter(language=DEFAULT_LANGUAGE).order_by("-since")
    return next((source for source in sources if digest(source) == translation.source_digest), None)


def source_changes(page, language):
    """What changed in the source since the translation was checked: see history.compare; None when that is not known."""
    source, translation = live_pair(page, language)
    before = checked_against(page, translation) if translation else None
    return compare(before, source) if before and source else None


@transaction.atomic
def mark_checked(page, language):
    """Somebody has looked: the live translation is right for today's source text. Returns the edition."""
    source, translation = live_pair(page, language)
    if source is None or translation is None:
        raise ValidationError(_("There is nothing to check: the page is not public in both languages."))
    translation.source_digest = digest(source)
    translation.save(update_fields=["source_digest"])
    return translation
