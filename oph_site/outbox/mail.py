"""Writing mail into the outbox, and sending what waits there."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from oph_site.audit import record_change
from oph_site.outbox.kinds import LINK_MARK, LINKS
from oph_site.outbox.models import OutboxMessage
from oph_site.wording import for_machines

logger = logging.getLogger(__name__)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# After the first, second … failure: for two days, and never so long that a server that is back waits half a day for its mail.
WAITS = [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 1 * HOUR] + 12 * [4 * HOUR]
MAX_ATTEMPTS = len(WAITS) + 1
BATCH = 20
# A worker that has not come back by then is dead. One message takes a dozen answers of the server, each of which may be
# as slow as EMAIL_TIMEOUT allows (20 seconds): four minutes at most.
HOLD = 10 * MINUTE


def post(kind, *, to, language, context, reference="", reply_to=""):
    """A message of this kind (templates/emails/<kind>.*), in the caller's transaction. Sent after it, never in a request."""
    with translation.override(language):
        context = context | {
            "language": language,
            "reference": reference,
            "site_url": settings.SITE_URL,
            "link": LINK_MARK,
        }
        subject = render_to_string(f"emails/{kind}.subject.txt", context)
        text = render_to_string(f"emails/{kind}.txt", context)
        html = render_to_string(f"emails/{kind}.html", context)
    return OutboxMessage.objects.create(
        kind=kind, to=to, reply_to=reply_to, language=language, reference=reference, html=for_machines(html),
        subject=" ".join(for_machines(subject).split()), text=for_machines(text).strip() + "\n",
        message_id=f"<{uuid4()}@{urlsplit(settings.SITE_URL).hostname}>",
    )  # fmt: skip


def deliver_waiting(now):
    """Sends what is due, each message on its own. Returns how many went out."""
    due = OutboxMessage.objects.due(now).order_by("next_try_at", "pk").values_list("pk", flat=True)
    began, sent = timezone.now(), 0
    for pk in list(due[:BATCH]):
        spent = timezone.now() - began
        if spent > MINUTE:  # the server is slow, or hangs: the other jobs do not wait for it
            break
        sent += deliver(pk, now + spent)  # each claim begins when it is made
    return sent


def deliver(pk, now):
    """True when the message was sent by us."""
    message = claim(pk, now)
    if message is None:
        return False
    try:
        send(message)
    except Exception as error:  # one bad message must not stop the others
        record_failure(message, error, now)
        return False
    settle(message, state=OutboxMessage.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def claim(pk, now):
    """The message, held by this worker alone; None when another one was faster or died of it once too often."""
    taken = OutboxMessage.objects.due(now).filter(pk=pk).update(
        state=OutboxMessage.State.SENDING, locked_until=now + HOLD, attempts=F("attempts") + 1
    )  # fmt: skip
    if not taken:
        return None
    message = OutboxMessage.objects.get(pk=pk)
    if message.attempts > MAX_ATTEMPTS:  # workers died while they sent it
        settle(
            message, state=OutboxMessage.State.FAILED, last_error="Several workers ended while they sent this message."
        )
        return None
    return message


def with_link(message):
    """(text, HTML) as the receiver gets them: with the link that is stored nowhere."""
    if message.kind not in LINKS:
        return message.text, message.html
    link = LINKS[message.kind](message)
    return message.text.replace(LINK_MARK, link), message.html.replace(LINK_MARK, escape(link))


def send(message):
    text, html = with_link(message)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": message.message_id,
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    mail.send()


def record_failure(message, error, now):
    """Later again, or never when the message itself is at fault or has been tried often enough."""
    logger.warning("Outbox message %s: attempt %s failed: %s", message.pk, message.attempts, type(error).__name__)
    what = f"{type(error).__name__}: {error}".replace("\0", "")[:500]
    if is_poison(error) or message.attempts >= MAX_ATTEMPTS:
        settle(message, state=OutboxMessage.State.FAILED, last_error=what)
    else:
        wait = WAITS[message.attempts - 1]
        settle(message, state=OutboxMessage.State.WAITING, last_error=what, next_try_at=now + wait)


def is_poison(error):
    """Whether the same message would fail every time: an address that cannot be written, or that its server refuses."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, ValueError)  # UnicodeError of a domain name, BadHeaderError


def settle(message, **values):
    """Gives the message back, unless it was taken for dead and another worker holds it now."""
    held = OutboxMessage.objects.filter(pk=message.pk, locked_until=message.locked_until)
    held.update(locked_until=None, **values)


@transaction.atomic
def set_aside(message, *, by):
    """Takes a message that has failed off the desk, where nothing more can be done. False when it has not failed."""
    is_aside = OutboxMessage.objects.failed().filter(pk=message.pk).update(state=OutboxMessage.State.ASIDE)
    if is_aside:
        record_change(message, by=by, message=_("Set aside: not sent."))
    return bool(is_aside)


@transaction.atomic
def send_again(message, *, by, now=None):
    """Puts a message that was sent or has failed back among those that wait. False when it waits or is being sent already."""
    ended = OutboxMessage.objects.filter(pk=message.pk).exclude(state__in=OutboxMessage.OPEN)
    is_back = ended.update(
        state=OutboxMessage.State.WAITING,
        attempts=0,
        next_try_at=now or timezone.now(),
        last_error="",
        locked_until=None,
    )
    if is_back:
        record_change(message, by=by, message=_("To be sent again."))
    return bool(is_back)
