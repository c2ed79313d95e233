"""Wished dates are never refused for what schools and calendars say: each gets a warning, with the nearest open week."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.visits import VisitPeriodFactory
from visits.date_warnings import date_warnings
from visits.models import VisitRules

TODAY = date(2026, 11, 24)
RULES = VisitRules(valid_from=TODAY)
AUTUMN = VisitPeriodFactory.build()
MAY = VisitPeriodFactory.build(
    kind="tight", first_on=date(2027, 5, 1), last_on=date(2027, 5, 31), reason_fi="Lukuvuoden loppu.", reason_en="End of the school year."
)  # fmt: skip
NEAREST = "nearest"


def warnings(first, last, length="1", rules=RULES):
    return date_warnings(first, last, length, TODAY, rules, [AUTUMN, MAY])


def sentences(*args, **kwargs):
    return [sentence for _code, sentence in warnings(*args, **kwargs)]


@pytest.fixture(autouse=True)
def english(in_english):
    pass


def test_nothing_is_said_of_dates_that_nothing_speaks_against():
    assert warnings(date(2027, 4, 12), date(2027, 4, 23), "5") == []  # the weekend between is no day of the visit


def test_a_closed_week_is_named_with_its_reason():
    assert sentences(date(2027, 10, 13), date(2027, 10, 21)) == [
        "18–21 October 2027: schools are closed to visitors (Autumn break).", "Nearest open week: 11–15 October 2027.",
    ]  # fmt: skip


def test_weeks_with_few_places_are_named():
    assert sentences(date(2027, 5, 10), date(2027, 5, 11)) == [
        "10–11 May 2027: only some places can take visitors (End of the school year).", "Nearest open week: 26–30 April 2027.",
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "days"), [(17, 18, "17–18 April 2027"), (17, 20, "17–18 April 2027"), (15, 17, "17 April 2027")])  # fmt: skip
def test_a_weekend_at_an_end_is_named(first, last, days):
    assert sentences(date(2027, 4, first), date(2027, 4, last))[0] == (
        f"{days}: a weekend. Visits are from Monday to Friday."
    )


def test_a_holiday_has_its_name():
    assert sentences(date(2027, 3, 26), date(2027, 3, 29)) == [
        "26 March 2027 is a holiday: Good Friday.", "29 March 2027 is a holiday: Easter Monday.", "Nearest open week: 29 March – 2 April 2027.",
    ]  # fmt: skip


def test_short_notice_is_a_warning_by_the_rules_of_the_day():
    early, enough = date(2027, 1, 18), date(2027, 1, 19)

    assert sentences(early, early) == [
        "18 January 2027 is less than 8 weeks away, and we may not be able to arrange a visit so soon. The first day that leaves enough time is 19 January 2027.",
        "Nearest open week: 25–29 January 2027.",
    ]  # fmt: skip
    assert sentences(enough, enough) == []
    assert sentences(early, early, rules=VisitRules(valid_from=TODAY, notice_weeks=7)) == []


def test_dates_shorter_than_the_visit_are_named():
    assert sentences(date(2027, 4, 12), date(2027, 4, 13), "3") == [
        "The visit is to last three days, but between these dates there are only 2 possible days."
    ]
    assert sentences(date(2027, 4, 15), date(2027, 4, 18), "4") == [
        "17–18 April 2027: a weekend. Visits are from Monday to Friday.",
        "The visit is to last four days, but between these dates there are only 2 possible days.",
        "Nearest open week: 12–16 April 2027.",
    ]


def test_warnings_speak_finnish():
    with translation.override("fi"):
        assert sentences(date(2027, 10, 20), date(2027, 10, 20)) == [
            "20.10.2027: koulut eivät ota vieraita (Syysloma).", "Lähin avoin viikko: 11.–15.10.2027.",
        ]  # fmt: skip


@given(first=st.dates(TODAY, TODAY + timedelta(days=730)), days=st.integers(0, 29), length=st.sampled_from(["", "half", "1", "3", "5"]))  # fmt: skip
def test_each_window_gets_sentences_and_at_most_one_week(first, days, length):
    found = warnings(first, first + timedelta(days=days), length)

    assert all(sentence.endswith(".") for _code, sentence in found)
    assert [code for code, _sentence in found].count(NEAREST) <= 1
    assert NEAREST not in [code for code, _sentence in found[:-1]]
