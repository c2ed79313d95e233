"""Corrections of whom we write to. The enquiry itself stays as it was received: they have fields of their own.

A new e-mail counts when it is confirmed from there: the link that goes to it is signed and holds the enquiry, the generation
of its link and the address. It is stored nowhere (links.py), and ends with the next link of the visitor.
"""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from oph_site.outbox import mail
from oph_site.outbox.models import OutboxMessage
from oph_site.wording import absolute
from visits.coordinators import sender
from visits.enquiries import Kind, NotAllowed, happen, locked, write_to_visitor
from visits.links import LinkEnded, of_generation
from visits.models import Enquiry

SALT = "visits.new-email"
CONFIRMED_WITHIN = timedelta(days=7)
ASKED_A_DAY = 3  # nobody floods the mailbox of somebody else by our mail
CONFIRM = "contact_confirm"


@transaction.atomic
def correct(enquiry, *, name, role, phone, email, at=None):
    """Keeps the corrected name, role and phone; a new e-mail is asked to confirm. Returns whether mail went there."""
    at = at or timezone.now()
    enquiry = locked(enquiry)
    now = enquiry.contact
    if (name, role, phone) != (now.name, now.role, now.phone):
        happen(enquiry, Kind.CONTACT, by=None, text=", ".join(filter(None, [name, role, phone])), at=at)
        Enquiry.objects.filter(pk=enquiry.pk).update(new_name=name, new_role=role, new_phone=phone)
    if email.casefold() == now.email.casefold():
        return False
    ask_to_confirm(enquiry, email, at)
    return True


def ask_to_confirm(enquiry, email, at):
    asked = OutboxMessage.objects.filter(
        kind=CONFIRM, reference=enquiry.reference, created_at__gt=at - timedelta(days=1)
    )
    if asked.filter(to__iexact=email, created_at__gt=at - timedelta(minutes=1)).exists():
        return  # sent twice
    if asked.count() >= ASKED_A_DAY:
        raise NotAllowed(_("You have tried several addresses today. Please try again tomorrow, or write to us below."))
    mail.post(CONFIRM, to=email, language=enquiry.language, context={"sender": sender}, reference=enquiry.reference)


def of_message(message):
    """The link for the new address, in the message that goes there."""
    enquiry = Enquiry.objects.get(reference=message.reference)
    with translation.override(message.language):
        return absolute(reverse("visits:new_email", args=[token_of(enquiry, message.to)]))


def token_of(enquiry, email):
    return signing.dumps([enquiry.pk, enquiry.link_generation, email], salt=SALT)


def find(token):
    """(enquiry, new address) of a link. Raises Enquiry.DoesNotExist for what was never one, LinkEnded for one that is no more."""
    try:
        pk, generation, email = signing.loads(token, salt=SALT, max_age=CONFIRMED_WITHIN)
    except signing.SignatureExpired:
        raise LinkEnded from None
    except (signing.BadSignature, ValueError):
        raise Enquiry.DoesNotExist from None
    return of_generation(pk, generation), email


@transaction.atomic
def confirm(enquiry, email, *, at=None):
    """From now on we write to the new address; the old one is told, in case somebody else did it. Twice is once."""
    enquiry = locked(enquiry)
    old = enquiry.contact.email
    if email == old:
        return enquiry
    enquiry = happen(enquiry, Kind.CONTACT, by=None, text=f"{old} → {email}", at=at)
    enquiry.new_email = email
    enquiry.save(update_fields=["new_email"])
    write_to_visitor("contact_changed", enquiry, to=old)
    return enquiry
