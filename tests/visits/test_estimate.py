"""Money and VAT to the cent, and one cancellation share for every day."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.visits import LectureFactory, PriceListFactory
from visits.estimate import Estimate, Line, Wish, cancellation_table, estimate, share_to_pay, with_vat
from visits.models import CancellationStep, Length, PriceLine

Counted = PriceLine.Counted
CENT = Fraction(1, 100)


@st.composite
def price_lines(draw):
    net = Decimal(draw(st.integers(0, 999_999_99))) / 100
    rate = Decimal(draw(st.integers(0, 500))) / 10
    return PriceLine(counted=Counted.SITE, name_fi="Nimi", name_en="Name", net=net, vat_rate=rate)


lines = st.builds(Line, price_lines(), st.integers(1, 2000))
estimates = st.builds(Estimate, st.lists(lines, max_size=8), st.integers(1, 400))


@st.composite
def steps(draw):
    """As the admin takes them: one begins at 0, and the share never falls as the visit comes nearer."""
    days = draw(st.sets(st.integers(1, 365), max_size=6)) | {0}
    percents = sorted(draw(st.lists(st.integers(0, 100), min_size=len(days), max_size=len(days))))
    return [CancellationStep(days_before=day, percent=percent) for day, percent in zip(sorted(days, reverse=True), percents, strict=True)]  # fmt: skip


@given(lines)
def test_vat_of_a_line_is_rounded_half_up_to_the_cent_and_never_off_by_more_than_half_of_one(line):
    exact = Fraction(line.price.net) * line.quantity * Fraction(line.price.vat_rate) / 100

    assert Fraction(line.vat) == floor(exact / CENT + Fraction(1, 2)) * CENT
    assert abs(Fraction(line.vat) - exact) <= CENT / 2
    assert Fraction(line.net) == Fraction(line.price.net) * line.quantity


@given(estimates)
def test_the_sums_are_those_of_the_lines_and_whole_cents(made):
    assert made.net == sum(line.net for line in made.lines)
    assert made.vat == sum(line.vat for line in made.lines) == sum(tax for _rate, tax in made.vat_by_rate)
    assert made.total == made.net + made.vat
    assert all((Fraction(sum_) / CENT).denominator == 1 for sum_ in (made.net, made.vat, made.total, *made.per_person))


@given(estimates)
def test_each_rate_is_named_once_with_the_vat_of_its_lines(made):
    rates = [rate for rate, _tax in made.vat_by_rate]

    assert rates == sorted({line.price.vat_rate for line in made.lines}, reverse=True)
    for rate, tax in made.vat_by_rate:
        assert tax == sum(line.vat for line in made.lines if line.price.vat_rate == rate)


@given(estimates)
def test_the_share_of_a_person_is_off_by_half_a_cent_at_most(made):
    for whole, share in zip((made.net, made.total), made.per_person, strict=True):
        assert abs(Fraction(share) - Fraction(whole) / made.group_size) <= CENT / 2


@given(estimates)
def test_what_is_kept_with_an_enquiry_gives_the_same_sums_again(made):
    kept = made.as_json()
    again = Estimate.from_json(kept, made.group_size)

    assert [kept["net"], kept["vat"], kept["total"]] == [str(made.net), str(made.vat), str(made.total)]
    assert (again.net, again.vat_by_rate, again.total, again.per_person) == (
        made.net, made.vat_by_rate, made.total, made.per_person
    )  # fmt: skip


@given(price_lines())
def test_the_price_list_shows_what_an_estimate_of_one_adds_up_to(price):
    assert with_vat(price) == Estimate([Line(price, 1)], 1).total


@pytest.mark.parametrize(
    ("net", "rate", "gross"),
    [("14.00", "13.5", "15.89"), ("4.00", "13.5", "4.54"), ("300.00", "25.5", "376.50"), ("0.02", "25", "0.03"), ("1", "0", "1.00")],
)  # fmt: skip
def test_prices_with_vat(net, rate, gross):
    price = PriceLine(counted=Counted.SITE, net=Decimal(net), vat_rate=Decimal(rate))

    assert with_vat(price) == Decimal(gross)


@given(
    st.integers(1, 400), st.sampled_from(Length), st.lists(st.sampled_from([Counted.SHORT_LECTURE, Counted.LONG_LECTURE])),
    st.integers(0, 9), st.booleans(), st.booleans(),
)  # fmt: skip
def test_a_wish_counts_what_was_wished_and_meals_for_every_person_and_day(size, length, lectures, sites, lunch, coffee):
    found = Wish(size, length, tuple(lectures), sites, lunch, coffee).quantities()

    expected = {
        Counted.PROGRAMME: 1, Counted.SHORT_LECTURE: lectures.count(Counted.SHORT_LECTURE),
        Counted.LONG_LECTURE: lectures.count(Counted.LONG_LECTURE), Counted.SITE: sites,
        Counted.LUNCH: lunch * size * length.days, Counted.COFFEE: coffee * size * length.days,
    }  # fmt: skip
    assert found == {kind: count for kind, count in expected.items() if count}


@pytest.mark.parametrize(
    ("length", "counted"),
    [("half", {"programme": 1, "long-lecture": 1}), ("1", {"programme": 1, "long-lecture": 1, "site": 1}), ("5", {"programme": 1, "long-lecture": 5, "site": 5})],
)  # fmt: skip
def test_without_a_choice_the_usual_programme_is_counted(length, counted):
    wish = Wish.of(group_size=10, length=length)

    assert [wish.is_usual, wish.quantities()] == [True, counted]


@pytest.mark.django_db
def test_an_estimate_leaves_out_what_the_list_has_no_price_for_and_names_what_is_at_cost():
    prices = PriceListFactory()
    prices.lines.filter(counted="site").delete()
    wish = Wish.of(
        group_size=14, length="1", lectures=[LectureFactory()], sites=["basic"], has_lunch=True, has_coffee=True
    )

    made = estimate(wish, prices)

    assert [line.price.counted for line in made.lines] == ["programme", "long-lecture", "lunch", "coffee"]
    assert [str(made.net), [price.counted for price in made.at_cost]] == ["872.00", ["cost"]]
    assert estimate(wish, None) is None


@given(steps())
def test_every_day_before_the_visit_has_exactly_one_share(made):
    table = cancellation_table(made)

    for day in range(401):
        shares = [percent for first, last, percent in table if first <= day and (last is None or day <= last)]
        assert shares == [share_to_pay(day, made)]


@given(steps())
def test_the_share_never_falls_as_the_visit_comes_nearer(made):
    shares = [share_to_pay(day, made) for day in range(400, -3, -1)]

    assert shares == sorted(shares)
    assert share_to_pay(-5, made) == share_to_pay(0, made)


def test_without_steps_all_is_paid():
    assert [share_to_pay(40, []), cancellation_table([])] == [100, []]


def test_the_table_reads_from_the_earliest_cancellation_to_the_last():
    made = [CancellationStep(days_before=day, percent=percent) for day, percent in [(14, 50), (0, 100), (28, 0)]]

    assert cancellation_table(made) == [(28, None, 0), (14, 27, 50), (0, 13, 100)]
