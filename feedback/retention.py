"""How long feedback is kept: by settings, as the privacy notice promises. The worker deletes it, with the mail about it.

A round that would take unusually much stops and asks a person (oph_site/rounds.py).
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from feedback.models import DeletionRound, Feedback
from oph_site import erasures
from oph_site.outbox.models import OutboxMessage

logger = logging.getLogger(__name__)


def due(now):
    """Those whose time is over: feedback, and suspected spam that nobody found genuine."""
    old = Feedback.objects.filter(received_at__lte=now - timedelta(days=settings.KEPT_FEEDBACK_DAYS))
    old_spam = Feedback.objects.filter(
        is_suspected=True, received_at__lte=now - timedelta(days=settings.KEPT_SPAM_DAYS)
    )
    return (old | old_spam).order_by("pk")


@transaction.atomic
def delete_old_feedback(now, *, anyway=False):
    """Returns how many; none, and the desk says so, when the round is unusual and nobody said `anyway`."""
    round_ = DeletionRound.begin()
    old = list(due(now))
    spam = sum(feedback.is_suspected for feedback in old)
    if not (anyway or round_.may_take(len(old), Feedback.objects.all(), now, spam=spam)):
        return 0
    erasures.note("feedback", [feedback.token for feedback in old], now)
    delete(old)
    round_.was_made(now)
    if old:
        logger.warning("Deleted %d old feedback messages", len(old))
    return len(old)


def repeat(tokens):
    """After a restore: deletes again what was deleted before. Returns how many."""
    back = list(Feedback.objects.filter(token__in=tokens))
    delete(back)
    return len(back)


def delete(feedback):
    """With the mail about them."""
    OutboxMessage.objects.filter(reference__in=[each.reference for each in feedback]).delete()
    Feedback.objects.filter(pk__in=[each.pk for each in feedback]).delete()
