"""Links that show a working copy to somebody without an account, for two days."""

from django.core import signing
from django.http import Http404
from django.urls import reverse

SALT = "preview"
LIFETIME = 2 * 24 * 60 * 60  # seconds


def preview_url(page, language):
    return reverse("preview", args=[signing.dumps([page.pk, language], salt=SALT)])


def read_token(token):
    """(page id, language) of a link that is genuine and still valid; else 404."""
    try:
        return signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature as error:
        raise Http404 from error
