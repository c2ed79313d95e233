"""State grants: the calls in which they are applied for, and the money that the state budget gives each year."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_prose_editor.fields import ProseEditorField

from oph_site.files.models import Document
from oph_site.midnight import start_of
from oph_site.slugs import slug_of
from pages.models.contact_point import ContactPoint
from pages.models.page import PagePart
from pages.models.record import Record, RecordQuerySet
from pages.text import richtext
from pages.text.editor import EXTENSIONS

CLOSING_SOON = timedelta(days=14)  # how long before its end a call is said to close soon


class Sector(models.TextChoices):
    EARLY = "early", _("Early childhood and pre-primary education")
    GENERAL = "general", _("Basic and general upper secondary education")
    VOCATIONAL = "vocational", _("Vocational education")
    LIBERAL = "liberal", _("Liberal adult education")
    SHARED = "shared", _("Several sectors")


class GrantCallQuerySet(RecordQuerySet):
    def in_phase(self, phase, now):
        """GrantCall.phase() for the database."""
        is_decided = Q(decided_on__lte=timezone.localdate(now))
        has_closed = Q(closes_at__lte=now)
        return self.filter(
            {
                GrantCall.Phase.COMING: Q(opens_at__gt=now),
                GrantCall.Phase.OPEN: Q(opens_at__lte=now, closes_at__gt=now + CLOSING_SOON),
                GrantCall.Phase.CLOSING: Q(opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + CLOSING_SOON),
                GrantCall.Phase.CLOSED: has_closed & (Q(decided_on=None) | ~is_decided),
                GrantCall.Phase.DECIDED: has_closed & is_decided,
            }[phase]
        )


class GrantCall(Record):
    """A call for applications. What it is now, coming, open or decided, only the clock says."""

    class Phase(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a call", "Open")
        CLOSING = "closing", pgettext_lazy("of a call", "Closing soon")
        COMING = "coming", pgettext_lazy("of a call", "Upcoming")
        CLOSED = "closed", pgettext_lazy("of a call", "Closed")
        DECIDED = "decided", pgettext_lazy("of a call", "Decided")

    RICH_TEXTS = ["announcement", "criteria"]

    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    title = models.CharField(
        _("name"), max_length=150, help_text=_("For example: Internationalisation of vocational education 2027")
    )
    slug = models.SlugField(
        _("end of the address"), max_length=80, unique=True, blank=True, null=True,
        help_text=_("The same in every language, and it stays when the name changes. If you leave the field empty, it is made from the name."),
        error_messages={"unique": _("Another call has this address already.")},
    )  # fmt: skip
    what = models.CharField(
        _("purpose"), max_length=300, blank=True,
        help_text=_("What the grant is for, for example: Study periods abroad and new partnerships."),
    )  # fmt: skip
    for_whom = models.CharField(
        _("eligible applicants"), max_length=200, help_text=_("For example: Providers of vocational education")
    )
    opens_at = models.DateTimeField(_("opens"), help_text=_("Finnish time, for example: 1.2.2027 8:00"))
    closes_at = models.DateTimeField(
        _("closes"),
        help_text=_("Finnish time. From that moment the call is shown as closed. For example: 15.3.2027 16:15"),
    )
    amount = models.PositiveIntegerField(
        _("amount, whole euros"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("All that the call shares out, in digits only. If you leave the field empty, the amount is not shown. For example: 400000"),
    )  # fmt: skip
    own_share = models.PositiveSmallIntegerField(
        _("own funding at least, per cent"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("The share of the costs that the applicant pays, for example: 20"),
    )  # fmt: skip
    use_begins_on = models.DateField(_("may be used from"), null=True, blank=True, help_text=_("For example: 1.8.2027"))
    use_until = models.DateField(
        _("may be used until"), null=True, blank=True, help_text=_("The last day, for example: 31.12.2028")
    )
    announcement = ProseEditorField(
        _("announcement"), blank=True, max_length=60_000, sanitize=richtext.clean, extensions=EXTENSIONS,
        help_text=_("What the grant is for, its conditions and how to apply, with headings. Dates and amounts are shown beside it."),
    )  # fmt: skip
    criteria = ProseEditorField(
        _("criteria"), blank=True, max_length=20_000, sanitize=richtext.clean, extensions=EXTENSIONS,
        help_text=_("How applications are assessed, best as a list. The page gives it a heading."),
    )  # fmt: skip
    url = models.URLField(
        _("where to apply"),
        blank=True,
        help_text=_("The service that takes applications, for example: https://www.oph.fi/"),
    )
    contact_point = models.ForeignKey(
        ContactPoint, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact point"),
        help_text=_("Who answers questions about the call."),
    )  # fmt: skip
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Shown with the call, for example: Decided in June 2027.")
    )
    decided_on = models.DateField(
        _("decided on"), null=True, blank=True,
        help_text=_("From this day a closed call is shown as decided. For example: 15.6.2027"),
    )  # fmt: skip
    grants_given = models.PositiveIntegerField(
        _("number of grants"), null=True, blank=True, help_text=_("How many were given, for example: 14")
    )
    amount_given = models.PositiveIntegerField(
        _("amount awarded, whole euros"), null=True, blank=True, help_text=_("Digits only, for example: 398000")
    )
    decision = models.TextField(
        _("decision in words"), max_length=600, blank=True,
        help_text=_("For example: Grants were given to 14 providers. Twelve applications were refused."),
    )  # fmt: skip
    decision_url = models.URLField(
        _("address of the decisions"), blank=True, help_text=_("For example: https://www.oph.fi/fi/paatokset")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

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
            ),
            models.CheckConstraint(
                condition=Q(use_begins_on=None) | Q(use_until=None) | Q(use_until__gte=F("use_begins_on")),
                name="grant_is_used_after_it_begins",
                violation_error_message=_("The use of the grant must end after it begins: check both days."),
            ),
        ]

    def __str__(self):
        return self.title or ""

    def clean(self):
        if self.decided_on and self.closes_at and self.decided_on < timezone.localdate(self.closes_at):
            raise ValidationError({"decided_on": _("A call is decided after it has closed: check this day and the closing time.")})  # fmt: skip

    def phase(self, now):
        if now < self.opens_at:
            return self.Phase.COMING
        if now < self.closes_at:
            return self.Phase.OPEN if now < self.closes_at - CLOSING_SOON else self.Phase.CLOSING
        return self.Phase.DECIDED if self.decided_at and self.decided_at <= now else self.Phase.CLOSED

    def is_open(self, now):
        """Whether one can apply at that moment."""
        return self.opens_at <= now < self.closes_at

    @property
    def decided_at(self):
        """The midnight with which the day of the decision begins, None without a day."""
        return self.decided_on and start_of(self.decided_on)

    def begins(self):
        """{phase: the moment at which it begins}, of those that begin at a moment. In the order of time."""
        found = {self.Phase.OPEN: self.opens_at}
        closing = max(self.closes_at - CLOSING_SOON, self.opens_at)
        found |= {self.Phase.CLOSING: closing, self.Phase.CLOSED: self.closes_at}
        return found | ({self.Phase.DECIDED: max(self.decided_at, self.closes_at)} if self.decided_on else {})

    def free_slug(self):
        """An address made from the name, with a number where another call has it."""
        base = slug_of(self.title_fi or self.title_en or "", 70) or "haku"
        taken = set(GrantCall.objects.exclude(pk=self.pk).filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)


class CallAttachment(PagePart):
    """A document offered with a call. Its language is the document's, whatever the language of the page."""

    call = models.ForeignKey(GrantCall, models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    title = models.CharField(
        pgettext_lazy("of a page", "title"), max_length=200, blank=True,
        help_text=_("If you leave the field empty, the file is not offered on the page in this language. For example: Terms of the grant"),
    )  # fmt: skip

    class Meta(PagePart.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title or ""


class Appropriation(Record):
    """What the state budget of a year gives to the international activities of a sector."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)], help_text=_("For example: 2027")
    )
    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    amount = models.PositiveIntegerField(
        _("amount, whole euros"), help_text=_("Digits only, 0 if nothing was given. For example: 824000")
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
                violation_error_message=_("This sector already has its appropriation for that year: change that row."),
            )
        ]

    def __str__(self):
        return f"{self.year} · {self.get_sector_display()}"
