"""The catalogue: a publication is one work; its texts in Finnish, Swedish, English … are its language versions."""

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oph_site.files.models import Document
from pages.models import Record
from pages.models.record import RecordQuerySet

# Languages of documents, whatever the languages of the site; in the order in which versions are listed.
DOCUMENT_LANGUAGES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English"), "se": _("Northern Sámi"), "smn": _("Inari Sámi"), "sms": _("Skolt Sámi")}  # fmt: skip


class Series(models.Model):
    """A series of publications. Its name is part of the imprint and is not translated: each language has its own series."""

    title = models.CharField(_("title"), max_length=120, help_text=_("For example: Oppaat ja käsikirjat"))
    issn_print = models.CharField(_("ISSN, printed"), max_length=9, blank=True, help_text=_("For example: 1798-8950"))
    issn_online = models.CharField(_("ISSN, online"), max_length=9, blank=True, help_text=_("For example: 1798-8969"))

    class Meta:
        ordering = ["title"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self):
        return self.title


class Topic(models.Model):
    title = models.CharField(_("title"), max_length=80, help_text=_("For example: International mobility"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.title or ""


class PublicationQuerySet(RecordQuerySet):
    def with_versions(self):
        versions = LanguageVersion.objects.select_related("series", "document")
        return self.prefetch_related(Prefetch("versions", versions))


class Publication(Record):
    """One work, whatever the languages it came out in."""

    class Type(models.TextChoices):
        REPORT = "report", _("Report")
        GUIDE = "guide", _("Guide")
        REGULATION = "regulation", _("Regulation")
        STATISTICS = "statistics", _("Statistics")
        BROCHURE = "brochure", _("Brochure")
        YEARBOOK = "yearbook", _("Yearbook")
        PROCEEDINGS = "proceedings", _("Proceedings")

    type = models.CharField(_("type"), max_length=20, choices=Type)
    slug = models.SlugField(
        _("end of the address"), max_length=80, unique=True, blank=True,
        help_text=_("The same in every language. Empty: made from the title of the first language version."),
    )  # fmt: skip
    corporate_author = models.CharField(
        _("publisher"), max_length=200, help_text=_("The name at the time, for example: Finnish National Board of Education")
    )
    summary = models.TextField(_("summary"), max_length=1500, help_text=_("Two to four sentences, also shown in lists."))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))

    objects = PublicationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("publications:publication", args=[self.slug])


class LanguageVersionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(publication__state=Record.State.PUBLIC)


class LanguageVersion(models.Model):
    """The text of a publication in one language, with its imprint and its file.

    Series, number and year stand here and not on the work: "Koulu kohtaa maailman" is Oppaat ja käsikirjat 2011:16,
    its Swedish version Guider och handböcker 2011:7, its English one Publications 2011:34.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=7, choices=DOCUMENT_LANGUAGES)
    title = models.CharField(_("title"), max_length=250)
    subtitle = models.CharField(_("subtitle"), max_length=250, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, verbose_name=_("series"))
    number = models.CharField(_("number in the series"), max_length=30, blank=True, help_text=_("For example: 2011:16"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("For example: 2011"))
    isbn_print = models.CharField(_("ISBN, printed"), max_length=17, blank=True, help_text=_("For example: 978-952-13-4930-0"))
    isbn_pdf = models.CharField(_("ISBN, PDF"), max_length=17, blank=True, help_text=_("For example: 978-952-13-4931-7"))
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True, help_text=_("Empty: read from the file."))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="versions", verbose_name=_("file"))
    position = models.PositiveIntegerField(_("order"), default=0)

    objects = LanguageVersionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language"], name="one_version_per_language",
                violation_error_message=_("The publication has a version in this language already."),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title} ({self.language})"
