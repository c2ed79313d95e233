"""Translations of records: missing, outdated or fine. A record has no editions, so it remembers by itself.

`translation_marks` holds for each language the source texts that it was last checked against and since when it has been
as it is: {"en": {"source": {"name": "…"}, "since": "2026-11-29T08:00:00+00:00"}}. A translation counts as checked when its own text
changed or somebody said that it is still right. Works for any model with translated fields; a new one needs nothing.
"""

from datetime import datetime

from django.utils import timezone
from modeltranslation.translator import translator

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from pages.editions.history import pieces
from pages.editions.translations import Translation


def texts(record, language):
    """{field: text} of one language, never the fallback."""
    fields = translator.get_options_for_model(type(record)).get_field_names()
    return {field: getattr(record, f"{field}_{language}") or "" for field in fields}


def state(record, language):
    """Missing: a text that another language has. Outdated: the source differs from what the translation was checked against.

    The source itself lacks nothing while what every record needs is there: Finnish readers see no other language in its place.
    """
    own = texts(record, language)
    others = [texts(record, other) for other in LANGUAGES if other != language]
    is_source = language == DEFAULT_LANGUAGE
    needed = [field for field in own if not (is_source and type(record)._meta.get_field(field).blank)]
    if any(not own[field] and any(other[field] for other in others) for field in needed):
        return Translation.MISSING
    is_outdated = not is_source and checked_against(record, language) != texts(record, DEFAULT_LANGUAGE)
    return Translation.OUTDATED if is_outdated else Translation.FINE


def checked_against(record, language):
    """The source texts that the translation is right for; today's when nothing else is known."""
    return mark(record, language).get("source") or texts(record, DEFAULT_LANGUAGE)


def since(record, language):
    """Since when the translation has been as it is; None when that is not known."""
    at = mark(record, language).get("since")
    return datetime.fromisoformat(at) if at else None


def mark(record, language):
    return getattr(record, "translation_marks", {}).get(language, {})


def outdated(record):
    """The languages whose translation is outdated."""
    return [language for language in LANGUAGES if state(record, language) == Translation.OUTDATED]


def source_changes(record, language):
    """What changed in the source since the translation was checked: [(name of the field, pieces)], see history.pieces."""
    before, now = checked_against(record, language), texts(record, DEFAULT_LANGUAGE)
    names = {field: type(record)._meta.get_field(field).verbose_name for field in now}
    return [
        (names[field], pieces(before.get(field, ""), now[field]))
        for field in now
        if before.get(field, "") != now[field]
    ]


def by_record(model, language):
    """{id: Translation} of every record of the model."""
    return {record.pk: state(record, language) for record in model._default_manager.all()}


def remember(record, *, still_right=(), now=None):
    """Call before a changed record is saved: writes what the save means for each translation. The caller saves."""
    before = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
    now = now or timezone.now()
    for language in LANGUAGES:
        is_checked = before is None or language in still_right or texts(before, language) != texts(record, language)
        source = texts(record, DEFAULT_LANGUAGE) if is_checked else checked_against(before, language)
        is_as_before = before is not None and state(before, language)
        known = mark(record, language).get("since")
        record.translation_marks[language] = {"source": source, "since": known}
        if state(record, language) != is_as_before:
            record.translation_marks[language]["since"] = now.isoformat()
