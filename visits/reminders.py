"""Reminders by the worker, each sent once: it leaves an event, and what has its event is not due again."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.outbox import mail
from oph_site.workdays import add_workdays
from visits.enquiries import Kind, write_to_visitor
from visits.models import Enquiry, EnquiryEvent, Offer

OFFER_DAYS = timedelta(days=5)  # before its last day


def remind(now):
    """A job of `manage.py work`. Returns how many reminders were written."""
    return remind_of_answers(now) + remind_of_offers(now)


def remind_of_answers(now):
    """Coordinators hear of an enquiry that nobody has answered on the working day before the promised one."""
    tomorrow = add_workdays(timezone.localdate(now), 1)
    due = Enquiry.objects.unanswered().filter(answer_by__lte=tomorrow)
    return sum(
        once(enquiry, "answer", now, tell_coordinators, due.filter(pk=enquiry.pk))
        for enquiry in not_reminded(due, "answer")
    )


def remind_of_offers(now):
    """Visitors hear that an offer ends soon."""
    today = timezone.localdate(now)
    due = Offer.objects.filter(state=Offer.State.SENT, valid_until__gte=today, valid_until__lte=today + OFFER_DAYS)
    sent = 0
    for offer in due.select_related("enquiry"):
        what = f"offer {offer.version}"
        if not_reminded(Enquiry.objects.filter(pk=offer.enquiry_id), what).exists():
            tell = partial(tell_visitor, offer=offer)
            sent += once(offer.enquiry, what, now, tell, due.filter(pk=offer.pk))
    return sent


def not_reminded(enquiries, what):
    reminded = EnquiryEvent.objects.filter(kind=Kind.REMINDED, text=what)
    return enquiries.exclude(pk__in=reminded.values("enquiry"))


@transaction.atomic
def once(enquiry, what, now, write, due):
    """Writes the mail and its event, unless another worker was faster or nothing is due any more. Returns 1 or 0."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if enquiry.events.filter(kind=Kind.REMINDED, text=what).exists() or not due.exists():
        return 0
    write(enquiry)
    EnquiryEvent.objects.create(
        enquiry=enquiry, kind=Kind.REMINDED, at=now, text=what, state_before=enquiry.state, state_after=enquiry.state
    )
    return 1


def tell_coordinators(enquiry):
    mail.post(
        "answer_due", to=settings.COORDINATORS_EMAIL, language=DEFAULT_LANGUAGE, context={"enquiry": enquiry},
        reference=enquiry.reference,
    )  # fmt: skip


def tell_visitor(enquiry, offer):
    write_to_visitor("offer_expiring", enquiry, offer=offer)
