"""On which days the enquiries of the demonstration come in, are worked on and visit, counted from the day of loading.

Whatever that day is, people write and answer on working days, and groups come when schools receive them.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from oph_site.workdays import add_workdays, is_workday
from visits.weeks import Status, status_of

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE_OPENS = time(9, 20)
LAST_ACT = timedelta(minutes=40)  # of today, before now: the acts of one enquiry are a minute apart


class Days(NamedTuple):
    """received_on: a day. dates: [[first, last]] wished for, the visit on the first of them."""

    received_on: date
    dates: list

    @classmethod
    def of(cls, row, today, periods, pauses):
        return cls(received_on(today, row["days_ago"], pauses), visit_dates(today, row.get("dates", []), periods))

    def of_step(self, step):
        """`day` working days after the enquiry came in; `before` the first or `after` the last day of the visit."""
        if "before" in step:
            return workday_before(self.dates[0][0], step["before"])
        if "after" in step:
            return add_workdays(self.dates[0][1], step["after"])
        return add_workdays(self.received_on, step.get("day", 0))


def workday_before(day, count):
    """The last working day that is so many days before a day, or more."""
    day -= timedelta(days=count)
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def received_on(today, days_ago, pauses):
    """The last working day, so many days ago or more, on which enquiries were taken in."""
    day = workday_before(today, days_ago)
    for pause in pauses:
        if pause.first_on <= day <= pause.last_on:
            day = workday_before(pause.first_on, 1)
    return day


def visit_dates(today, offsets, periods):
    """[[first, last]] so many days from today, each after the one before. Where schools receive nobody on one of the days
    it is later, or earlier for a visit that is over."""
    dates = []
    for first, last in offsets:
        step = timedelta(days=1 if first > 0 else -1)
        days = [today + timedelta(days=day) for day in range(first, last + 1)]
        while not all(is_school_open(day, periods) for day in days) or (dates and days[0] <= dates[-1][1]):
            days = [day + step for day in days]
        dates.append([days[0], days[-1]])
    return dates


def is_school_open(day, periods):
    return status_of(day, periods) != Status.CLOSED


def moment(day, minutes, now):
    """In the morning of that day, today shortly before now."""
    at = datetime.combine(day, OFFICE_OPENS, HELSINKI) + timedelta(minutes=minutes)
    return min(at, now - LAST_ACT + timedelta(minutes=minutes))
