"""Where the copy has an address, and which addresses a page of the copy links to."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from oph_site.languages import LANGUAGES, word

LINK = re.compile(r'\b(?:href|src|action)="([^"]+)"')
SRCSET = re.compile(r'\bsrcset="([^"]+)"')
PAGE = re.compile(r"page=([1-9]\d{0,3})")  # of a long list: the only query that the copy has
HREF_OF_PAGE = re.compile(rb'href="([^"?#]*)\?page=([1-9]\d{0,3})(#[^"]*)?"')


def place(address):
    """Where a server of files looks for it: fi/julkaisut/index.html, fi/julkaisut/page-2.html, files/3/guide.pdf."""
    path, _question_mark, query = address.partition("?")
    name = f"page-{PAGE.fullmatch(query)[1]}.html" if query else "index.html"
    return path.lstrip("/") + (name if path.endswith("/") else "")


def address_of(where):
    """The other way round."""
    path = re.sub(r"(?:^|(?<=/))index\.html$", "", where)
    return "/" + re.sub(r"(?<=/)page-(\d+)\.html$", r"?page=\1", path)


def with_links_to_files(body):
    """A page whose links to the other pages of a list lead to files: a server of files knows no query."""
    return HREF_OF_PAGE.sub(rb'href="\1page-\2.html\3"', body)


def is_search(path):
    return path in {f"/{language}/{word('search', language)}/" for language in LANGUAGES}


def is_copied(address):
    """Not the admin, nor what depends on a query. Static files are linked as a whole."""
    path, _question_mark, query = address.partition("?")
    if path.startswith((settings.STATIC_URL, "/admin/", "/oai", "/~/preview/")):
        return False
    return not query or PAGE.fullmatch(query) is not None


def links(address, text):
    """The addresses of this site that a page links to, without their anchors."""
    urls = LINK.findall(text) + [part.split()[0] for each in SRCSET.findall(text) for part in each.split(",")]
    found = (own_address(urljoin(settings.SITE_URL + address, unescape(url))) for url in urls)
    return {each for each in found if each}


def own_address(url):
    """The path and query of an address of this site; None for one of another site."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
