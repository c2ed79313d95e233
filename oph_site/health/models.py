from django.db import models
from django.utils.translation import gettext_lazy as _

from oph_site.rounds import Round


class JobRound(models.Model):
    """When the worker last did a job. Written by rounds.py, about once a minute."""

    job = models.CharField(_("job"), max_length=60, primary_key=True)  # the name of its function
    ended_at = models.DateTimeField(_("last round"))
    seconds = models.FloatField(_("seconds"))
    succeeded_at = models.DateTimeField(_("last round without a failure"), null=True)

    class Meta:
        ordering = ["job"]
        verbose_name = _("round of a job")
        verbose_name_plural = _("rounds of jobs")
        default_permissions = []  # the admin has no page for the rows

    def __str__(self):
        return self.job

    @property
    def has_failed(self):
        return self.succeeded_at != self.ended_at


class CalendarRound(Round):
    """Of the jobs that write to people because a day has come. Held while the clock may be wrong; goes on when it is right."""

    class Meta:
        verbose_name = _("round by the calendar")
        verbose_name_plural = _("rounds by the calendar")
        default_permissions = []  # the admin has no page for the row
