"""What coordinators must see to in time, so that readers are told the right prices and weeks."""

from datetime import date

import pytest

from oph_site.desk import visit_data
from tests.factories.visits import IntakePauseFactory, PriceListFactory, VisitPeriodFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 11, 30)


def prepared(prices=(2026, 2027), weeks_until=date(2027, 11, 30)):
    for year in prices:
        PriceListFactory(valid_from=date(year, 1, 1))
    VisitPeriodFactory(first_on=weeks_until, last_on=weeks_until)


def texts(today=TODAY):
    return [text for text, _url, _meta in visit_data.to_do(today)]


def test_nothing_is_to_do_when_prices_and_weeks_reach_a_year_ahead():
    prepared()

    assert texts() == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), ["The price list of 2027 is missing"]),
        (date(2026, 12, 31), ["The price list of 2027 is missing"]),
    ],
)
def test_the_prices_of_next_year_are_asked_for_from_october(today, found):
    prepared(prices=[2026], weeks_until=date(2028, 1, 1))

    assert texts(today) == found


def test_a_list_that_began_in_autumn_is_one_for_next_year():
    prepared(prices=[2026])
    PriceListFactory(valid_from=date(2026, 10, 1))

    assert texts() == []


def test_a_new_site_has_neither_prices_nor_weeks():
    assert texts() == ["No price list is valid", "No closed or tight weeks are known"]


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (date(2027, 11, 29), ["Closed and tight weeks are known until 29 November 2027 only"]),
        (date(2027, 11, 30), []),
        (date(2026, 11, 29), ["No closed or tight weeks are known"]),
    ],
)
def test_weeks_are_known_for_a_year(until, found):
    prepared(weeks_until=until)

    assert texts() == found


@pytest.mark.parametrize(
    ("last_on", "text", "meta"),
    [
        (date(2026, 12, 7), "No enquiries are taken until 7 December 2026", "All visits of the spring have been agreed."),
        (date(2026, 12, 6), "No enquiries are taken until 6 December 2026", "ends within a week: enter another last day if it goes on"),
        (date(2026, 11, 30), "No enquiries are taken until 30 November 2026", "ends within a week: enter another last day if it goes on"),
        (None, "No enquiries are taken until further notice", "All visits of the spring have been agreed."),
    ],
)  # fmt: skip
def test_a_pause_that_runs_leads_to_its_form(last_on, text, meta):
    prepared()
    pause = IntakePauseFactory(last_on=last_on)

    assert visit_data.to_do(TODAY) == [(text, f"/admin/visits/intakepause/{pause.pk}/change/", meta)]


@pytest.mark.parametrize("last_on", [date(2026, 11, 29)])
def test_a_pause_that_is_over_is_not_named(last_on):
    prepared()
    IntakePauseFactory(last_on=last_on)

    assert texts() == []


def test_coordinators_see_it_on_their_desk_and_editors_do_not(coordinator_client, editor_client):
    found = [
        {panel.key for panel in client.get("/admin/").context["desk"]} for client in (coordinator_client, editor_client)
    ]

    assert ["visit_data" in keys for keys in found] == [True, False]
