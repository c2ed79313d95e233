"""The second factor: what people add, use, remove, and what an administrator resets. Each act leaves a line in the history."""

import base64
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from oph_site.accounts import one_time_codes
from oph_site.accounts.models import AuthenticatorApp, Passkey, RecoveryCode
from oph_site.accounts.sessions import end_sessions
from oph_site.audit import record_change
from oph_site.outbox.mail import post

RECOVERY_CODES = 10
CHANGES = {
    "app_added": _("An authenticator app was added."),
    "app_removed": _("The authenticator app was removed."),
    "passkey_added": _("A passkey was added."),
    "passkey_removed": _("A passkey was removed."),
    "codes_made": _("New recovery codes were made. The old ones no longer work."),
    "code_used": _("A recovery code was used to log in."),
    "reset": _("An administrator removed your second factor. You set up a new one the next time you log in."),
}


@transaction.atomic
def add_app(user, secret, code, *, now):
    """The app whose code proves that it knows the secret, or None when the code is wrong. Replaces the one before."""
    step = one_time_codes.matching_step(secret, code, now)
    if step is None:
        return None
    app, _created = AuthenticatorApp.objects.update_or_create(
        user=user, defaults={"secret": one_time_codes.encrypt(secret), "last_step": step, "created_at": now}
    )
    _tell(user, "app_added", by=user)
    return app


@transaction.atomic
def add_passkey(user, *, name, credential, credential_id, sign_count):
    passkey = Passkey.objects.create(
        user=user, name=name, credential=credential, credential_id=credential_id, sign_count=sign_count
    )
    _tell(user, "passkey_added", by=user)
    return passkey


@transaction.atomic
def remove_app(user):
    AuthenticatorApp.objects.filter(user=user).delete()
    _forget_idle_codes(user)
    _tell(user, "app_removed", by=user)


@transaction.atomic
def remove_passkey(passkey):
    passkey.delete()
    _forget_idle_codes(passkey.user)
    _tell(passkey.user, "passkey_removed", by=passkey.user)


@transaction.atomic
def make_recovery_codes(user):
    """Fresh codes in place of the old ones. They are shown once: only digests are kept."""
    codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _number in range(RECOVERY_CODES)]
    had_some, _models = user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    if had_some:
        _tell(user, "codes_made", by=user)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def use_code(user, code, *, now):
    """Whether a code of the app or on paper was right. Each works once, however many try it at the same moment."""
    code = "".join(code.split()).replace("-", "").lower()
    return _use_app_code(user, code, now) or _use_recovery_code(user, code)


@transaction.atomic
def reset_second_factor(user, *, by):
    """Everything that proves this person but the password goes, and every session ends."""
    AuthenticatorApp.objects.filter(user=user).delete()
    user.passkeys.all().delete()
    user.recovery_codes.all().delete()
    end_sessions(user)
    _tell(user, "reset", by=by)


def _use_app_code(user, code, now):
    app = AuthenticatorApp.objects.filter(user=user).first()
    secret = app and one_time_codes.decrypt(app.secret)
    step = secret and one_time_codes.matching_step(secret, code, now)
    if not step:
        return False
    fresh = AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step)
    return bool(fresh.update(last_step=step, last_used_at=now, secret=one_time_codes.encrypt(secret)))


@transaction.atomic
def _use_recovery_code(user, code):
    used, _models = user.recovery_codes.filter(digest=_digest(code)).delete()
    if used:
        _tell(user, "code_used", by=user)
    return bool(used)


def _forget_idle_codes(user):
    if not user.has_second_factor:
        user.recovery_codes.all().delete()


def _digest(code):
    return hashlib.sha256(code.encode()).hexdigest()  # 80 random bits need neither salt nor slowness


def _tell(user, what, *, by):
    record_change(user, by=by, message=[{"changed": {"fields": ["second factor"]}}])
    if user.email:
        post("second_factor", to=user.email, language=user.language, context={"what": CHANGES[what], "user": user})
