"""Enquiries in several states, made by the same acts as real ones, as if over the last weeks."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from oph_site.demo import texts
from visits import enquiries

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
    """A row of enquiries.toml as the form would give it: dates count from the day of loading."""
    today = timezone.localdate()
    dates = [[today + timedelta(days=day) for day in pair] for pair in row.pop("dates", [])]
    return row | {"dates": dates, "is_flexible": row.pop("flexible", False)}
