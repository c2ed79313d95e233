"""A plain search: every word of the query must stand in the title or lead of a page, organisation or publication.

Matched in Python, since SQLite knows no upper and lower case beyond ASCII. An own issue replaces it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from oph_site.languages import current_language
from pages import richtext
from pages.models import Edition, Organisation, Page
from pages.models.edition import page_url
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
    found = [
        result
        for result in [*pages(now), *organisations(), *publications()]
        if _holds(f"{result.title} {result.text}", words)
    ]
    return sorted(found, key=lambda result: not _holds(result.title, words))


def _holds(text, words):
    text = richtext.without_soft_hyphens(text).casefold()
    return all(word in text for word in words)


def pages(now):
    editions = (
        Edition.objects.live(now)
        .filter(language=current_language())
        .select_related("page")
        .only("language", "path", "title", "lead", "page__kind")
    )
    return [
        Result(
            richtext.without_soft_hyphens(e.title),
            e.get_absolute_url(),
            e.lead,
            _("Page"),
            "sv" if e.page.kind == Page.Kind.SWEDISH else "",
        )
        for e in editions.order_by("path")
    ]


def organisations():
    landing = Edition.objects.filter(page__key="organisations", language=current_language())
    rows = Organisation.objects.public().order_by("pk")
    path = landing.values_list("path", flat=True).first() if rows else None
    return (
        [Result(row.name, f"{page_url(path)}#organisation-{row.pk}", row.what, _("Organisation")) for row in rows]
        if path
        else []
    )


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
