"""The coming twelve months, week by week: as bars that are as tall as the day is long, and as rows of a table."""

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from math import acos, cos, degrees, radians, sin

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from oph_site.languages import current_language
from oph_site.wording import date_range, range_without_year
from visits.weeks import Status

NO_BREAK, WORD_JOINER = "\u00a0", "\u2060"
DAY_OF_MONTH = re.compile(r"(?<=\d) (?=[^\W\d]|–)")
DASH_OF_DAYS = re.compile(r"(?<=\d)–(?=\d+\s)")
LATITUDE = 60.17  # Helsinki
TILT = 23.44  # degrees, of the axis of the Earth
SUNRISE = -0.833  # degrees: the upper edge of the sun, with the refraction of the air
MIDSUMMER = 172  # day of the year
# The drawing of components/season.html, as that of components/light.html: a bar every ten units, six for an hour of light.
STEP, WIDTH, HOUR, HEIGHT = 10, 8, 6, 120

LABELS = {
    Status.OPEN: pgettext_lazy("of a week", "open"),
    Status.TIGHT: pgettext_lazy("of a week", "only some places"),
    Status.CLOSED: pgettext_lazy("of a week", "closed"),
}


@dataclass(frozen=True)
class Run:
    """Weeks that follow each other and are equal."""

    weeks: list

    @property
    def status(self):
        return self.weeks[0].status

    @property
    def label(self):
        return LABELS[self.status]

    @property
    def dates(self):
        """A day stays with its month, and a dash with what it follows."""
        dates = date_range(self.weeks[0].monday, self.weeks[-1].friday)
        return DASH_OF_DAYS.sub(f"–{WORD_JOINER}", DAY_OF_MONTH.sub(NO_BREAK, dates))

    @property
    def numbers(self):
        """2–7; one week alone: 2."""
        return "–".join(dict.fromkeys([str(self.weeks[0].number), str(self.weeks[-1].number)]))

    @property
    def good_to_know(self):
        """Why, and the days of open and tight weeks on which nobody receives visitors, with the name of the holiday."""
        if self.status == Status.CLOSED:
            return ". ".join(self.weeks[0].reasons)
        days = [
            *((first, last, reason) for week in self.weeks for first, last, reason in week.closings),
            *((on, on, in_a_sentence(name)) for week in self.weeks for on, name in week.holidays),
        ]
        closed = ", ".join(f"{range_without_year(first, last)} ({why})" for first, last, why in sorted(days))
        return ". ".join([*reasons(self.weeks[0]), *([_("No visits on %(days)s") % {"days": closed}] if days else [])])


def in_a_sentence(holiday):
    """Finnish writes the names of holidays with a small letter."""
    return holiday[:1].lower() + holiday[1:] if current_language() == "fi" else holiday


def reasons(week):
    """Without those that hold for some days of the week only: the closings say them."""
    partly = {reason for _first, _last, reason in week.closings}
    return [reason for reason in week.reasons if reason not in partly]


@dataclass(frozen=True)
class Bar:
    """One week. The lengths are attributes of the drawing."""

    status: Status
    x: int
    y: str
    height: str


@dataclass(frozen=True)
class Month:
    """A name below the bars: its first letter stands alone where there is no room. It covers `weeks` bars."""

    letter: str
    rest: str
    weeks: int


def runs(weeks):
    """[Run] of weeks that are equal in status and reasons."""
    return [Run(list(equal)) for _key, equal in groupby(weeks, key=lambda week: (week.status, tuple(reasons(week))))]


def bars(weeks):
    return [bar(number, week) for number, week in enumerate(weeks)]


def bar(number, week):
    height = HOUR * hours_of_light(week.monday + timedelta(days=3))
    return Bar(week.status, STEP * number + (STEP - WIDTH) // 2, f"{HEIGHT - height:.1f}", f"{height:.1f}")


def months(weeks):
    """A week belongs to the month of its Thursday. A month with one week only has no room for a name."""
    thursdays = [week.monday + timedelta(days=3) for week in weeks]
    found = []
    for (_year, _month), days in groupby(thursdays, key=lambda day: (day.year, day.month)):
        days = list(days)
        name = month_name(days[0]) if len(days) > 1 else ""
        found.append(Month(name[:1], name[1:], len(days)))
    return found


def month_name(day):
    return format_date(day, "LLL", locale=current_language()).capitalize()


def hours_of_light(day):
    """How long the sun is up in Helsinki on a day: the sunrise equation."""
    turn = 2 * 180 * (day.timetuple().tm_yday - MIDSUMMER) / 365.25
    declination = radians(TILT) * cos(radians(turn))
    latitude = radians(LATITUDE)
    angle = (sin(radians(SUNRISE)) - sin(latitude) * sin(declination)) / (cos(latitude) * cos(declination))
    return 2 * degrees(acos(angle)) / 15
