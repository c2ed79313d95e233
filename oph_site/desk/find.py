"""Finding anything from the desk: by titles and texts in the index of the search, else by the search of each list."""

from dataclasses import asdict, dataclass

from django.contrib import admin
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from oph_site.model_admin import ReadOnlyAdmin
from oph_site.search.models import Scope
from oph_site.search.query import search
from oph_site.search.showing import in_brief
from oph_site.search.sources import SOURCES

LONGEST = 100  # characters of what is asked for
# How many at most: from the index, and of each list that is not in it.
WHILE_TYPING, ON_A_PAGE = (8, 4), (50, 50)


@dataclass(frozen=True)
class Hit:
    name: str
    kind: str
    url: str
    language: str  # of the name, "" where it is that of the admin
    passage: str = ""  # safe HTML: where the words stand when they are not in the name


def hits(request, words, limits):
    """What the person may see of all that fits: content first, then whatever the search of the other lists finds."""
    if not words:
        return []
    from_index, each = limits
    return [*content(request, words, from_index), *of_other_lists(request, words, each)]


def content(request, words, at_most):
    """Working copies and records by all that they say, the best first."""
    kinds = [kind for kind, source in SOURCES.items() if may_see(request, source.model)]
    found = search(
        words, language=get_language(), now=timezone.now(), scope=Scope.WORKING, kinds=kinds, is_being_typed=True
    )
    complete = [hit for hit in found.hits if hit.is_complete]
    return [
        Hit(
            brief.title, str(SOURCES[brief.kind].label), change_url(SOURCES[brief.kind].model, brief.thing),
            "" if brief.language == get_language() else brief.language, brief.passage,
        )
        for brief in in_brief(found, complete[:at_most])
    ]  # fmt: skip


def may_see(request, model):
    model_admin = admin.site._registry.get(model)
    return model_admin is not None and model_admin.has_view_permission(request)


def of_other_lists(request, words, each):
    """By the search of each list that the person may see: accounts, enquiries, series … are in no index."""
    found = []
    for model in other_lists(request):
        model_admin = admin.site.get_model_admin(model)
        things, _may_repeat = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
        pks = things.order_by().values_list("pk", flat=True).distinct()[:each]
        named = [(str(thing), thing) for thing in model._default_manager.filter(pk__in=list(pks))]
        begin_first = sorted(named, key=lambda pair: (not pair[0].casefold().startswith(words.casefold()), pair[0]))
        kind = str(capfirst(model._meta.verbose_name))
        found += [Hit(name, kind, change_url(model, thing.pk), "") for name, thing in begin_first]
    return found


def other_lists(request):
    """Without what the index holds and what nobody edits, such as the log."""
    models = [model["model"] for app in admin.site.get_app_list(request) for model in app["models"]]
    admins = {model: admin.site.get_model_admin(model) for model in models}
    indexed = {source.model for source in SOURCES.values()}
    return [
        model
        for model, each in admins.items()
        if each.search_fields and model not in indexed and not isinstance(each, ReadOnlyAdmin)
    ]


def change_url(model, pk):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def view(request):
    """A page; with ?live the first as JSON, for js/admin/find.js."""
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
