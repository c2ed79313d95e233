"""What can be done with an offer, by the coordinators and by the visitor. Each act is one transaction and one event.

The row of the enquiry is locked first, then the offer is read anew: of two acts at one moment the second one sees what the
first has made of it. Refusals are NotAllowed with a sentence for the person who tried.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.wording import day
from pages.models import Edition
from visits.conversation import notify
from visits.enquiries import Kind, NotAllowed, State, allowed, happen, write_to_visitor
from visits.models import Enquiry, MessageText, Offer, OfferItem, OfferLine, PriceList, Visit, VisitItem, VisitRules
from visits.offer_checks import hindrances
from visits.offer_drafts import copy_of, from_wishes, like_sample
from visits.offer_sums import sums_of

TERMS = "prices"  # the key of the page with prices and terms
PARTS = [field.name for field in OfferItem._meta.fields if field.name not in ("id", "offer")]


def can_make(enquiry):
    """Whether an offer can be made now. One that nobody has begun to plan is being planned from then on."""
    return {Kind.OFFERED, Kind.PLANNED}.intersection(allowed(enquiry))


@transaction.atomic
def make(enquiry, *, by, from_sample=None, from_offer=None, at=None):
    """A draft: from an earlier offer, from a sample programme, or from the wishes of the enquiry and its estimate.

    There is one draft at a time. Nobody is written to.
    """
    at = at or timezone.now()
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if not can_make(enquiry):
        raise NotAllowed(
            _("This cannot be done now: the enquiry is %(state)s.") % {"state": enquiry.get_state_display()}
        )
    if enquiry.offers.drafts().exists():
        raise NotAllowed(_("There is a draft of an offer already. Send it or discard it first."))
    if enquiry.state in (State.NEW, State.CLARIFICATION):
        enquiry = happen(enquiry, Kind.PLANNED, by=by, at=at)
    last = enquiry.offers.aggregate(last=Max("version"))["last"] or 0
    offer = Offer(enquiry=enquiry, version=last + 1, by=by, created_at=at, group_size=enquiry.group_size)
    today = timezone.localdate(at)
    if from_offer:
        lines, items = copy_of(from_offer, offer)
    elif from_sample:
        lines, items = like_sample(from_sample, enquiry, today)
    else:
        lines, items = from_wishes(enquiry, today)
    offer.save()
    for position, line in enumerate(lines):
        line.offer, line.position = offer, position
    for item in items:
        item.offer = offer
    OfferLine.objects.bulk_create(lines)
    OfferItem.objects.bulk_create(items)
    return offer


@transaction.atomic
def discard(offer):
    """Throws a draft away. What was sent stays."""
    offer = locked(offer)
    must_be_draft(offer)
    offer.delete()


@transaction.atomic
def send(offer, *, by, at=None, seen=None):
    """Sends a draft in place of the offer before it. With it are frozen: the terms and the cancellation steps as they
    stand now, and the last day to accept."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    offer = locked(offer)
    must_be_draft(offer)
    if found := hindrances(prepared(offer, at), today):
        raise NotAllowed(" ".join(found))
    offer.enquiry = happen(offer.enquiry, Kind.OFFERED, by=by, text=str(offer), at=at, seen=seen)
    offer.enquiry.offers.sent().update(state=Offer.State.REPLACED)
    offer.state, offer.sent_at = Offer.State.SENT, at
    offer.save()
    write_about("offer_sent", offer)
    return offer


@transaction.atomic
def accept(offer, invoice, *, by=None, text="", source="", at=None, seen=None):
    """The offer becomes a visit that is confirmed at once, with the programme of the offer. Returns the visit.

    invoice: invoice_name, invoice_address, vat_number and order_reference. by: the coordinator who was told in another way
    than by the link (`source`), and `text` what; nobody when it is the visitor.
    """
    at = at or timezone.now()
    offer = locked(offer)
    must_be_open(offer, timezone.localdate(at))
    offer.enquiry = happen(
        offer.enquiry, Kind.ACCEPTED, by=by, text=text or str(offer), source=source, at=at, seen=seen
    )
    end(offer, Offer.State.ACCEPTED)
    visit = Visit.objects.create(
        enquiry=offer.enquiry, offer=offer, accepted_at=at, first_on=offer.first_on, last_on=offer.last_on, **invoice
    )
    VisitItem.objects.bulk_create(
        VisitItem(visit=visit, **{name: getattr(item, name) for name in PARTS}) for item in offer.items.all()
    )
    write_about("offer_accepted", offer)
    if by is None:
        notify(offer.enquiry, Kind.ACCEPTED)
    return visit


@transaction.atomic
def ask_for_change(offer, text, *, by=None, source="", at=None, seen=None):
    """The offer is no more open; the enquiry is being planned again, and the next version answers."""
    return answer(offer, Kind.CHANGE_ASKED, Offer.State.CHANGE_ASKED, text=text, by=by, source=source, at=at, seen=seen)


