"""When a visit is possible: weeks of school days, and what speaks against the days that somebody asks for.

Everything here counts from `today`, a day of Helsinki: whatever shows it ends at midnight (oph_site/midnight.py).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from oph_site.wording import date_range
from oph_site.workdays import holiday, is_workday
from visits.models import VisitPeriod

SHOWN = 52  # weeks
FARTHEST = timedelta(days=2 * 365)  # how far ahead a visit can be asked for


class Status(StrEnum):
    OPEN = "open"
    TIGHT = "tight"
    CLOSED = "closed"


@dataclass(frozen=True)
class Week:
    """monday; status; reasons: of periods, once each; holidays: [(day, name)], Monday to Friday.

    closings: [(first day, last day, reason)] of the closed periods that leave some days of the week open.
    """

    monday: date
    status: Status
    reasons: list = field(default_factory=list)
    holidays: list = field(default_factory=list)
    closings: list = field(default_factory=list)

    @property
    def friday(self):
        return self.monday + timedelta(days=4)

    @property
    def dates(self):
        return date_range(self.monday, self.friday)

    @property
    def number(self):
        return self.monday.isocalendar().week


def earliest_day(today, rules):
    """The first day of a visit that is asked for today with the notice that the rules want: a working day."""
    day = today + timedelta(weeks=rules.notice_weeks)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def periods_between(first, last):
    return list(VisitPeriod.objects.filter(first_on__lte=last, last_on__gte=first))


def status_of(day, periods):
    """What a day is for schools: closed on weekends, on holidays and in closed periods."""
    kinds = {period.kind for period in periods if period.first_on <= day <= period.last_on}
    if not is_workday(day) or VisitPeriod.Kind.CLOSED in kinds:
        return Status.CLOSED
    return Status.TIGHT if VisitPeriod.Kind.TIGHT in kinds else Status.OPEN


def week_of(day, periods):
    """The week of a day: closed when nobody receives on any of its days, open when schools do on three days or more."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=n) for n in range(5)]
    statuses = [status_of(each, periods) for each in days]
    if all(status == Status.CLOSED for status in statuses):
        status = Status.CLOSED
    else:
        status = Status.OPEN if statuses.count(Status.OPEN) >= 3 else Status.TIGHT
    touching = [period for period in periods if period.first_on <= days[-1] and period.last_on >= monday]
    reasons = list(dict.fromkeys(period.reason for period in touching))
    closed = [period for period in touching if period.kind == VisitPeriod.Kind.CLOSED and status != Status.CLOSED]
    return Week(
        monday, status, reasons, [(each, holiday(each)) for each in days if holiday(each)],
        [(max(period.first_on, monday), min(period.last_on, days[-1]), period.reason) for period in closed],
    )  # fmt: skip


def weeks_from(day, count=SHOWN, periods=None):
    """So many weeks from the one of a day on. One query, none with `periods` given."""
    monday = day - timedelta(days=day.weekday())
    if periods is None:
        periods = periods_between(monday, monday + timedelta(weeks=count))
    return [week_of(monday + timedelta(weeks=n), periods) for n in range(count)]


def next_open_weeks(day, count, periods=None):
    """The first open weeks that begin on a day or later. One query."""
    weeks = weeks_from(day, periods=periods)
    return [week for week in weeks if week.status == Status.OPEN and week.monday >= day][:count]


def nearest_open_week(day, not_before, periods=None):
    """The open week nearest to a day, of those that begin on `not_before` or later; None when there is none near."""
    start = max(not_before, day - timedelta(weeks=SHOWN // 2))
    weeks = [w for w in weeks_from(start, periods=periods) if w.status == Status.OPEN and w.monday >= not_before]
    return min(weeks, key=lambda week: (abs(week.monday - day), week.monday), default=None)
