"""Asks Django for what a reader would get, without a network."""

from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection

MIRROR = "MIRROR"  # in request.META: the answer is for the copy, and its pages say so. No header of a reader sets it


class Answer(NamedTuple):
    status: int
    content_type: str
    location: str  # of a redirect
    stored_name: str  # of an upload, in the storage; it has no body then
    body: bytes


class Asking:
    """ask(address) → Answer. Addresses begin with a slash."""

    def __init__(self):
        self.handler = WSGIHandler()

    def ask(self, address):
        response = self.handler.get_response(request_for(address))
        try:
            stored_name = getattr(response, "stored_name", "")
            body = b"" if stored_name else b"".join(response)
        finally:
            if (
                not connection.in_atomic_block
            ):  # the end of a request closes connections: it would break the transaction
                response.close()
        return Answer(
            response.status_code, response.get("Content-Type", ""), response.get("Location", ""), stored_name, body
        )


def request_for(address):
    """A reader's GET for the copy."""
    path, _question_mark, query = address.partition("?")
    site = urlsplit(settings.SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if settings.IS_HTTPS else 80)),
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        MIRROR: True,
    }
    if settings.SECURE_PROXY_SSL_HEADER and settings.IS_HTTPS:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return WSGIRequest(environ)