@transaction.atomic
def decline(offer, text="", *, by=None, source="", at=None, seen=None):
    """The visitor does not want it: the enquiry ends, and may be opened again."""
    return answer(offer, Kind.OFFER_DECLINED, Offer.State.DECLINED, text=text, by=by, source=source, at=at, seen=seen)


def answer(offer, kind, state, *, text, by, source, at, seen):
    """by: the coordinator who was told in another way than by the link (`source`); nobody when it is the visitor."""
    at = at or timezone.now()
    offer = locked(offer)
    must_be_open(offer, timezone.localdate(at))
    offer.enquiry = happen(offer.enquiry, kind, by=by, text=text, source=source, at=at, seen=seen)
    end(offer, state)
    if by is None:
        notify(offer.enquiry, kind)
    return offer


def record_change(enquiry, *, by, text, source, seen=None):
    """The visitor has asked for a change of the offer in another way than by the link."""
    return ask_for_change(waiting(enquiry), text, by=by, source=source, seen=seen)


def record_refusal(enquiry, *, by, text, source, seen=None):
    """The visitor has declined the offer in another way than by the link."""
    return decline(waiting(enquiry), text, by=by, source=source, seen=seen)


def waiting(enquiry):
    """The offer that waits for an answer."""
    offer = enquiry.offers.sent().first()
    if offer is None:
        raise NotAllowed(_("This cannot be done now: no offer waits for an answer."))
    return offer


def expire_offers(now):
    """A job of `manage.py work`: offers whose last day has gone expire, each in a transaction of its own. Returns how many."""
    late = Offer.objects.sent().filter(valid_until__lt=timezone.localdate(now))
    return sum(expire(offer, now) for offer in late)


@transaction.atomic
def expire(offer, now):
    """True when it was still waiting."""
    offer = locked(offer)
    if offer.state != Offer.State.SENT or offer.is_open_on(timezone.localdate(now)):
        return False
    offer.enquiry = happen(offer.enquiry, Kind.OFFER_EXPIRED, by=None, text=str(offer), at=now)
    end(offer, Offer.State.EXPIRED)
    write_to_visitor("offer_expired", offer.enquiry, text_of_expiry(offer.enquiry), offer=offer)
    notify(offer.enquiry, Kind.OFFER_EXPIRED)
    return True


def text_of_expiry(enquiry):
    """The text that coordinators keep for it; "" without one: the mail has words of its own."""
    text = MessageText.objects.filter(use=MessageText.Use.OFFER_EXPIRED).first()
    return text.filled(enquiry) if text else ""


def locked(offer):
    """The offer as it is stored, with its enquiry, which nobody else changes until the transaction ends."""
    enquiry = Enquiry.objects.select_for_update().get(pk=offer.enquiry_id)
    offer = enquiry.offers.filter(pk=offer.pk).first()
    if offer is None:
        raise NotAllowed(_("This draft has been discarded."))
    offer.enquiry = enquiry
    return offer


def end(offer, state):
    offer.state = state
    offer.save(update_fields=["state"])


def must_be_draft(offer):
    if offer.state != Offer.State.DRAFT:
        raise NotAllowed(_("This offer has been sent, and stays as it is. Make a new version to change it."))


def must_be_open(offer, today):
    """The visitor answers the offer that they read: not one before it, not one whose time is over."""
    if offer.is_open_on(today):
        return
    if offer.state in (Offer.State.SENT, Offer.State.EXPIRED):
        raise NotAllowed(_("This offer was valid until %(day)s.") % {"day": day(offer.valid_until)})
    if offer.state == Offer.State.REPLACED:
        raise NotAllowed(_("We have sent you a newer offer in place of this one. Read it first."))
    raise NotAllowed(_("This offer has been answered already: %(state)s.") % {"state": offer.get_state_display()})


def prepared(offer, at):
    """The draft with what sending it at that moment adds, not saved: the last day to accept as the rules have it, unless a
    person chose another, never after the visit has begun; the public edition of the terms, or None; the cancellation steps."""
    today = timezone.localdate(at)
    last = today + timedelta(days=VisitRules.objects.on(today).offer_days)
    offer.valid_until = offer.valid_until or min(last, offer.first_on or last)
    offer.terms = Edition.objects.live(at).filter(page__key=TERMS, language=offer.enquiry.language).first()
    prices = PriceList.objects.on(offer.first_on) if offer.first_on else None
    offer.cancellation = [[step.days_before, step.percent] for step in prices.steps.all()] if prices else []
    return offer


def write_about(kind, offer):
    write_to_visitor(kind, offer.enquiry, offer=offer, sums=sums_of(offer))
