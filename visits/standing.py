"""Where an enquiry stands, in the words of its visitor."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.wording import day
from visits.conversation import CONVERSATION
from visits.enquiries import Kind
from visits.models import Enquiry

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


def standing(enquiry, today):
    last = enquiry.events.filter(kind__in=CONVERSATION).order_by("-at", "-pk").values_list("kind", flat=True).first()
    title, sentence = words(enquiry, last, today)
    return Standing(title, sentence, steps(enquiry) if enquiry.state not in ENDED else [])


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


ENDED = [State.DECLINED, State.WITHDRAWN, State.EXPIRED]
OTHERWISE = {
    State.PLANNING: lambda: (
        _("We are planning your programme"),
        _("We ask schools and experts for you. If we can arrange a programme, we send you an offer."),
    ),
    State.OFFERED: lambda: (_("You have an offer"), _("It came to you by e-mail. You can write to us about it below.")),
    State.ACCEPTED: lambda: (_("Your visit is agreed"), _("If something changes, write to us below.")),
    State.DECLINED: lambda: (_("We cannot arrange this visit"), _("The reason stands in our message below.")),
    State.WITHDRAWN: lambda: (
        _("Your enquiry is withdrawn"),
        _("You have nothing to pay. If you want to visit after all, send a new enquiry."),
    ),
    State.EXPIRED: lambda: (_("Your enquiry has ended"), _("If you still want to visit, send a new enquiry.")),
}  # fmt: skip
# How far an enquiry has come: the number of steps that are done.
DONE = {State.NEW: 1, State.CLARIFICATION: 2, State.PLANNING: 2, State.OFFERED: 3, State.ACCEPTED: 4}


def steps(enquiry):
    """Received, answered, offered, agreed."""
    notes = [
        (_("Received"), day(timezone.localdate(enquiry.received_at))),
        (_("Our answer"), _("By %(day)s") % {"day": day(enquiry.answer_by)} if enquiry.state == State.NEW else ""),
        (_("Offer"), ""),
        (_("Visit agreed"), ""),
    ]
    done = DONE[enquiry.state]
    states = ["done"] * done + ["now"] + [""] * len(notes)
    return [Step(name, note, state) for (name, note), state in zip(notes, states, strict=False)]
