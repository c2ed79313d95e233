from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.wording import date_range


class VisitPeriod(models.Model):
    """Days on which schools receive nobody, or only some do, and why. Weekends and public holidays need no row."""

    class Kind(models.TextChoices):
        CLOSED = "closed", pgettext_lazy("of a week", "closed")
        TIGHT = "tight", pgettext_lazy("of a week", "only some places")

    kind = models.CharField(_("visits"), max_length=10, choices=Kind)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, help_text=_("Readers see it, for example: Autumn break"))

    class Meta:
        ordering = ["first_on", "pk"]
        verbose_name = _("closed or tight period")
        verbose_name_plural = _("closed and tight periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="period_in_order",
                violation_error_message=_("The last day must not be before the first day."),
            )
        ]

    def __str__(self):
        return f"{date_range(self.first_on, self.last_on)} · {self.reason or ''}"
