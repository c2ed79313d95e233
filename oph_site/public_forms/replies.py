"""How a private page answers."""

from django.shortcuts import redirect


def private(response):
    """The address is a secret: neither caches nor search engines keep it, and no other site is told of it."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def see(address):
    """303: what was sent has been done, and this page says what became of it."""
    response = redirect(address)
    response.status_code = 303
    return response
