"""Data that the person who asked wants to have removed before its time (GDPR art. 17).

It is asked for on the visitor's own page and confirmed by a link that goes to their address: whoever merely has seen the
page cannot do it. What bookkeeping needs of a visit stays until its time is over (retention.py).
"""

import logging
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oph_site import erasures
from oph_site.outbox.models import OutboxMessage
from oph_site.wording import absolute
from visits.enquiries import Kind, NotAllowed, happen, locked, write_to_visitor
from visits.links import LinkEnded, of_generation
from visits.models import Enquiry, Visit
from visits.retention import books_until, empty

logger = logging.getLogger(__name__)

ERASE = "enquiry_erasure"
SALT = "visits.erasure"
CONFIRMED_WITHIN = timedelta(days=2)
ASKED_EVERY = timedelta(minutes=15)


def kept_invoice_until(enquiry):
    """The last year in which bookkeeping keeps the invoice of the visit; None where there is no invoice."""
    visit = Visit.objects.filter(enquiry=enquiry).first()
    return books_until(visit).year if visit and visit.has_invoice else None


def hindrance(enquiry):
    """Why it cannot be erased now, "" when it can."""
    visit = Visit.objects.filter(enquiry=enquiry).first()
    if visit and visit.state in (Visit.State.CONFIRMED, Visit.State.HELD):
        return _("We need your data until the visit has been held and invoiced. If it is off, cancel it first.")
    return ""


@transaction.atomic
def ask(enquiry, *, at=None):
    """Mails the link by which it is confirmed. A second request within a quarter of an hour sends nothing."""
    at = at or timezone.now()
    enquiry = locked(enquiry)
    if reason := hindrance(enquiry):
        raise NotAllowed(reason)
    sent = OutboxMessage.objects.filter(kind=ERASE, reference=enquiry.reference, created_at__gt=at - ASKED_EVERY)
    if not sent.exists():
        write_to_visitor(ERASE, enquiry)


def of_message(message):
    """The link of the message that asks for the confirmation."""
    enquiry = Enquiry.objects.get(reference=message.reference)
    with translation.override(message.language):
        return absolute(reverse("visits:erasure", args=[token_of(enquiry)]))


def token_of(enquiry):
    return signing.dumps([enquiry.pk, enquiry.link_generation], salt=SALT)


def find(token):
    """The enquiry of a link. Raises Enquiry.DoesNotExist for what was never one, LinkEnded for one that is no more."""
    try:
        pk, generation = signing.loads(token, salt=SALT, max_age=CONFIRMED_WITHIN)
    except signing.SignatureExpired:
        raise LinkEnded from None
    except (signing.BadSignature, ValueError):
        raise Enquiry.DoesNotExist from None
    return of_generation(pk, generation)


@transaction.atomic
def erase(enquiry, *, by, at=None, seen=None):
    """Empties what tells who asked, now: on the wish of that person. Also an act of the coordinators."""
    at = at or timezone.now()
    if reason := hindrance(locked(enquiry)):  # an offer may just have been accepted
        raise NotAllowed(reason)
    enquiry = happen(enquiry, Kind.ANONYMISED, by=by, at=at, seen=seen)
    try:
        erasures.note("enquiry", [enquiry.token], at)
    except OSError as error:
        logger.exception("The list of erasures cannot be written")
        raise NotAllowed(_("The data cannot be erased right now. Please try again later.")) from error
    empty(enquiry, at, keeps_invoice=kept_invoice_until(enquiry) is not None)
