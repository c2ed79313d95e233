"""Enquiries in several states, made by the same acts as real ones, as if over the last weeks."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from oph_site.demo import texts
from visits import enquiries
from visits.weeks import FARTHEST, Status, periods_between, status_of

ACTS = {
    "take": enquiries.take,
    "ask": enquiries.ask_for_details,
    "plan": enquiries.start_planning,
    "decline": enquiries.decline,
    "withdraw": enquiries.withdraw,
    "note": enquiries.note,
}


def load(themes, lectures, *, by):
    """themes, lectures: by their keys, as visits.load gives them."""
    today = timezone.localdate()
    periods = periods_between(today, today + FARTHEST)
    rows = texts.records("enquiries")["enquiry"]
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
            act = ACTS[step.pop("act")]
            enquiry = act(enquiry, by=by, at=received_at + timedelta(minutes=minutes), **step)


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
