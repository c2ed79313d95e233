from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES


class Link(models.Model):
    """One way in which an edition or, where that is None, the working copy of a language links to one thing.

    What the texts say can be found by its target here: they are written together. The target is no foreign key, since
    a text may link to what is gone.
    """

    class Way(models.TextChoices):
        TEXT = "text", _("by a link in the text")
        RELATED = "related", _("as a related page")
        DOOR = "door", _("by a shortcut")
        BLOCK = "block", _("by a block of the home page")
        ATTACHMENT = "attachment", _("as an attachment")
        CONTACT = "contact", _("as contact details")

    page = models.ForeignKey("pages.Page", models.CASCADE, related_name="link_rows", verbose_name=_("page"))
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)
    edition = models.ForeignKey(
        "pages.Edition", models.CASCADE, null=True, related_name="link_rows", verbose_name=_("published version")
    )
    kind = models.CharField(max_length=20)
    target = models.PositiveBigIntegerField()
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        default_permissions = []  # the admin has no page for the rows
        indexes = [models.Index(fields=["kind", "target"], name="link_target")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "target", "way"], name="one_link_per_edition"),
            models.UniqueConstraint(
                fields=["page", "language", "kind", "target", "way"],
                condition=Q(edition=None),
                name="one_link_per_working_copy",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.target} ({self.way})"
