"""A price list as rows of a table: the prices, and what is paid after a cancellation."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import pgettext_lazy

from visits.estimate import cancellation_table, with_vat
from visits.models import PriceLine, PriceList

Counted = PriceLine.Counted
# What stands in the column of units: the name of a lecture says its length already.
UNITS = {
    Counted.SHORT_LECTURE: pgettext_lazy("price unit", "lecture"),
    Counted.LONG_LECTURE: pgettext_lazy("price unit", "lecture"),
}


@dataclass(frozen=True)
class Row:
    """gross: None for what is charged at cost."""

    line: PriceLine
    gross: Decimal | None

    @property
    def unit(self):
        return UNITS.get(self.line.counted) or self.line.get_counted_display()


@dataclass(frozen=True)
class Step:
    """Days before the visit: from `first` to `last`, None for "or earlier"; from 0 on also when the group does not come."""

    first: int
    last: int | None
    percent: int


@dataclass(frozen=True)
class Table:
    """until: its last day, None where no other list follows."""

    prices: PriceList
    until: object
    rows: list
    steps: list

    @property
    def free_until(self):
        """How many days before the visit a cancellation still costs nothing; None where it always costs something."""
        return min((step.first for step in self.steps if step.percent == 0), default=None)


def on(day, lists):
    """The list that holds on a day, of all, the newest first; None before the first one."""
    return next((prices for prices in lists if prices.valid_from <= day), None)


def cancellations(tables):
    """Those of the tables whose steps are others than those of the one before: mostly one."""
    return [each for number, each in enumerate(tables) if number == 0 or each.steps != tables[number - 1].steps]


def table(prices, lists):
    """lists: all of them; None without prices."""
    if prices is None:
        return None
    rows = [Row(line, with_vat(line)) for line in prices.lines.all()]
    steps = [Step(*step) for step in cancellation_table(prices.steps.all())]
    following = min((other.valid_from for other in lists if other.valid_from > prices.valid_from), default=None)
    return Table(prices, following and following - timedelta(days=1), rows, steps)
