"""Rules, prices, weeks, themes, lectures and sample programmes of the visits, dated from the day of loading."""

from datetime import date, timedelta

from django.utils import timezone

from oph_site.demo import texts
from oph_site.workdays import holiday
from visits.models import (
    CancellationStep,
    IntakePause,
    Lecture,
    PriceLine,
    PriceList,
    SampleItem,
    SampleProgramme,
    Theme,
    VisitPeriod,
    VisitRules,
)

YEARS = [-2, -1, 0, 1]  # that have prices, counted from this one
SCHOOL_YEARS = [-2, -1, 0, 1, 2]  # that have periods
SCHOOL_BEGINS = (8, 10)


def load():
    """({key: theme}, {key: lecture}) by the keys of visits.toml."""
    rows, today = texts.records("visits"), timezone.localdate()
    VisitRules.objects.create(valid_from=date(today.year + YEARS[0], 1, 1), **rows["rules"])
    IntakePause.objects.bulk_create(pauses(today))
    for number, years_ahead in enumerate(YEARS):
        load_prices(rows, date(today.year + years_ahead, 1, 1), number)
    VisitPeriod.objects.bulk_create(periods(today))
    return load_programmes(rows)


def pauses(today):
    """The pauses of last year, not saved."""
    rows = texts.records("visits")["pause"]
    days = [[date(today.year - 1, *row.pop(end)) for end in ("first", "last")] for row in rows]
    return [IntakePause(first_on=first, last_on=last, **row) for (first, last), row in zip(days, rows, strict=True)]


def load_prices(rows, valid_from, number):
    prices = PriceList.objects.create(valid_from=valid_from)
    for position, row in enumerate(rows["price"]):
        net = row["net"][number] if "net" in row else None
        PriceLine.objects.create(price_list=prices, position=position, **row | {"net": net})
    for row in rows["step"]:
        CancellationStep.objects.create(price_list=prices, **row)


def load_programmes(rows):
    """({key: theme}, {key: lecture})."""
    themes = {
        row.pop("key"): Theme.objects.create(position=position, **row) for position, row in enumerate(rows["theme"])
    }
    lectures = {
        row.pop("key"): Lecture.objects.create(position=position, **row | {"theme": themes[row["theme"]]})
        for position, row in enumerate(rows["lecture"])
    }
    for position, row in enumerate(rows["sample"]):
        chosen, heard, items = (row.pop(part) for part in ("themes", "lectures", "items"))
        sample = SampleProgramme.objects.create(position=position, **row)
        sample.themes.set(themes[key] for key in chosen)
        sample.lectures.set(lectures[key] for key in heard)
        for item in items:
            SampleItem.objects.create(programme=sample, **item)
    return themes, lectures


def periods(today):
    """The periods of this school year, of those before it and of those that follow, not saved."""
    autumn = today.year - ((today.month, today.day) < SCHOOL_BEGINS)
    written = texts.records("visits")["period"]
    return [period(row, autumn + years) for years in SCHOOL_YEARS for row in written]


def period(row, autumn):
    """A row of visits.toml in the school year that begins in the autumn of a year."""
    first, last = days(row, autumn)
    return VisitPeriod(first_on=first, last_on=last, **{key: row[key] for key in ("kind", "reason_fi", "reason_en")})


def days(row, autumn):
    if "easter" in row:
        sunday = easter(autumn + 1)
        return [sunday + timedelta(days=offset) for offset in row["easter"]]
    if "weeks" in row:
        first, last = row["weeks"]
        year = autumn if first > 30 else autumn + 1
        return date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 5)
    return [date(autumn + (row[end] < list(SCHOOL_BEGINS)), *row[end]) for end in ("first", "last")]


def easter(year):
    """Easter Sunday."""
    earliest = date(year, 3, 22)
    around = [earliest + timedelta(days=n) for n in range(35)]
    return next(day for day in around if holiday(day, "en") == "Easter Sunday")
