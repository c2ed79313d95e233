"""Working days of Finnish authorities: Monday to Friday without the public holidays.

Sources: Church Act 652/2023 (church holidays), Acts 388/1937 (Independence Day) and 272/1944 (May Day).
State offices are also closed on Midsummer Eve and Christmas Eve.
"""

from datetime import date, timedelta

FIXED = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
FROM_EASTER = {-2, 0, 1, 39, 49}  # Good Friday, Easter, Easter Monday, Ascension Day, Whit Sunday


def add_workdays(day, count):
    """The last of `count` working days that follow a day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def is_workday(day):
    return day.weekday() < 5 and not is_holiday(day)


def is_holiday(day):
    is_midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return (day.month, day.day) in FIXED or (day - easter(day.year)).days in FROM_EASTER or is_midsummer_eve


def easter(year):
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)
