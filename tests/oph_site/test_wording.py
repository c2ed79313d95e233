from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from oph_site.languages import LANGUAGES
from oph_site.wording import (
    amount,
    clock,
    data_block,
    date_range,
    day,
    money,
    percent,
    phone,
    phone_address,
    range_without_year,
    time_of_day,
)

CASES = [
    (date(2027, 4, 12), date(2027, 4, 12), "12.4.2027", "12 April 2027"),
    (date(2027, 4, 12), date(2027, 4, 13), "12.–13.4.2027", "12–13 April 2027"),
    (date(2027, 4, 30), date(2027, 5, 1), "30.4.–1.5.2027", "30 April – 1 May 2027"),
    (date(2026, 12, 30), date(2027, 1, 2), "30.12.2026–2.1.2027", "30 December 2026 – 2 January 2027"),
]


@pytest.mark.parametrize(("first", "last", "finnish", "english"), CASES)
def test_a_range_says_nothing_twice(first, last, finnish, english):
    with translation.override("fi"):
        assert date_range(first, last) == finnish
    with translation.override("en"):
        assert date_range(first, last) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_the_admin_write_days_and_times_as_the_pages_do(language):
    at = datetime(2027, 3, 7, 7, 5, tzinfo=UTC)
    local = timezone.localtime(at)

    with translation.override(language):
        words = [day(at), f"{day(at)} {clock(at)}"]

        assert [date_format(local, f"{kind}DATE_FORMAT") for kind in ("", "SHORT_")] == [words[0]] * 2
        assert [date_format(local, f"{kind}DATETIME_FORMAT") for kind in ("", "SHORT_")] == [words[1]] * 2


@pytest.mark.parametrize(
    ("function", "value", "finnish", "english"),
    [
        (amount, Decimal("1503.37"), "1 503,37", "1,503.37"),
        (amount, Decimal(300), "300,00", "300.00"),
        (money, Decimal("1503.37"), "1 503,37 €", "€1,503.37"),
        (money, Decimal("1222.00"), "1 222 €", "€1,222"),
        (percent, Decimal("25.5"), "25,5 %", "25.5%"),
        (percent, 0, "0 %", "0%"),
        (time_of_day, time(9, 5), "9.05", "9:05"),
        (phone, "0295 000 003", "0295 000 003", "+358 295 000 003"),
        (phone, "+372 555 0100", "+372 555 0100", "+372 555 0100"),
        (phone_address, "0295 000 003", "tel:+358295000003", "tel:+358295000003"),
        (phone_address, "+372 555 0100", "tel:+3725550100", "tel:+3725550100"),
        (phone_address, "112", "tel:112", "tel:112"),
        (phone_address, "kysy vaihteesta", "", ""),
    ],
)
def test_sums_times_and_numbers_are_written_as_the_language_does(function, value, finnish, english):
    found = []
    for language in ("fi", "en"):
        with translation.override(language):
            found.append(function(value).replace("\u00a0", " "))

    assert found == [finnish, english]


@pytest.mark.parametrize(
    ("first", "last", "finnish", "english"),
    [
        (date(2027, 3, 26), date(2027, 3, 26), "26.3.", "26 March"),
        (date(2027, 6, 1), date(2027, 6, 4), "1.–4.6.", "1–4 June"),
        (date(2027, 4, 30), date(2027, 5, 3), "30.4.–3.5.", "30 April – 3 May"),
    ],
)
def test_days_of_a_plain_year_are_said_without_it(first, last, finnish, english):
    found = []
    for language in ("fi", "en"):
        with translation.override(language):
            found.append(range_without_year(first, last))

    assert found == [finnish, english]


def test_no_data_for_search_engines_ends_its_element():
    block = data_block({"name": "</script><script>alert(1)</script><!-- &"})

    assert block.count("<") == 2 and block.startswith("<script") and block.endswith("</script>") and "&" not in block
