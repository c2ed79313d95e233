"""Weeks of five years, whatever periods somebody writes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.demo import visits as demo
from oph_site.midnight import next_midnight
from oph_site.workdays import holiday, is_workday
from tests.factories.visits import VisitPeriodFactory
from visits import weeks
from visits.models import VisitPeriod, VisitRules
from visits.weeks import Status, earliest_day, status_of, week_of, weeks_from

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
PERIODS = [demo.periods(date(year, 9, 1)) for year in (2026, 2029)]
day_of_five_years = st.dates(FIRST, LAST)


@st.composite
def periods(draw):
    """Some periods near each other, so that they meet."""
    around = draw(day_of_five_years)
    made = []
    for number in range(draw(st.integers(0, 4))):
        first = around + timedelta(days=draw(st.integers(-20, 20)))
        last = first + timedelta(days=draw(st.integers(0, 15)))
        kind = draw(st.sampled_from(VisitPeriod.Kind.values))
        made.append(VisitPeriod(kind=kind, first_on=first, last_on=last, reason_fi=f"Syy {number}", reason_en=f"Reason {number}"))  # fmt: skip
    return around, made


def test_every_weekday_of_five_years_has_one_status_and_weekends_and_holidays_are_closed():
    all_periods = [period for some in PERIODS for period in some]

    for day in DAYS:
        status = status_of(day, all_periods)
        assert status in Status and (is_workday(day) or status == Status.CLOSED)


def test_the_week_of_a_day_contains_it():
    for day in DAYS:
        week = week_of(day, [])
        assert week.monday.weekday() == 0 and week.monday <= day <= week.monday + timedelta(days=6)
        assert week.number == day.isocalendar().week and week.friday == week.monday + timedelta(days=4)


def test_the_holidays_of_a_week_are_those_from_monday_to_friday():
    found = [each for week in weeks_from(FIRST, 5 * 52, periods=[]) for each in week.holidays]

    assert found == [(day, holiday(day)) for day in DAYS if day.weekday() < 5 and holiday(day)][: len(found)]


def test_weeks_follow_each_other_without_a_gap():
    mondays = [week.monday for week in weeks_from(date(2026, 12, 30), 5 * 52, periods=[])]

    assert mondays == [date(2026, 12, 28) + timedelta(weeks=n) for n in range(5 * 52)]


@given(periods())
def test_a_week_is_closed_when_all_its_days_are_and_open_when_three_are(around_and_periods):
    around, made = around_and_periods
    week = week_of(around, made)
    days = [status_of(week.monday + timedelta(days=n), made) for n in range(5)]

    expected = Status.TIGHT
    if set(days) == {Status.CLOSED}:
        expected = Status.CLOSED
    elif days.count(Status.OPEN) > 2:
        expected = Status.OPEN
    assert week.status == expected


@given(periods(), st.integers(0, 40))
def test_one_period_more_never_opens_a_day(around_and_periods, offset):
    around, made = around_and_periods
    day = around + timedelta(days=offset - 20)
    order = [Status.OPEN, Status.TIGHT, Status.CLOSED]

    found = [order.index(status_of(day, made[:count])) for count in range(len(made) + 1)]

    assert found == sorted(found)


@given(periods())
def test_a_week_names_the_reasons_of_the_periods_that_touch_it_once_each(around_and_periods):
    around, made = around_and_periods
    week = week_of(around, [*made, *made])

    touching = [p.reason for p in made if p.first_on <= week.friday and p.last_on >= week.monday]
    assert week.reasons == list(dict.fromkeys(touching))


@given(day_of_five_years, st.integers(1, 52))
def test_the_earliest_day_is_the_first_working_day_with_enough_notice(today, notice):
    day = earliest_day(today, VisitRules(valid_from=today, notice_weeks=notice))

    after_notice = today + timedelta(weeks=notice)
    assert is_workday(day) and day >= after_notice
    assert not any(is_workday(after_notice + timedelta(days=n)) for n in range((day - after_notice).days))


@pytest.mark.django_db
def test_the_next_open_weeks_pass_over_closed_and_tight_ones(django_assert_num_queries):
    VisitPeriodFactory(first_on=date(2027, 10, 18), last_on=date(2027, 10, 22))
    VisitPeriodFactory(kind="tight", first_on=date(2027, 11, 1), last_on=date(2027, 11, 5))

    with django_assert_num_queries(1):
        found = weeks.next_open_weeks(date(2027, 10, 12), 3)

    assert [week.monday for week in found] == [date(2027, 10, 25), date(2027, 11, 8), date(2027, 11, 15)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "monday"),
    [(date(2027, 10, 20), date(2027, 10, 25)), (date(2027, 10, 11), date(2027, 10, 11)), (date(2027, 10, 13), date(2027, 10, 11))],
)  # fmt: skip
def test_the_nearest_open_week_may_lie_before_the_day(day, monday):
    VisitPeriodFactory(first_on=date(2027, 10, 18), last_on=date(2027, 10, 22))

    assert weeks.nearest_open_week(day, not_before=date(2027, 10, 1)).monday == monday


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-11-30T23:59", "2026-12-01T00:00+02:00"),
        ("2027-03-28T02:30", "2027-03-29T00:00+03:00"),  # summer time begins
        ("2027-10-31T03:30", "2027-11-01T00:00+02:00"),  # and ends
    ],
)
def test_today_ends_at_midnight_in_helsinki(now, end):
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Helsinki"))

    assert next_midnight(moment) == datetime.fromisoformat(end)
