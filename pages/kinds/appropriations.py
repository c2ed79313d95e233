"""The yearly appropriations as a table with bars and as a file: two views of the same rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from oph_site import csv_files
from oph_site.stamp.kept import kept_until_public_changes
from pages.models import Appropriation, Sector

YEARS_SHOWN = 10


@dataclass(frozen=True)
class Cell:
    """The sum of a sector in a year, None when it is not known. bar: its length, to one scale for the whole table."""

    sector: str
    amount: int | None
    bar: str = "0%"


@kept_until_public_changes
def public():
    """By year and sector. One query."""
    return sorted(Appropriation.objects.public(), key=lambda row: (row.year, Sector.values.index(row.sector)))


def latest(rows):
    """Those of the last years."""
    years = sorted({row.year for row in rows})[-YEARS_SHOWN:]
    return [row for row in rows if row.year in years]


def by_year_and_sector(rows):
    """(years, sectors, {(year, sector): amount}): what there is, in the order of time and of the sectors."""
    years = sorted({row.year for row in rows})
    sectors = [sector for sector in Sector if any(row.sector == sector for row in rows)]
    return years, sectors, {(row.year, row.sector): row.amount for row in rows}


def table(rows):
    """{sectors: their names, years: [(year, a Cell per sector, all together)], sources}; None without rows."""
    if not rows:
        return None
    years, sectors, amounts = by_year_and_sector(rows)
    most = max(amounts.values()) or 1
    lines = [[cell(sector, amounts.get((year, sector)), most) for sector in sectors] for year in years]
    return {
        "sectors": [sector.label for sector in sectors],
        "years": [
            (year, line, sum(each.amount or 0 for each in line)) for year, line in zip(years, lines, strict=True)
        ],
        "sources": list(dict.fromkeys(row.source for row in rows if row.source)),
    }


def cell(sector, amount, most):
    return Cell(sector.label, amount, f"{100 * (amount or 0) / most:.2f}%")


def csv_file(rows):
    """All of it; sums are digits only."""
    header = [_("Year"), _("Sector"), _("Euros"), _("Source")]
    lines = [[row.year, str(row.get_sector_display()), row.amount, row.source or ""] for row in rows]
    return csv_files.csv_file([header, *lines])
