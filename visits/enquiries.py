"""What can be done with an enquiry. Each act is one transaction and one event; mail waits in the outbox.

A refusal is NotAllowed with a sentence for the person who tried.
"""

import json
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.outbox import mail
from oph_site.outbox.models import OutboxMessage
from oph_site.workdays import add_workdays
from visits import weeks
from visits.answers import answers_of, chosen
from visits.coordinators import sender
from visits.estimate import Estimate, Wish, estimate
from visits.models import Enquiry, EnquiryCounter, EnquiryDates, EnquiryEvent, Offer, PriceList, VisitRules

RELATED = ["dates", "themes", "lectures"]  # answers that stand in tables of their own
SAME_FOR = timedelta(days=1)  # equal answers from two tabs within this time are one enquiry
REPORTED_EVERY = timedelta(days=1)
REPORTED_AT_ONCE = 20
SUSPECTED_NOTICE = "suspected_notice"
REPEATED = timedelta(minutes=1)  # an equal text within this time is a double click

State, Kind = Enquiry.State, EnquiryEvent.Kind
BEFORE_OFFER = [State.NEW, State.CLARIFICATION, State.PLANNING]
SAME = {state: state for state in State}
OPEN = {state: state for state in Enquiry.OPEN}
IN_ARCHIVE = {state: state for state in [*Enquiry.ENDED, State.ACCEPTED]}
OF_A_VISIT = [
    Kind.DETAILS_ASKED,
    Kind.DETAILS,
    Kind.PROGRAMME,
    Kind.HELD,
    Kind.INVOICED,
    Kind.CLOSED,
    Kind.CANCELLED,
]  # the enquiry stays accepted: the table of visits.py says which are possible

# What may happen: in which states, and the state that follows each.
TRANSITIONS = {
    Kind.TAKEN: OPEN,
    Kind.REPLIED: {**SAME, State.NEW: State.CLARIFICATION},  # a reply is an answer: nobody waits for us any more
    Kind.WRITTEN: SAME,
    Kind.LINK_SENT: SAME,
    Kind.CONTACT: SAME,
    Kind.ASKED: dict.fromkeys(BEFORE_OFFER, State.CLARIFICATION),
    Kind.PLANNED: dict.fromkeys([State.NEW, State.CLARIFICATION], State.PLANNING),
    Kind.OFFERED: dict.fromkeys([State.PLANNING, State.OFFERED], State.OFFERED),  # offers.py, as the next four
    Kind.CHANGE_ASKED: {State.OFFERED: State.PLANNING},
    Kind.OFFER_DECLINED: {State.OFFERED: State.DECLINED},
    Kind.OFFER_EXPIRED: {State.OFFERED: State.EXPIRED},
    Kind.ACCEPTED: {State.OFFERED: State.ACCEPTED},
    Kind.DECLINED: dict.fromkeys(BEFORE_OFFER, State.DECLINED),
    Kind.WITHDRAWN: dict.fromkeys(OPEN, State.WITHDRAWN),
    Kind.REOPENED: dict.fromkeys(Enquiry.ENDED, State.PLANNING),
    Kind.ARCHIVED: IN_ARCHIVE,  # archive.py, as the next
    Kind.BROUGHT_BACK: IN_ARCHIVE,
    **dict.fromkeys(OF_A_VISIT, {State.ACCEPTED: State.ACCEPTED}),
    Kind.NOTED: SAME,
    Kind.ANONYMISED: {**SAME, **dict.fromkeys(OPEN, State.EXPIRED)},
    Kind.CLEARED: {**OPEN, State.SPAM: State.NEW},
    Kind.SPAM: dict.fromkeys(BEFORE_OFFER, State.SPAM),
}
# Whether it is genuine is said first: what the others write may go to somebody who never asked.
WHILE_DOUBTED = {Kind.TAKEN, Kind.NOTED, Kind.CLEARED, Kind.SPAM}
# Somebody has to look at it again: it is in the inbox from then on.
OUT_OF_ARCHIVE = {Kind.WRITTEN, Kind.REOPENED, Kind.BROUGHT_BACK}


