"""The signed, dated token of a public form: it says when the form was shown and makes sending it twice harmless."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing

MIN_AGE = 3  # seconds: nobody fills in the form faster
MAX_AGE = 24 * 60 * 60
AGAIN = "again"  # a form shown a second time is already filled in, and may be sent at once

signer = signing.TimestampSigner(salt="form")


@dataclass
class FormToken:
    uuid: UUID
    is_hasty: bool


def new_token(*, again=False):
    return signer.sign(f"{uuid4()}{AGAIN if again else ''}")


def read_token(text):
    """The token of a form that was sent, or None when it has expired or was not made here."""
    try:
        value = signer.unsign(text, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return FormToken(UUID(value.removesuffix(AGAIN)), is_hasty=not value.endswith(AGAIN) and is_younger(text, MIN_AGE))


def token_of(request, token):
    """The token that was sent, so that nothing can be sent twice; a new one when it has expired."""
    return request.POST["token"] if token else new_token(again=True)


def is_younger(text, seconds):
    try:
        signer.unsign(text, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True
