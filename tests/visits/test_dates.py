from datetime import date

import pytest
from django.utils import translation

from visits.dates import date_range

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
