"""The mail of each day to those who run the site. That it does not come is a message too: the worker stands still."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation

from oph_site.health.models import JobRound
from oph_site.health.readings import problems
from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.outbox import mail
from oph_site.outbox.models import OutboxMessage

HOUR = 6  # Finnish time; later when the worker was away
KEPT = timedelta(days=30)


def report_health(now):
    """A job of `manage.py work`. Returns whether the mail was written. (Two workers at one moment may write two.)"""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    written = OutboxMessage.objects.filter(kind="health")
    if not settings.OPERATIONS_EMAIL or timezone.localtime(now).hour < HOUR:
        return False
    if written.filter(created_at__gte=midnight).exists():
        return False
    written.filter(created_at__lt=now - KEPT).delete()
    JobRound.objects.filter(ended_at__lt=now - KEPT).delete()  # of jobs that are no more
    with translation.override(DEFAULT_LANGUAGE):
        sentences = problems(now)
    mail.post("health", to=settings.OPERATIONS_EMAIL, language=DEFAULT_LANGUAGE, context={"problems": sentences})
    return True
