"""The catalogue: a publication is one record; its texts in Finnish, Swedish, English … are its language versions."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.files.languages import DOCUMENT_LANGUAGES, IN_LANGUAGE
from oph_site.files.models import Document
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, current_language, url_of
from oph_site.slugs import slug_of
from pages.models import Record
from pages.models.record import RecordQuerySet
from publications import statuses
from publications.identifiers import (
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_urn,
    validate_doi,
    validate_isbn,
    validate_issn,
    validate_persons,
    validate_urn,
    validate_year,
)

LANGUAGE_ORDER = list(DOCUMENT_LANGUAGES)
# The columns of the publisher's name: the first that is filled names it in addresses.
PUBLISHER = [f"corporate_author_{language}" for language in LANGUAGES]

CREATIVE_COMMONS = "https://creativecommons.org/"
LICENCES = {
    "cc0": f"{CREATIVE_COMMONS}publicdomain/zero/1.0/",
    "cc-by": f"{CREATIVE_COMMONS}licenses/by/4.0/",
    "cc-by-sa": f"{CREATIVE_COMMONS}licenses/by-sa/4.0/",
    "cc-by-nc": f"{CREATIVE_COMMONS}licenses/by-nc/4.0/",
    "cc-by-nc-nd": f"{CREATIVE_COMMONS}licenses/by-nc-nd/4.0/",
}


def tidy(instance, fields, clean):
    """Writes numbers in their hyphenated form; what is wrong is told by the validators of the field."""
    for field in fields:
        try:
            setattr(instance, field, clean(getattr(instance, field))) if getattr(instance, field) else None
        except ValidationError:
            continue


class Series(models.Model):
    """A series of publications. Its name is part of the imprint and is not translated: each language has its own series."""

    title = models.CharField(
        _("title"), max_length=120, unique=True, help_text=_("For example: Oppaat ja käsikirjat"),
        error_messages={"unique": _("There is a series with this title already.")},
    )  # fmt: skip
    issn_print = models.CharField(
        _("ISSN, printed"), max_length=20, blank=True, validators=[validate_issn], help_text=_("For example: 1798-8950")
    )
    issn_online = models.CharField(
        _("ISSN, online"), max_length=20, blank=True, validators=[validate_issn], help_text=_("For example: 1798-8969")
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("plural", "series")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return url_of("publications:series", self.pk, self.slug)

    @property
    def slug(self):
        """Words for the address, beside the id that finds the series."""
        return slug_of(self.title, 70) or "series"

    def clean(self):
        tidy(self, ["issn_print", "issn_online"], clean_issn)


class Topic(models.Model):
    title = models.CharField(_("title"), max_length=80, help_text=_("For example: International mobility"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.title or ""


def has_page(prefix=""):
    """Those that have a page: what is public, and what was withdrawn with a day, whose page says so."""
    withdrawn = {f"{prefix}state": Record.State.WITHDRAWN, f"{prefix}status_on__isnull": False}
    return Q(**{f"{prefix}state": Record.State.PUBLIC}) | Q(**withdrawn)


class PublicationQuerySet(RecordQuerySet):
    def with_page(self):
        return self.filter(has_page())

    def with_versions(self):
        versions = LanguageVersion.objects.select_related("series", "document")
        return self.prefetch_related(Prefetch("versions", versions))


class Publication(Record):
    """One publication, whatever the languages it came out in. Its record is in the languages of the site, its texts in their own."""

    class Type(models.TextChoices):
        REPORT = "report", _("Report")
        GUIDE = "guide", _("Guide")
        REGULATION = "regulation", _("Regulation")
        STATISTICS = "statistics", _("Statistics")
        BROCHURE = "brochure", _("Brochure")
        YEARBOOK = "yearbook", _("Yearbook")
        PROCEEDINGS = "proceedings", _("Proceedings")

    class Licence(models.TextChoices):
        CC0 = "cc0", "CC0 1.0"
        BY = "cc-by", "CC BY 4.0"
        BY_SA = "cc-by-sa", "CC BY-SA 4.0"
        BY_NC = "cc-by-nc", "CC BY-NC 4.0"
        BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND 4.0"
        RESERVED = "reserved", _("All rights reserved")

    class Status(models.TextChoices):
        WITHDRAWN = "withdrawn", pgettext_lazy("publication", "Withdrawn")
        REPLACED = "replaced", pgettext_lazy("publication", "Replaced by a newer one")
        OUTDATED = "outdated", pgettext_lazy("publication", "Partly outdated")

    type = models.CharField(_("type"), max_length=20, choices=Type)
    slug = models.SlugField(
        _("end of the address"), max_length=80, unique=True, blank=True, null=True,
        help_text=_("The same in every language. If you leave the field empty, it is made from the title of the first language version."),
        error_messages={"unique": _("Another publication has this address already.")},
    )  # fmt: skip
    corporate_author = models.CharField(
        _("publisher"),
        max_length=200,
        help_text=_("The name at the time, for example: Finnish National Board of Education"),
    )
    authors = models.TextField(
        _("authors"), max_length=2000, blank=True, validators=[validate_persons],
        help_text=_("Persons in the order of the cover, one a line: Meikäläinen, Maija. If you leave the field empty, the publisher stands as the author."),
    )  # fmt: skip
    summary = models.TextField(
        _("summary"), max_length=1500, help_text=_("Two to four sentences, also shown in lists.")
    )
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, blank=True,
        help_text=_("As the publication itself says it. Empty: it does not say."),
    )  # fmt: skip
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=pgettext_lazy("publication", "replaced by"),
        help_text=_("The newer publication that takes the place of this one. Each page links to the other."),
    )  # fmt: skip
    is_partly_outdated = models.BooleanField(_("partly outdated"), default=False)
    status_on = models.DateField(
        _("since"), null=True, blank=True,
        help_text=_("The day on which it was withdrawn or replaced, or since which it is partly outdated."),
    )  # fmt: skip
    status_reason = models.TextField(
        _("reason"), max_length=500, blank=True,
        help_text=_("One or two sentences for readers, for example: The core curriculum was renewed in 2026."),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PublicationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self):
        return self.title_for(DEFAULT_LANGUAGE).title if self.pk else ""

    def get_absolute_url(self):
        return url_of("publications:publication", self.slug)

    def clean(self):
        self.authors = "\n".join(f"{family}, {given}" for family, given in self.persons if given) or self.authors
        if errors := statuses.errors(self):
            raise ValidationError(errors)

    @property
    def status(self):
        """A Status, or "" for a publication that stands as it is. It says nothing of drafts."""
        if self.state == self.State.WITHDRAWN:
            return self.Status.WITHDRAWN
        if self.replaced_by_id:
            return self.Status.REPLACED
        return self.Status.OUTDATED if self.is_partly_outdated else ""

    @property
    def type_in_words(self):
        return self.Type(self.type).label  # get_type_display() goes through all of them

    @property
    def licence_url(self):
        """Where the licence can be read; "" for none."""
        return LICENCES.get(self.licence, "")

    @property
    def status_sentence(self):
        """What its page, its citations and its feeds say of that, with the day and without the reason; "" for nothing."""
        return statuses.sentence(self)

    @property
    def status_reason_foreign(self):
        return "" if getattr(self, f"status_reason_{current_language()}") else DEFAULT_LANGUAGE

    def title_for(self, language):
        """The version whose title stands for the publication among readers of that language: theirs, else the first one."""
        return shown_version(self.versions.all(), language) or LanguageVersion(
            title=self.slug or "–", language=language
        )

    @property
    def persons(self):
        """Its authors in order: [(family name, given names)]."""
        parted = [line.partition(",") for line in self.authors.splitlines() if line.strip()]
        return [(" ".join(family.split()), " ".join(given.split())) for family, _comma, given in parted]

    @cached_property
    def topics_in_order(self):
        """[Topic]. One query, where LanguageVersion.objects.citable() has not fetched them for many."""
        return list(self.topics.all()) if self.pk else []

    @property
    def has_page(self):
        """What has_page() says in queries."""
        return self.is_public or (self.state == self.State.WITHDRAWN and self.status_on is not None)

    @property
    def summary_foreign(self):
        """The language to mark the summary with on a page whose language it lacks; "" when it has it."""
        return "" if getattr(self, f"summary_{current_language()}") else DEFAULT_LANGUAGE

    @property
    def author_foreign(self):
        return "" if getattr(self, f"corporate_author_{current_language()}") else DEFAULT_LANGUAGE

    @property
    def publisher_key(self):
        """What its publisher is called in addresses, the same in every language."""
        return next(filter(None, (getattr(self, column) for column in PUBLISHER)), "")

    def free_slug(self, title):
        """An address made from a title, with a number where another publication has it."""
        base = slug_of(title, 70) or "publication"
        taken = set(
            Publication.objects.exclude(pk=self.pk).filter(slug__startswith=base).values_list("slug", flat=True)
        )
        return next(
            slug for slug in [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))] if slug not in taken
        )


class LanguageVersionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(publication__state=Record.State.PUBLIC)

    def citable(self):
        """The public ones, and those withdrawn since: whoever cited one finds out. With all that a citation names. Two queries."""
        found = self.exclude(publication__state=Record.State.DRAFT).filter(publication__slug__isnull=False)
        topics = Prefetch("publication__topics", to_attr="topics_in_order")  # a manager for each takes twice the time
        return found.select_related("publication", "series", "document").prefetch_related(topics)

    def with_page(self):
        """Those of publications that have a page: public ones, and withdrawn ones, which keep theirs."""
        return self.filter(has_page("publication__"))

    def withdrawn(self):
        """Those whose page says that they were withdrawn."""
        return self.with_page().filter(publication__state=Record.State.WITHDRAWN)

    def with_number_of(self, version):
        """Other versions that have an ISBN of this one."""
        numbers = [number for number in (version.isbn_print, version.isbn_pdf) if number]
        found = self.filter(Q(isbn_print__in=numbers) | Q(isbn_pdf__in=numbers)) if numbers else self.none()
        return found.exclude(pk=version.pk).select_related("publication")


class LanguageVersion(models.Model):
    """The text of a publication in one language, with its imprint and its file.

    Series, number and year stand here and not on the publication: "Koulu kohtaa maailman" is Oppaat ja käsikirjat 2011:16,
    its Swedish version Guider och handböcker 2011:7, its English one Publications 2011:34.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=7, choices=DOCUMENT_LANGUAGES)
    title = models.CharField(_("title"), max_length=250)
    subtitle = models.CharField(_("subtitle"), max_length=250, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, verbose_name=_("series"))
    number = models.CharField(_("number in the series"), max_length=30, blank=True, help_text=_("For example: 2011:16"))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[validate_year], help_text=_("For example: 2011")
    )
    isbn_print = models.CharField(
        _("ISBN, printed"),
        max_length=30,
        blank=True,
        validators=[validate_isbn],
        help_text=_("For example: 978-952-13-4930-0"),
    )
    isbn_pdf = models.CharField(
        _("ISBN, PDF"),
        max_length=30,
        blank=True,
        validators=[validate_isbn],
        help_text=_("For example: 978-952-13-4931-7"),
    )
    doi = models.CharField(
        "DOI", max_length=200, blank=True, validators=[validate_doi], help_text=_("For example: 10.1234/abcd")
    )
    urn = models.CharField(
        "URN",
        max_length=200,
        blank=True,
        validators=[validate_urn],
        help_text=_("For example: URN:ISBN:978-952-13-4931-7"),
    )
    pages = models.PositiveSmallIntegerField(
        _("pages"), null=True, blank=True, help_text=_("If you leave the field empty, it is read from the file.")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="versions", verbose_name=_("file"),
        help_text=_("A file that is on the site already; or upload a new one."),
    )  # fmt: skip

    objects = LanguageVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "language"], name="one_version_per_language",
                violation_error_message=_("The publication has a version in this language already."),
            ),
            models.UniqueConstraint(
                fields=["doi"], name="doi_once", condition=~Q(doi=""), violation_error_message=_("Another version has this DOI already."),
            ),
            models.UniqueConstraint(
                fields=["urn"], name="urn_once", condition=~Q(urn=""), violation_error_message=_("Another version has this URN already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title} ({self.language})"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Also remembers the file that it had: its address leads to today's file from now on."""
        stored = LanguageVersion.objects.filter(pk=self.pk).values_list("document", flat=True)
        before = stored.first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before != self.document_id:
            FormerFile.objects.get_or_create(version=self, document_id=before)

    def clean(self):
        tidy(self, ["isbn_print", "isbn_pdf"], clean_isbn)
        tidy(self, ["doi"], clean_doi)
        tidy(self, ["urn"], clean_urn)
        if self.urn.startswith("URN:ISBN:") and self.isbn_pdf and self.urn != f"URN:ISBN:{self.isbn_pdf}":
            raise ValidationError({"urn": _("The URN is made of another ISBN than that of the PDF.")})
        if self.isbn_print and self.isbn_print == self.isbn_pdf:
            raise ValidationError(_("The printed version and the PDF cannot have the same ISBN."))

    @property
    def foreign(self):
        """The language to mark its title with on a page of the active language; "" when it is the same."""
        return "" if self.language == current_language() else self.language

    @property
    def language_in_words(self):
        return DOCUMENT_LANGUAGES[self.language]  # get_language_display() goes through all of them

    @property
    def in_language(self):
        return IN_LANGUAGE[self.language]

    @property
    def full_title(self):
        """Title and subtitle as a librarian joins them."""
        if not self.subtitle:
            return self.title
        return f"{self.title}{' ' if self.title[-1:] in '?!.:' else ': '}{self.subtitle}"

    @property
    def doi_url(self):
        return f"https://doi.org/{quote(self.doi)}" if self.doi else ""

    @property
    def urn_url(self):
        return f"https://urn.fi/{self.urn}" if self.urn else ""

    @property
    def place_in_series(self):
        """Oppaat ja käsikirjat 2011:16"""
        return f"{self.series or ''} {self.number}".strip()

    @property
    def offered(self):
        """Its document, unless that is withdrawn."""
        return self.document if self.publication.status != Publication.Status.WITHDRAWN else None

    @property
    def file(self):
        """What {% file_link %} needs; its language is that of the version, its address the lasting one. None for what is withdrawn."""
        return self.offered and self.document.frozen() | {"language": self.language, "url": self.file_url}

    @property
    def file_url(self):
        """The address that leads to today's file, whichever that is. None without a file that is offered."""
        if not (self.offered and self.publication.slug):
            return None
        return url_of("publications:file", self.publication.slug, self.language, self.document.kind)


class FormerFile(models.Model):
    """A file that a version had before another took its place."""

    version = models.ForeignKey(
        LanguageVersion, models.CASCADE, related_name="former_files", verbose_name=_("language version")
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("file"))
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        ordering = ["-replaced_at", "-pk"]
        verbose_name = _("replaced file")
        verbose_name_plural = _("replaced files")
        constraints = [models.UniqueConstraint(fields=["version", "document"], name="former_file_once")]

    def __str__(self):
        return str(self.document)


def in_order(versions):
    """Versions in the order of their languages: Finnish, Swedish, English, the Sámi languages."""
    return sorted(versions, key=lambda version: LANGUAGE_ORDER.index(version.language))


def shown_version(versions, language):
    """The one in that language, else the first; None when there is none."""
    ordered = in_order(versions)
    return next((version for version in ordered if version.language == language), ordered[0] if ordered else None)
