"""Who did what: the log of the admin. An act writes its own row, in its own transaction; forms of the admin write theirs."""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType


def record_change(thing, *, by, message):
    """message: a sentence, or what Django writes of a form: [{"changed": {"fields": ["parent"]}}]."""
    _record(thing, CHANGE, by, message)


def record_addition(thing, *, by, message):
    _record(thing, ADDITION, by, message)


def _record(thing, flag, by, message):
    LogEntry.objects.log_actions(by.pk, [thing], flag, message, single_object=True)


def log_of(thing):
    """Its rows, the newest first, with who did it."""
    rows = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    return rows.select_related("user").order_by("-action_time", "-pk")
