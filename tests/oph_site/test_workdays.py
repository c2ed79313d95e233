from datetime import date, timedelta

import pytest

from oph_site.workdays import add_workdays, holiday, is_workday

FIVE_YEARS = [date(2026, 1, 1) + timedelta(days=n) for n in range(5 * 366)]


def test_public_holidays_and_the_two_eves_are_no_working_days():
    holidays = [
        date(2027, 1, 1), date(2027, 1, 6), date(2027, 3, 26), date(2027, 3, 29), date(2026, 5, 1),
        date(2027, 5, 6), date(2027, 6, 25), date(2027, 12, 6), date(2027, 12, 24),
    ]  # fmt: skip

    assert [day for day in holidays if is_workday(day)] == []


@pytest.mark.parametrize(
    ("day", "tenth"),
    [
        (date(2026, 11, 24), date(2026, 12, 8)),  # nothing but weekends between
        (date(2026, 12, 18), date(2027, 1, 7)),  # Christmas, New Year, Epiphany
        (date(2027, 3, 20), date(2027, 4, 6)),  # from a Saturday, over Easter
    ],
)
def test_ten_working_days_pass_over_weekends_and_holidays(day, tenth):
    assert add_workdays(day, 10) == tenth


def by_the_acts(day):
    """Whether the acts make it a working day: reckoned apart from the library. Good Friday, Easter Monday and Ascension Day
    go by Easter (Gauss, with Lichtenberg's corrections)."""
    a, century = day.year % 19, day.year // 100
    moon = (19 * a + 15 + century - century // 4 - (8 * century + 13) // 25) % 30
    full = 21 + moon - (moon // 29 + (moon // 28 - moon // 29) * (a // 11))  # days after the last of February
    sunday = 7 - (day.year + day.year // 4 + 2 - (century - century // 4)) % 7
    easter = date(day.year, 3, 1) + timedelta(days=full - 1 + 7 - (full - sunday) % 7)
    fixed = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
    is_midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    is_holiday = (day.month, day.day) in fixed or (day - easter).days in (-2, 1, 39) or is_midsummer_eve
    return day.weekday() < 5 and not is_holiday


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)])
def test_the_second_reckoning_finds_easter(day):
    assert not by_the_acts(day - timedelta(days=2)) and by_the_acts(day - timedelta(days=3))


def test_twenty_years_have_the_working_days_of_the_acts():
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(20 * 366)]

    assert [day for day in days if is_workday(day) != by_the_acts(day)] == []


def test_a_holiday_has_a_name_of_its_own_in_each_language():
    holidays = [day for day in FIVE_YEARS if day.weekday() < 5 and not is_workday(day)]
    names = [[holiday(day, language) for language in ("fi", "en", "sv")] for day in holidays]

    assert all(all(three) and len(set(three)) == 3 for three in names)
    assert [holiday(date(2027, 5, 6), language) for language in ("fi", "en", "sv")] == [
        "Helatorstai",
        "Ascension Day",
        "Kristi himmelsfärdsdag",
    ]


def test_days_that_are_no_holiday_have_no_name_in_any_language():
    workdays = [day for day in FIVE_YEARS if is_workday(day)]

    assert {holiday(day, language) for day in workdays for language in ("fi", "en", "sv")} == {""}
