import pytest

from oph_site.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("42", 42),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),  # no database can hold it as an id
        ("٢", None),
        ("²", None),
        ("-1", None),
        ("1.5", None),
        (" 1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_digits_that_fit_are_a_number(text, number):
    assert whole_number(text) == number


def test_a_number_of_too_many_digits_is_none():
    assert [whole_number("12345", digits=5), whole_number("123456", digits=5)] == [12345, None]
