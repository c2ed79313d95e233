"""One polite question to another server: does this address answer? HEAD, then GET; no body is ever read.

Python's own http.client and not a library: the connection must go to the very address that the guard has checked (a name
asked twice may answer differently), and redirects must pass the guard one by one. Both are a few lines here.
"""

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from oph_site.link_check.guard import NotPublic, public_addresses
from oph_site.link_check.models import OutsideLink

Reason = OutsideLink.Reason
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5
TIMEOUT = 10  # seconds of silence
DEADLINE = 30  # seconds for one link in all, however slowly the other side trickles: the worker has mail to send
SHUT = {401, 402, 403, 405, 406, 407, 429, 451, 503, 999}  # it answers, but not to a program
GONE = {404, 410}


@dataclass(frozen=True)
class Answer:
    """reason "": the link works. retry_after: seconds that the server asks us to wait."""

    reason: str = ""
    status: int | None = None
    retry_after: int = 0


@dataclass(frozen=True)
class Head:
    status: int
    location: str
    retry_after: int


def look(url, guard=public_addresses):
    """What becomes of somebody who follows the link: an Answer. `guard`: (host, port) → addresses that may be asked."""
    until = monotonic() + DEADLINE
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            head = ask(url, guard, until)
            if head.status not in REDIRECTS or not head.location:
                return verdict(head)
            url = urljoin(url, head.location)
        return Answer(Reason.LOOP, head.status)
    except NotPublic:
        return Answer(Reason.NOT_PUBLIC)
    except socket.gaierror:
        return Answer(Reason.NO_NAME)
    except ssl.SSLCertVerificationError:
        return Answer(Reason.CERTIFICATE)
    except (OSError, HTTPException):
        return Answer(Reason.SILENT)
    except ValueError:  # an address that cannot be parsed, a name that is none
        return Answer(Reason.MALFORMED)


def verdict(head):
    if head.status < 400:
        return Answer("", head.status)
    reason = Reason.GONE if head.status in GONE else Reason.SHUT if head.status in SHUT else Reason.ERROR
    return Answer(reason, head.status, head.retry_after)


def ask(url, guard, until):
    """The answer to HEAD; where a server does not like that, to GET."""
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode()
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    addresses = guard(host, port)
    try:
        head = question("HEAD", parts, host, port, addresses, until)
        if head.status < 400 or head.status == 429:
            return head
    except HTTPException:  # cut off or no HTTP: some servers answer HEAD so
        pass
    return question("GET", parts, host, port, addresses, until)


def question(method, parts, host, port, addresses, until):
    is_secure = parts.scheme == "https"
    with closing(connect(addresses, port, until)) as plain:
        sock = ssl.create_default_context().wrap_socket(
            plain, server_hostname=host, do_handshake_on_connect=False
        ) if is_secure else plain  # fmt: skip
        with closing(sock):
            alarm = Timer(left(until), end, [sock])
            alarm.start()
            try:
                if is_secure:
                    sock.do_handshake()
                return send(method, parts, host, sock)
            finally:
                alarm.cancel()


def connect(addresses, port, until):
    """To the first of the checked addresses that takes the call."""
    for address in addresses[:3]:
        try:
            return socket.create_connection((address, port), min(TIMEOUT, left(until)))
        except OSError as error:
            failure = error
    raise failure


def left(until):
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def end(sock):
    """Wakes whoever still reads from it."""
    try:
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:  # over already
        return


def send(method, parts, host, sock):
    connection = HTTPConnection(host, timeout=TIMEOUT)
    connection.sock = sock
    headers = {
        "Host": host if parts.port is None else f"{host}:{parts.port}",
        "User-Agent": f"LinkCheck/1.0 (+{settings.SITE_URL}/)",
        "Accept": "*/*",
        "Connection": "close",
    }
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    location = response.getheader("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    seconds = response.getheader("Retry-After", "")
    return Head(response.status, location, int(seconds) if seconds.isascii() and seconds.isdigit() else 0)
