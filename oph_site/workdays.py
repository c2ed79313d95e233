"""Working days of Finnish authorities: Monday to Friday without the public holidays and the eves of Midsummer and Christmas.

The days and their names come from the library `holidays` (Church Act 652/2023, Acts 388/1937 and 272/1944).
"""

from datetime import timedelta
from functools import cache

import holidays

from oph_site.languages import current_language

LOCALES = {"fi": "fi", "en": "en_US", "sv": "sv_FI"}


def add_workdays(day, count):
    """The last of `count` working days that follow a day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_until(last, day):
    """How many working days are left on a day until the last one, both included."""
    return sum(is_workday(day + timedelta(days=n)) for n in range((last - day).days + 1))


def is_workday(day):
    return day.weekday() < 5 and not holiday(day)


def holiday(day, language=None):
    """The name of the public holiday, in the active language if none is named; "" on other days."""
    return calendar(language or current_language()).get(day, "")


@cache
def calendar(language):
    """{day: name}; its years fill in as they are asked for. The first one loads every country: not at each start."""
    return holidays.Finland(language=LOCALES[language])
