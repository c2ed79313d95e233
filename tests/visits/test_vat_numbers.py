import pytest
from django.core.exceptions import ValidationError

from visits.vat_numbers import cleaned, is_eu_vat_number


@pytest.mark.parametrize(
    ("written", "country", "kept"),
    [
        ("", "DE", ""),
        ("DE136695976", "DE", "DE136695976"),
        ("de 136 695 976", "DE", "DE136695976"),
        ("136695976", "DE", "DE136695976"),
        ("EL094259216", "GR", "EL094259216"),
        ("gr 094259216", "GR", "EL094259216"),
        ("094259216", "GR", "EL094259216"),
        ("2077474-0", "FI", "2077474-0"),
        ("20774740", "FI", "2077474-0"),
        ("FI20774740", "FI", "FI20774740"),
        ("2077474-0", "SE", "2077474-0"),  # a payer in Finland
        ("DE136695976", "NO", "DE136695976"),
        ("che-107.787.577  iva", "CH", "CHE-107.787.577 IVA"),
        ("27AAPFU0939F1ZV", "IN", "27AAPFU0939F1ZV"),
    ],
)
def test_a_number_is_understood_as_it_is_written(written, country, kept):
    assert cleaned(written, country) == kept


@pytest.mark.parametrize(
    ("written", "country"),
    [("DE136695977", "DE"), ("136695977", "DE"), ("2077474-1", "FI"), ("none", "DE"), ("none", "US"), ("DE1", "US"), ("1", "NO"), ("\u0661\u0662\u0663\u0664", "NO")],
)  # fmt: skip
def test_what_is_no_number_is_refused(written, country):
    with pytest.raises(ValidationError):
        cleaned(written, country)


def test_for_reverse_charge_only_an_eu_number_serves():
    assert [is_eu_vat_number(number) for number in ("DE136695976", "2077474-0", "")] == [True, False, False]
