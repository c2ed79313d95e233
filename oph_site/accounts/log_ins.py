"""Who logged in and who could not: a row that administrators read, and a line in the log of the server.

Nothing is kept of a person but the account; of a name that no account has, and of addresses, nothing at all.
"""

import logging
from datetime import timedelta

from oph_site.accounts.models import LoginEvent

logger = logging.getLogger(__name__)
KEPT = timedelta(days=365)


def record_login(kind, person=None):
    """person: None when no account has the name that was given."""
    LoginEvent.objects.create(kind=kind, person=person)
    note(kind, person)


def note(kind, person=None):
    """In the log alone: for what anybody can send without end."""
    level = logging.INFO if kind in LoginEvent.SUCCESSES else logging.WARNING
    logger.log(level, kind, extra={"account": person.pk if person else "unknown"})


def forget_log_ins(now):
    LoginEvent.objects.filter(at__lte=now - KEPT).delete()
