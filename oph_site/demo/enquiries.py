"""Enquiries and visits of two years in all their states, made by the same acts as real ones, with the clock set back."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from oph_site.demo import enquiry_days, texts, visits
from oph_site.demo.enquiry_days import Days
from oph_site.languages import LANGUAGES
from oph_site.outbox.models import OutboxMessage
from pages.models import Edition
from visits import archive, conversation, enquiries, offers, retention
from visits import visits as agreed
from visits.models import Offer, ProgrammeItem

NOT_FROM_TODAY = timedelta(hours=12)  # mail that was written earlier has gone out


def offer(enquiry, *, by, at, text="", valid_days=None, site=None, **changes):
    """Made like the last one, else from the wishes, with places and hosts; sent at once. site: the place that is visited.
    changes: of the offer's fields."""
    made = offers.make(enquiry, by=by, at=at, from_offer=enquiry.offers.order_by("version").last())
    lectures = texts.records("enquiries")["lectures"][enquiry.language]
    made.items.filter(kind=ProgrammeItem.Kind.LECTURE).update(**lectures)
    made.items.filter(kind=ProgrammeItem.Kind.SITE).update(**site or {})
    last = timezone.localdate(at) + timedelta(days=valid_days) if valid_days else None
    for name, value in {"text": text, "valid_until": last, **changes}.items():
        setattr(made, name, value)
    made.save()
    offers.send(made, by=by, at=at)


def write(enquiry, *, by, at, text):
    conversation.write(enquiry, text, at=at)


def of_visitor(act):
    """What the visitor does with the offer that waits."""

    def done(enquiry, *, by, at, **answers):
        act(enquiry.offers.get(state=Offer.State.SENT), at=at, **answers)

    return done


def expire(enquiry, *, by, at):
    offers.expire(enquiry.offers.get(state=Offer.State.SENT), at)


def move_first_item(enquiry, *, by, at, minutes, text):
    """The programme of the visit with its first item so much earlier."""
    items = list(enquiry.visit.items.all())
    begins = datetime.combine(items[0].on, items[0].starts_at) - timedelta(minutes=minutes)
    items[0].starts_at = begins.time()
    agreed.change_programme(enquiry.visit, items, by=by, at=at, text=text)


def of_visit(act):
    """Of the coordinator, with the visit."""
    return lambda enquiry, **how: act(enquiry.visit, **how)


def of_visit_by_visitor(act):
    return lambda enquiry, by, **how: act(enquiry.visit, **{"by": None, **how})


ACTS = {
    "take": enquiries.take,
    "ask": enquiries.ask_for_details,
    "reply": enquiries.reply,
    "write": write,
    "plan": enquiries.start_planning,
    "decline": enquiries.decline,
    "withdraw": enquiries.withdraw,
    "reopen": enquiries.reopen,
    "note": enquiries.note,
    "offer": offer,
    "ask-for-change": of_visitor(offers.ask_for_change),
    "decline-offer": of_visitor(offers.decline),
    "accept": of_visitor(offers.accept),
    "expire": expire,
    "give-details": of_visit_by_visitor(agreed.record_details),
    "move-first-item": move_first_item,
    "cancel-visit": of_visit_by_visitor(agreed.cancel),
    "hold": of_visit(agreed.mark_held),
    "invoice": of_visit(agreed.mark_invoiced),
    "close": of_visit(agreed.close),
    "archive": archive.archive,
}


def rows():
    """Of both files: those that are in hand or coming, and those that are over."""
    return texts.records("enquiries")["enquiry"] + texts.records("past_enquiries")["enquiry"]


def load(themes, lectures, *, by):
    """themes, lectures: by their keys, as visits.load gives them."""
    now = timezone.now()
    today = timezone.localdate(now)
    periods, pauses = visits.periods(today), visits.pauses(today)
    found = [(Days.of(row, today, periods, pauses), row) for row in rows()]
    found.sort(key=lambda pair: pair[0].received_on)  # references run in the order of arrival
    date_back_terms(enquiry_days.moment(found[0][0].received_on, 0, now) - timedelta(days=1))
    for days, row in found:
        row["themes"] = [themes[key] for key in row["themes"]]
        row["lectures"] = [lectures[key] for key in row.get("lectures", [])]
        make(row, days, by=by, now=now)
    offers.expire_offers(now)
    retention.anonymise_old_enquiries(now)


def make(row, days, *, by, now):
    """row: as the file has it, with themes and lectures in place of their keys."""
    del row["days_ago"]
    steps, notes, language = (row.pop(name) for name in ("history", "notes", "language"))
    row |= {"dates": days.dates, "is_flexible": row.pop("flexible", False)}
    at = enquiry_days.moment(days.received_on, 0, now)
    enquiry = enquiries.submit_enquiry(row, token=uuid4(), language=language, at=at)
    put_mail_to(at, now)
    for minutes, step in enumerate([*steps, *({"act": "note", "text": text} for text in notes)], 1):
        at = max(at, enquiry_days.moment(days.of_step(step), minutes, now))
        how = {name: value for name, value in step.items() if name not in ("act", "day", "before", "after")}
        ACTS[step["act"]](enquiry, by=by, at=at, **how)
        put_mail_to(at, now)
        enquiry.refresh_from_db()


def put_mail_to(at, now):
    """The mail of an act was written at its moment, and what is not of today went out then."""
    written = OutboxMessage.objects.filter(created_at__gte=now)
    if at > now - NOT_FROM_TODAY:
        written.update(created_at=at)
    else:
        written.update(created_at=at, state=OutboxMessage.State.SENT, attempts=1, sent_at=at + timedelta(seconds=10))


def date_back_terms(since):
    """Offers name the terms that were public when they were sent, and those of the demonstration are older than its pages."""
    for language in LANGUAGES:
        first = Edition.objects.filter(page__key=offers.TERMS, language=language).order_by("since").first()
        Edition.objects.filter(pk=first.pk, since__gt=since).update(since=since)
