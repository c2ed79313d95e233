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


class Question(models.TextChoices):
    """What readers want to know; the page of sources stands in this order. The values stand in addresses (#_system)."""

    SYSTEM = "system", _("How is education organised?")
    RESULTS = "results", _("What do pupils and adults know?")
    MONEY = "money", _("What does education cost, and who takes part?")
    TEACHERS = "teachers", _("Who teaches and guides?")
    VOCATIONAL = "vocational", _("What is vocational education like, and which skills are needed?")
    QUALIFICATIONS = "qualifications", _("What does a qualification mean in another country?")


class Level(models.TextChoices):
    """What a source covers. The values stand in addresses (?level=…) and name the fields of InformationSource."""

    EARLY = "early", _("Early childhood and pre-primary education")
    SCHOOL = "school", _("Basic and general upper secondary education")
    VOCATIONAL = "vocational", _("Vocational education and training")
    HIGHER = "higher", _("Higher education")
    ADULT = "adult", pgettext_lazy("level of education", "Adult education")

    @property
    def field(self):
        return f"covers_{self.value}"


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
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    question = models.CharField(
        _("question"), max_length=20, choices=Question, default=Question.SYSTEM,
        help_text=_("The one that it answers best: readers find it there."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=150, help_text=_("For example: National education systems"))
    what = models.TextField(
        pgettext_lazy("of a source of information", "description"), max_length=400,
        help_text=_("What it covers and what it is useful for, for example: Describes the education of each country under the same headings, so that two countries are easy to compare."),
    )  # fmt: skip
    finding = models.TextField(
        _("finding about Finland"), max_length=300, blank=True,
        help_text=_("One result with its year, for example: In 2022 Finland’s pupils scored 484 in mathematics; the OECD average was 472."),
    )  # fmt: skip
    is_leading = models.BooleanField(
        _("start with this one"), default=False, help_text=_("Named first as the short answer to its question.")
    )
    covers_early = models.BooleanField(Level.EARLY.label, default=False)
    covers_school = models.BooleanField(Level.SCHOOL.label, default=False)
    covers_vocational = models.BooleanField(Level.VOCATIONAL.label, default=False)
    covers_higher = models.BooleanField(Level.HIGHER.label, default=False)
    covers_adult = models.BooleanField(Level.ADULT.label, default=False)
    url = models.URLField(
        pgettext_lazy("of a source of information", "address"),
        help_text=_("Straight to the source, for example: https://gpseducation.oecd.org/"),
    )
    language = models.CharField(
        _("language"), max_length=3, choices=DOCUMENT_LANGUAGES, default="en", help_text=_("The one it is mostly in.")
    )
    other_languages = models.CharField(
        _("other languages"), max_length=100, blank=True, help_text=_("For example: summaries in Finnish and Swedish")
    )
    frequency = models.CharField(
        _("update interval"), max_length=60, blank=True, help_text=_("For example: once a year")
    )

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["organisation", "pk"]
        verbose_name = _("information source")
        verbose_name_plural = _("information sources")

    def __str__(self):
        return self.name or ""

    @property
    def is_hidden(self):
        """Public, but readers do not see it: its organisation is not public."""
        return self.is_public and not self.organisation.is_public

    @property
    def levels(self):
        """Those it is limited to; none means that it covers them all."""
        return [level for level in Level if getattr(self, level.field)]

    def covers(self, level):
        return not self.levels or level in self.levels
