from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oph_site.lifetimes import make_cacheable
from publications.oai.answers import answer


@csrf_exempt  # harvesters may ask by POST too; nothing is changed
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request):
    """OAI-PMH 2.0: the catalogue for library systems, a record for each language version. Errors of the protocol are answers."""
    response = HttpResponse(
        answer(request.POST if request.method == "POST" else request.GET),
        content_type="text/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"},
    )  # fmt: skip
    return response if request.method == "POST" else make_cacheable(response)
