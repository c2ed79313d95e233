"""Enquiries in several states, made by the same acts as real ones, as if over the last weeks."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from oph_site.demo import texts
from visits import enquiries
from visits.workdays import easter, is_workday

CLOSED_WEEKS = {8, 9, 10, 42, 43}
ACTS = {
    "take": enquiries.take,
    "ask": enquiries.ask_for_details,
    "plan": enquiries.start_planning,
    "decline": enquiries.decline,
    "withdraw": enquiries.withdraw,
    "note": enquiries.note,
}


def load(*, by):
    rows = texts.records("enquiries")["enquiry"]
    for row in sorted(rows, key=lambda row: -row["days_ago"]):  # references run in the order of arrival
        received_at = timezone.now() - timedelta(days=row.pop("days_ago"), minutes=40)
        history = row.pop("history") + [{"act": "note", "text": text} for text in row.pop("notes")]
        language = row.pop("language")
        enquiry = enquiries.submit_enquiry(answers(row), token=uuid4(), language=language, at=received_at)
        for minutes, step in enumerate(history, 5):
            act = ACTS[step.pop("act")]
            enquiry = act(enquiry, by=by, at=received_at + timedelta(minutes=minutes), **step)


def answers(row):
    """A row of enquiries.toml as the form would give it: dates count from the day of loading, on days when schools are open."""
    dates = visit_dates(timezone.localdate(), row.pop("dates", []))
    return row | {"dates": dates, "is_flexible": row.pop("flexible", False)}


def visit_dates(today, offsets):
    """[[first, last]] so many days from today, later when schools receive nobody on one of the days; each after the one before."""
    dates = []
    for first, last in offsets:
        days = [today + timedelta(days=day) for day in range(first, last + 1)]
        while not all(map(is_school_open, days)) or (dates and days[0] <= dates[-1][1]):
            days = [day + timedelta(days=1) for day in days]
        dates.append([days[0], days[-1]])
    return dates


def is_school_open(day):
    """By the table of seasons on the page for visitors: neither summer, Christmas and Easter nor the breaks of the terms."""
    in_summer = (6, 1) <= (day.month, day.day) <= (8, 15)
    at_christmas = (day.month, day.day) >= (12, 15) or (day.month, day.day) <= (1, 15)
    at_easter = (
        abs((day - easter(day.year)).days) <= 4
    )  # Easter week: not on the day before or after the holidays either
    return is_workday(day) and not (in_summer or at_christmas or at_easter or day.isocalendar().week in CLOSED_WEEKS)
