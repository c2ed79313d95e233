"""State grants: the calls in which they are applied for, and the money that the state budget gives each year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.models.record import Record, RecordQuerySet


class Sector(models.TextChoices):
    EARLY = "early", _("Early childhood and pre-primary education")
    GENERAL = "general", _("Basic and general upper secondary education")
    VOCATIONAL = "vocational", _("Vocational education")
    LIBERAL = "liberal", _("Liberal adult education")
    SHARED = "shared", _("Several sectors")


class GrantCallQuerySet(RecordQuerySet):
    def in_phase(self, phase, now):
        return self.filter(
            {
                GrantCall.Phase.COMING: Q(opens_at__gt=now),
                GrantCall.Phase.OPEN: Q(opens_at__lte=now, closes_at__gt=now),
                GrantCall.Phase.CLOSED: Q(closes_at__lte=now),
            }[phase]
        )


class GrantCall(Record):
    """A call for applications. Whether it is coming, open or closed only the clock says."""

    class Phase(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a call", "Open")
        COMING = "coming", pgettext_lazy("of a call", "Coming")
        CLOSED = "closed", pgettext_lazy("of a call", "Closed")

    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    title = models.CharField(
        _("name"), max_length=150, help_text=_("For example: Internationalisation of vocational education 2027")
    )
    what = models.CharField(
        _("purpose"), max_length=300, blank=True,
        help_text=_("What the grant is for, for example: Study periods abroad and new partnerships."),
    )  # fmt: skip
    for_whom = models.CharField(
        _("who may apply"), max_length=200, help_text=_("For example: Providers of vocational education")
    )
    amount = models.PositiveIntegerField(
        _("sum, whole euros"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("All that the call shares out, digits only, for example: 400000. Empty: the sum is not told."),
    )  # fmt: skip
    opens_at = models.DateTimeField(_("opens"), help_text=_("Helsinki time, for example: 1.2.2027 8:00"))
    closes_at = models.DateTimeField(
        _("closes"),
        help_text=_("Helsinki time, for example: 15.3.2027 16:15. From that moment the call is shown as closed."),
    )
    url = models.URLField(
        _("where to apply"),
        blank=True,
        help_text=_("The service that takes applications, for example: https://www.oph.fi/"),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Shown with the call, for example: Decided in June 2027.")
    )

    objects = GrantCallQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-closes_at", "-pk"]
        verbose_name = _("grant call")
        verbose_name_plural = _("grant calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message=_("A call must close after it opens: check both times."),
            )
        ]

    def __str__(self):
        return self.title or ""

    def phase(self, now):
        if now < self.opens_at:
            return self.Phase.COMING
        return self.Phase.OPEN if now < self.closes_at else self.Phase.CLOSED


class Appropriation(Record):
    """What the state budget of a year gives to the international activities of a sector."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)], help_text=_("For example: 2027")
    )
    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    amount = models.PositiveIntegerField(
        _("sum, whole euros"), help_text=_("Digits only, for example: 824000. Nothing was given: 0.")
    )
    source = models.CharField(_("source"), max_length=150, help_text=_("For example: State budget 2027, item 29.10.20"))

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-year", "sector"]
        verbose_name = _("appropriation")
        verbose_name_plural = _("appropriations")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sector"],
                name="one_appropriation_per_year_and_sector",
                violation_error_message=_("This sector has its sum for that year already: change that row."),
            )
        ]

    def __str__(self):
        return f"{self.year} · {self.get_sector_display()}"
