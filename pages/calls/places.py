"""The addresses of calls: below the page of grants, /fi/…/haut/<slug>/.

Where there are several such pages, the calls stand below the first by address.
"""

from django.db.models import Q
from django.utils import timezone

from oph_site.languages import LANGUAGES, url_of
from oph_site.stamp.kept import kept_until_public_changes
from pages.models import Edition, Page

COLUMNS = ["page_id", "language", "path", "parent_id", "title", "menu_title", "since", "until"]


@kept_until_public_changes
def grants_pages():
    """The editions of pages of grants that are public now or later. One query."""
    not_over = Edition.objects.filter(Q(until=None) | Q(until__gt=timezone.now()), content__kind=Page.Kind.GRANTS)
    return list(not_over.only(*COLUMNS).order_by("path"))


def live_grants_pages(now):
    """{language: the edition below which the calls stand in it}."""
    live = [edition for edition in grants_pages() if edition.is_live_at(now)]
    return {edition.language: edition for edition in reversed(live)}  # the first by address comes last and stays


def grants_page(language, now):
    """The edition below which the calls stand in that language, None while there is none."""
    return live_grants_pages(now).get(language)


def nearest_grants_page(language, now):
    """The one in that language, else in another; None while there is none."""
    editions = live_grants_pages(now)
    return next((editions[code] for code in [language, *LANGUAGES] if code in editions), None)


def call_url(slug, language, now):
    """The address of a call in that language, else in another; "" while no page of grants is public."""
    edition = nearest_grants_page(language, now)
    return url_below(edition, slug) if edition else ""


def url_below(edition, slug):
    return url_of("pages:call", edition.path, slug, language=edition.language)


def urls_by_language(slug, now):
    """{language: the address of a call}, of the languages in which it has one."""
    return {language: url_below(edition, slug) for language, edition in live_grants_pages(now).items()}
