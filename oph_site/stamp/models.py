from django.db import models
from django.utils.translation import gettext_lazy as _


class Stamp(models.Model):
    """One change to what the public may see. Rows are only added: two writers never wait for each other by them."""

    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")
        default_permissions = []  # the admin has no page for the rows

    def __str__(self):
        return f"{self.pk}"
