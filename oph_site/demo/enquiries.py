"""Enquiries in several states, made by the same acts as real ones, as if over the last weeks."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from oph_site.demo import texts
from oph_site.languages import LANGUAGES
from pages.models import Edition
from visits import enquiries, offers, visits
from visits.models import Offer, ProgrammeItem
from visits.weeks import FARTHEST, Status, periods_between, status_of


def offer(enquiry, *, by, at, text="", valid_days=None, **changes):
    """Made like the last one, else from the wishes, with places and hosts; sent at once. changes: of the offer's fields."""
    made = offers.make(enquiry, by=by, at=at, from_offer=enquiry.offers.order_by("version").last())
    lectures = made.items.filter(kind=ProgrammeItem.Kind.LECTURE)
    lectures.update(**texts.records("enquiries")["lectures"][enquiry.language])
    last = timezone.localdate(at) + timedelta(days=valid_days) if valid_days else None
    for name, value in {"text": text, "valid_until": last, **changes}.items():
        setattr(made, name, value)
    made.save()
    offers.send(made, by=by, at=at)
    return enquiry


def answer(act):
    """What the visitor does with the offer that waits."""

    def done(enquiry, *, by, at, **answers):
        act(enquiry.offers.get(state=Offer.State.SENT), at=at, **answers)
        return enquiry

    return done


def give_details(enquiry, *, by, at, **details):
    visits.record_details(enquiry.visit, at=at, **details)
    return enquiry


def move_first_item(enquiry, *, by, at, minutes, text):
    """The programme of the visit with its first item so much earlier."""
    items = list(enquiry.visit.items.all())
    begins = datetime.combine(items[0].on, items[0].starts_at) - timedelta(minutes=minutes)
    items[0].starts_at = begins.time()
    visits.change_programme(enquiry.visit, items, by=by, at=at, text=text)
    return enquiry


def cancel_visit(enquiry, *, by, at, text):
    visits.cancel(enquiry.visit, by=None, at=at, text=text)
    return enquiry


ACTS = {
    "take": enquiries.take,
    "ask": enquiries.ask_for_details,
    "plan": enquiries.start_planning,
    "decline": enquiries.decline,
    "withdraw": enquiries.withdraw,
    "note": enquiries.note,
    "offer": offer,
    "ask-for-change": answer(offers.ask_for_change),
    "decline-offer": answer(offers.decline),
    "accept": answer(offers.accept),
    "give-details": give_details,
    "move-first-item": move_first_item,
    "cancel-visit": cancel_visit,
}


def load(themes, lectures, *, by):
    """themes, lectures: by their keys, as visits.load gives them."""
    today = timezone.localdate()
    periods = periods_between(today, today + FARTHEST)
    rows = texts.records("enquiries")["enquiry"]
    date_back_terms(timezone.now() - timedelta(days=1 + max(row["days_ago"] for row in rows)))
    for row in sorted(rows, key=lambda row: -row["days_ago"]):  # references run in the order of arrival
        received_at = timezone.now() - timedelta(days=row.pop("days_ago"), minutes=40)
        history = row.pop("history") + [{"act": "note", "text": text} for text in row.pop("notes")]
        language = row.pop("language")
        row["themes"] = [themes[key] for key in row["themes"]]
        row["lectures"] = [lectures[key] for key in row.get("lectures", [])]
        row["dates"] = visit_dates(today, row.get("dates", []), periods)
        row["is_flexible"] = row.pop("flexible", False)
        enquiry = enquiries.submit_enquiry(row, token=uuid4(), language=language, at=received_at)
        for minutes, step in enumerate(history, 5):
            act, day = ACTS[step.pop("act")], step.pop("day", 0)
            enquiry = act(enquiry, by=by, at=received_at + timedelta(days=day, minutes=minutes), **step)
    offers.expire_offers(timezone.now())


def date_back_terms(since):
    """Offers name the terms that were public when they were sent, and those of the demonstration are older than its pages."""
    for language in LANGUAGES:
        first = Edition.objects.filter(page__key=offers.TERMS, language=language).order_by("since").first()
        Edition.objects.filter(pk=first.pk, since__gt=since).update(since=since)


def visit_dates(today, offsets, periods):
    """[[first, last]] so many days from today, later when schools receive nobody on one of the days; each after the one before."""
    dates = []
    for first, last in offsets:
        days = [today + timedelta(days=day) for day in range(first, last + 1)]
        while not all(is_school_open(day, periods) for day in days) or (dates and days[0] <= dates[-1][1]):
            days = [day + timedelta(days=1) for day in days]
        dates.append([days[0], days[-1]])
    return dates


def is_school_open(day, periods):
    return status_of(day, periods) != Status.CLOSED
