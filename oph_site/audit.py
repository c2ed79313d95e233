"""Who did what: the log of the admin. An act writes its own row, in its own transaction; forms of the admin write theirs."""

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READING = 4  # beside Django's three: somebody opened what holds personal data
ACTIONS = {
    ADDITION: gettext_lazy("added"),
    CHANGE: gettext_lazy("changed"),
    DELETION: gettext_lazy("deleted"),
    READING: gettext_lazy("opened"),
}


def record_change(thing, *, by, message):
    """message: a sentence, or what Django writes of a form: [{"changed": {"fields": ["parent"]}}]."""
    _record(thing, CHANGE, by, message)


def record_addition(thing, *, by, message):
    _record(thing, ADDITION, by, message)


def record_reading(thing, *, by):
    """Who has seen the personal data: one row a person and day."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if not log_of(thing).filter(action_flag=READING, user=by, action_time__gte=midnight).exists():
        _record(thing, READING, by, _("Opened."))


def _record(thing, flag, by, message):
    LogEntry.objects.log_actions(by.pk, [thing], flag, message, single_object=True)


def log_of(thing):
    """Its rows, the newest first, with who did it."""
    rows = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    return rows.select_related("user").order_by("-action_time", "-pk")
