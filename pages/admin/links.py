"""What the link dialog of the text editor finds."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse

from oph_site.languages import asked_language
from pages.text.link_targets import TARGETS

OFFERED = 20


def search(model_admin, request):
    """?kind=&q=&lang= : the first fitting choices; with &chosen=<id> that one alone."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    target = TARGETS.get(request.GET.get("kind", ""))
    if target is None:
        raise Http404
    found = target.search(request.GET.get("q", "")[:100], asked_language(request))
    if "chosen" in request.GET:
        found = [choice for choice in found if str(choice.id) == request.GET["chosen"]]
    choices = [asdict(choice) for choice in found[:OFFERED]]
    return JsonResponse({"choices": choices, "found": len(found)}, headers={"Cache-Control": "private, no-store"})
