"""The sums of an offer to the cent, for any lines: against fractions, and by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.models import Offer
from visits.offer_sums import Row, reckon, shared_out

CENT = Decimal("0.01")
HALF = Fraction(1, 200)
RATES = [Decimal(rate) for rate in ("25.5", "13.5", "10.0", "0.0")]
sums_of_money = st.decimals(0, 20_000, places=2)
rows = st.lists(
    st.builds(Row, name=st.just("A line"), quantity=st.decimals(0, 300, places=2), each=sums_of_money, vat_rate=st.sampled_from(RATES)),
    max_size=8,
)  # fmt: skip


def is_cents(amount):
    return amount == amount.quantize(CENT)


def exact(value):
    return Fraction(str(value))


def test_by_hand():
    made = reckon([
        Row("Planning", Decimal(1), Decimal("300.00"), Decimal("25.5")),
        Row("Lecture, 90 min", Decimal(2), Decimal("320.00"), Decimal("25.5")),
        Row("Lunch", Decimal(28), Decimal("14.00"), Decimal("13.5")),
    ])  # fmt: skip

    assert (made.net, made.vat, made.total) == (Decimal("1332.00"), Decimal("292.62"), Decimal("1624.62"))
    assert [(rate.rate, rate.net, rate.vat) for rate in made.rates] == [
        (Decimal("25.5"), Decimal("940.00"), Decimal("239.70")), (Decimal("13.5"), Decimal("392.00"), Decimal("52.92")),
    ]  # fmt: skip


def test_a_discount_by_hand():
    """100 euros of 940 + 392: 70.57 and 29.43."""
    made = reckon([
        Row("Programme", Decimal(1), Decimal("940.00"), Decimal("25.5")), Row("Lunch", Decimal(28), Decimal("14.00"), Decimal("13.5")),
    ], Decimal(100))  # fmt: skip

    assert [(rate.net, rate.vat) for rate in made.rates] == [
        (Decimal("869.43"), Decimal("221.70")), (Decimal("362.57"), Decimal("48.95")),
    ]  # fmt: skip
    assert made.total == Decimal("1502.65")


def test_half_a_cent_is_rounded_up():
    made = reckon([Row("A line", Decimal("0.50"), Decimal("0.01"), Decimal("50.0"))])

    assert (made.net, made.vat) == (Decimal("0.01"), Decimal("0.01"))


@given(rows, sums_of_money)
def test_the_parts_of_an_offer_add_up_to_the_cent(rows, discount):
    made = reckon(rows, discount)

    assert all(is_cents(amount) for amount in (made.net, made.vat, made.total, *(rate.vat for rate in made.rates)))
    assert made.net_of_rows == sum((row.net for row in rows), Decimal(0))
    assert made.net == made.net_of_rows - made.discount == sum((rate.net for rate in made.rates), Decimal(0))
    assert made.total == made.net + sum((rate.vat for rate in made.rates), Decimal(0))
    assert made.discount == min(discount, made.net_of_rows)
    assert all(rate.net >= 0 and rate.vat >= 0 for rate in made.rates)


@given(rows)
def test_no_line_is_off_by_more_than_half_a_cent(rows):
    made = reckon(rows)

    net = sum((exact(row.each) * exact(row.quantity) for row in rows), Fraction(0))
    vat = sum((exact(row.net) * exact(row.vat_rate) / 100 for row in rows), Fraction(0))
    assert abs(exact(made.net) - net) <= HALF * len(rows)
    assert abs(exact(made.vat) - vat) <= HALF * len(rows)


@given(rows, sums_of_money)
def test_a_discount_changes_the_vat_of_a_rate_in_proportion(rows, discount):
    whole, made = reckon(rows), reckon(rows, discount)

    for before, after in zip(whole.rates, made.rates, strict=True):
        share = exact(after.net) / exact(before.net) if before.net else Fraction(0)
        assert abs(exact(after.vat) - exact(before.vat) * share) <= HALF


@given(st.dictionaries(st.sampled_from(RATES), sums_of_money, min_size=1), st.fractions(0, 1))
def test_a_discount_is_shared_out_whole_and_never_by_more_than_a_cent_too_much(nets, part):
    whole = sum(nets.values())
    discount = Decimal(int(exact(whole) * part * 100)) / 100

    shares = shared_out(discount, nets)

    assert sum(shares.values()) == discount
    for rate, net in nets.items():
        assert 0 <= shares[rate] <= net
        assert abs(exact(shares[rate]) - exact(discount) * exact(net) / (exact(whole) or 1)) < Fraction(1, 100)


@given(rows, sums_of_money)
def test_with_the_whole_as_discount_there_is_nothing_to_pay(rows, more):
    whole = reckon(rows)

    assert reckon(rows, whole.net + more).total == 0


@pytest.mark.parametrize("case", ["reverse", "outside"])
@given(rows=rows, discount=sums_of_money)
def test_without_finnish_vat_the_total_is_the_net(case, rows, discount):
    made = reckon(rows, discount, Offer.VatCase(case))

    assert (made.vat, made.rates, made.total) == (0, [], made.net)


@given(rows, st.integers(0, 100))
def test_a_fee_is_its_share_and_never_more_than_the_whole(rows, percent):
    made = reckon(rows)
    fee = made.fee(percent)

    assert is_cents(fee.total) and 0 <= fee.total <= made.total
    assert abs(exact(fee.net) - exact(made.net) * percent / 100) <= HALF
    assert abs(exact(fee.vat) - exact(made.vat) * percent / 100) <= HALF
    assert (made.fee(0).total, made.fee(100).total) == (0, made.total)
