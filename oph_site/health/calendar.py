"""Whether the worker may write to people because a day has come: not while the clock of its machine may be wrong."""

from django.db import transaction

from oph_site.health.models import CalendarRound


@transaction.atomic
def may_go_on(now):
    """False from a jump of the clock by a week (or so long a pause of the worker) until it is back, or somebody confirms it."""
    row = CalendarRound.begin()
    if row.is_in_time(now):
        row.was_made(now)
        return True
    row.hold(now, 1)
    return False


@transaction.atomic
def confirm_clock(now):
    """Somebody has looked at the clock, and it is right."""
    CalendarRound.begin().was_made(now)
