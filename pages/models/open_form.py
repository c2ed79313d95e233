from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models.page import Page


class OpenForm(models.Model):
    """Somebody has the form of a page open, as far as their browser last said."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="open_forms", verbose_name=_("page"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(_("open since"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["page", "user"], name="one_open_form_per_person")]

    def __str__(self):
        return f"{self.page}: {self.user}"
