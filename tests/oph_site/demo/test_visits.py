from datetime import date, timedelta

import pytest
import time_machine

from oph_site.demo import visits
from visits import weeks
from visits.estimate import Wish, estimate
from visits.models import IntakePause, PriceList, SampleProgramme, VisitPeriod, VisitRules


@pytest.mark.parametrize("loaded_on", [date(2026, 11, 30), date(2027, 6, 24), date(2027, 8, 9), date(2028, 1, 1)])
def test_the_periods_cover_two_years_from_the_day_of_loading_in_order(loaded_on):
    periods = visits.periods(loaded_on)

    assert all(period.first_on <= period.last_on for period in periods)
    assert max(period.last_on for period in periods) >= loaded_on + timedelta(days=2 * 365)
    assert min(period.first_on for period in periods) <= loaded_on + timedelta(days=70)


def test_easter_of_two_years():
    assert [visits.easter(2026), visits.easter(2038)] == [date(2026, 4, 5), date(2038, 4, 25)]


@pytest.mark.django_db
@time_machine.travel("2026-11-30 12:00+02:00")
def test_what_is_loaded_holds_on_the_day_of_loading_and_a_year_later():
    visits.load()

    today, next_year = date(2026, 11, 30), date(2027, 11, 30)
    assert [PriceList.objects.on(day).valid_from.year for day in (today, next_year)] == [2026, 2027]
    assert VisitRules.objects.on(today).notice_weeks == 8
    assert IntakePause.objects.on(today) is None
    assert VisitPeriod.objects.filter(reason_fi="").count() + VisitPeriod.objects.filter(reason_en="").count() == 0
    assert weeks.next_open_weeks(today, 1)[0].monday == date(2027, 1, 11)


@pytest.mark.django_db
@time_machine.travel("2026-11-30 12:00+02:00")
def test_the_day_for_fourteen_people_costs_what_the_price_page_says():
    visits.load()
    sample = SampleProgramme.objects.get(length="1")
    wish = Wish.of(
        group_size=14, length=sample.length, lectures=sample.lectures.all(), sites=sample.sites,
        has_lunch=sample.has_lunch, has_coffee=sample.has_coffee,
    )  # fmt: skip

    made = estimate(wish, PriceList.objects.on(date(2026, 11, 30)))

    assert [str(made.net), str(made.total)] == ["1222.00", "1503.37"]
