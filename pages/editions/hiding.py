"""Hiding one earlier version from readers, and showing it again. The history of the admin keeps it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from pages.editions import log_words, windows
from pages.editions.publishing import take_turns
from pages.models import Edition


@transaction.atomic
def hide(edition, *, by, note):
    """Readers see nothing more of the version that begins with this edition: neither its text nor its change note.

    Raises ValidationError where that is public or planned. note: why, for colleagues.
    """
    take_turns()
    now = timezone.now()
    version = windows.chain(edition)
    if any(row.until is None or row.until > now for row in version):
        raise ValidationError(_("Only a version that is no longer the current one can be hidden."))
    mark(version, hidden_at=now, hidden_by=by, hidden_note=note)
    record_change(edition.page, by=by, message=log_words.hidden(edition, note))


@transaction.atomic
def show_again(edition, *, by):
    """Readers see the version among the earlier ones again."""
    take_turns()
    mark(windows.chain(edition), hidden_at=None, hidden_by=None, hidden_note="")
    record_change(edition.page, by=by, message=log_words.shown_again(edition))


def mark(version, **fields):
    Edition.objects.filter(pk__in=[row.pk for row in version]).update(**fields)
