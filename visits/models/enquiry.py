"""What a foreigner asks for, when, and what happened to it since."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.languages import LANGUAGES
from oph_site.rounds import Round
from oph_site.wording import date_range
from visits.countries import country_name
from visits.models.programmes import Lecture, Length, Site, Theme


@dataclass(frozen=True)
class Contact:
    """Whom to write to now."""

    name: str
    role: str
    email: str
    phone: str


AIM_LENGTH, MESSAGE_LENGTH, ACCESS_LENGTH = 2000, 2000, 1000


class EnquiryQuerySet(models.QuerySet):
    def in_inbox(self):
        return self.filter(archived_at=None, anonymised_at=None)

    def archived(self):
        """Nothing is left to do: put away by a person, or anonymous."""
        return self.exclude(archived_at=None, anonymised_at=None)

    def unanswered(self):
        """Nobody has answered yet. Those that look like spam are judged first."""
        return self.filter(state=Enquiry.State.NEW, is_suspected=False, anonymised_at=None)

    def late_on(self, day):
        """The promised day has gone, and nobody has answered."""
        return self.unanswered().filter(answer_by__lt=day)

    def with_last_turn(self):
        """Each with `last_turn`, the kind of the last event after which it was somebody's turn ("" without one), and
        `last_turn_at`."""
        turns = EnquiryEvent.objects.filter(enquiry=OuterRef("pk"), kind__in=EnquiryEvent.TURNS).order_by("-pk")
        return self.annotate(
            last_turn=Coalesce(Subquery(turns.values("kind")[:1]), Value("")),
            last_turn_at=Subquery(turns.values("at")[:1]),
        )

    def waiting_for_visitor(self):
        """We have asked, offered, or need the final details, and the visitor has not answered."""
        is_asked = Q(state=Enquiry.State.CLARIFICATION, last_turn__in=EnquiryEvent.QUESTIONS)
        is_offered = Q(state=Enquiry.State.OFFERED)
        lacks_details = Q(visit__state="confirmed", visit__details_asked_at__isnull=False, visit__details_at=None)
        found = self.with_last_turn().exclude(last_turn=EnquiryEvent.Kind.WRITTEN)
        return found.filter(is_asked | is_offered | lacks_details, is_suspected=False, anonymised_at=None)

    def suspected(self):
        """They wait for somebody who says whether they are genuine."""
        return self.filter(state__in=Enquiry.OPEN, is_suspected=True, anonymised_at=None)

    def in_hand(self):
        """Somebody is at it: details were asked for, or the programme is being planned."""
        return self.filter(state__in=Enquiry.IN_HAND, is_suspected=False, anonymised_at=None)


class Enquiry(models.Model):
    """A request for a visit programme, as it was sent. Its answers never change; its state does, by the acts of enquiries.py.

    What tells who asked is emptied when its time is over (retention.py).
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        CLARIFICATION = "clarification", _("in clarification")
        PLANNING = "planning", _("being planned")
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("enquiry", "withdrawn")
        EXPIRED = "expired", _("expired")
        SPAM = "spam", pgettext_lazy("enquiry", "spam")

    OPEN = [State.NEW, State.CLARIFICATION, State.PLANNING, State.OFFERED]
    IN_HAND = [State.CLARIFICATION, State.PLANNING]
    ENDED = [State.DECLINED, State.WITHDRAWN, State.EXPIRED]

    class OrganisationType(models.TextChoices):
        MINISTRY = "ministry", _("Ministry")
        AGENCY = "agency", _("National or regional agency")
        MUNICIPALITY = "municipality", _("Municipality or other local authority")
        SCHOOL = "school", _("School, or early childhood education")
        VOCATIONAL = "vocational", _("Vocational institution")
        UNIVERSITY = "university", _("University or other higher education institution")
        NGO = "ngo", _("Association or other non-profit organisation")
        COMPANY = "company", _("Company")
        EMBASSY = "embassy", _("Embassy")
        OTHER = "other", _("Something else")

    class ProgrammeLanguage(models.TextChoices):
        ENGLISH = "en", pgettext_lazy("programme", "English")
        FINNISH = "fi", pgettext_lazy("programme", "Finnish")
        SWEDISH = "sv", pgettext_lazy("programme", "Swedish")
        INTERPRETER = "interpreter", _("We bring an interpreter")

    class Payer(models.TextChoices):
        OWN = "own", pgettext_lazy("who pays", "our own organisation")
        OTHER = "other", pgettext_lazy("who pays", "another organisation")
        ERASMUS = "erasmus", pgettext_lazy("who pays", "an Erasmus+ grant")
        FUNDER = "funder", pgettext_lazy("who pays", "another funder or donor")
        OPEN = "open", pgettext_lazy("who pays", "not known yet")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("owner"),
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.NEW)
    is_suspected = models.BooleanField(_("suspected spam"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    answer_by = models.DateField(_("answer by"))

    organisation = models.CharField(pgettext_lazy("enquiry", "organisation"), max_length=200)
    on_behalf_of = models.CharField(_("asks on behalf of"), max_length=200, blank=True)
    organisation_type = models.CharField(_("type of organisation"), max_length=20, choices=OrganisationType)
    country = models.CharField(_("country"), max_length=2)
    contact_name = models.CharField(_("name"), max_length=120)
    contact_role = models.CharField(_("role"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    aim = models.TextField(_("aim of the visit"), max_length=AIM_LENGTH)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="enquiries")
    lectures = models.ManyToManyField(Lecture, verbose_name=_("lectures"), related_name="enquiries", blank=True)
    sites = models.JSONField(_("kinds of places"), default=list, blank=True)  # values of Site
    length = models.CharField(_("length"), max_length=4, choices=Length)
    group_size = models.PositiveSmallIntegerField(_("group size"))
    is_flexible = models.BooleanField(_("flexible dates"), default=False)
    programme_language = models.CharField(_("language of the programme"), max_length=20, choices=ProgrammeLanguage)
    has_lunch = models.BooleanField(_("with lunch"), default=False)
    has_coffee = models.BooleanField(_("with coffee"), default=False)
    access_needs = models.TextField(_("access needs"), max_length=ACCESS_LENGTH, blank=True)
    visa_letters = models.PositiveSmallIntegerField(_("letters for visas"), null=True, blank=True)
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer, blank=True)
    estimate = models.JSONField(
        _("estimate"), null=True, editable=False
    )  # as it was shown when the enquiry was sent: Estimate.as_json (visits/estimate.py)
    message = models.TextField(_("anything else"), max_length=MESSAGE_LENGTH, blank=True)
    language = models.CharField(_("language of the form"), max_length=7, choices=LANGUAGES)

    # The visitor's corrections (contact_details.py): what was sent stays as it was received. Empty until then.
    new_name = models.CharField(_("corrected name"), max_length=120, blank=True, editable=False)
    new_role = models.CharField(_("corrected role"), max_length=120, blank=True, editable=False)
    new_phone = models.CharField(_("corrected phone"), max_length=40, blank=True, editable=False)
    new_email = models.EmailField(_("corrected e-mail"), max_length=254, blank=True, editable=False)

    link_generation = models.PositiveIntegerField(_("generation of the link"), default=1, editable=False)
    token = models.UUIDField(_("form token"), unique=True)
    answers_digest = models.CharField(_("digest of the answers"), max_length=64)
    sender_digest = models.CharField(_("digest of the sender's address"), max_length=64, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["-received_at"], name="enquiry_received"),
            models.Index(fields=["answers_digest"], name="enquiry_answers"),
            models.Index(fields=["sender_digest"], name="enquiry_sender"),
        ]

    def __str__(self):
        return self.reference

    @property
    def country_name(self):
        return country_name(self.country)

    @property
    def contact(self):
        """As the visitor corrected it. A name of a correction comes with its role and phone, which may have been emptied."""
        email = self.new_email or self.email
        if self.new_name:
            return Contact(self.new_name, self.new_role, email, self.new_phone)
        return Contact(self.contact_name, self.contact_role, email, self.phone)

    @property
    def theme_names(self):
        return [theme.name for theme in self.themes.all()]

    @property
    def site_names(self):
        return [Site(site).label for site in self.sites]

    @property
    def is_finished(self):
        """Nothing is left to be done for it: it has ended, or its visit has."""
        if self.state == self.State.ACCEPTED:
            visit = getattr(self, "visit", None)
            return visit is not None and visit.is_settled
        return self.state in self.ENDED

    @property
    def offer_until(self):
        """The last day of the newest offer that was sent, None without one."""
        offer = self.offers.shown().first()
        return offer and offer.valid_until

    @property
    def last_change(self):
        """The number of the last event that was more than a look: what somebody who opened the page has seen."""
        changes = self.events.exclude(kind=EnquiryEvent.Kind.READ)
        return changes.order_by("-pk").values_list("pk", flat=True).first() or 0

    def is_late(self, day):
        """Nobody has answered, although the promised day has gone."""
        return self.state == self.State.NEW and day > self.answer_by


class EnquiryDates(models.Model):
    """One range of days that would suit the visitors, both ends included."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="dates")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("dates wished for")
        verbose_name_plural = _("dates wished for")
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="dates_in_order")]

    def __str__(self):
        return date_range(self.first_on, self.last_on)


class EnquiryEvent(models.Model):
    """One thing that happened to an enquiry. Written once, never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("received")
        READ = "read", _("opened")
        TAKEN = "taken", _("taken over")
        REPLIED = "replied", _("reply sent")
        WRITTEN = "written", _("message of the visitor")
        ASKED = "asked", _("details asked for")
        PLANNED = "planned", _("planning started")
        OFFERED = "offered", _("offer sent")
        CHANGE_ASKED = "change-asked", _("change of the offer asked for")
        OFFER_DECLINED = "offer-declined", _("offer declined by the visitor")
        OFFER_EXPIRED = "offer-expired", _("offer expired")
        ACCEPTED = "accepted", _("offer accepted")
        DETAILS_ASKED = "details-asked", _("final details asked for")
        DETAILS = "details", _("final details received")
        PROGRAMME = "programme", _("programme changed")
        HELD = "held", _("visit held")
        INVOICED = "invoiced", _("invoice sent")
        CLOSED = "closed", pgettext_lazy("visit", "closed")
        CANCELLED = "cancelled", _("visit cancelled")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the visitor")
        REMINDED = "reminded", _("reminder sent")
        LINK_SENT = "link-sent", _("new link sent")
        CONTACT = "contact", _("contact details corrected")
        REOPENED = "reopened", _("opened again")
        ARCHIVED = "archived", _("archived")
        BROUGHT_BACK = "brought-back", _("brought back from the archive")
        NOTED = "noted", pgettext_lazy("enquiry", "note")
        CLEARED = "cleared", _("found genuine")
        SPAM = "spam", _("put away as spam")
        ANONYMISED = "anonymised", _("anonymised")

    class Source(models.TextChoices):
        """How a coordinator came to know what they record for the visitor."""

        EMAIL = "email", pgettext_lazy("source", "by e-mail")
        PHONE = "phone", pgettext_lazy("source", "by phone")
        MEETING = "meeting", pgettext_lazy("source", "in a meeting")

    QUESTIONS = [Kind.REPLIED, Kind.ASKED]  # after these we wait for the visitor
    TURNS = [
        *QUESTIONS, Kind.WRITTEN, Kind.PLANNED, Kind.OFFERED, Kind.CHANGE_ASKED, Kind.OFFER_DECLINED, Kind.OFFER_EXPIRED,
        Kind.ACCEPTED, Kind.DECLINED, Kind.WITHDRAWN, Kind.REOPENED,
    ]  # fmt: skip

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="events", verbose_name=_("enquiry"))
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, blank=True)
    state_before = models.CharField(_("status before"), max_length=20, choices=Enquiry.State, blank=True)
    state_after = models.CharField(_("status after"), max_length=20, choices=Enquiry.State)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self):
        return self.get_kind_display()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)


class EnquiryCounter(models.Model):
    """The last running number of a year. Its row is the lock that lets in one new enquiry at a time."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of references")
        verbose_name_plural = _("counters of references")

    def __str__(self):
        return str(self.year)


class RetentionRound(Round):
    """When old enquiries were last made anonymous, and whether that waits for a person now (retention.py)."""

    held_count = models.PositiveIntegerField(_("enquiries held"), default=0)

    class Meta:
        verbose_name = _("round of anonymising")
        verbose_name_plural = _("rounds of anonymising")
