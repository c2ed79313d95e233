"""What an offer costs, to the cent.

The rule of rounding, once for the page, the mail and the invoice: the net of a line and its VAT are each rounded half up to
the cent; VAT is the sum of its lines. A discount is shared out over the VAT rates in proportion to their net sums, in whole
cents that add up to the discount (largest remainder); the VAT of a rate then falls in the same proportion as its net sum,
rounded half up. Where no Finnish VAT is charged every rate is none.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from visits.estimate import CENT, cents, vat
from visits.models import Offer

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Row:
    """One line: `each` is the price of one without VAT, vat_rate a percentage."""

    name: str
    quantity: Decimal
    each: Decimal
    vat_rate: Decimal

    @property
    def net(self):
        return cents(self.each * self.quantity)


@dataclass(frozen=True)
class Rate:
    """All lines of one rate, after the discount."""

    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Fee:
    """What a cancellation costs: percent of the whole, without VAT and with it."""

    percent: int
    net: Decimal
    vat: Decimal

    @property
    def total(self):
        return self.net + self.vat


@dataclass(frozen=True)
class Sums:
    """rates: [Rate], the highest first; empty where no Finnish VAT is charged. discount: at most the sum of the lines."""

    rows: list
    discount: Decimal
    rates: list

    @property
    def net_of_rows(self):
        return sum((row.net for row in self.rows), ZERO)

    @property
    def net(self):
        return self.net_of_rows - self.discount

    @property
    def vat(self):
        return sum((rate.vat for rate in self.rates), ZERO)

    @property
    def total(self):
        return self.net + self.vat

    def fee(self, percent):
        """Both parts rounded half up to the cent."""
        return Fee(percent, cents(self.net * percent / 100), cents(self.vat * percent / 100))


def sums_of(offer):
    """Of an offer with its lines."""
    rows = [Row(line.name, line.quantity, line.net, line.vat_rate) for line in offer.lines.all()]
    return reckon(rows, offer.discount, offer.vat_case)


def reckon(rows, discount=ZERO, vat_case=Offer.VatCase.FINNISH):
    """The sums of some rows. A discount that is greater than all of them takes all of them."""
    nets, vats = defaultdict(Decimal), defaultdict(Decimal)
    for row in rows:
        nets[row.vat_rate] += row.net
        vats[row.vat_rate] += vat(row.net, row.vat_rate)
    discount = min(discount, sum(nets.values(), ZERO))
    if vat_case != Offer.VatCase.FINNISH:
        return Sums(rows, discount, [])
    shares = shared_out(discount, nets)
    rates = [
        Rate(rate, net - shares[rate], cents(vats[rate] * (net - shares[rate]) / net) if net else ZERO)
        for rate, net in sorted(nets.items(), reverse=True)
    ]
    return Sums(rows, discount, rates)


def shared_out(discount, nets):
    """{rate: its part of the discount}: in proportion to the net sums, in whole cents, together exactly the discount."""
    whole = sum(nets.values(), ZERO)
    if not whole:
        return dict.fromkeys(nets, ZERO)
    exact = {rate: discount * net / whole for rate, net in nets.items()}
    shares = {rate: share.quantize(CENT, ROUND_FLOOR) for rate, share in exact.items()}
    left = int((discount - sum(shares.values(), ZERO)) / CENT)
    for rate in sorted(nets, key=lambda rate: (shares[rate] - exact[rate], -rate))[:left]:
        shares[rate] += CENT
    return shares
