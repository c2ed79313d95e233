"""What people upload: pictures (re-encoded) and documents (checked and read). A file never changes; replacing makes a new one."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

PICTURE_WIDTHS = [400, 800, 1200]


class Picture(models.Model):
    """A picture of the site. Kept as WebP in up to three widths; the uploaded original is thrown away (GPS, appended bytes)."""

    name = models.CharField(_("name"), max_length=120, help_text=_("What editors look for, for example: School yard from above"))
    file = models.ImageField(_("file"), upload_to="pictures", width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugify(self.name) or "picture"

    def frozen(self):
        """What a page needs to show the picture, without asking again: a file never changes."""
        return {"id": self.pk, "name": self.slug, "width": self.width, "height": self.height}


class Document(models.Model):
    """A file that readers download. Size, pages and languages are read from the file itself."""

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="documents")
    size = models.PositiveIntegerField(_("size in bytes"), editable=False, default=0)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return self.title

    @property
    def slug(self):
        return slugify(self.title) or "document"

    def frozen(self):
        """What a page needs to offer the document: a file never changes."""
        return {"id": self.pk, "name": self.slug, "size": self.size}
