"""Where a day begins in Helsinki, whatever the clock does that night."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def start_of(day):
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def next_midnight(now):
    """The moment at which what is said about today ends."""
    return start_of(timezone.localdate(now) + timedelta(days=1))
