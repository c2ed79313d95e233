from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oph_site.files.models import Document
from oph_site.languages import LANGUAGES
from oph_site.rounds import Round

MESSAGE_LENGTH = 5000
ANSWER_LENGTH = 5000
PAGE_LENGTH = 500


class FeedbackQuerySet(models.QuerySet):
    def waiting(self):
        """Nobody has answered or handled them yet."""
        return self.filter(handled_at=None, is_suspected=False)

    def suspected(self):
        """They look like spam, and somebody says whether they are."""
        return self.filter(handled_at=None, is_suspected=True)


class Feedback(models.Model):
    """What a reader wrote about the site. It is never shown in public; `retention.py` says how long it is kept."""

    class Subject(models.TextChoices):
        SUGGESTION = "suggestion", _("a suggestion")
        ERROR = "error", _("an error in the content")
        ACCESSIBILITY = "accessibility", _("accessibility")
        OTHER = "other", _("something else")

    subject = models.CharField(_("what it is about"), max_length=20, choices=Subject)
    message = models.TextField(_("message"), max_length=MESSAGE_LENGTH)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )  # of which somebody needs an accessible version
    page = models.CharField(_("page"), max_length=PAGE_LENGTH, blank=True)  # its path when the form was opened, or ""
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)  # only of those who want an answer
    language = models.CharField(_("language of the form"), max_length=7, choices=LANGUAGES)
    received_at = models.DateTimeField(_("received"))
    answer_by = models.DateField(_("answer by"), null=True, blank=True)  # what the receipt promised, if anything
    is_suspected = models.BooleanField(_("suspected spam"), default=False)
    answer = models.TextField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    token = models.UUIDField(_("form token"), unique=True)
    sender_digest = models.CharField(_("digest of the sender's address"), max_length=64, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        indexes = [
            models.Index(fields=["-received_at"], name="feedback_received"),
            models.Index(fields=["sender_digest"], name="feedback_sender"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"P-{self.pk}"

    @property
    def wants_answer(self):
        return bool(self.email)


class DeletionRound(Round):
    """When old feedback was last deleted, and whether that waits for a person now (retention.py)."""

    class Meta:
        verbose_name = _("round of deleting feedback")
        verbose_name_plural = _("rounds of deleting feedback")
        default_permissions = []  # the admin has no page for it
