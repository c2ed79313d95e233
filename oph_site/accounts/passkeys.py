"""The two ceremonies of WebAuthn: adding a passkey, and proving oneself with one. python-fido2 does the cryptography."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from oph_site.accounts.models import Passkey
from oph_site.accounts.second_factor import add_passkey

CHALLENGE = "passkey_challenge"  # in the session; used once
COOKIE = "passkey_challenge"  # signed: whoever only looks at the log-in page gets no row of a session
CHALLENGE_LASTS = 300  # seconds


class NotAccepted(Exception):
    """What the browser sent does not prove what it should."""


def begin_adding(request):
    """What the browser needs to make a passkey, as JSON."""
    user = request.user
    options, request.session[CHALLENGE] = _server().register_begin(
        PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.username, display_name=user.get_full_name()),
        credentials=_credentials(user),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,  # a plain security key will do as second factor
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options)


def finish_adding(request, answer, *, name):
    challenge = request.session.pop(CHALLENGE, None)
    try:
        made = _server().register_complete(challenge, answer)
    except Exception as error:  # a hostile answer can break the parser at any place
        raise NotAccepted from error
    credential = made.credential_data
    if Passkey.objects.filter(credential_id=websafe_encode(credential.credential_id)).exists():
        raise NotAccepted  # somebody's already; who knows an id could otherwise claim to have made it
    return add_passkey(
        request.user, name=name, credential=bytes(credential), credential_id=websafe_encode(credential.credential_id),
        sign_count=made.counter,
    )  # fmt: skip


def begin_proving(request):
    """For somebody who gave their password, one of their passkeys; else any passkey, which then asks for PIN or finger.

    Returns what the browser needs, and the challenge for the cookie.
    """
    if request.user.is_authenticated:
        credentials, verification = _credentials(request.user), UserVerificationRequirement.PREFERRED
    else:
        credentials, verification = None, UserVerificationRequirement.REQUIRED
    options, challenge = _server().authenticate_begin(credentials, user_verification=verification)
    return dict(options), signing.dumps([challenge, timezone.now().isoformat()], salt=COOKIE)


def finish_proving(request, answer):
    """The passkey that signed the challenge. Its person must be active and, where one is half logged in, the same."""
    try:
        challenge, begun = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=CHALLENGE_LASTS)
        parsed = AuthenticationResponse.from_dict(answer)
        passkey = _known_passkeys(request).get(credential_id=websafe_encode(parsed.raw_id))
        _server().authenticate_complete(challenge, [AttestedCredentialData(passkey.credential)], parsed)
        counter = parsed.response.authenticator_data.counter
    except Exception as error:  # as above
        raise NotAccepted from error
    # Counters only rise, unless a copy of the key is about. Passkeys that travel between devices always say 0.
    fresh = Passkey.objects.filter(Q(sign_count=0) | Q(sign_count__lt=counter), pk=passkey.pk)
    # A passkey that was used since the challenge was made has answered it: nobody sends that answer twice.
    fresh = fresh.filter(Q(last_used_at=None) | Q(last_used_at__lt=datetime.fromisoformat(begun)))
    if not fresh.update(sign_count=counter, last_used_at=timezone.now()):
        raise NotAccepted
    return passkey


def _known_passkeys(request):
    passkeys = Passkey.objects.filter(user__is_active=True, user__is_staff=True).select_related("user")
    return passkeys.filter(user=request.user) if request.user.is_authenticated else passkeys


def _credentials(user):
    return [AttestedCredentialData(passkey.credential) for passkey in user.passkeys.all()]


def _server():
    site = urlsplit(settings.SITE_URL)
    origin = f"{site.scheme}://{site.netloc}"
    name = "Opetushallitus"
    return Fido2Server(PublicKeyCredentialRpEntity(id=site.hostname, name=name), verify_origin=lambda o: o == origin)
