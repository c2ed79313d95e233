"""What is offered to a group and what becomes of it when it is accepted."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.wording import hours
from visits.models.enquiry import Enquiry


class ProgrammeItem(models.Model):
    """One thing on the timetable of a visit. Times are those of Helsinki."""

    class Kind(models.TextChoices):
        LECTURE = "lecture", pgettext_lazy("programme", "lecture")
        SITE = "site", pgettext_lazy("programme", "visit to a place")
        MEAL = "meal", pgettext_lazy("programme", "meal or coffee")
        TRANSFER = "transfer", pgettext_lazy("programme", "transfer")
        BREAK = "break", pgettext_lazy("programme", "break")

    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins"), help_text=_("For example: 9:15"))
    ends_at = models.TimeField(_("ends"))
    what = models.CharField(_("what"), max_length=150, help_text=_("In the language of the visitor."))
    place = models.CharField(_("place"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    host = models.CharField(
        _("host or speaker, by role"),
        max_length=150,
        blank=True,
        help_text=_("For example: head of the school. No names."),
    )
    language = models.CharField(_("language"), max_length=20, choices=Enquiry.ProgrammeLanguage, blank=True)

    class Meta:
        abstract = True
        ordering = ["on", "starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(class)s_in_order",
                violation_error_message=_("It must end after it begins."),
            )
        ]

    def __str__(self):
        return self.what

    @property
    def hours(self):
        return hours(self.starts_at, self.ends_at)

    @property
    def language_in_words(self):
        is_interpreted = self.language == Enquiry.ProgrammeLanguage.INTERPRETER
        return _("with your interpreter") if is_interpreted else self.get_language_display()


class OfferQuerySet(models.QuerySet):
    def sent(self):
        """It waits for the visitor's answer."""
        return self.filter(state=Offer.State.SENT)

    def drafts(self):
        return self.filter(state=Offer.State.DRAFT)

    def shown(self):
        """What the visitor has been sent, the newest first."""
        return self.exclude(state=Offer.State.DRAFT).order_by("-version")


class Offer(models.Model):
    """A programme and its price for one enquiry. What was sent is never changed: a change is the next version."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("offer", "draft")
        SENT = "sent", pgettext_lazy("offer", "sent")
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        CHANGE_ASKED = "change-asked", pgettext_lazy("offer", "change asked for")
        DECLINED = "declined", pgettext_lazy("offer", "declined by the visitor")
        EXPIRED = "expired", pgettext_lazy("offer", "expired")
        REPLACED = "replaced", pgettext_lazy("offer", "replaced by a newer one")

    class VatCase(models.TextChoices):
        """Who pays the VAT is decided by a person for each offer (VAT Act 1501/1993, sections 64-69 l)."""

        FINNISH = "finnish", _("Finnish VAT is charged")
        REVERSE = "reverse", _("Business in another EU country: the buyer accounts for VAT there")
        OUTSIDE = "outside", _("Business outside the EU: no Finnish VAT")

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="offers", verbose_name=_("enquiry"))
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    group_size = models.PositiveSmallIntegerField(_("group size"), validators=[MinValueValidator(1)])
    text = models.TextField(_("message with the offer"), max_length=5000, blank=True)
    vat_case = models.CharField(_("value added tax"), max_length=10, choices=VatCase, default=VatCase.FINNISH)
    discount = models.DecimalField(
        _("discount without VAT, euros"), max_digits=8, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    discount_reason = models.CharField(_("reason for the discount"), max_length=150, blank=True)

    # As they stood when it was sent.
    terms = models.ForeignKey(
        "pages.Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edition of the terms")
    )
    cancellation = models.JSONField(_("cancellation steps"), default=list, editable=False)  # [[days before, percent]]

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["enquiry", "-version"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "version"], name="one_offer_of_a_version"),
            models.UniqueConstraint(
                fields=["enquiry"], condition=Q(state__in=["sent", "accepted"]), name="one_offer_that_counts"
            ),
        ]

    def __str__(self):
        return f"{self.enquiry.reference} / {self.version}"

    @property
    def days(self):
        """The days of its programme, in order."""
        return sorted({item.on for item in self.items.all()})

    @property
    def first_on(self):
        return min(self.days, default=None)

    @property
    def last_on(self):
        return max(self.days, default=None)

    def is_open_on(self, day):
        """Whether the visitor can accept it on that day."""
        return self.state == self.State.SENT and day <= self.valid_until


class OfferLine(models.Model):
    """A priced line: a copy, so that a later price list changes nothing of it."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="lines", verbose_name=_("offer"))
    name = models.CharField(_("name"), max_length=150)
    quantity = models.DecimalField(
        pgettext_lazy("offer", "number"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)]
    )
    net = models.DecimalField(
        _("price of one without VAT, euros"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    vat_rate = models.DecimalField(
        _("VAT rate, %"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("line of an offer")
        verbose_name_plural = _("lines of an offer")

    def __str__(self):
        return self.name


class OfferItem(ProgrammeItem):
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="items", verbose_name=_("offer"))

    class Meta(ProgrammeItem.Meta):
        abstract = False
        verbose_name = _("item of the programme")
        verbose_name_plural = _("programme")
