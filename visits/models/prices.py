"""What a visit costs from a day on, and what is paid when it is cancelled."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.wording import day


class PriceListQuerySet(models.QuerySet):
    def on(self, day):
        """The list that holds on a day, with its lines and steps; None before the first one."""
        lists = self.filter(valid_from__lte=day).order_by("-valid_from")
        return lists.prefetch_related("lines", "steps").first()


class PriceList(models.Model):
    """Prices and cancellation terms of the visits that begin on its day or later. One that has begun stays as it is."""

    valid_from = models.DateField(
        _("valid from"),
        unique=True,
        help_text=_("For visits from this day on. The list before ends on the day before."),
    )

    objects = PriceListQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")

    def __str__(self):
        return day(self.valid_from)


class PriceLine(models.Model):
    """One price. What is counted says its unit, and how often it comes into an estimate (visits/estimate.py)."""

    class Counted(models.TextChoices):
        PROGRAMME = "programme", pgettext_lazy("price unit", "programme")
        SHORT_LECTURE = "short-lecture", pgettext_lazy("price unit", "lecture, 45 min")
        LONG_LECTURE = "long-lecture", pgettext_lazy("price unit", "lecture, 90 min")
        SITE = "site", pgettext_lazy("price unit", "half a day")
        LUNCH = "lunch", pgettext_lazy("price unit", "person and meal")
        COFFEE = "coffee", pgettext_lazy("price unit", "person and time")
        COST = "cost", pgettext_lazy("price unit", "actual cost")

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="lines", verbose_name=_("price list"))
    counted = models.CharField(_("what is counted"), max_length=15, choices=Counted)
    name = models.CharField(_("name"), max_length=100, help_text=_("For example: Planning and coordination"))
    name_sv = models.CharField(_("name in Swedish"), max_length=100, blank=True)
    net = models.DecimalField(
        _("price without VAT, euros"), max_digits=8, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)], help_text=_("Leave the field empty when the actual cost is charged."),
    )  # fmt: skip
    vat_rate = models.DecimalField(
        _("VAT rate, %"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "counted"],
                name="one_price_of_a_kind",
                violation_error_message=_("This list has a price for that already."),
            ),
            models.CheckConstraint(
                condition=Q(counted="cost", net=None) | (~Q(counted="cost") & Q(net__isnull=False)),
                name="price_unless_at_cost",
                violation_error_message=_("Enter a price, or choose that the actual cost is charged."),
            ),
        ]

    def __str__(self):
        return self.name or ""


class CancellationStep(models.Model):
    """The share that is paid when a cancellation arrives so many days before the visit or earlier.

    A step ends where the next one begins, and the last begins at 0 days: there can be no gap between them.
    """

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="steps", verbose_name=_("price list"))
    days_before = models.PositiveSmallIntegerField(
        _("days before the visit, at least"), validators=[MaxValueValidator(365)],
        help_text=_("Calendar days to the first day of the visit. The last step is 0."),
    )  # fmt: skip
    percent = models.PositiveSmallIntegerField(_("share to pay, %"), validators=[MaxValueValidator(100)])

    class Meta:
        ordering = ["-days_before"]
        verbose_name = _("cancellation step")
        verbose_name_plural = _("cancellation steps")
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "days_before"],
                name="one_step_for_a_day",
                violation_error_message=_("This list has a step that begins on that day already."),
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="at_most_the_whole_price"),
        ]

    def __str__(self):
        return f"{self.days_before}: {self.percent} %"
