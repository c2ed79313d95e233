"""What speaks against the days that somebody asks for. Each is said while asking and refused by nobody.

The days are a window: the visit can be anywhere between its first and its last day.
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.wording import date_range, day
from oph_site.workdays import holiday, is_workday
from visits.models import Length, VisitPeriod
from visits.weeks import Status, earliest_day, nearest_open_week, status_of


class Code(StrEnum):
    SHORT_NOTICE = "short-notice"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    TIGHT = "tight"
    TOO_SHORT = "too-short"
    NEAREST = "nearest"  # no warning of its own: the open week to ask for instead


class Warning(NamedTuple):
    code: Code
    sentence: str


def date_warnings(first, last, length, today, rules, periods):
    """[Warning] in the active language, the nearest open week last; none when nothing speaks against the days.

    length: a value of Length, or "" while it is not known. periods: the VisitPeriods of the two years that can be asked for.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    earliest = earliest_day(today, rules)
    found = [
        *short_notice(first, earliest, rules),
        *in_periods(days, periods, Code.CLOSED),
        *holidays_among(days, periods),
        *weekends_among(days, length),
        *in_periods(days, periods, Code.TIGHT),
    ]
    week = nearest_open_week(first, earliest, periods) if found else None
    found += too_short(days, length, periods)
    if week:
        found.append(Warning(Code.NEAREST, _("Nearest open week: %(days)s.") % {"days": week.dates}))
    return found


def short_notice(first, earliest, rules):
    if first >= earliest:
        return []
    sentence = ngettext(
        "%(first)s is less than %(weeks)d week away, and we may not be able to arrange a visit so soon. The first day that leaves enough time is %(earliest)s.",
        "%(first)s is less than %(weeks)d weeks away, and we may not be able to arrange a visit so soon. The first day that leaves enough time is %(earliest)s.",
        rules.notice_weeks,
    )  # fmt: skip
    return [Warning(Code.SHORT_NOTICE, sentence % {"first": day(first), "weeks": rules.notice_weeks, "earliest": day(earliest)})]  # fmt: skip


def in_periods(days, periods, code):
    """One for each closed or tight period that holds working days among these."""
    sentence = {
        Code.CLOSED: _("%(days)s: schools are closed to visitors (%(reason)s)."),
        Code.TIGHT: _("%(days)s: only some places can take visitors (%(reason)s)."),
    }[code]
    found = []
    for period in periods:
        inside = [each for each in days if period.first_on <= each <= period.last_on]
        if period.kind == VisitPeriod.Kind(code) and any(map(is_workday, inside)):
            reason = {"days": date_range(inside[0], inside[-1]), "reason": (period.reason or "").rstrip(".")}
            found.append(Warning(code, sentence % reason))
    return found


def holidays_among(days, periods):
    """From Monday to Friday, and not within a closed period, which says enough."""
    sentence = _("%(day)s is a holiday: %(name)s.")
    return [
        Warning(Code.HOLIDAY, sentence % {"day": day(each), "name": holiday(each)})
        for each in days
        if each.weekday() < 5 and holiday(each) and not is_in_closed_period(each, periods)
    ]


def weekends_among(days, length):
    """Those at which the window begins or ends; all of them when the visit would have to use them."""
    weekends = runs([each for each in days if each.weekday() >= 5])
    weekdays = sum(each.weekday() < 5 for each in days)
    if weekdays >= days_of(length):
        weekends = [run for run in weekends if days[0] in run or days[-1] in run]
    sentence = _("%(days)s: a weekend. Visits are from Monday to Friday.")
    return [Warning(Code.WEEKEND, sentence % {"days": date_range(*run)}) for run in weekends]


def runs(days):
    """[(first, last)] of days that follow each other."""
    found = []
    for each in days:
        if found and each - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def too_short(days, length, periods):
    """Fewer possible days than the visit is to last. That there are none at all, the other warnings say."""
    possible = sum(status_of(each, periods) != Status.CLOSED for each in days)
    if not 0 < possible < days_of(length):
        return []
    sentence = ngettext(
        "The visit is to last %(length)s, but between these dates there is only %(count)d possible day.",
        "The visit is to last %(length)s, but between these dates there are only %(count)d possible days.",
        possible,
    )
    return [Warning(Code.TOO_SHORT, sentence % {"length": Length(length).label, "count": possible})]


def days_of(length):
    return Length(length).days if length else 1


def is_in_closed_period(each, periods):
    return any(p.kind == VisitPeriod.Kind.CLOSED and p.first_on <= each <= p.last_on for p in periods)
