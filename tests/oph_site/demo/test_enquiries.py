"""The demonstration asks for days on which schools receive guests, on whatever day it is loaded."""

from datetime import date, timedelta

from oph_site.demo import texts, visits
from oph_site.demo.enquiries import is_school_open, visit_dates

DEMO = texts.records("visits")
NOTICE = timedelta(weeks=DEMO["rules"]["notice_weeks"])
ROWS = [(row["dates"], row["days_ago"]) for row in texts.records("enquiries")["enquiry"] if "dates" in row]


def test_no_day_of_the_demonstration_is_a_holiday_or_in_a_closed_week():
    for number in range(0, 400, 3):
        today = date(2026, 11, 1) + timedelta(days=number)
        periods = visits.periods(today)
        for offsets, days_ago in ROWS:
            dates = visit_dates(today, offsets, periods)
            days = [first + timedelta(days=n) for first, last in dates for n in range((last - first).days + 1)]
            assert all(is_school_open(day, periods) for day in days), (today, dates)
            assert days == sorted(set(days)) and days[0] >= today - timedelta(days=days_ago) + NOTICE


def test_days_on_which_schools_receive_nobody():
    closed = [
        "2027-02-07",
        "2027-02-25",
        "2027-03-26",
        "2027-05-06",
        "2027-07-15",
        "2027-10-20",
        "2027-12-06",
        "2027-12-24",
        "2028-01-05",
    ]
    periods = visits.periods(date(2026, 11, 30))

    assert [day for day in closed if is_school_open(date.fromisoformat(day), periods)] == []
    assert is_school_open(date(2027, 4, 12), periods)


def test_every_enquiry_names_themes_and_lectures_that_are_offered():
    offered = {part: {row["key"] for row in DEMO[part]} for part in ("theme", "lecture")}

    for row in texts.records("enquiries")["enquiry"]:
        assert offered["theme"].issuperset(row["themes"]) and offered["lecture"].issuperset(row.get("lectures", []))
