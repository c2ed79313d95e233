"""Where links to other sites stand. An app adds its own in AppConfig.ready: sources.add(function () → iterable of Place)."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings

LONGEST = 500  # characters; a longer address is not checked


@dataclass(frozen=True)
class Place:
    """One text that holds a link, and where it is edited."""

    url: str
    title: str
    language: str
    edit_url: str

    @property
    def mend_url(self):
        """The same; a text editor there selects the link (static/js/admin/richtext.js)."""
        return f"{self.edit_url}#{urlencode({'link': self.url, 'lang': self.language})}"


SOURCES = []


def add(function):
    SOURCES.append(function)


def places():
    """{url: [Place]} of every link to another site that readers see now, or will when changes are published."""
    found = {}
    for source in SOURCES:
        for place in source():
            if leads_outside(place.url):
                found.setdefault(place.url, []).append(place)
    return found


def leads_outside(url):
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://["
        return False
    own = urlsplit(settings.SITE_URL).netloc
    return parts.scheme in ("http", "https") and parts.netloc not in ("", own) and len(url) <= LONGEST
