"""Rounds of the worker that nothing takes back: they destroy data, or write to people. One that is unusual asks a person.

The clock of a machine may jump, and rounds go by it.
"""

import logging
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

# On an ordinary day one or two are due.
USUAL_COUNT = 20
USUAL_SHARE = 5  # up to a fifth of those that are left
LONGEST_PAUSE = timedelta(days=7)  # rounds come every few seconds: after a week without one the clock may be wrong
NOTED_EVERY = timedelta(hours=1)  # not every round writes to the database


class Round(models.Model):
    """When such a round was last made, and whether it waits for a person now. One row for each kind of round."""

    last_at = models.DateTimeField(_("last round"), null=True)
    held_at = models.DateTimeField(_("held since"), null=True)
    held_count = models.PositiveIntegerField(_("number held"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.last_at)

    @classmethod
    def begin(cls):
        """The row, locked until the end of the transaction: rounds go one after the other."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def held(cls):
        """The row while it waits for a person, else None."""
        return cls.objects.exclude(held_at=None).first()

    def may_take(self, count, kept, now, *, spam=0):
        """Whether the round may take so many, of which some are spam. kept: the queryset of all that are left.

        Where it may not, the row says so from now on, for the desk.
        """
        if not self.is_unusual(count, kept, now, spam):
            return True
        self.hold(now, count)
        return False

    def is_unusual(self, count, kept, now, spam):
        """So many, or so long after the one before, that the clock or the data may be wrong."""
        if not count:
            return False
        if not self.is_in_time(now):
            return True
        genuine = count - spam
        return genuine > USUAL_COUNT and genuine * USUAL_SHARE > kept.count()

    def is_in_time(self, now):
        """The first one ever, or so soon after the one before that the clock must be right."""
        return self.last_at is None or -LONGEST_PAUSE < now - self.last_at < LONGEST_PAUSE

    def hold(self, now, count):
        if self.held_at is None:
            self.held_at = now
            logger.error("%s is held. Check the clock of this machine", self._meta.object_name)
        self.held_count = count
        self.save()

    def was_made(self, now):
        is_noted = self.last_at and abs(now - self.last_at) < NOTED_EVERY
        if self.held_at or not is_noted:
            self.last_at, self.held_at, self.held_count = now, None, 0
            self.save()
