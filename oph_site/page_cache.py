"""Public pages from memory: a WSGI application in front of Django, one cache for each process.

It keeps what a shared cache may keep (`Cache-Control: public, s-maxage=…`), as long as that says and until anything public
changes (oph_site/stamp). A hit asks no database: a thread asks for the stamp twice a second, so that a change is seen
within a second. What this process changes itself it sees at once, and private addresses it never looks at.

Where the site has no answer (5xx: the database is away), readers get the one of before, if it is no older than 24 hours and
of the last stamp that this process has seen: an older one may show what was withdrawn since.
"""

import re
import time
from collections import OrderedDict
from functools import lru_cache
from operator import itemgetter
from threading import Lock, Thread
from typing import NamedTuple

from django.utils.http import parse_etags

from oph_site.private import is_private
from oph_site.security import comes_from_admin
from oph_site.stamp import moving

MEGABYTE = 1 << 20
LARGEST = MEGABYTE  # bytes of one answer
OLDEST = 24 * 60 * 60  # seconds, of an answer that is given where the site has none
AROUND = 2_000  # bytes of an answer beside its body: key and headers
OWN_NAME = "oph_site.page_cache"  # in the environment of requests that are handed on at once
LONGEST_QUERY = 300  # signs; nobody sends a longer one twice
# The names of all queries that public pages understand; an address with any other is not kept.
NAMES = {
    "q",
    "kind",
    "lang",
    "type",
    "topic",
    "series",
    "publisher",
    "year",
    "order",
    "page",
    "typed",
    "level",
    "compare",
    "of",
    "id",
}
PROBES = {"/healthz", "/readyz"}  # the first waits for no database, not even for the stamp
S_MAXAGE = re.compile(r"\bpublic\b.*\bs-maxage=(\d+)")
GZIP = re.compile(r"\bgzip\b")  # as Django's GZipMiddleware reads the header
NOT_MODIFIED = "304 Not Modified"
NOT_IN_304 = {"content-length", "content-type", "content-encoding", "content-language"}


class Answer(NamedTuple):
    """An answer as it was given, and until when (time.monotonic()) it holds with which stamp."""

    headers: list
    headers_of_304: list
    body: bytes
    etag: str
    stamp: tuple
    since: float
    until: float


class Shelf:
    """Answers by their key, up to a number of bytes: the one that was asked for longest ago makes room."""

    def __init__(self, most):
        self.most, self.bytes = most, 0
        self.answers = OrderedDict()
        self.lock = Lock()

    def get(self, key):
        answer = self.answers.get(key)
        if answer is not None:
            try:  # noqa: SIM105  # suppress() would cost a sixth of a hit
                self.answers.move_to_end(key)
            except KeyError:  # another thread has just made room
                pass
        return answer

    def put(self, key, answer):
        with self.lock:
            self._drop(key)
            self.answers[key] = answer
            self.bytes += len(answer.body) + AROUND
            while self.bytes > self.most:
                self._drop(next(iter(self.answers)))

    def _drop(self, key):
        if old := self.answers.pop(key, None):
            self.bytes -= len(old.body) + AROUND


