"""Citations as a file to save."""

from django.http import HttpResponse
from django.utils import timezone

from oph_site.lifetimes import lifetime, make_cacheable
from publications.citing import FORMATS
from publications.citing.reference import Reference
from publications.citing.text import midnight, today


def citation_file(versions, extension, *, name):
    """The answer with the versions in one of FORMATS. Public: caches keep it, but not beyond the day of access."""
    each = FORMATS[extension]
    written = each.write([Reference(version) for version in versions], today())
    headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"', "X-Robots-Tag": "noindex"}
    response = HttpResponse(written, content_type=f"{each.content_type}; charset=utf-8", headers=headers)
    return make_cacheable(response, lifetime([midnight()], timezone.now()))
