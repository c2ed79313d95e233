from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from visits import places


def only_known_places(text):
    """Refuses [words] that stand for nothing, so that no visitor ever reads one."""
    if unknown := places.unknown(text):
        message = _("No such place: %(unknown)s. The places are listed above the form.")
        raise ValidationError(message, code="unknown_place", params={"unknown": ", ".join(unknown)})


class MessageText(models.Model):
    """A text that coordinators begin a message with, or that the site sends by itself (OFFER_EXPIRED: the first of them).

    Its places, as in [reference], are filled from the enquiry (places.py).
    """

    class Use(models.TextChoices):
        REPLY = "reply", _("reply")
        DETAILS = "details", _("questions")
        DECLINE = "decline", _("reason for declining")
        OFFER_EXPIRED = "expired", _("expired offer, sent by the site")

    use = models.CharField(_("used for"), max_length=10, choices=Use)
    name = models.CharField(_("name"), max_length=80, help_text=_("Only coordinators see it."))
    text = models.TextField(
        _("text"), max_length=4000, validators=[only_known_places],
        help_text=_("The mail greets and is signed by itself: leave both out here."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["use", "position", "pk"]
        verbose_name = _("message text")
        verbose_name_plural = _("message texts")

    def __str__(self):
        return self.name

    def filled(self, enquiry):
        """As the visitor reads it, in the language of the enquiry."""
        return places.fill(getattr(self, f"text_{enquiry.language}"), enquiry)