class PageCache:
    """A WSGI application that answers for another one, by Django.

    megabytes: how much is kept in all. A tenth of it is for addresses with a query (searches, filters), which anybody can
    invent without end: they push out no page.
    """

    def __init__(self, application, megabytes, secure_header=None):
        self.application = application
        self.secure_header = secure_header or ("wsgi.url_scheme", "https")  # settings.SECURE_PROXY_SSL_HEADER
        self.pages = Shelf(megabytes * MEGABYTE * 9 // 10)
        self.queries = Shelf(megabytes * MEGABYTE // 10)
        self.watching = Lock()
        self.hits = self.misses = 0  # for /metrics

    def __call__(self, environ, start_response):
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or is_private(environ["PATH_INFO"]) or comes_from_admin(environ):
            environ[OWN_NAME] = self
            return self.application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        shelf = self.queries if query else self.pages
        key = self.key(environ, query)
        answer = shelf.get(key) if key else None
        if answer and answer.stamp is moving.seen() and (now := time.monotonic()) < answer.until:
            self.hits += 1
            return given(answer, now, method, environ, start_response)
        if key is None or method == "HEAD" or "HTTP_RANGE" in environ or environ["PATH_INFO"] in PROBES:
            return self.application(environ, start_response)
        self.misses += 1
        self.watch()
        return self.asked(shelf, key, answer, environ, start_response)

    @property
    def bytes(self):
        return self.pages.bytes + self.queries.bytes

    def key(self, environ, query):
        """What an answer depends on; None for an address that is not kept."""
        if len(query) > LONGEST_QUERY or (query and (query := sorted_query(query)) is None):
            return None
        name, value = self.secure_header
        is_secure = environ.get(name) == value
        has_gzip = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return environ["PATH_INFO"], query, environ.get("HTTP_HOST"), is_secure, has_gzip

    def asked(self, shelf, key, old, environ, start_response):
        """Django's answer; kept where it says that it may be. A host that Django refuses gets no such answer.

        old: the one of before, or None.
        """
        stamp, since, status = moving.current(), time.monotonic(), []

        def start(line, headers, exc_info=None):
            status[:] = [line, headers]

        # A reader who has the page already would be told 304, which is nothing to keep.
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        response = self.application(environ, start)
        answer = kept(status, response, stamp, since)
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        if answer:
            shelf.put(key, answer)
        elif status[0].startswith("5") and may_still_be_shown(old):
            answer = old
        else:
            return passed_on(status, response, condition, start_response)
        response.close()
        return given(answer, time.monotonic(), "GET", environ, start_response)

    def watch(self):
        """Begins the thread that asks for the stamp, once in each process."""
        if self.watching.acquire(blocking=False):
            Thread(target=moving.follow, name="stamp", daemon=True).start()


@lru_cache(maxsize=30)  # browsers send some ten different ones
def takes_gzip(accepted):
    return GZIP.search(accepted) is not None


@lru_cache(maxsize=1000)
def sorted_query(query):
    """The parts of a query by name; None for one that no public page understands. Parts of one name keep
    their order, in which a set of publications is cited."""
    parts = [part.partition("=") for part in query.split("&")]
    if {name for name, _is, _value in parts} - NAMES:
        return None
    return "&".join(map("".join, sorted(parts, key=itemgetter(0))))


def kept(status, response, stamp, since):
    """The Answer to keep, None for what is not to be kept: no lifetime, a cookie, a file, another language for another reader."""
    line, headers = status
    fields = {name.lower(): value for name, value in headers}
    lifetime = S_MAXAGE.search(fields.get("cache-control", ""))
    varies = {name.strip().lower() for name in fields.get("vary", "").split(",") if name.strip()}
    is_whole = line.startswith("200") and not getattr(response, "streaming", True)
    if not (is_whole and lifetime and stamp) or "set-cookie" in fields or varies - {"accept-encoding"}:
        return None
    body = b"".join(response)
    if len(body) > LARGEST:
        return None
    etag = fields.get("etag", "")
    return Answer(headers, of_304(headers), body, etag, stamp, since, since + int(lifetime[1]))


def may_still_be_shown(old):
    return old is not None and old.stamp == moving.seen() and time.monotonic() < old.since + OLDEST


def given(answer, now, method, environ, start_response):
    """The answer again; with its age, so that caches between us and the reader keep it no longer than the page says."""
    age = ("Age", str(int(now - answer.since)))
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if condition and is_the_same(answer.etag, condition):
        start_response(NOT_MODIFIED, [*answer.headers_of_304, age])
        return []
    start_response("200 OK", [*answer.headers, age])
    return [] if method == "HEAD" else [answer.body]


def passed_on(status, response, condition, start_response):
    """What is not kept, for example a file; who has it already is told so, as the condition was kept from the site."""
    line, headers = status
    etag = next((value for name, value in headers if name.lower() == "etag"), "")
    if condition is not None and line.startswith("200") and is_the_same(etag, condition):
        response.close()
        start_response(NOT_MODIFIED, of_304(headers))
        return []
    start_response(line, headers)
    return response


def of_304(headers):
    return [field for field in headers if field[0].lower() not in NOT_IN_304]


def is_the_same(etag, condition):
    """Weak comparison, as RFC 9110 says for If-None-Match."""
    if etag and condition == etag:  # what browsers send
        return True
    known = [each.removeprefix("W/") for each in parse_etags(condition)]
    return bool(etag) and ("*" in known or etag.removeprefix("W/") in known)
