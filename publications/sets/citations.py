"""A set of publications as citations: a page to read and copy from, and a file for reference managers."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import urls_by_language, word
from pages.frame import Frame, render_public
from publications.citing import FORMATS
from publications.citing.files import citation_file
from publications.citing.text import access, citation_html, midnight, today
from publications.sets.chosen import MOST, address, is_named, versions_of


@require_safe
def citations(request):
    versions = versions_of(request.GET)
    frame = Frame(word("publications"), crumb=_("Citations"), changes_at=[midnight()])
    paths = urls_by_language("sets:citations")
    frame.addresses = {language: address(path, request.GET) for language, path in paths.items()}
    context = {
        "rows": [(version, citation_html(version), access(version, today())) for version in versions],
        "formats": [
            (each.name, each.content_type, address(reverse("sets:citations_file", args=[end]), request.GET))
            for end, each in FORMATS.items()
        ],
        "cut_at": MOST if len(versions) == MOST else None,
        "is_named": is_named(request.GET),
        "robots": "noindex",
    }
    return render_public(request, "publications/citations.html", context, frame=frame)


@require_safe
def citations_file(request, extension):
    versions = versions_of(request.GET) if extension in FORMATS else []
    if not versions:
        raise Http404
    return citation_file(versions, extension, name=word("citations"))
