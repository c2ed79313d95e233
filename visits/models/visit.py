from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.wording import date_range
from visits.models.enquiry import Enquiry
from visits.models.offer import Offer, ProgrammeItem


class Diet(models.TextChoices):
    """What cooks ask for, counted: never who eats what."""

    VEGETARIAN = "vegetarian", pgettext_lazy("diet", "vegetarian")
    VEGAN = "vegan", pgettext_lazy("diet", "vegan")
    NO_PORK = "no-pork", pgettext_lazy("diet", "no pork")
    LACTOSE_FREE = "lactose-free", pgettext_lazy("diet", "lactose-free")
    MILK_FREE = "milk-free", pgettext_lazy("diet", "milk-free")
    GLUTEN_FREE = "gluten-free", pgettext_lazy("diet", "gluten-free")
    NO_NUTS = "no-nuts", pgettext_lazy("diet", "no nuts")
    OTHER = "other", pgettext_lazy("diet", "something else")


class VisitQuerySet(models.QuerySet):
    def awaiting_details(self):
        """Still to come, and the visitor has not given the final details."""
        return self.filter(state=Visit.State.CONFIRMED, details_at=None)

    def between(self, first, last):
        """Those to be held that have a day among these."""
        return self.filter(state=Visit.State.CONFIRMED, first_on__lte=last, last_on__gte=first)

    def without_invoice(self):
        """Cancelled free of charge: bookkeeping needs nothing of it. As Visit.has_invoice."""
        return self.filter(Q(cancellation_percent=0) | Q(cancellation_percent=None), state=Visit.State.CANCELLED)

    def to_invoice(self, day):
        """Over on a day, or cancelled too late, and no invoice has been sent."""
        is_over = Q(state=Visit.State.CONFIRMED, last_on__lt=day) | Q(state=Visit.State.HELD)
        is_owed = Q(state=Visit.State.CANCELLED, cancellation_percent__gt=0, invoiced_at=None)
        return self.filter(is_over | is_owed)


class Visit(models.Model):
    """An accepted offer: who pays, the final numbers, and how far it has come (visits/visits.py). Its programme starts as that
    of the offer and may change."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("visit", "confirmed")
        HELD = "held", pgettext_lazy("visit", "held")
        INVOICED = "invoiced", pgettext_lazy("visit", "invoiced")
        CLOSED = "closed", pgettext_lazy("visit", "closed")
        CANCELLED = "cancelled", pgettext_lazy("visit", "cancelled")

    enquiry = models.OneToOneField(Enquiry, models.PROTECT, related_name="visit", verbose_name=_("enquiry"))
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="visit", verbose_name=_("accepted offer"))
    state = models.CharField(_("status"), max_length=12, choices=State, default=State.CONFIRMED)
    accepted_at = models.DateTimeField(_("accepted"))
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    sequence = models.PositiveIntegerField(_("edition of the calendar file"), default=0, editable=False)

    invoice_name = models.CharField(_("name on the invoice"), max_length=200)
    invoice_address = models.TextField(_("invoice address"), max_length=500)
    vat_number = models.CharField(_("VAT or business number"), max_length=30, blank=True)
    order_reference = models.CharField(_("order reference"), max_length=100, blank=True)

    left_out = models.JSONField(
        default=list, editable=False
    )  # items that calendars must forget: calendar_files.forgotten
    details_asked_at = models.DateTimeField(_("final details asked for"), null=True, editable=False)
    final_size = models.PositiveSmallIntegerField(_("final number of people"), null=True, blank=True)
    diets = models.JSONField(_("diets, as counts"), default=dict, blank=True)  # {value of Diet: how many}
    final_access = models.TextField(_("access needs"), max_length=1000, blank=True)
    details_at = models.DateTimeField(_("final details received"), null=True, blank=True)

    invoiced_at = models.DateTimeField(_("invoice sent"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancellation_percent = models.PositiveSmallIntegerField(_("share to pay, %"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="visit_days_in_order")]

    def __str__(self):
        return self.enquiry.reference

    @property
    def days(self):
        return date_range(self.first_on, self.last_on)

    @property
    def has_invoice(self):
        """Whether something is or will be paid for it."""
        return self.state != self.State.CANCELLED or bool(self.cancellation_percent)

    @property
    def is_settled(self):
        """Nothing is left to be held, invoiced or paid."""
        return self.state == self.State.CLOSED or self.state == self.State.CANCELLED and not self.is_fee_open

    @property
    def is_fee_open(self):
        """Whether it was cancelled late, must be paid for, and no invoice has been sent."""
        return self.state == self.State.CANCELLED and self.has_invoice and self.invoiced_at is None

    @property
    def diets_in_words(self):
        """[(diet, how many)], in the order of Diet."""
        return [(diet.label, self.diets[diet]) for diet in Diet if self.diets.get(diet)]

    @property
    def size(self):
        """How many come, as far as it is known."""
        return self.final_size or self.offer.group_size


class VisitItem(ProgrammeItem):
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="items", verbose_name=_("visit"))

    class Meta(ProgrammeItem.Meta):
        abstract = False
        verbose_name = _("item of the programme")
        verbose_name_plural = _("programme")


class CalendarFeed(models.Model):
    """The private calendar address of a coordinator (feed.py). A new address raises the generation, which ends the old one."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    generation = models.PositiveIntegerField(_("generation of the address"), default=1)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.person)
