"""The yearly appropriations as a chart, as a table and as a file: three views of the same rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from oph_site import csv_files
from oph_site.wording import euros
from pages.models import Appropriation, Sector

YEARS_SHOWN = 10
BARS_BEGIN, LONGEST_BAR = 16, 48  # per cent of the width: the year stands before the bar, the sum after it
ROW = 2  # em


@dataclass
class Bar:
    """One year. The lengths are attributes of the drawing: "%" of its width, "em" of its text."""

    year: int
    amount: int
    width: str
    end: str
    top: str
    line: str


@dataclass
class Series:
    """One sector of the chart. A year has the same row in every sector."""

    label: str
    bars: list
    height: str

    @property
    def in_words(self):
        """For who does not see the drawing: Higher education: 2025 €500,000, 2026 €600,000."""
        return f"{self.label}: {', '.join(f'{bar.year} {euros(bar.amount)}' for bar in self.bars)}"


def public():
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
    """{sectors: their names, years: [(year, an amount or None per sector, all together)], sources}; None without rows."""
    if not rows:
        return None
    years, sectors, amounts = by_year_and_sector(rows)
    lines = [[amounts.get((year, sector)) for sector in sectors] for year in years]
    return {
        "sectors": [sector.label for sector in sectors],
        "years": [(year, line, sum(filter(None, line))) for year, line in zip(years, lines, strict=True)],
        "sources": list(dict.fromkeys(row.source for row in rows if row.source)),
    }


def chart(rows):
    """[Series], all drawn to one scale."""
    years, sectors, amounts = by_year_and_sector(rows)
    most = max(amounts.values(), default=0) or 1
    return [
        Series(
            sector.label,
            [
                bar(number, year, amounts[year, sector], most)
                for number, year in enumerate(years)
                if (year, sector) in amounts
            ],
            f"{ROW * len(years)}em",
        )
        for sector in sectors
    ]


def bar(number, year, amount, most):
    width = LONGEST_BAR * amount / most
    return Bar(
        year, amount, width=f"{width:.2f}%", end=f"{BARS_BEGIN + width:.2f}%",
        top=f"{ROW * number + 0.35:.2f}em", line=f"{ROW * number + 1.35:.2f}em",
    )  # fmt: skip


def csv_file(rows):
    """All of it; sums are digits only."""
    header = [_("Year"), _("Sector"), _("Euros"), _("Source")]
    lines = [[row.year, str(row.get_sector_display()), row.amount, row.source or ""] for row in rows]
    return csv_files.csv_file([header, *lines])
