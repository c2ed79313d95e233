"""Pasted addresses of our own site become links by identity: they survive a new address and say who links where."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from oph_site.languages import DEFAULT_LANGUAGE, language_of_path
from pages.text import richtext
from pages.text.link_targets import TARGETS


def by_identity(html, language):
    """The text with its own addresses turned into /~/<kind>/<id>/, places on the page kept.

    An address of the other language stays as it was pasted: whoever links to the English page means the English page.
    """

    def identity(href):
        target = target_of(href, language)
        if target is None:
            return None
        place = urlsplit(href).fragment
        return f"/~/{target[0]}/{target[1]}/{f'#{place}' if place else ''}"

    return richtext.with_links(html, identity)


def target_of(url, language):
    """(kind, id) of what lives or once lived at an address of this site in that language; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://["
        return None
    own_host = urlsplit(settings.SITE_URL).netloc
    is_own = parts.netloc == own_host and parts.scheme in ("http", "https") if parts.netloc else parts.path[:1] == "/"
    if not is_own or parts.query or language_of_path(parts.path) not in (None, language):
        return None
    with translation.override(language_of_path(parts.path) or DEFAULT_LANGUAGE):
        try:
            found = resolve(parts.path if parts.path.endswith("/") or "." in parts.path else f"{parts.path}/")
        except Resolver404:
            return None
    for kind, target in TARGETS.items():
        if found.view_name in target.own:
            pk = target.own[found.view_name](language, *found.args, **found.kwargs)
            return (kind, pk) if pk and target.model.objects.filter(pk=pk).exists() else None
    return None
