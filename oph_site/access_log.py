"""Each request that Django works for: its number and its line in the log.

Pages from memory, and what the proxy answers by itself, cost none: the proxy's log has all requests (deploy/nginx.conf),
with the same numbers.
"""

import logging
import re
import secrets
import time

from django.conf import settings

from oph_site.languages import WORDS
from oph_site.logs import about
from oph_site.private import FORM_WORDS

logger = logging.getLogger(__name__)
HEADER = "X-Request-ID"
NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
PROBES = {"/healthz", "/readyz", "/metrics"}  # asked every few seconds; noted when something is wrong
PLAIN = re.compile(r"[a-z0-9._~-]{1,80}|[A-Za-z0-9._~-]{1,19}")  # of an address of ours; a signature is longer
MOST = 300  # signs of a path
# Below these a part of the path may be a secret: the link of a visitor, of a preview, of a new password.
SECRET_BELOW = (*FORM_WORDS, "/~/preview/", "/admin/password/new/")
OPEN_WORDS = {word for words in WORDS.values() for word in words.values()}


class AccessLog:
    """The first of all middleware: what comes after it logs with the number of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        request.number = number_of(request)
        path = request.path_info
        token = about.set({"request": request.number, "method": request.method[:10], "path": shown(path)})
        try:
            response = self.get_response(request)
            if response.status_code >= 400:
                response.headers[HEADER] = request.number
            if path not in PROBES or response.status_code != 200:
                logger.info("answered", extra=answered(request, response, time.perf_counter() - began))
        finally:
            about.reset(token)
        return response


def answered(request, response, seconds):
    person = getattr(request, "_cached_user", None)  # asks no database: whoever needed to know has asked already
    account = {"account": person.pk} if person and person.pk else {}
    return account | {"status": response.status_code, "ms": round(seconds * 1000, 1)}


def number_of(request):
    """That of the proxy, so that its log and ours can be joined; without one, our own. Readers cannot choose it."""
    given = request.headers.get(HEADER, "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if NUMBER.fullmatch(given) else secrets.token_hex(8)


def shown(path):
    """The path as it may be logged: without what is secret in it, and without what somebody typed into it."""
    end = next((path.index(word) + len(word) for word in SECRET_BELOW if word in path), len(path))
    return (only(PLAIN.fullmatch, path[:end]) + only(is_word, path[end:]))[:MOST]


def only(is_open, path):
    return "/".join(part if not part or is_open(part) else "…" for part in path.split("/"))


def is_word(part):
    return part.partition(".")[0] in OPEN_WORDS  # programme.ics


class PathsShown(logging.Filter):
    """Django's own lines name the path of a request that went wrong."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(
                shown(one) if isinstance(one, str) and one.startswith("/") else one for one in record.args
            )
        return True
