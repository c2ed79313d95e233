"""The page of a series: its issues in order, the newest first."""

import re
from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from oph_site.languages import current_language, urls_by_language, word
from oph_site.lifetimes import make_cacheable
from oph_site.pagination import page_links
from oph_site.stamp.kept import kept_until_public_changes
from pages.frame import Frame, render_public
from publications import filters
from publications.models import LanguageVersion, Series

PER_PAGE = 50


@kept_until_public_changes
def issues(series):
    """[(id of a version that has a page, its language)] of the series with that id, the newest first. One query."""
    versions = LanguageVersion.objects.with_page().filter(series=series).order_by("pk")
    rows = versions.values_list("pk", "language", "year", "number", named=True)
    return [(row.pk, row.language) for row in newest_first(rows)]


def newest_first(versions):
    """Issues in the order in which the series shows them: by year, then by number."""
    return sorted(versions, key=lambda version: (version.year or 0, parts(version.number)), reverse=True)


def parts(number):
    """A sort key of a number in a series: 2011:7 stands before 2011:16."""
    return [int(part) if part.isdigit() else part.casefold() for part in re.split(r"([0-9]{1,9})", number)]


def language_of(issues):
    """The language of most of them, which is that of the title of the series."""
    return Counter(language for _pk, language in issues).most_common(1)[0][0]


@require_safe
def series_page(request, pk, slug=""):
    """The address holds the id: whatever the series is called, an old address leads here."""
    series = get_object_or_404(Series, pk=pk)
    found = issues(pk)
    if not found:
        raise Http404
    if slug != series.slug:
        return make_cacheable(HttpResponsePermanentRedirect(series.get_absolute_url()))
    language = language_of(found)
    frame = Frame(
        word("publications"),
        crumb=series.title,
        crumb_language="" if language == current_language() else language,
        addresses=urls_by_language("publications:series", series.pk, series.slug),
    )
    page = Paginator(found, PER_PAGE).get_page(filters.page_number(request.GET))
    landing = frame.landing_page("publications")
    path = series.get_absolute_url()
    return render_public(
        request,
        "publications/series.html",
        {
            "series": series,
            "language": frame.crumb_language,
            "count": len(found),
            "issues": issues_of(page.object_list),
            "pagination": page_links(page, lambda number: f"{path}?page={number}" if number > 1 else path),
            "canonical": f"{path}?page={page.number}" if page.number > 1 else path,
            "list_url": filters.address(landing.get_absolute_url(), filters.NOTHING | {"series": {series.pk}})
            if landing
            else "",
        },
        frame=frame,
    )


def issues_of(some):
    """The versions of a part of the list, in its order. One query."""
    ids = [pk for pk, _language in some]
    versions = LanguageVersion.objects.with_page().select_related("publication", "series", "document").in_bulk(ids)
    return [versions[pk] for pk in ids if pk in versions]
