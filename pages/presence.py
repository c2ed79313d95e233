"""Who has the form of a page open: told to those who open it too, and forgotten when their browser falls silent."""

from datetime import timedelta

from django.db import transaction

from pages.models import OpenForm

PAUSE = timedelta(seconds=30)  # how often an open form says so (static/js/admin/presence.js)
SILENCE = 3 * PAUSE


@transaction.atomic
def note_open(page, user, now):
    """The form is open, for the first time or still."""
    OpenForm.objects.filter(page=page, seen_at__lt=now - SILENCE).delete()
    OpenForm.objects.update_or_create(
        page=page, user=user, defaults={"seen_at": now}, create_defaults={"since": now, "seen_at": now}
    )


def forget_open_forms(now):
    """Who worked at what is kept no longer than it is told."""
    OpenForm.objects.filter(seen_at__lt=now - SILENCE).delete()


def others(page, user, now):
    """The open forms of other people, the longest open first."""
    rows = OpenForm.objects.filter(page=page, seen_at__gte=now - SILENCE).exclude(user=user)
    return rows.select_related("user").order_by("since")
