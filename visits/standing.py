"""Where an enquiry stands, in the words of its visitor."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.wording import day, money, percent
from visits.conversation import CONVERSATION
from visits.enquiries import Kind
from visits.models import Enquiry, Offer, Visit, VisitRules
from visits.visits import details_due_on, details_open_on, fee_of

State = Enquiry.State


@dataclass
class Step:
    """state: "done", "now" or "" for what comes later."""

    name: str
    note: str = ""
    state: str = ""


@dataclass
class Standing:
    """steps: empty for an enquiry that has ended without a visit."""

    title: str
    sentence: str
    steps: list


def standing(enquiry, today, shown=None):
    """shown: the newest offer that the visitor was sent, as a ShownOffer."""
    if visit := Visit.objects.filter(enquiry=enquiry).select_related("offer").first():
        return standing_of_visit(visit, today)
    last = enquiry.events.filter(kind__in=CONVERSATION).order_by("-at", "-pk").values_list("kind", flat=True).first()
    title, sentence = (shown and offer_words(enquiry, shown)) or words(enquiry, last, today)
    return Standing(title, sentence, steps(enquiry, shown) if enquiry.state not in Enquiry.ENDED else [])


def words(enquiry, last, today):
    """(title, sentence). last: the kind of the last message, or None."""
    if enquiry.state in OTHERWISE:
        title, sentence = OTHERWISE[enquiry.state]()
        return title, sentence
    if enquiry.state == State.NEW:
        if enquiry.is_late(today):
            return _("We are late with our answer"), _(
                "We are sorry. You do not need to do anything, but you may write to us below."
            )
        promise = _("A coordinator reads it. You will get an answer by %(day)s at the latest.")
        return _("We have received your enquiry"), promise % {"day": day(enquiry.answer_by)}
    if last in (Kind.ASKED, Kind.REPLIED):
        return _("We have written to you"), _("Read our message below. You can answer here or by e-mail.")
    return _("We are reading your message"), _("Thank you for writing. We answer here and by e-mail.")


def offer_words(enquiry, shown):
    """(title, sentence) where an offer says how things stand, else None."""
    offer = shown.offer
    if shown.is_late and enquiry.state in (State.OFFERED, State.EXPIRED):
        sentence = _("It was valid until %(day)s. If you still want to visit, write to us below and we will see whether we can make it again.")  # fmt: skip
        return _("Our offer has expired"), sentence % {"day": day(offer.valid_until)}
    if enquiry.state == State.OFFERED:
        sentence = _("Accept it or ask for a change by %(day)s. After that day it is no longer valid.")
        return _("You have an offer"), sentence % {"day": day(offer.valid_until)}
    if enquiry.state == State.PLANNING and offer.state == Offer.State.CHANGE_ASKED:
        return _("We are changing our offer"), _(
            "You asked for a change. We send you the new offer by e-mail and here."
        )
    if enquiry.state == State.DECLINED and is_by_visitor(enquiry):
        return _("You have declined our offer"), _(
            "You have nothing to pay. If you change your mind, write to us below."
        )
    return None


def is_by_visitor(enquiry):
    """Whether it was the visitor who declined last, and not we."""
    declined = enquiry.events.filter(kind__in=[Kind.DECLINED, Kind.OFFER_DECLINED]).order_by("-at", "-pk").first()
    return declined is not None and declined.kind == Kind.OFFER_DECLINED


OTHERWISE = {
    State.PLANNING: lambda: (
        _("We are planning your programme"),
        _("We are asking schools and experts for you. If we can arrange a programme, we will send you an offer."),
    ),
    State.OFFERED: lambda: (_("You have an offer"), _("It came to you by e-mail. You can write to us about it below.")),
    State.ACCEPTED: lambda: (_("Your visit is agreed"), _("If something changes, write to us below.")),
    State.DECLINED: lambda: (_("We cannot arrange this visit"), _("The reason is in our message below.")),
    State.WITHDRAWN: lambda: (
        _("Your enquiry is withdrawn"),
        _("You have nothing to pay. If you want to visit after all, send a new enquiry."),
    ),
    State.EXPIRED: lambda: (_("Your enquiry is closed"), _("If you still want to visit, send a new enquiry.")),
}  # fmt: skip
# How far an enquiry has come: the number of steps that are done.
DONE = {State.NEW: 1, State.CLARIFICATION: 2, State.PLANNING: 2, State.OFFERED: 3, State.ACCEPTED: 4}


def steps(enquiry, shown):
    """Received, answered, offered, agreed."""
    notes = [
        (_("Received"), day(timezone.localdate(enquiry.received_at))),
        (_("Our answer"), _("By %(day)s") % {"day": day(enquiry.answer_by)} if enquiry.state == State.NEW else ""),
        (_("Offer"), open_until(enquiry, shown)),
        (_("Visit agreed"), ""),
    ]
    done = DONE[enquiry.state]
    states = ["done"] * done + ["now"] + [""] * len(notes)
    return [Step(name, note, state) for (name, note), state in zip(notes, states, strict=False)]


def open_until(enquiry, shown):
    if enquiry.state == State.OFFERED and shown and shown.is_open:
        return _("Your answer is needed by %(day)s") % {"day": day(shown.offer.valid_until)}
    return ""


def standing_of_visit(visit, today):
    """From the acceptance on: what comes next, in the order of the calendar."""
    rules = VisitRules.objects.on(today)
    title, sentence = words_of_visit(visit, today, rules)
    return Standing(title, sentence, steps_of_visit(visit, today, rules))


def words_of_visit(visit, today, rules):
    if visit.state != Visit.State.CONFIRMED:
        return ENDS_OF_VISIT[visit.state](visit)
    days = {"days": visit.days, "day": day(details_due_on(visit, rules))}
    if today > visit.last_on:
        by = day(visit.last_on + timedelta(days=rules.invoice_days))
        return _("Thank you for your visit"), _("We send the invoice by %(day)s.") % {"day": by}
    if today >= visit.first_on:
        return _("Welcome: your visit is under way"), _("The programme has today's times and addresses.")
    if visit.details_at is None and today >= details_open_on(visit, rules):
        return _("Your visit is confirmed: give the final details"), _(
            "Your visit is on %(days)s. Tell us by %(day)s how many people are coming and what diets and access needs there are."
        ) % days
    return _("Your visit is confirmed"), _("Your visit is on %(days)s. If something changes, write to us below.") % days


def cancelled(visit):
    if fee := fee_of(visit):
        paid = {"percent": percent(fee.percent), "total": money(fee.total)}
        sentence = _("By the terms that you accepted you pay %(percent)s of the price, %(total)s in all.") % paid
        return _("Your visit is cancelled"), sentence
    return _("Your visit is cancelled"), _(
        "You have nothing to pay. If you want to visit after all, send a new enquiry."
    )


ENDS_OF_VISIT = {
    Visit.State.HELD: lambda visit: (_("Thank you for your visit"), _("We send the invoice soon.")),
    Visit.State.INVOICED: lambda visit: (
        _("The invoice has been sent"),
        _("It went to the address that you gave when you accepted the offer. Thank you for your visit."),
    ),
    Visit.State.CLOSED: lambda visit: (_("Thank you for your visit"), _("Everything is settled.")),
    Visit.State.CANCELLED: cancelled,
}


def steps_of_visit(visit, today, rules):
    """Agreed, final details, visit, invoice; none of a cancelled one."""
    if visit.state == Visit.State.CANCELLED:
        return []
    by = _("By %(day)s") % {"day": day(details_due_on(visit, rules))}
    rows = [
        (_("Visit agreed"), day(visit.accepted_at), True),
        (_("Final details"), day(visit.details_at) if visit.details_at else by, visit.details_at),
        (_("Visit"), visit.days, today > visit.last_on or visit.state != Visit.State.CONFIRMED),
        (_("Invoice"), "", visit.state in (Visit.State.INVOICED, Visit.State.CLOSED)),
    ]
    if rows[2][2]:
        rows[1] = (rows[1][0], rows[1][1] if visit.details_at else "", True)
    done = [bool(is_done) for _name, _note, is_done in rows]
    now = done.index(False) if False in done else len(done)
    states = ["done" if is_done else "now" if n == now else "" for n, is_done in enumerate(done)]
    return [Step(name, note, state) for (name, note, _done), state in zip(rows, states, strict=True)]
