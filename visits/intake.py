"""What an enquiry of a day can be about, and by which rules it is taken in."""

from datetime import timedelta
from functools import cached_property

from visits.models import IntakePause, Lecture, SampleProgramme, Theme, VisitRules
from visits.weeks import FARTHEST, earliest_day, next_open_weeks, periods_between

LONGEST_WINDOW = timedelta(days=30)
OPEN_WEEKS = 3
MOST_THEMES = 5
LARGEST_KEY = 2**31 - 1


class Intake:
    """Read from the database as it is asked for, each thing once."""

    def __init__(self, today):
        self.today = today
        self.latest = today + FARTHEST

    @cached_property
    def rules(self):
        return VisitRules.objects.on(self.today)

    @cached_property
    def pause(self):
        return IntakePause.objects.on(self.today)

    @cached_property
    def themes(self):
        return list(Theme.objects.filter(is_offered=True))

    @cached_property
    def lectures(self):
        """Offered ones; their themes come along, offered or not."""
        return list(Lecture.objects.filter(is_offered=True).select_related("theme"))

    @cached_property
    def periods(self):
        """All that the days of a wished window, and the open weeks near them, can fall into."""
        return periods_between(self.today, self.latest + LONGEST_WINDOW + FARTHEST / 2)

    @cached_property
    def earliest(self):
        return earliest_day(self.today, self.rules)

    @cached_property
    def open_weeks(self):
        return next_open_weeks(self.earliest, OPEN_WEEKS, self.periods)

    def sample(self, key):
        """The offered sample programme with that key, typed by anybody, or None."""
        if not (key.isascii() and key.isdecimal() and int(key[:10]) <= LARGEST_KEY and len(key) <= 10):
            return None
        samples = SampleProgramme.objects.filter(is_offered=True, pk=int(key))
        return samples.prefetch_related("themes", "lectures").first()


class IntakeWithoutDatabase(Intake):
    """While the database is away: the numbers of a new site, nothing to choose from."""

    pause = None
    themes = lectures = periods = open_weeks = ()
    rules = property(lambda self: VisitRules(valid_from=self.today))
