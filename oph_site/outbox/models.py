"""Mail that waits to be sent, or was. A row is written in the transaction that causes it; `manage.py work` sends it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES

LONGEST_WAIT = timedelta(hours=8)  # mail.py tries again after four at most


class OutboxQuerySet(models.QuerySet):
    def due(self, now):
        """Those to be sent now: waiting long enough, or held by a worker that died.

        No message waits or is held for longer than LONGEST_WAIT: one that seems to was written while the clock was ahead.
        """
        too_far = now + LONGEST_WAIT
        free = Q(locked_until=None) | Q(locked_until__lt=now) | Q(locked_until__gt=too_far)
        waited = Q(next_try_at__lte=now) | Q(next_try_at__gt=too_far)
        return self.filter(free, waited, state__in=OutboxMessage.OPEN)

    def failed(self):
        """Never sent, and not tried again: somebody decides."""
        return self.filter(state=OutboxMessage.State.FAILED)


class OutboxMessage(models.Model):
    """One message to one person. Its Message-ID never changes, so that a message sent twice is seen as one."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        ASIDE = "aside", _("set aside")  # failed, and somebody has decided that nothing more is done

    OPEN = [State.WAITING, State.SENDING]

    kind = models.CharField(_("type"), max_length=40)
    to = models.EmailField(_("to"), max_length=254)
    reply_to = models.EmailField(_("answers go to"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    reference = models.CharField(_("reference"), max_length=40, blank=True, db_index=True)
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    locked_until = models.DateTimeField(_("held by a worker until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = [models.Index(fields=["state", "next_try_at"], name="outbox_due")]

    def __str__(self):
        return self.subject
