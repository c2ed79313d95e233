from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES

own_or_whole_address = RegexValidator(
    r"\A(https?://|/)\S+\Z", _("Enter the whole address, for example: https://www.oph.fi/")
)


class Notice(models.Model):
    """A message to readers at the top of every page, in the languages that it has a text in, from when until when."""

    class Level(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        IMPORTANT = "important", _("Important")
        INFORMATION = "information", _("Notice")

    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.INFORMATION)
    starts_at = models.DateTimeField(_("shown from"), help_text=_("Finnish time."))
    ends_at = models.DateTimeField(_("shown until"), help_text=_("Finnish time. Then it goes away by itself."))
    text = models.CharField(
        _("text"), max_length=300, blank=True,
        help_text=_("One or two sentences. If you leave the field empty, the notice is not shown in this language. For example: The service is closed on Tuesday from 5pm to 7pm."),
    )  # fmt: skip
    link_url = models.CharField(
        _("address of the link"), max_length=300, blank=True, validators=[own_or_whole_address],
        help_text=_("The page that tells more. If you leave the field empty, there is no link. For example: https://www.oph.fi/"),
    )  # fmt: skip
    link_text = models.CharField(
        _("text of the link"), max_length=100, blank=True, help_text=_("For example: More about service breaks")
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="notice_ends_after_it_begins")
        ]

    def __str__(self):
        return next((text for text in self.texts.values() if text), f"#{self.pk}")

    @property
    def texts(self):
        return {language: getattr(self, f"text_{language}") or "" for language in LANGUAGES}

    @property
    def moments(self):
        """At which what readers see of it changes."""
        return [self.starts_at, self.last_day, self.ends_at]

    def is_current_at(self, now):
        return self.starts_at <= now < self.ends_at

    @property
    def last_day(self):
        """The moment at which the day begins on which it ends, Helsinki time: until then it takes one line."""
        return timezone.localtime(self.ends_at).replace(hour=0, minute=0, second=0, microsecond=0)

    def said_in(self, language, now):
        """{level, level_name, is_brief, text, link_url, link_text} in that language and no other."""
        parts = {name: getattr(self, f"{name}_{language}") or "" for name in ("text", "link_url", "link_text")}
        is_brief = self.level != self.Level.EMERGENCY and now < self.last_day
        return {"level": self.level, "level_name": self.get_level_display(), "is_brief": is_brief} | parts

    def clean(self):
        problems = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            problems["ends_at"] = _("A notice must end after it begins.")
        if not any(self.texts.values()):
            problems[f"text_{next(iter(LANGUAGES))}"] = _("Enter the text in at least one language.")
        for language in LANGUAGES:
            url, words = (getattr(self, f"link_{part}_{language}") or "" for part in ("url", "text"))
            if url.startswith("//"):  # leads to another host
                problems[f"link_url_{language}"] = own_or_whole_address.message
            if url and not words:
                problems[f"link_text_{language}"] = _("Enter the text of the link: it names the page that it leads to.")
            elif words and not url:
                problems[f"link_url_{language}"] = _("Enter the address of the link, or empty its text.")
            setattr(self, f"link_url_{language}", without_own_host(url))
        if problems:
            raise ValidationError(problems)


def without_own_host(url):
    """An address of this site as a path, so that it stays right wherever the site runs; any other as it is."""
    path = url.removeprefix(settings.SITE_URL)
    return path if path.startswith("/") and not path.startswith("//") else url
