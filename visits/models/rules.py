"""What holds for every visit from a day on, and when no enquiries are taken."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oph_site.wording import date_range, day


def number(label, default, least=1, most=400, help_text=""):
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits, help_text=help_text)


class RulesQuerySet(models.QuerySet):
    def on(self, day):
        """The rules that hold on a day. Before the first ones, and on a new site, the numbers that a new row begins with."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first() or VisitRules(valid_from=day)


class VisitRules(models.Model):
    """The numbers of the service. A new row takes the place of the one before on its day; one that has begun stays as it is."""

    valid_from = models.DateField(
        _("valid from"), unique=True, help_text=_("From this day the pages, the form and the mail say these numbers.")
    )
    least_group = number(_("smallest group"), 5)
    most_group = number(_("largest group"), 25)
    notice_weeks = number(
        _("weeks of notice"), 8, most=52, help_text=_("An enquiry for an earlier day gets a warning, not a refusal.")
    )
    answer_workdays = number(_("working days to the answer"), 10, most=60)
    offer_days = number(_("days that an offer stays open"), 21)
    names_days = number(_("days from the list of names to the visit"), 14)
    invoice_days = number(_("days from the visit to the invoice"), 14)
    payment_days = number(_("days to pay"), 21)

    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("visit rules")
        verbose_name_plural = _("visit rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_group__gte=F("least_group")),
                name="group_sizes_in_order",
                violation_error_message=_("The largest group must not be smaller than the smallest one."),
            )
        ]

    def __str__(self):
        return day(self.valid_from)


class PauseQuerySet(models.QuerySet):
    def on(self, day):
        """The pause that a day falls into, or None."""
        return self.filter(Q(last_on=None) | Q(last_on__gte=day), first_on__lte=day).order_by("first_on").first()


class IntakePause(models.Model):
    """Days on which no new enquiry is taken. The service page and the form say why."""

    first_on = models.DateField(_("first day"))
    last_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("If you leave the field empty, the pause goes on until further notice."),
    )
    reason = models.CharField(
        _("reason"), max_length=300,
        help_text=_("Readers see it, for example: All visits of this spring have been agreed."),
    )  # fmt: skip
    reason_sv = models.CharField(_("reason in Swedish"), max_length=300, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on"]
        verbose_name = _("pause in taking enquiries")
        verbose_name_plural = _("pauses in taking enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")),
                name="pause_in_order",
                violation_error_message=_("The last day must not be before the first day."),
            )
        ]

    def __str__(self):
        return date_range(self.first_on, self.last_on) if self.last_on else f"{day(self.first_on)} –"
