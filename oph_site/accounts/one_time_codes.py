"""The six digits of an authenticator app (TOTP, RFC 6238), and its secret, which lies encrypted in the database."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

import segno
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

STEP = 30  # seconds: what every app assumes
DIGITS = 6


def new_secret():
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_of(secret, step):
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret, code, now):
    """The half minute whose code this is, or None. The one before and the one after count too: clocks differ."""
    current = int(now.timestamp()) // STEP
    for step in (current - 1, current, current + 1):
        if constant_time_compare(code_of(secret, step), code):
            return step
    return None


def setup_address(secret, username):
    issuer = settings.SITE_URL.partition("://")[2]
    label = quote(f"{issuer}:{username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def qr_picture(address):
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def encrypt(secret):
    return _cipher().encrypt(secret.encode()).decode()


def decrypt(token):
    """The secret, or None when no key of ours opens it any more (SECRET_KEY was changed without a fallback)."""
    try:
        return _cipher().decrypt(token.encode()).decode()
    except InvalidToken:
        return None


def _cipher():
    keys = [
        salted_hmac("accounts.one_time_codes", b"", secret=key, algorithm="sha256").digest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
