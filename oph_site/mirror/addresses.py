"""The addresses that the database knows: where a round of the mirror begins."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation

from oph_site.languages import LANGUAGES, urls_by_language
from oph_site.sitemaps import SITEMAPS
from pages.models import Edition, GrantCall
from pages.models.edition import page_url
from publications.models import LanguageVersion

OF_ROBOTS = ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt"]
# Feeds, calendars and data of each language, and the page in place of the search: programs have their addresses, too.
TO_FOLLOW = [
    "search", "pages:changes", "pages:calls", "pages:calls_calendar", "sets:publications_feed", "sets:publications_csv",
    "sets:publications_json",
]  # fmt: skip


def listed():
    """What stands in the sitemap: all pages of the tree, publications, series and calls, in every language."""
    found = set()
    for sitemap in SITEMAPS.values():
        for number in numbers(sitemap):
            found.update(address for address, *_more in sitemap.entries(sitemap.paginator.page(number).object_list))
    return found


def known(now):
    """What pages do not link to, or not for certain: robots' files, feeds, lasting addresses, those that pages had before."""
    feeds = [address for name in TO_FOLLOW for address in urls_by_language(name).values()]
    return {*OF_ROBOTS, *feeds, *sitemap_parts(), *by_identity(now), *former(now), *files_of_versions()}


def sitemap_parts():
    return [
        reverse("sitemap_part", args=[section, number])
        for section, sitemap in SITEMAPS.items()
        for number in numbers(sitemap)
    ]


def numbers(sitemap):
    """Of its parts."""
    return sitemap.paginator.page_range if sitemap.paginator.count else ()


def by_identity(now):
    """Of pages, publications and calls; that of a file comes with the file."""
    pages = Edition.objects.live(now).order_by().values_list("page", flat=True).distinct()
    publications = LanguageVersion.objects.public().order_by().values_list("publication", flat=True).distinct()
    calls = GrantCall.objects.public().exclude(slug=None).values_list("pk", flat=True)
    for name, pks in {"page": pages, "publication": publications, "call": calls}.items():
        yield from (reverse(f"{name}_by_identity", args=[pk]) for pk in pks)


def former(now):
    """Those that public pages had before: they lead to where the page is."""
    live = Edition.objects.live(now).filter(page=OuterRef("page"), language=OuterRef("language"))
    past = Edition.objects.filter(Exists(live), until__lte=now).order_by()
    for language, path in past.values_list("language", "path").distinct():
        with translation.override(language):
            yield page_url(path)


def files_of_versions():
    """/fi/julkaisut/<slug>/<language>.pdf"""
    versions = LanguageVersion.objects.public().exclude(document=None).exclude(publication__slug=None)
    for version in versions.select_related("publication", "document"):
        for language in LANGUAGES:
            with translation.override(language):
                yield version.file_url
