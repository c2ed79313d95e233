"""What is done next with an enquiry, by whom, and until when: in short for the list, as a sentence for its page."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.wording import day, on_weekday, weekday
from oph_site.workdays import workdays_until
from visits import visits
from visits.models import Enquiry, EnquiryEvent, Offer

Kind, State = EnquiryEvent.Kind, Enquiry.State


@dataclass(frozen=True)
class NextStep:
    """what: in short, "" when nothing is left. due_on: the last day for it. act: the act on the page that does it, or a
    part of the page ("offers", "visit"); "" for none."""

    what: str = ""
    sentence: str = ""
    due_on: date | None = None
    act: str = ""


def next_step(enquiry, today, rules):
    """enquiry: as with_last_turn gives it. rules: the VisitRules of the day."""
    if enquiry.anonymised_at:
        return NextStep()
    if enquiry.state == State.SPAM:
        return NextStep("", _("Nothing is left to do. What says who sent it is removed when its time is over."))
    if enquiry.is_suspected:
        return NextStep(_("Say whether it is genuine"), _("Read it and say whether it is genuine: until then nobody is written to."), act="clear")  # fmt: skip
    if enquiry.archived_at:
        return NextStep("", _("It is in the archive. Bring it back if there is something to do."), act="bring-back")
    if enquiry.last_turn == Kind.WRITTEN and enquiry.state != State.NEW:
        return written(enquiry)
    return STEPS[enquiry.state](enquiry, today, rules)


def written(enquiry):
    sentence = _("The visitor wrote on %(day)s: read the message and answer.") % {"day": day(enquiry.last_turn_at)}
    return NextStep(_("Answer the message"), sentence, act="reply")


def new(enquiry, today, rules):
    due_on = enquiry.answer_by
    if due_on < today:
        sentence = _("The answer was promised by %(day)s: answer today.") % {"day": on_weekday(due_on)}
    else:
        left = workdays_until(due_on, today)
        sentence = ngettext(
            "Answer by %(day)s: %(count)d working day is left.",
            "Answer by %(day)s: %(count)d working days are left.",
            left,
        ) % {"day": on_weekday(due_on), "count": left}
    return NextStep(_("Answer"), sentence, due_on, "reply")


def in_clarification(enquiry, today, rules):
    if enquiry.last_turn not in EnquiryEvent.QUESTIONS:
        return NextStep(_("Start planning"), _("Start planning, or ask for details."), act="planning")
    sentence = _("The visitor was written to on %(day)s: wait for the answer, remind with a reply, or start planning.")
    return NextStep(_("Wait for the visitor"), sentence % {"day": day(enquiry.last_turn_at)}, act="reply")


def in_planning(enquiry, today, rules):
    if has_draft(enquiry):
        return NextStep(_("Send the offer"), _("Finish the draft of the offer and send it."), act="offers")
    if enquiry.last_turn == Kind.CHANGE_ASKED:
        sentence = _("The visitor asked for a change on %(day)s: make a new version of the offer.")
        return NextStep(_("Change the offer"), sentence % {"day": day(enquiry.last_turn_at)}, act="offers")
    return NextStep(_("Make an offer"), _("Ask schools and experts, then make an offer."), act="offers")


def offered(enquiry, today, rules):
    sent = next((offer for offer in enquiry.offers.all() if offer.state == Offer.State.SENT), None)
    if sent is None:
        return NextStep()
    if has_draft(enquiry):
        sentence = _("A new version of the offer is a draft: send or discard it. The one that was sent is valid until %(day)s.")  # fmt: skip
    elif sent.valid_until < today:
        sentence = _("The offer was valid until %(day)s, and ends by itself in a moment.")
    else:
        sentence = _("The offer is valid until %(day)s: wait for the answer, or remind with a reply.")
    return NextStep(_("Wait for the visitor"), sentence % {"day": day(sent.valid_until)}, sent.valid_until, "offers")


def accepted(enquiry, today, rules):
    visit = getattr(enquiry, "visit", None)
    if visit is None:
        return NextStep()
    if visit.is_settled:
        return ended(enquiry, today, rules)
    what, due_on = visits.next_step(visit, today, rules)
    return NextStep(what, f"{what}: {weekday(due_on)}." if due_on else f"{what}.", due_on, "visit")


def ended(enquiry, today, rules):
    return NextStep(_("Move to the archive"), _("Nothing is left to do: move it to the archive."), act="archive")


def has_draft(enquiry):
    return any(offer.state == Offer.State.DRAFT for offer in enquiry.offers.all())


STEPS = {
    State.NEW: new,
    State.CLARIFICATION: in_clarification,
    State.PLANNING: in_planning,
    State.OFFERED: offered,
    State.ACCEPTED: accepted,
    **dict.fromkeys(Enquiry.ENDED, ended),
}
