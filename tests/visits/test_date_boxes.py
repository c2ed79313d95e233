"""Every date, written every way that people write it, in both languages, is the same date."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from visits.date_boxes import DateField

TODAY = date(2026, 11, 24)
YEARS = range(2026, 2029)
DAYS = st.dates(TODAY, TODAY + timedelta(days=2 * 365))
LOCALES = st.sampled_from(["fi", "en"])
# In one box, as CLDR patterns; a year of two digits is one that can be asked for.
WHOLE = [
    "d.M.y", "dd.MM.y", "d. M. y", "d/M/y", "d-M-y", "d M y", "y-MM-dd", "d.M.yy", "d MMMM y", "d. MMMM y", "d MMM y", "MMMM d, y",
    "MMM d y", "EEEE d MMMM y", "EEE d.M.y", "EEEE, d MMMM y",
]  # fmt: skip
DAY, MONTH, YEAR = ["d", "dd", "d.", "0dd"], ["M", "MM", "M.", "MMMM", "MMM", "LLLL"], ["y", "yy"]


def read(*boxes):
    field = DateField(label="")
    field.years = YEARS
    return field.clean(list(boxes))


@example(day=date(2027, 6, 1), pattern="MMMM d, y", locale="en", change=str)  # four letters are no year
@given(day=DAYS, pattern=st.sampled_from(WHOLE), locale=LOCALES, change=st.sampled_from([str, str.upper, str.title]))
def test_a_whole_date_in_the_first_box(day, pattern, locale, change):
    assert read(change(format_date(day, pattern, locale=locale)), "", "") == day


@given(
    day=DAYS, patterns=st.tuples(st.sampled_from(DAY), st.sampled_from(MONTH), st.sampled_from(YEAR)), locale=LOCALES,
    change=st.sampled_from([str, str.upper, "  {} ".format]),
)  # fmt: skip
def test_a_date_in_three_boxes(day, patterns, locale, change):
    assert read(*(change(format_date(day, pattern, locale=locale)) for pattern in patterns)) == day


@pytest.mark.parametrize("boxes", [("١٢", "٤", "٢٠٢٧"), ("12th April 2027", "", ""), ("April 12th, 2027", "", ""), ("12.4.2027", "5", "2028"), ("12", "Sept", "27")])  # fmt: skip
def test_other_ways_to_write_a_day(boxes):
    assert read(*boxes) in (date(2027, 4, 12), date(2027, 9, 12))


@given(boxes=st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=3, max_size=3))
def test_whatever_else_is_typed_is_a_day_or_has_a_sentence(boxes):
    try:
        day = read(*boxes)
    except ValidationError as error:
        assert error.messages[0]
    else:
        assert day is None or isinstance(day, date)


@pytest.mark.parametrize(("text", "is_wide"), [("12", False), ("2027", False), ("12 April 2027", True)])
def test_a_whole_date_stays_readable_in_its_box(text, is_wide):
    boxes = DateField(label="").widget.get_context("day", [text, "", ""], {"id": "day"})["widget"]["subwidgets"]

    assert [box["is_wide"] for box in boxes] == [is_wide, False, False]
