"""What can be done with a visit: an accepted offer, until it is paid for or cancelled.

Each act is one transaction and one event of its enquiry, whose row is locked first (enquiries.happen). A refusal is
NotAllowed with a sentence for the person who tried. The enquiry stays accepted.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.languages import DEFAULT_LANGUAGE, word
from oph_site.outbox.kinds import LINK_MARK
from oph_site.wording import date_range, day
from visits import programme
from visits.conversation import notify
from visits.enquiries import Kind, NotAllowed, happen, write_to_visitor
from visits.estimate import share_to_pay
from visits.models import Enquiry, Visit, VisitRules
from visits.offer_sums import sums_of

State = Visit.State
DETAILS_OPEN = timedelta(weeks=4)  # before the first day: earlier nobody knows them

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
    if kind == Kind.INVOICED and visit.state == State.CANCELLED and not visit.is_fee_open:
        return _("This cannot be done now: nothing of this visit is left to be invoiced.")
    if kind in (Kind.DETAILS, Kind.DETAILS_ASKED) and today >= visit.first_on:
        return _("This cannot be done any more: the visit has begun.")
    return ""


def visitor_may_cancel(visit, today):
    return Kind.CANCELLED in allowed(visit, today) and not has_been(visit, today)


def has_been(visit, today):
    """Visitors cancel until the first day. Of a group that did not come a coordinator records it afterwards."""
    return today > visit.first_on


def move(visit, kind, *, by, text="", at=None, seen=None):
    """Moves the visit by the table, with the event of its enquiry. Returns the visit, locked until the transaction ends."""
    at = at or timezone.now()
    happen(visit.enquiry, kind, by=by, text=text, at=at, seen=seen)
    visit = locked(visit)
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
    at = at or timezone.now()
    visit = move(visit, Kind.INVOICED, by=by, text=text, at=at, seen=seen)
    visit.invoiced_at = at
    visit.save(update_fields=["invoiced_at"])
    return visit


@transaction.atomic
def close(visit, *, by, at=None, seen=None):
    """It is paid: nothing is left to do."""
    return move(visit, Kind.CLOSED, by=by, at=at, seen=seen)


@transaction.atomic
def change_programme(visit, items, *, by, first_on=None, last_on=None, text="", at=None, seen=None):
    """Puts the items in place of those that there are, and tells the visitor what differs, with `text` before it.

    items: VisitItems of the visit; those that were there keep their pk. first_on, last_on: the days of the visit, where they
    change. Raises NotAllowed when nothing does. The calendar file gets its next edition.
    """
    visit = locked(visit)
    before = {item.pk: item for item in visit.items.all()}
    days = first_on or visit.first_on, last_on or visit.last_on
    found = programme.changes(before.values(), items)
    with translation.override(visit.enquiry.language):
        sentences = [*new_days(visit, *days), *(change.sentence for change in found)]
    if not sentences:
        raise NotAllowed(_("Nothing was changed, and nobody was written to."))
    told = "\n".join([*filter(None, [text]), *sentences])
    visit = move(visit, Kind.PROGRAMME, by=by, text=told, at=at, seen=seen)
    for change in found:
        if change.now is None:
            visit.left_out.append(left_out(change.before))
            change.before.delete()
        else:
            change.now.visit = visit
            change.now.save()
    visit.first_on, visit.last_on = days
    visit.sequence += 1
    visit.save(update_fields=["first_on", "last_on", "sequence", "left_out"])
    write("visit_programme", visit, text, changes=sentences)
    return visit


def new_days(visit, first_on, last_on):
    if (first_on, last_on) == (visit.first_on, visit.last_on):
        return []
    days = {"days": date_range(first_on, last_on), "before": visit.days}
    return [_("The visit is on %(days)s (before: %(before)s)") % days]


def left_out(item):
    """What a calendar needs to know of an item to forget it."""
    times = {name: getattr(item, name).isoformat() for name in programme.TIMES}
    return {"pk": item.pk, "what": item.what, **times}


def details_open_on(visit, rules):
    """The first day on which the final details can be given."""
    return visit.first_on - max(DETAILS_OPEN, timedelta(days=rules.names_days))


def details_due_on(visit, rules):
    """The day by which they are needed."""
    return visit.first_on - timedelta(days=rules.names_days)


@transaction.atomic
def record_details(visit, *, size, diets, access, by=None, at=None, seen=None):
    """The final number of people, {value of Diet: how many}, and access needs. Given again they take the place of the first."""
    at = at or timezone.now()
    visit = locked(visit)
    details = {"final_size": size, "diets": {k: n for k, n in diets.items() if n}, "final_access": access}
    is_known = visit.details_at and all(getattr(visit, name) == value for name, value in details.items())
    if is_known and Kind.DETAILS in allowed(visit, timezone.localdate(at)):
        return visit  # sent twice
    for name, value in details.items():
        setattr(visit, name, value)
    with translation.override(DEFAULT_LANGUAGE):
        text = details_in_words(visit)
    move(visit, Kind.DETAILS, by=by, text=text, at=at, seen=seen)
    visit.details_at = at
    visit.save(update_fields=["details_at", *details])
    if by is None:
        notify(visit.enquiry, Kind.DETAILS)
    return visit


def details_in_words(visit):
    people = ngettext("%(count)d person", "%(count)d people", visit.final_size) % {"count": visit.final_size}
    diets = [f"{name} {count}" for name, count in visit.diets_in_words]
    return "\n".join([", ".join([people, *diets]), *filter(None, [visit.final_access])])


def remind_of_details(now):
    """A job of `manage.py work`: asks once for the final details that are needed soon. Returns how many visits were asked about."""
    today = timezone.localdate(now)
    last = today + timedelta(days=VisitRules.objects.on(today).names_days)
    waiting = Visit.objects.awaiting_details().filter(details_asked_at=None, first_on__gt=today, first_on__lte=last)
    return sum(ask_for_details(visit, now) for visit in waiting.select_related("enquiry"))


@transaction.atomic
def ask_for_details(visit, now):
    """True when the visitor is asked now: of two workers one writes."""
    visit = locked(visit)
    if visit.details_asked_at or visit.details_at or Kind.DETAILS_ASKED not in allowed(visit, timezone.localdate(now)):
        return False
    move(visit, Kind.DETAILS_ASKED, by=None, at=now)
    Visit.objects.filter(pk=visit.pk).update(details_asked_at=now)
    form = f"{LINK_MARK}{word('final_details', visit.enquiry.language)}/"
    write(
        "visit_details", visit, form=form, due_on=details_due_on(visit, VisitRules.objects.on(timezone.localdate(now)))
    )
    return True


def locked(visit):
    """The visit as it is stored; nobody else changes it until the transaction ends."""
    enquiry = Enquiry.objects.select_for_update().get(pk=visit.enquiry_id)
    visit = Visit.objects.select_for_update().select_related("offer").get(pk=visit.pk)
    visit.enquiry = enquiry
    return visit


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


def fee_of(visit):
    """What a cancelled visit costs, as a Fee of the accepted offer; None where nothing is to be paid."""
    return sums_of(visit.offer).fee(visit.cancellation_percent) if visit.cancellation_percent else None


@transaction.atomic
def cancel(visit, *, by, text="", at=None, seen=None, is_ours=False, shown_percent=None):
    """The visit is not held. The visitor (by=None) or a coordinator who was told pays by the accepted terms; nothing is
    paid where it is the Agency that cancels (is_ours).

    shown_percent: what the visitor was told before it was confirmed. Raises NotAllowed when midnight has changed it.
    """
    at = at or timezone.now()
    visit = move(visit, Kind.CANCELLED, by=by, text=text, at=at, seen=seen)
    if by is None and has_been(visit, timezone.localdate(at)):
        raise NotAllowed(_("This cannot be done any more: the visit has begun."))
    percent = 0 if is_ours else percent_on(visit, timezone.localdate(at))
    if shown_percent is not None and shown_percent != percent:
        raise NotAllowed(_("The share to pay has changed since you opened the page. Read it again, then decide."))
    visit.cancelled_at, visit.cancellation_percent = at, percent
    visit.sequence += 1
    visit.save(update_fields=["cancelled_at", "cancellation_percent", "sequence"])
    write("visit_cancelled", visit, text if is_ours else "", is_ours=is_ours, fee=fee_of(visit))
    if by is None:
        notify(visit.enquiry, Kind.CANCELLED)
    return visit


def write(kind, visit, text="", **context):
    """Mail to the visitor. `calendar` stands for the address of the calendar file: it lies below the visitor's link."""
    calendar = f"{LINK_MARK}{word('programme', visit.enquiry.language)}.ics"
    write_to_visitor(kind, visit.enquiry, text, visit=visit, calendar=calendar, **context)


def next_step(visit, today, rules):
    """(what the coordinators do next, by which day or None); ("", None) when nothing is left."""
    if visit.state == State.HELD:
        return _("Send the invoice"), visit.last_on + timedelta(days=rules.invoice_days)
    if visit.state == State.INVOICED:
        return _("Close when it is paid"), timezone.localdate(visit.invoiced_at) + timedelta(days=rules.payment_days)
    if visit.is_fee_open:
        return _("Send an invoice for the cancellation"), None
    if visit.state != State.CONFIRMED:
        return "", None
    if today > visit.last_on:
        return _("Mark as held"), None
    if today >= visit.first_on:
        return _("The visit is under way"), None
    if visit.details_at is None and today >= details_open_on(visit, rules):
        return _("Wait for the final details"), details_due_on(visit, rules)
    return _("Receive the visit"), visit.first_on
