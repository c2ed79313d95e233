"""A plain search: every word of the query must stand in the title or lead of a page, publication or record.

Matched in Python, since SQLite knows no upper and lower case beyond ASCII. An own issue replaces it.
"""

from dataclasses import dataclass

from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from oph_site.languages import current_language
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition, GrantCall, InformationSource, Organisation, Page
from publications.models import Publication


@dataclass
class Result:
    title: str
    url: str
    text: str
    kind: str
    lang: str = ""  # only where it differs from the page's


def results(query, now):
    """What holds all words of the query, titles first: [Result]."""
    words = query.casefold().split()
    editions = live_editions(now)
    everything = [*pages(editions), *organisations(editions), *calls(editions), *sources(editions), *publications()]
    found = [result for result in everything if _holds(f"{result.title} {result.text}", words)]
    return sorted(found, key=lambda result: not _holds(result.title, words))


def _holds(text, words):
    text = without_soft_hyphens(text).casefold()
    return all(word in text for word in words)


def live_editions(now):
    editions = Edition.objects.live(now).filter(language=current_language()).annotate(kind_of_page=KT("content__kind"))
    return list(editions.only("language", "path", "title", "lead").order_by("path"))


def pages(editions):
    return [
        Result(
            without_soft_hyphens(e.title), e.get_absolute_url(), e.lead, _("Page"),
            lang="sv" if e.kind_of_page == Page.Kind.SWEDISH else "",
        )
        for e in editions
    ]  # fmt: skip


def organisations(editions):
    return records(editions, Page.Kind.ORGANISATIONS, Organisation, "organisation", "name", _("Organisation"))


def calls(editions):
    return records(editions, Page.Kind.GRANTS, GrantCall, "call", "title", _("Grant call"))


def sources(editions):
    return records(editions, Page.Kind.SOURCES, InformationSource, "source", "name", _("Information source"))


def records(editions, kind_of_page, model, anchor, title, kind):
    """Public records, each where the first page of that kind shows it; none without such a page."""
    page = next((edition for edition in editions if edition.kind_of_page == kind_of_page), None)
    if page is None:
        return []
    address = page.get_absolute_url()
    return [
        Result(getattr(row, title), f"{address}#{anchor}-{row.pk}", row.what or "", kind)
        for row in model.objects.public().order_by("pk")
    ]


def publications():
    return [
        Result(
            p.title_for(current_language()).title,
            p.get_absolute_url(),
            p.summary,
            _("Publication"),
            p.title_for(current_language()).foreign,
        )
        for p in Publication.objects.public().with_versions()
    ]