class NotAllowed(Exception):
    """The act is not possible now; the text says why."""


def submit_enquiry(answers, *, token, language, sender="", is_suspected=False, at=None):
    """Keeps what a visitor sent and tells both sides. The same token, or the same answers again, give the first enquiry.

    answers: the fields of Enquiry and `dates`, [(first day, last day)]. The estimate of its day is kept with it. sender: see spam.sender_digest.
    A suspected enquiry sends the visitor no mail before somebody has found it genuine: its address may be somebody else's.
    """
    at = at or timezone.now()
    year = timezone.localdate(at).year
    EnquiryCounter.objects.get_or_create(year=year)
    with transaction.atomic():
        counter = EnquiryCounter.objects.select_for_update().get(year=year)  # from here on one after the other
        if first := sent_before(answers, token, at):
            return first
        counter.last_number += 1
        counter.save(update_fields=["last_number"])
        enquiry = Enquiry.objects.create(
            **{name: value for name, value in answers.items() if name not in RELATED},
            reference=f"V-{year}-{counter.last_number:04}", token=token, answers_digest=digest(answers), sender_digest=sender,
            language=language, is_suspected=is_suspected, received_at=at,
            answer_by=promised_day(at), estimate=frozen_estimate(answers, at),
        )  # fmt: skip
        enquiry.themes.set(answers["themes"])
        enquiry.lectures.set(answers.get("lectures", []))
        EnquiryDates.objects.bulk_create(
            [EnquiryDates(enquiry=enquiry, first_on=a, last_on=b) for a, b in answers["dates"]]
        )
        EnquiryEvent.objects.create(enquiry=enquiry, kind=Kind.RECEIVED, at=at, state_after=State.NEW)
        if is_suspected:
            report_suspected(at)
        else:
            announce(enquiry)
        return enquiry


def sent_before(answers, token, at):
    same = Enquiry.objects.filter(answers_digest=digest(answers), received_at__gt=at - SAME_FOR)
    return Enquiry.objects.filter(token=token).first() or same.order_by("pk").first()


def digest(answers):
    """Equal for equal answers."""
    return sha256(json.dumps(answers, sort_keys=True, default=plain).encode()).hexdigest()


def plain(value):
    """The same in every language: of a theme or a lecture the key of its row."""
    return value.pk if isinstance(value, models.Model) else str(value)


def promised_day(at):
    """The day by which an enquiry of this moment is answered."""
    today = timezone.localdate(at)
    return add_workdays(today, VisitRules.objects.on(today).answer_workdays)


def estimate_of(answers, today):
    """By the prices of the first day wished for, else of the earliest possible; None where there are none."""
    first = answers["dates"][0][0] if answers["dates"] else weeks.earliest_day(today, VisitRules.objects.on(today))
    return estimate(Wish.from_answers(answers), PriceList.objects.on(first))


def frozen_estimate(answers, at):
    """What the visitor was shown, as JSON."""
    made = estimate_of(answers, timezone.localdate(at))
    return made and made.as_json()


def announce(enquiry):
    """The receipt to the visitor and the notice to the coordinators."""
    answers = answers_of(enquiry)
    asked = {
        "chosen": partial(chosen, answers),  # in the language of the mail
        "estimate": Estimate.from_json(enquiry.estimate, enquiry.group_size),
    }
    write_to_visitor("enquiry_receipt", enquiry, **asked)
    mail.post(
        "enquiry_notice", to=settings.COORDINATORS_EMAIL, language=DEFAULT_LANGUAGE,
        context={"enquiry": enquiry, **asked}, reference=enquiry.reference,
    )  # fmt: skip


