"""What people upload: pictures (re-encoded) and documents (checked and read). A file never changes; replacing makes a new one."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.languages import url_of
from oph_site.slugs import slug_of

PICTURE_WIDTHS = [400, 800, 1200]
COVER_WIDTHS = [300, 600]
PERCENT = {"default": 50, "validators": [MaxValueValidator(100)]}


class Picture(models.Model):
    """A picture of the site, kept as WebP in those of PICTURE_WIDTHS that it fills. pictures.py makes it."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("What editors look for, for example: School yard from above")
    )
    credit = models.CharField(
        _("photographer or source"),
        max_length=120,
        blank=True,
        help_text=_("Shown below the picture, for example: Maija Mallikuva / Opetushallitus"),
    )
    focus_x = models.PositiveSmallIntegerField(_("from the left, percent"), **PERCENT)
    focus_y = models.PositiveSmallIntegerField(_("from the top, percent"), **PERCENT)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced", verbose_name=_("replaced by")
    )
    stem = models.CharField(_("stored name"), max_length=32, unique=True, editable=False)
    widths = models.JSONField(_("widths"), default=list, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return gettext("%(name)s (replaced)") % {"name": self.name} if self.replaced_by_id else self.name

    @property
    def slug(self):
        return slugify(self.name) or "picture"  # frozen in editions: another rule would make pages look changed

    def stored_name(self, width):
        return f"pictures/{self.stem}-{width}.webp"

    def url(self, width):
        return url_of("picture", self.pk, self.slug, width)

    def frozen(self):
        """What a page needs to show the picture, without asking again: a file never changes. Only what is set is said,
        so that pictures frozen before there was a focal point or a credit do not look changed."""
        focus, centre = [self.focus_x, self.focus_y], [50, 50]
        return {
            "id": self.pk, "name": self.slug, "width": self.width, "height": self.height, "widths": self.widths,
            **({"focus": focus} if focus != centre else {}),
            **({"credit": self.credit} if self.credit else {}),
        }  # fmt: skip


class Document(models.Model):
    """A file that readers download. All but its title and language is read from the file itself. documents.py makes it."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"
        PPTX = "pptx", "PowerPoint"
        ODT = "odt", "ODT"
        ODS = "ods", "ODS"

    title = models.CharField(
        _("title"), max_length=250, help_text=_("Names the file for readers, for example: Application guide 2026")
    )
    language = models.CharField(
        _("language"), max_length=7, choices=DOCUMENT_LANGUAGES, blank=True,
        help_text=_("The language that the document is written in. If you leave the field empty, it is read from the file."),
    )  # fmt: skip
    kind = models.CharField(_("type"), max_length=4, choices=Kind, editable=False)
    stem = models.CharField(_("stored name"), max_length=32, unique=True, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False, default=0)
    sha256 = models.CharField(_("check sum (SHA-256)"), max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    cover_height = models.PositiveIntegerField(_("height of the cover"), editable=False, default=0)
    file_title = models.CharField(_("title in the file"), max_length=250, blank=True, editable=False)
    file_language = models.CharField(_("language in the file"), max_length=35, blank=True, editable=False)
    is_tagged = models.BooleanField(_("tagged"), null=True, editable=False)
    has_text = models.BooleanField(_("has text"), null=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return f"{self.title} ({self.get_kind_display()})"

    def get_absolute_url(self):
        return url_of("document", self.pk, self.name)

    @property
    def name(self):
        """The last part of its address, and the name under which it is saved."""
        return f"{slug_of(self.title) or 'document'}.{self.kind}"

    @property
    def stored_name(self):
        return f"documents/{self.stem}.{self.kind}"

    @property
    def has_cover(self):
        return self.cover_height > 0

    def stored_cover(self, width):
        return f"documents/{self.stem}-{width}.webp"

    def cover_url(self, width):
        return url_of("cover", self.pk, width)

    def frozen(self):
        """What a page needs to offer the document: a file never changes."""
        return {
            "id": self.pk,
            "name": self.name,
            "size": self.size,
            "type": self.Kind(self.kind).label,  # get_kind_display() goes through all of them
            "language": self.language,
            "pages": self.pages,
        }


class DocumentText(models.Model):
    """The text of a PDF, page by page, for the search, and its outline. A table of its own, so that no list of documents loads it."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="text", verbose_name=_("document")
    )
    pages = models.JSONField(_("text of each page"), default=list, editable=False)
    outline = models.JSONField(_("outline"), null=True, editable=False)  # [[level, title, page]]; None: not read yet

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self):
        return str(self.document)
