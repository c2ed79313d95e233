"""The enquiries of the demonstration come in, are worked on and visit on days that make sense, on whatever day it is loaded."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from oph_site.demo import enquiries, texts, visits
from oph_site.demo.enquiry_days import Days, is_school_open
from oph_site.outbox.models import OutboxMessage
from oph_site.workdays import is_workday
from tests.factories.pages import PageFactory, published
from visits.figures import figures
from visits.models import Enquiry, Offer, Visit

DEMO = texts.records("visits")
NOTICE = timedelta(weeks=DEMO["rules"]["notice_weeks"])
FAR = date.max
ROWS = enquiries.rows()


def test_no_day_of_the_demonstration_is_a_holiday_or_in_a_closed_week():
    for number in range(0, 3 * 365, 13):
        today = date(2026, 11, 1) + timedelta(days=number)
        periods, pauses = visits.periods(today), visits.pauses(today)
        for row in ROWS:
            days = Days.of(row, today, periods, pauses)
            wished = [first + timedelta(days=n) for first, last in days.dates for n in range((last - first).days + 1)]
            done_on = [days.received_on, *(days.of_step(step) for step in row["history"])]
            what = today, row["organisation"], wished, done_on
            assert all(is_school_open(day, periods) for day in wished), what
            assert wished == sorted(set(wished)) and min(wished, default=FAR) >= days.received_on + NOTICE, what
            assert all(map(is_workday, done_on)) and done_on == sorted(done_on) and done_on[-1] <= today, what


def test_every_enquiry_names_themes_and_lectures_that_are_offered():
    offered = {part: {row["key"] for row in DEMO[part]} for part in ("theme", "lecture")}

    for row in ROWS:
        assert offered["theme"].issuperset(row["themes"]) and offered["lecture"].issuperset(row.get("lectures", []))


@pytest.mark.django_db
@time_machine.travel("2027-06-25 10:00+03:00")  # Midsummer Eve, and schools are closed until August
def test_two_years_of_thirty_enquiries_show_every_state_on_any_day_of_loading(coordinator):
    published(PageFactory(key="prices"), "fi", "en")

    enquiries.load(*visits.load(), by=coordinator)

    everything = Enquiry.objects.all()
    assert everything.count() == 30 and len({enquiry.country for enquiry in everything}) >= 20
    assert {enquiry.state for enquiry in everything} == set(Enquiry.State) - {Enquiry.State.SPAM}
    assert {visit.state for visit in Visit.objects.all()} == set(Visit.State)
    assert {offer.state for offer in Offer.objects.all()} == set(Offer.State) - {Offer.State.DRAFT}
    assert everything.exclude(anonymised_at=None).exists() and OutboxMessage.objects.due(timezone.now()).count() < 10
    for year in map(figures, (2025, 2026, 2027)):
        assert year.visits and year.visitors and year.income > 1000 and 1 <= year.answer_days <= 10, year
