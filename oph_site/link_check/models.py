from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.link_check.sources import LONGEST


class OutsideLinkQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(next_check_at__lte=now)

    def broken(self):
        """What failed often enough to be reported; the longest broken first."""
        return self.filter(state=OutsideLink.State.BROKEN).order_by("last_worked_at", "first_seen_at", "pk")


class OutsideLink(models.Model):
    """An address of another site that readers are led to, and how it answered."""

    class State(models.TextChoices):
        NEW = "new", _("not checked yet")
        WORKS = "works", _("works")
        DOUBTFUL = "doubtful", _("did not work the last time")
        BROKEN = "broken", _("broken")
        UNKNOWN = "unknown", _("cannot be checked")

    class Reason(models.TextChoices):
        GONE = "gone", _("the page is not there")
        ERROR = "error", _("the server answers with an error")
        NO_NAME = "no_name", _("there is no server of that name")
        SILENT = "silent", _("the server does not answer")
        CERTIFICATE = "certificate", _("the certificate of the server is not valid")
        LOOP = "loop", _("the address leads on too many times")
        NOT_PUBLIC = "not_public", _("the address is not on the public internet")
        MALFORMED = "malformed", _("the address is mistyped")
        SHUT = "shut", _("the server blocks automatic checks")

    url = models.CharField(_("address"), max_length=LONGEST, unique=True)
    host = models.CharField(_("server"), max_length=255)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.NEW)
    reason = models.CharField(
        pgettext_lazy("why a link does not work", "reason"), max_length=12, choices=Reason, blank=True
    )
    status = models.PositiveSmallIntegerField(_("answer of the server"), null=True)
    failures = models.PositiveSmallIntegerField(_("failed checks in a row"), default=0)
    first_seen_at = models.DateTimeField(_("first seen"))
    seen_at = models.DateTimeField(_("seen"))
    last_checked_at = models.DateTimeField(_("last checked"), null=True)
    last_worked_at = models.DateTimeField(_("last worked"), null=True)
    next_check_at = models.DateTimeField(_("next check"), db_index=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self):
        return self.url
