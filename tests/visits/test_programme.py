"""What a person should look at in a programme, and what differs between two editions of it."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.offers import VisitFactory, item
from visits import programme
from visits.models import VisitItem

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 4, 12)


def made(pk, begins, ends, on=MONDAY, what="Lecture", **more):
    return VisitItem(pk=pk, on=on, starts_at=time(begins), ends_at=time(ends), what=what, kind="lecture", **more)


def test_items_stand_by_day_and_time():
    late, early, next_day = made(1, 13, 14), made(2, 9, 10), made(3, 8, 9, MONDAY + timedelta(days=1))

    assert programme.by_day([next_day, late, early]) == [(MONDAY, [early, late]), (next_day.on, [next_day])]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(8, 16), st.integers(1, 3)), max_size=6))
def test_every_two_items_at_the_same_time_are_said_once(rows):
    items = [made(n, b, b + lasts, MONDAY + timedelta(days=d)) for n, (d, b, lasts) in enumerate(rows)]
    pairs = [
        (one, other)
        for n, one in enumerate(items)
        for other in items[n + 1 :]
        if one.on == other.on and max(one.starts_at, other.starts_at) < min(one.ends_at, other.ends_at)
    ]

    assert len(list(programme.overlaps(programme.in_order(items)))) == len(pairs)


def test_one_after_the_other_is_no_overlap():
    assert programme.warnings([made(1, 9, 10), made(2, 10, 11)], MONDAY, MONDAY) == []


def test_holidays_weekends_and_other_days_are_said(in_english):
    easter = date(2027, 3, 29)

    found = programme.warnings([made(1, 9, 10, easter), made(2, 9, 10, date(2027, 4, 3))], easter, easter)

    assert found == [
        "29 March 2027: Easter Monday.", "3 April 2027: a weekend.", "3 April 2027 is not among the days of the visit.",
    ]  # fmt: skip


def test_what_differs_is_said_in_sentences(in_english):
    before = [made(1, 9, 10), made(2, 11, 12, what="Lunch"), made(3, 13, 14, what="School", place="Kallio")]
    now = [
        made(1, 9, 10, MONDAY + timedelta(days=1)),
        made(3, 13, 14, what="School", place="Pasila"),
        made(None, 15, 16, what="Coffee"),
    ]

    assert [change.sentence for change in programme.changes(before, now)] == [
        "Changed: 12 April 2027, 13:00–14:00: School (Pasila)",
        "New: 12 April 2027, 15:00–16:00: Coffee",
        "Moved: 13 April 2027, 9:00–10:00: Lecture (before: 12 April 2027, 9:00–10:00)",
        "Left out: 12 April 2027, 11:00–12:00: Lunch",
    ]  # fmt: skip


def test_the_same_programme_differs_in_nothing():
    visit = VisitFactory()
    item(visit, 0, 14, 15, what="Tour")

    assert programme.changes(visit.items.all(), visit.items.all()) == []
