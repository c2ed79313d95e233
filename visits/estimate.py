"""What a programme would cost: the same prices, rounding and sums for the page, the form, the mail and the offer.

Sums are Decimal euros. VAT is reckoned on each line and rounded half up to the cent, as the price list shows it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from visits.models import Length, PriceLine

CENT = Decimal("0.01")
Counted = PriceLine.Counted


@dataclass(frozen=True)
class Wish:
    """What an estimate counts. lectures: values of Counted, one for each; sites: how many half-day visits.

    is_usual: neither was chosen, and the usual programme is counted.
    """

    group_size: int
    length: Length
    lectures: tuple = ()
    sites: int = 0
    has_lunch: bool = False
    has_coffee: bool = False
    is_usual: bool = False

    @classmethod
    def of(cls, *, group_size, length, lectures=(), sites=(), has_lunch=False, has_coffee=False):
        """From chosen lectures and kinds of places. Where neither was chosen it is the usual programme: a long lecture a
        day and, unless it is half a day, a visit a day."""
        length = Length(length)
        kinds = tuple(lecture.counted for lecture in lectures)
        if not kinds and not sites:
            return cls(
                group_size, length, (Counted.LONG_LECTURE,) * length.days, 0 if length == Length.HALF else length.days,
                has_lunch, has_coffee, is_usual=True,
            )  # fmt: skip
        return cls(group_size, length, kinds, len(sites), has_lunch, has_coffee)

    @classmethod
    def from_answers(cls, answers):
        """Of what a form gave, also a form that is only half filled in."""
        names = ["group_size", "length", "lectures", "sites", "has_lunch", "has_coffee"]
        return cls.of(**{name: answers[name] for name in names if name in answers})

    def quantities(self):
        """{what is counted: how many}; what is wished for and nothing else."""
        meals = self.group_size * self.length.days
        counts = {
            Counted.PROGRAMME: 1,
            Counted.SHORT_LECTURE: self.lectures.count(Counted.SHORT_LECTURE),
            Counted.LONG_LECTURE: self.lectures.count(Counted.LONG_LECTURE),
            Counted.SITE: self.sites,
            Counted.LUNCH: meals if self.has_lunch else 0,
            Counted.COFFEE: meals if self.has_coffee else 0,
        }
        return {kind: count for kind, count in counts.items() if count}


@dataclass(frozen=True)
class Line:
    """price: a PriceLine."""

    price: PriceLine
    quantity: int

    @property
    def net(self):
        return self.price.net * self.quantity

    @property
    def vat(self):
        return vat(self.net, self.price.vat_rate)


@dataclass(frozen=True)
class Estimate:
    """lines: what is counted. at_cost: the PriceLines that are charged at cost, in no sum. valid_from: of the price list.

    is_usual: the usual programme was counted, since nothing was chosen.
    """

    lines: list
    group_size: int
    at_cost: tuple = ()
    valid_from: date | None = None
    is_usual: bool = False

    @property
    def net(self):
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def vat_by_rate(self):
        """[(rate, VAT)], highest rate first."""
        sums = defaultdict(Decimal)
        for line in self.lines:
            sums[line.price.vat_rate] += line.vat
        return sorted(sums.items(), reverse=True)

    @property
    def vat(self):
        return sum((line.vat for line in self.lines), Decimal(0))

    @property
    def total(self):
        return self.net + self.vat

    @property
    def per_person(self):
        """Without VAT and with it."""
        return cents(self.net / self.group_size), cents(self.total / self.group_size)

    def as_json(self):
        """What is kept with an enquiry: names in both languages, sums as text. A later price list changes nothing of it."""
        return {
            "lines": [
                {
                    "name": both_names(line.price), "counted": line.price.counted, "quantity": line.quantity,
                    "net": str(line.price.net), "vat_rate": str(line.price.vat_rate),
                }
                for line in self.lines
            ],
            "net": str(self.net), "vat": str(self.vat), "total": str(self.total), "is_usual": self.is_usual,
            "at_cost": [both_names(price) for price in self.at_cost],
            "valid_from": self.valid_from and self.valid_from.isoformat(),
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept, group_size):
        """The estimate that as_json kept, with the names in the active language. None for None."""
        if kept is None:
            return None
        lines = [
            Line(price_of(line["name"], line["counted"], Decimal(line["net"]), Decimal(line["vat_rate"])), line["quantity"])
            for line in kept["lines"]
        ]  # fmt: skip
        day = kept.get("valid_from")
        return cls(
            lines, group_size, tuple(price_of(names, Counted.COST) for names in kept.get("at_cost", [])),
            date.fromisoformat(day) if day else None, kept.get("is_usual", False),
        )  # fmt: skip


def both_names(price):
    return {"fi": price.name_fi, "en": price.name_en}


def price_of(names, counted, net=None, vat_rate=None):
    """A price that is in no list any more."""
    return PriceLine(name_fi=names["fi"], name_en=names["en"], counted=counted, net=net, vat_rate=vat_rate)


def estimate(wish, price_list):
    """The estimate of a wish by a price list, None without one. What the list has no price for is left out."""
    if price_list is None:
        return None
    prices = {price.counted: price for price in price_list.lines.all()}
    at_cost = tuple(price for price in prices.values() if price.net is None)
    lines = [Line(prices[kind], quantity) for kind, quantity in wish.quantities().items() if kind in prices]
    return Estimate(lines, wish.group_size, at_cost, price_list.valid_from, wish.is_usual)


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def vat(net, rate):
    return cents(net * rate / 100)


def with_vat(price):
    """The price of one with VAT; None for what is charged at cost."""
    return None if price.net is None else cents(price.net) + vat(price.net, price.vat_rate)


def share_to_pay(days_before, steps):
    """The percentage that is paid when a cancellation arrives so many days before the visit; after it began all of it.

    steps: the CancellationSteps of a list.
    """
    reached = [step for step in steps if step.days_before <= max(days_before, 0)]
    return max(reached, key=lambda step: step.days_before).percent if reached else 100


def cancellation_table(steps):
    """[(first day, last day or None for "or earlier", percent)], days before the visit, the earliest cancellation first."""
    ordered = sorted(steps, key=lambda step: -step.days_before)
    lasts = [None, *(step.days_before - 1 for step in ordered)]
    return [(step.days_before, last, step.percent) for step, last in zip(ordered, lasts, strict=False)]
