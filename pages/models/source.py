from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.files.languages import DOCUMENT_LANGUAGES
from pages.models.organisation import Organisation
from pages.models.record import Record, RecordQuerySet


class SourceQuerySet(RecordQuerySet):
    def public(self):
        """Those whose network is public too: it is their heading."""
        return super().public().filter(organisation__state=Record.State.PUBLIC)


class Audience(models.TextChoices):
    """Whom a source serves. The values stand in addresses (?for=…) and name the fields of InformationSource."""

    DECISION_MAKERS = "decision-makers", _("Decision-makers")
    PROVIDERS = "providers", _("Education providers")
    TEACHERS = "teachers", _("Teachers and institutions")

    @property
    def field(self):
        return f"is_for_{self.value.replace('-', '_')}"


class InformationSource(Record):
    """A database, report or survey that a network produces. The network itself stands in the register of organisations."""

    class Kind(models.TextChoices):
        DATABASE = "database", _("Database")
        REPORT = "report", _("Report")
        SURVEY = "survey", _("Survey")
        TOOL = "tool", _("Tool")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sources", verbose_name=_("network or organisation"),
        help_text=_("Who produces it, for example: Eurydice network"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=150, help_text=_("For example: National education systems"))
    what = models.TextField(
        pgettext_lazy("of a source of information", "description"), max_length=400,
        help_text=_("What it holds and for what it is good, for example: Describes the education of each country by the same headings, so that two countries are easy to compare."),
    )  # fmt: skip
    is_for_decision_makers = models.BooleanField(
        _("for decision-makers"), default=False, help_text=_("For example: it compares policies and their costs.")
    )
    is_for_providers = models.BooleanField(
        _("for education providers"), default=False, help_text=_("For example: it helps to assess one’s own quality.")
    )
    is_for_teachers = models.BooleanField(
        _("for teachers and institutions"), default=False, help_text=_("For example: it can be used in a lesson.")
    )
    url = models.URLField(
        _("address"), help_text=_("Straight to the source, for example: https://gpseducation.oecd.org/")
    )
    language = models.CharField(
        _("language"), max_length=3, choices=DOCUMENT_LANGUAGES, default="en", help_text=_("The one it is mostly in.")
    )
    other_languages = models.CharField(
        _("other languages"), max_length=100, blank=True, help_text=_("For example: summaries in Finnish and Swedish")
    )
    frequency = models.CharField(
        _("how often it is renewed"), max_length=60, blank=True, help_text=_("For example: once a year")
    )

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["organisation", "pk"]
        verbose_name = _("information source")
        verbose_name_plural = _("information sources")

    def __str__(self):
        return self.name or ""

    def clean(self):
        if not self.audiences:
            raise ValidationError({Audience.DECISION_MAKERS.field: _("Choose at least one group whom it serves.")})

    @property
    def is_hidden(self):
        """Public, but readers do not see it: its organisation is not public."""
        return self.is_public and not self.organisation.is_public

    @property
    def audiences(self):
        return [audience for audience in Audience if getattr(self, audience.field)]
