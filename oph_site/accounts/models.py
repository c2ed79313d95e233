"""People who work in the admin, what they prove themselves with, and what somebody tried who could not."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.rounds import Round


class User(AbstractUser):
    """Somebody who works in the admin, in the language of their choice."""

    language = models.CharField(
        _("language of the admin"), max_length=7, choices=LANGUAGES, default=DEFAULT_LANGUAGE,
        help_text=_("The texts of the site are edited in all languages whatever you choose here."),
    )  # fmt: skip
    session_generation = models.PositiveIntegerField(default=0, editable=False)  # sessions.end_sessions counts it up

    @property
    def has_second_factor(self):
        has_app_or_passkey = models.Q(authenticator_app__isnull=False) | models.Q(passkeys__isnull=False)
        return User.objects.filter(has_app_or_passkey, pk=self.pk).exists()

    def get_session_auth_hash(self):
        """Django compares it at every request: another password or generation ends every session."""
        return self._of_this_generation(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self):
        return map(self._of_this_generation, super().get_session_auth_fallback_hash())

    def _of_this_generation(self, digest):
        return f"{digest}:{self.session_generation}" if self.session_generation else digest


class AuthenticatorApp(models.Model):
    """An app on a phone that shows one-time codes (TOTP, RFC 6238)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator_app")
    secret = models.TextField()  # encrypted: one_time_codes.encrypt
    last_step = models.BigIntegerField()  # of the last code that was accepted: none is accepted twice
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(_("authenticator app"))


class Passkey(models.Model):
    """A key that stays in somebody's device or on a security key (WebAuthn)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)  # at most 1023 bytes, in base64url
    credential = models.BinaryField()  # AttestedCredentialData: the public key
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.name


class RecoveryCode(models.Model):
    """One of the codes on paper, for the day when the phone is lost. It goes with its use; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self):
        return str(_("recovery code"))


class LoginEvent(models.Model):
    """One log-in, or one that failed. log_ins.py writes and forgets them."""

    class Kind(models.TextChoices):
        PASSWORD = "password", _("logged in with the password")
        PASSKEY = "passkey", _("logged in with a passkey")
        SECOND_FACTOR = "second_factor", _("gave the second factor")
        LINK = "link", _("asked for a link for the password")
        WRONG_PASSWORD = "wrong_password", _("wrong password")
        WRONG_CODE = "wrong_code", _("wrong code")
        WRONG_PASSKEY = "wrong_passkey", _("passkey not accepted")
        PAUSED = "paused", _("not judged: too many attempts")

    SUCCESSES = [Kind.PASSWORD, Kind.PASSKEY, Kind.SECOND_FACTOR, Kind.LINK]

    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("account"))
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("log-in event")
        verbose_name_plural = _("log-in events")

    def __str__(self):
        return self.get_kind_display()


class LogInRound(Round):
    """When old log-ins were last forgotten, and whether that waits for a person now (log_ins.py)."""

    class Meta:
        verbose_name = _("round of forgetting log-ins")
        verbose_name_plural = _("rounds of forgetting log-ins")
        default_permissions = []  # the admin has no page for it


class FailedAttempt(models.Model):
    """A wrong password or code. Whose and from where is kept as a keyed digest: it counts, but does not tell who."""

    scope = models.CharField(max_length=10)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["scope", "key", "at"], name="failed_attempt_lately")]

    def __str__(self):
        return f"{self.scope} {self.at:%Y-%m-%d %H:%M}"