@transaction.atomic
def report_suspected(now):
    """Tells the coordinators which suspected enquiries wait, nothing that was written in them: at most once a day, however many come.

    Also a job of `manage.py work`: those that came later on the same day are reported the next day.
    """
    if not is_report_due(now):
        return
    list(EnquiryCounter.objects.select_for_update())  # the lock of submit_enquiry: of two workers one writes
    if is_report_due(now):
        waiting = Enquiry.objects.suspected().order_by("-received_at")
        context = {"enquiries": list(waiting[:REPORTED_AT_ONCE]), "count": waiting.count()}
        mail.post(SUSPECTED_NOTICE, to=settings.COORDINATORS_EMAIL, language=DEFAULT_LANGUAGE, context=context)


def is_report_due(now):
    """Whether a suspected enquiry came after the last report, and that was long enough ago."""
    reports = OutboxMessage.objects.filter(kind=SUSPECTED_NOTICE)
    last = reports.aggregate(last=Max("created_at"))["last"]
    if last is None:
        return Enquiry.objects.suspected().exists()
    return now - last >= REPORTED_EVERY and Enquiry.objects.suspected().filter(received_at__gt=last).exists()


def write_to_visitor(kind, enquiry, text="", *, to="", **context):
    """A mail that the coordinators sign; to: another address than that of the enquiry."""
    mail.post(
        kind, to=to or enquiry.contact.email, reply_to=settings.COORDINATORS_EMAIL, language=enquiry.language,
        context={"enquiry": enquiry, "text": text, "sender": sender, **context}, reference=enquiry.reference,
    )  # fmt: skip


def allowed(enquiry):
    """The kinds of events that may happen to the enquiry now; none when nobody is left to be answered."""
    if enquiry.anonymised_at:
        return []
    kinds = [kind for kind, states in TRANSITIONS.items() if enquiry.state in states]
    is_possible = {
        Kind.ARCHIVED: enquiry.is_finished and not enquiry.archived_at,
        Kind.BROUGHT_BACK: enquiry.archived_at,
    }
    kinds = [kind for kind in kinds if is_possible.get(kind, True)]
    is_doubted = enquiry.is_suspected or enquiry.state == State.SPAM
    return [kind for kind in kinds if (kind in WHILE_DOUBTED if is_doubted else kind != Kind.CLEARED)]


