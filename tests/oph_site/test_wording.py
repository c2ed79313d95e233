from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from oph_site.languages import LANGUAGES
from oph_site.wording import clock, date_range, day

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
