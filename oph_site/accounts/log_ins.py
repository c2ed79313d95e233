"""Who logged in and who could not: a row that administrators read, and a line in the log of the server.

Nothing is kept of a person but the account; of a name that no account has, and of addresses, nothing at all.
"""

import logging
from datetime import timedelta

from django.db import transaction

from oph_site.accounts.models import LoginEvent, LogInRound

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


def due(now):
    return LoginEvent.objects.filter(at__lte=now - KEPT)


@transaction.atomic
def forget_log_ins(now, *, anyway=False):
    """Returns how many; none, and the desk says so, when the round is unusual (oph_site/rounds.py) and nobody said `anyway`."""
    round_, count = LogInRound.begin(), due(now).count()
    if not (anyway or round_.may_take(count, LoginEvent.objects.all(), now)):
        return 0
    due(now).delete()
    round_.was_made(now)
    return count