def locked(enquiry):
    """The enquiry as it is stored; nobody else changes it until the transaction ends. NotAllowed when its data is gone."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if enquiry.anonymised_at:
        raise NotAllowed(_("This cannot be done any more: the enquiry has been anonymised."))
    return enquiry


def happen(enquiry, kind, *, by, text="", source="", at=None, seen=None):
    """Moves the enquiry by the table and writes the event. Returns the enquiry, locked until the transaction ends.

    source: how a coordinator knows what they record for the visitor (EnquiryEvent.Source).
    seen: `last_change` as the person saw it. What happened since is read first: two people never answer against each other.
    """
    at = at or timezone.now()
    enquiry = locked(enquiry)
    if is_repeated(enquiry, kind, by, text, at):
        raise NotAllowed(_("You did this a moment ago. It was not done twice."))
    if kind not in allowed(enquiry):
        raise NotAllowed(
            _("This cannot be done now: the enquiry is %(state)s.") % {"state": enquiry.get_state_display()}
        )
    if seen is not None and kind != Kind.NOTED and enquiry.last_change != seen:
        raise NotAllowed(
            _("Something else happened to this enquiry after you opened the page, and nothing was sent. Read below what has happened, then decide again.")
        )  # fmt: skip
    before = enquiry.state
    enquiry.state = TRANSITIONS[kind][before]
    if kind in OUT_OF_ARCHIVE:
        enquiry.archived_at = None
    enquiry.save(update_fields=["state", "archived_at"])
    EnquiryEvent.objects.create(
        enquiry=enquiry, kind=kind, by=by, at=at, text=text, source=source, state_before=before, state_after=enquiry.state
    )  # fmt: skip
    return enquiry


def is_repeated(enquiry, kind, by, text, at):
    """Whether it is what happened last, a moment ago: a double click. What was changed and changed back is none."""
    last = enquiry.events.exclude(kind=Kind.READ).filter(at__gt=at - REPEATED).order_by("-pk").first()
    return last is not None and (last.kind, last.by_id, last.text) == (kind, by and by.pk, text)


@transaction.atomic
def take(enquiry, *, by, at=None, seen=None):
    """Makes the person the owner."""
    if Enquiry.objects.filter(pk=enquiry.pk, owner=by).exists():
        raise NotAllowed(_("You have this enquiry already."))
    enquiry = happen(enquiry, Kind.TAKEN, by=by, at=at, seen=seen)
    enquiry.owner = by
    enquiry.save(update_fields=["owner"])
    return enquiry


@transaction.atomic
def reply(enquiry, *, by, text, at=None, seen=None):
    """Writes to the visitor. A new enquiry is answered by it; other states stay."""
    enquiry = happen(enquiry, Kind.REPLIED, by=by, text=text, at=at, seen=seen)
    write_to_visitor("enquiry_reply", enquiry, text=text)
    return enquiry


@transaction.atomic
def ask_for_details(enquiry, *, by, text, at=None, seen=None):
    enquiry = happen(enquiry, Kind.ASKED, by=by, text=text, at=at, seen=seen)
    write_to_visitor("enquiry_details", enquiry, text=text)
    return enquiry


@transaction.atomic
def start_planning(enquiry, *, by, at=None, seen=None):
    return happen(enquiry, Kind.PLANNED, by=by, at=at, seen=seen)


@transaction.atomic
def decline(enquiry, *, by, text, invites=False, at=None, seen=None):
    """No programme; the visitor reads the reason. invites: the mail also says that a new enquiry is welcome."""
    enquiry = happen(enquiry, Kind.DECLINED, by=by, text=text, at=at, seen=seen)
    write_to_visitor("enquiry_declined", enquiry, text=text, invites=invites)
    return enquiry


@transaction.atomic
def withdraw(enquiry, *, by, text="", at=None, seen=None):
    """The visitor does not need a programme any more. An offer that waited for an answer is declined by it."""
    enquiry = happen(enquiry, Kind.WITHDRAWN, by=by, text=text, at=at, seen=seen)
    enquiry.offers.sent().update(state=Offer.State.DECLINED)
    return enquiry


@transaction.atomic
def reopen(enquiry, *, by, text="", at=None, seen=None):
    """It was ended by mistake, or things have changed: it is being planned again. No mail is sent."""
    return happen(enquiry, Kind.REOPENED, by=by, text=text, at=at, seen=seen)


@transaction.atomic
def note(enquiry, *, by, text, at=None, seen=None):
    """Something for the coordinators to remember."""
    return happen(enquiry, Kind.NOTED, by=by, text=text, at=at)


@transaction.atomic
def clear_suspicion(enquiry, *, by, at=None, seen=None):
    """A person has found the enquiry genuine: the receipt goes out now, unless it did before, and promises a day from now on."""
    at = at or timezone.now()
    enquiry = happen(enquiry, Kind.CLEARED, by=by, at=at, seen=seen)
    if enquiry.is_suspected:
        enquiry.is_suspected = False
        enquiry.answer_by = promised_day(at)
        enquiry.save(update_fields=["is_suspected", "answer_by"])
        announce(enquiry)
    return enquiry


@transaction.atomic
def put_away_as_spam(enquiry, *, by, at=None, seen=None):
    """A person has found it to be spam: nobody is written to, and it is made anonymous soon (retention.py)."""
    return happen(enquiry, Kind.SPAM, by=by, at=at, seen=seen)


@transaction.atomic
def record_reading(enquiry, *, by, at=None):
    """Who has seen the personal data: one event a person and day."""
    at = at or timezone.now()
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if not enquiry.events.filter(kind=Kind.READ, by=by, at__gte=midnight).exists():
        EnquiryEvent.objects.create(
            enquiry=enquiry, kind=Kind.READ, by=by, at=at, state_before=enquiry.state, state_after=enquiry.state
        )
