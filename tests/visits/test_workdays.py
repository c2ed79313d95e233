from datetime import date

import pytest

from visits.workdays import add_workdays, easter, is_workday


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)])
def test_easter_is_found(day):
    assert easter(day.year) == day


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
