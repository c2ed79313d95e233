"""What the link dialog of the text editor finds, and the pages with links that lead nowhere."""

from dataclasses import asdict

from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.languages import asked_language
from oph_site.typed_links import completed, problem
from pages.links.dead import dead_links
from pages.text.link_targets import TARGETS

OFFERED = 20
LONGEST = 4_000  # characters of an address


class DeadLinkFilter(SimpleListFilter):
    """Public pages that link to what readers no longer find on this site."""

    title = gettext_lazy("links")
    parameter_name = "dead_links"

    def lookups(self, request, model_admin):
        return [("yes", _("Links to what is not public"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=[link.page for link in dead_links()])


def search(model_admin, request):
    """?kind=&q=&lang= : the first fitting choices; with &chosen=<id> that one alone. ?address= : what was typed, judged."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if "address" in request.GET:
        return private(judged(request.GET["address"][:LONGEST]))
    target = TARGETS.get(request.GET.get("kind", ""))
    if target is None:
        raise Http404
    found = target.search(request.GET.get("q", "")[:100], asked_language(request))
    if "chosen" in request.GET:
        found = [choice for choice in found if str(choice.id) == request.GET["chosen"]]
    choices = [asdict(choice) for choice in found[:OFFERED]]
    return private({"choices": choices, "found": len(found)})


def judged(typed):
    """A typed address, completed, and why a text cannot link to it ("" when it can)."""
    href = completed(typed)
    return {"href": href, "problem": problem(href) if href else ""}


def private(data):
    return JsonResponse(data, headers={"Cache-Control": "private, no-store"})
