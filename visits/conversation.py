"""What visitors do by their link: each act is one transaction, one event, and a notice to the coordinators.

Nobody is logged in there, so `by` is nobody; the link is what entitles them (links.py).
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.outbox import mail
from visits import enquiries
from visits.enquiries import REPEATED, Kind, NotAllowed, happen, locked, write_to_visitor
from visits.models import Enquiry, EnquiryEvent

LINK_EVERY = timedelta(minutes=15)  # a new link to the same address
MESSAGES_A_DAY = 20
OF_VISITOR = [Kind.WRITTEN, Kind.CHANGE_ASKED]
CONVERSATION = [*OF_VISITOR, Kind.REPLIED, Kind.ASKED, Kind.DECLINED, Kind.PROGRAMME]

NOTICES = {
    Kind.WRITTEN: gettext_lazy("The visitor has written to you."),
    Kind.WITHDRAWN: gettext_lazy("The visitor has withdrawn the enquiry."),
    Kind.ACCEPTED: gettext_lazy("The visitor has accepted the offer."),
    Kind.CHANGE_ASKED: gettext_lazy("The visitor asks for a change of the offer."),
    Kind.OFFER_DECLINED: gettext_lazy("The visitor has declined the offer."),
    Kind.OFFER_EXPIRED: gettext_lazy("The offer has expired without an answer."),
    Kind.DETAILS: gettext_lazy("The visitor has given the final details."),
    Kind.CANCELLED: gettext_lazy("The visitor has cancelled the visit."),
}


def messages(enquiry):
    """The events that were written by one side to the other, the newest first."""
    return enquiry.events.filter(kind__in=CONVERSATION).order_by("-at", "-pk")


@transaction.atomic
def write(enquiry, text, *, at=None):
    """A message of the visitor. Sent twice within a minute it is one; NotAllowed after MESSAGES_A_DAY."""
    at = at or timezone.now()
    enquiry = locked(enquiry)
    written = enquiry.events.filter(kind=Kind.WRITTEN)
    if written.filter(text=text, at__gt=at - REPEATED).exists():
        return
    if written.filter(at__gt=at - timedelta(days=1)).count() >= MESSAGES_A_DAY:
        raise NotAllowed(_("You have sent many messages today. Please send this one tomorrow, or write an e-mail."))
    happen(enquiry, Kind.WRITTEN, by=None, text=text, at=at)
    notify(enquiry, Kind.WRITTEN)


@transaction.atomic
def file_message(enquiry, *, by, text, source, at=None, seen=None):
    """A message that reached a coordinator in another way than by the link. Nobody is written to."""
    return happen(enquiry, Kind.WRITTEN, by=by, text=text, source=source, at=at, seen=seen)


@transaction.atomic
def withdraw(enquiry, text="", *, at=None):
    """The visitor needs no programme any more. Raises NotAllowed where the enquiry has ended in another way."""
    enquiries.withdraw(enquiry, by=None, text=text, at=at)
    notify(enquiry, Kind.WITHDRAWN)


def notify(enquiry, kind):
    """Tells the coordinators what happened, not what was written: the admin shows that to those who may see it."""
    happened = NOTICES[kind]
    mail.post(
        "visitor_notice", to=settings.COORDINATORS_EMAIL, language=DEFAULT_LANGUAGE, reference=enquiry.reference,
        context={"enquiry": enquiry, "happened": happened},
    )  # fmt: skip


@transaction.atomic
def send_new_link(reference, email, *, at=None):
    """Mails a new link to the address of the enquiry, if both belong together, and ends the old one. Returns nothing:
    whoever asks is told the same in any case."""
    at = at or timezone.now()
    found = Enquiry.objects.select_for_update().filter(reference__iexact=reference, anonymised_at=None)
    now = Q(new_email__iexact=email) | Q(new_email="", email__iexact=email)
    enquiry = found.exclude(state=Enquiry.State.SPAM).filter(now, is_suspected=False).first()
    sent = EnquiryEvent.objects.filter(enquiry=enquiry, kind=Kind.LINK_SENT, at__gt=at - LINK_EVERY)
    if enquiry is None or sent.exists():
        return
    renew_link(enquiry, by=None, at=at)


@transaction.atomic
def renew_link(enquiry, *, by, at=None, seen=None):
    """The old link ends, a new one goes to the address of the enquiry. Also an act of the coordinators."""
    enquiry = happen(enquiry, Kind.LINK_SENT, by=by, at=at, seen=seen)
    enquiry.link_generation += 1
    enquiry.save(update_fields=["link_generation"])
    write_to_visitor("enquiry_link", enquiry)
