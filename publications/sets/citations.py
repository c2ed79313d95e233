"""A set of publications as citations: a page to read and copy from, and a file for reference managers."""

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import urls_by_language, word
from pages.frame import Frame, render_public
from publications import filters
from publications.citing import FORMATS
from publications.citing.files import citation_file
from publications.citing.text import access, citation_html, midnight, today_in_words
from publications.sets.chosen import MOST, NAMED, address, address_of, is_named, versions_of


@require_safe
def citations(request):
    """The form of the list sends its filters along, which say nothing here: the address of a set is that of its works."""
    if is_named(request.GET) and request.GET.keys() - {"id", *NAMED}:
        return HttpResponseRedirect(address(request.path, request.GET))
    versions = versions_of(request.GET)
    frame = Frame(word("publications"), crumb=_("Citations"), changes_at=[midnight()])
    paths = urls_by_language("sets:citations")
    frame.addresses = {language: address(path, request.GET) for language, path in paths.items()}
    day = today_in_words()
    context = {
        "rows": [
            (version, citation_html(version), access(version, day), without)
            for version, without in zip(versions, addresses_without(versions, request), strict=True)
        ],
        "formats": [
            (each.name, each.content_type, address(reverse("sets:citations_file", args=[end]), request.GET))
            for end, each in FORMATS.items()
        ],
        "cut_at": MOST if len(versions) == MOST else None,
        "is_named": is_named(request.GET),
        "list_url": list_url(frame, request),
        "robots": "noindex",
    }
    return render_public(request, "publications/citations.html", context, frame=frame)


def addresses_without(versions, request):
    """For each of a chosen set the address of the set without it; "" for a whole list."""
    ids = [version.publication_id for version in versions]
    if not is_named(request.GET):
        return [""] * len(ids)
    return [address_of(request.path, [pk for pk in ids if pk != gone]) for gone in ids]


def list_url(frame, request):
    """Where one can choose more, with what is chosen, or else begin anew."""
    return filters.results(
        frame.landing_url, filters.NOTHING | {"id": filters.ticked(request.GET, filters.MOST_TICKED)}
    )


@require_safe
def citations_file(request, extension):
    versions = versions_of(request.GET) if extension in FORMATS else []
    if not versions:
        raise Http404
    return citation_file(versions, extension, name=word("citations"))
