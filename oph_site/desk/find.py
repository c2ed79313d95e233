"""Finding content from the desk: whatever kind it is, straight to its form."""

from dataclasses import asdict, dataclass

from django.contrib import admin
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.model_admin import ReadOnlyAdmin
from pages.models import Page

LONGEST = 100  # characters of what is asked for
WHILE_TYPING, ON_A_PAGE = 4, 50  # of each kind


@dataclass(frozen=True)
class Hit:
    name: str
    kind: str
    url: str
    language: str  # of the name, "" where it is that of the admin


def hits(request, words, each):
    """What the search of each list finds, of the lists that the person may see, in their order."""
    found = []
    for model in searched(request) if words else []:
        model_admin = admin.site.get_model_admin(model)
        things, _may_repeat = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
        pks = things.order_by().values_list("pk", flat=True).distinct()[:each]
        named = [(str(thing), thing) for thing in model._default_manager.filter(pk__in=list(pks))]
        begin_first = sorted(named, key=lambda pair: (not pair[0].casefold().startswith(words.casefold()), pair[0]))
        found += [hit(name, thing) for name, thing in begin_first]
    return found


def searched(request):
    """Without what nobody edits, such as the log."""
    models = [model["model"] for app in admin.site.get_app_list(request) for model in app["models"]]
    admins = {model: admin.site.get_model_admin(model) for model in models}
    return [model for model, each in admins.items() if each.search_fields and not isinstance(each, ReadOnlyAdmin)]


def hit(name, thing):
    options = thing._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[thing.pk])
    language = DEFAULT_LANGUAGE if isinstance(thing, Page) else ""
    return Hit(name, str(capfirst(options.verbose_name)), url, language)


def view(request):
    """A page; with ?live the first of each kind as JSON, for js/admin/find.js."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    if "live" in request.GET:
        found = hits(request, words, WHILE_TYPING)
        said = ngettext("%(number)s thing found", "%(number)s things found", len(found)) % {"number": len(found)}
        answer = {"hits": [asdict(each) for each in found], "said": said if words else ""}
        return JsonResponse(answer, headers={"Cache-Control": "private, no-store"})
    context = admin.site.each_context(request) | {
        "title": _("Find content"),
        "words": words,
        "hits": hits(request, words, ON_A_PAGE),
    }
    return TemplateResponse(request, "admin/find.html", context)
