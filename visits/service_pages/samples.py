"""Sample programmes as timetables, each with its price for a group of the usual size."""

from dataclasses import dataclass
from itertools import groupby

from visits.estimate import Estimate, Wish, estimate
from visits.models import Length, SampleProgramme

USUAL_GROUP = 14  # people


@dataclass(frozen=True)
class Sample:
    """days: [(number of the day, its items)]; estimate: None without a price list."""

    programme: SampleProgramme
    days: list
    estimate: Estimate | None


def with_prices(programmes, prices, rules):
    return [
        Sample(programme, by_day(programme), estimate(wish(programme, example_group(rules)), prices))
        for programme in programmes
    ]


def by_day(programme):
    return [(day, list(items)) for day, items in groupby(programme.items.all(), key=lambda item: item.day)]


def wish(programme, group_size):
    """What an estimate counts of a sample programme."""
    return Wish.of(
        group_size=group_size, length=programme.length, lectures=programme.lectures.all(), sites=programme.sites,
        has_lunch=programme.has_lunch, has_coffee=programme.has_coffee,
    )  # fmt: skip


def example_group(rules):
    """The usual size, within the limits of the rules."""
    return min(max(USUAL_GROUP, rules.least_group), rules.most_group)


def one_day(programmes, prices, rules):
    """The estimate of the first sample of one day, else of the usual programme of a day with meals; None without prices."""
    of_one_day = [programme for programme in programmes if programme.length == Length.ONE]
    group = example_group(rules)
    usual = Wish.of(group_size=group, length=Length.ONE, has_lunch=True, has_coffee=True)
    return estimate(wish(of_one_day[0], group) if of_one_day else usual, prices)
