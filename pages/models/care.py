from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Cared(models.Model):
    """Content that somebody answers for and reads through from time to time. Readers see nothing of it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("of content", "owner"),
        help_text=_("Keeps the content right and sees it on their desk. A new page belongs to the one who makes it."),
    )  # fmt: skip
    review_on = models.DateField(
        _("review by"), null=True, blank=True,
        help_text=_("The day by which the content must have been read through. If you leave the field empty, it is a year after the first publication."),
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def present_owner(self):
        """The owner, None when they have left (their account is not active)."""
        return self.owner if self.owner and self.owner.is_active else None
