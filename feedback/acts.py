"""What can be done with feedback. Each act is one transaction; mail waits in the outbox.

A refusal is NotAllowed with a sentence for the person who tried.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import Feedback
from oph_site.audit import record_change
from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.outbox import mail
from oph_site.workdays import add_workdays

ACCESSIBILITY_ANSWER = timedelta(days=14)  # Act on the Provision of Digital Services (306/2019)
ANSWER_WORKDAYS = 5


class NotAllowed(Exception):
    """The act is not possible now; the text says why."""


def submit(answers, *, token, language, document=None, page="", sender="", is_suspected=False, at=None):
    """Keeps what a reader sent and tells both sides; the same token gives the first row again.

    answers: subject, message and email ("" for no answer). document: of which an accessible version
    is asked for. page: the path it is about. sender: see spam.sender_digest.
    Of suspected spam nobody hears by mail before somebody has found it genuine: its address may be somebody else's.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            feedback = Feedback.objects.create(
                **answers, token=token, language=language, document=document, page=page, sender_digest=sender, is_suspected=is_suspected,
                received_at=at, answer_by=promised_day(answers["subject"], at) if answers["email"] else None,
            )  # fmt: skip
            if not is_suspected:
                announce(feedback)
    except IntegrityError:  # sent twice
        return Feedback.objects.get(token=token)
    return feedback


def promised_day(subject, at):
    """The day by which feedback of this moment is answered."""
    today = timezone.localdate(at)
    if subject == Feedback.Subject.ACCESSIBILITY:
        return today + ACCESSIBILITY_ANSWER
    return add_workdays(today, ANSWER_WORKDAYS)


def announce(feedback):
    """The receipt to the reader who wants an answer, and the notice to those who handle feedback. It repeats no message."""
    if feedback.wants_answer:
        write_to_reader("feedback_receipt", feedback)
    mail.post(
        "feedback_notice", to=settings.FEEDBACK_EMAIL, language=DEFAULT_LANGUAGE, context={"feedback": feedback},
        reference=feedback.reference,
    )  # fmt: skip


def write_to_reader(kind, feedback):
    mail.post(
        kind, to=feedback.email, reply_to=settings.FEEDBACK_EMAIL, language=feedback.language, reference=feedback.reference,
        context={"feedback": feedback, "sender": {"role": gettext_lazy("Web editors"), "email": settings.FEEDBACK_EMAIL}},
    )  # fmt: skip


def locked(feedback):
    """As it is stored, while nobody else changes it. NotAllowed when it has been handled or deleted."""
    found = Feedback.objects.select_for_update().filter(pk=feedback.pk).first()
    if found is None:
        raise NotAllowed(_("This feedback has been deleted meanwhile."))
    if found.handled_at:
        raise NotAllowed(_("This feedback has been handled already."))
    return found


@transaction.atomic
def answer(feedback, text, *, by, at=None):
    """Sends the answer to the reader, and the feedback is handled."""
    feedback = locked(feedback)
    if not feedback.wants_answer:
        raise NotAllowed(_("No answer was asked for: there is no address to send it to."))
    if feedback.is_suspected:
        raise NotAllowed(_("Say first whether the feedback is genuine."))
    feedback.answer = text
    write_to_reader("feedback_answer", feedback)
    return settle(feedback, by=by, at=at, message=_("Answered."))


@transaction.atomic
def mark_handled(feedback, *, by, at=None):
    """Nothing more is done with it. Nobody is written to."""
    return settle(locked(feedback), by=by, at=at, message=_("Marked as handled."))


def settle(feedback, *, by, at, message):
    feedback.handled_at, feedback.handled_by = at or timezone.now(), by
    feedback.save(update_fields=["answer", "handled_at", "handled_by"])
    record_change(feedback, by=by, message=message)
    return feedback


@transaction.atomic
def clear_suspicion(feedback, *, by, at=None):
    """A person has found it genuine: receipt and notice go out now, and the time to answer begins anew."""
    feedback = locked(feedback)
    if not feedback.is_suspected:
        raise NotAllowed(_("This feedback is not suspected."))
    feedback.is_suspected = False
    feedback.answer_by = promised_day(feedback.subject, at or timezone.now()) if feedback.wants_answer else None
    feedback.save(update_fields=["is_suspected", "answer_by"])
    announce(feedback)
    record_change(feedback, by=by, message=_("Found genuine."))
    return feedback
