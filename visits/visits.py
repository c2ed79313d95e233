"""What can be done with a visit: an accepted offer, until it is paid for or cancelled.

Each act is one transaction and one event of its enquiry, whose row is locked first (enquiries.happen). A refusal is
NotAllowed with a sentence for the person who tried. The enquiry stays accepted.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, word
from oph_site.outbox import mail
from oph_site.outbox.kinds import LINK_MARK
from oph_site.wording import day
from visits.enquiries import Kind, NotAllowed, happen, write_to_visitor
from visits.estimate import share_to_pay
from visits.models import Visit

State = Visit.State

# What may happen: in which states of the visit, and the state that follows each.
TRANSITIONS = {
    Kind.DETAILS_ASKED: {State.CONFIRMED: State.CONFIRMED},
    Kind.DETAILS: {State.CONFIRMED: State.CONFIRMED},
    Kind.PROGRAMME: {State.CONFIRMED: State.CONFIRMED},
    Kind.HELD: {State.CONFIRMED: State.HELD},
    Kind.INVOICED: {State.HELD: State.INVOICED, State.CANCELLED: State.CANCELLED},  # a late cancellation costs
    Kind.CLOSED: {State.INVOICED: State.CLOSED},
    Kind.CANCELLED: {State.CONFIRMED: State.CANCELLED},
}


def allowed(visit, today):
    """The kinds of events that may happen to the visit on a day."""
    if visit.enquiry.anonymised_at:
        return []
    kinds = [kind for kind, states in TRANSITIONS.items() if visit.state in states]
    return [kind for kind in kinds if not obstacle(visit, kind, today)]


def obstacle(visit, kind, today):
    """Why something that the state allows cannot be done on a day, "" when it can."""
    if kind == Kind.HELD and today < visit.last_on:
        return _("This cannot be done now: the visit ends on %(day)s.") % {"day": day(visit.last_on)}
    if kind == Kind.INVOICED and visit.state == State.CANCELLED and not is_fee_open(visit):
        return _("This cannot be done now: nothing of this visit is left to be invoiced.")
    if kind in (Kind.DETAILS, Kind.DETAILS_ASKED) and today >= visit.first_on:
        return _("This cannot be done any more: the visit has begun.")
    return ""


def is_fee_open(visit):
    """Whether a cancelled visit must be paid for and no invoice has been sent."""
    is_owed = visit.state == State.CANCELLED and visit.cancellation_percent
    return bool(is_owed) and not visit.enquiry.events.filter(kind=Kind.INVOICED).exists()


def move(visit, kind, *, by, text="", at=None, seen=None):
    """Moves the visit by the table, with the event of its enquiry. Returns the visit, locked until the transaction ends."""
    at = at or timezone.now()
    enquiry = happen(visit.enquiry, kind, by=by, text=text, at=at, seen=seen)
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    visit.enquiry = enquiry
    if visit.state not in TRANSITIONS[kind]:
        raise NotAllowed(_("This cannot be done now: the visit is %(state)s.") % {"state": visit.get_state_display()})
    if sentence := obstacle(visit, kind, timezone.localdate(at)):
        raise NotAllowed(sentence)
    visit.state = TRANSITIONS[kind][visit.state]
    visit.save(update_fields=["state"])
    return visit


@transaction.atomic
def mark_held(visit, *, by, at=None, seen=None):
    return move(visit, Kind.HELD, by=by, at=at, seen=seen)


@transaction.atomic
def mark_invoiced(visit, *, by, text="", at=None, seen=None):
    """The invoice has been sent elsewhere. text: its number. A cancelled visit stays cancelled."""
    return move(visit, Kind.INVOICED, by=by, text=text, at=at, seen=seen)


@transaction.atomic
def close(visit, *, by, at=None, seen=None):
    """It is paid: nothing is left to do."""
    return move(visit, Kind.CLOSED, by=by, at=at, seen=seen)


@dataclass(frozen=True)
class Step:
    """One of the cancellation steps as they stood when the offer was sent; like a CancellationStep."""

    days_before: int
    percent: int


def steps_of(offer):
    return [Step(*row) for row in offer.cancellation]


def percent_on(visit, day):
    """The share that is paid when the visitor cancels on a day, by the accepted terms."""
    return share_to_pay((visit.first_on - day).days, steps_of(visit.offer))


@transaction.atomic
def cancel(visit, *, by, text="", at=None, seen=None, is_ours=False, shown_percent=None):
    """The visit is not held. The visitor (by=None) or a coordinator who was told pays by the accepted terms; nothing is
    paid where it is the Agency that cancels (is_ours).

    shown_percent: what the visitor was told before it was confirmed. Raises NotAllowed when midnight has changed it.
    """
    at = at or timezone.now()
    visit = move(visit, Kind.CANCELLED, by=by, text=text, at=at, seen=seen)
    percent = 0 if is_ours else percent_on(visit, timezone.localdate(at))
    if shown_percent is not None and shown_percent != percent:
        raise NotAllowed(_("The share to pay has changed since you opened the page. Read it again, then decide."))
    visit.cancelled_at, visit.cancellation_percent = at, percent
    visit.sequence += 1
    visit.save(update_fields=["cancelled_at", "cancellation_percent", "sequence"])
    write("visit_cancelled", visit, text if is_ours else "", is_ours=is_ours)
    if by is None:
        notify(visit, Kind.CANCELLED)
    return visit


def write(kind, visit, text="", **context):
    """Mail to the visitor. `calendar` stands for the address of the calendar file: it lies below the visitor's link."""
    calendar = f"{LINK_MARK}{word('programme', visit.enquiry.language)}.ics"
    write_to_visitor(kind, visit.enquiry, text, visit=visit, calendar=calendar, **context)


def notify(visit, kind):
    """Tells the coordinators what the visitor did; the admin shows it to those who may see it."""
    mail.post(
        "visit_notice", to=settings.COORDINATORS_EMAIL, language=DEFAULT_LANGUAGE,
        context={"visit": visit, "what": kind.label}, reference=visit.enquiry.reference,
    )  # fmt: skip
