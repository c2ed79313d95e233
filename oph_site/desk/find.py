"""Finding anything from the desk: by titles and texts in the index of the search, else by the search of each list."""

from dataclasses import asdict, dataclass, field
from functools import partial

from django.contrib import admin
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from oph_site.model_admin import ReadOnlyAdmin
from oph_site.search.cutting import fold, without_dots
from oph_site.search.models import Scope, SearchDocument
from oph_site.search.query import search
from oph_site.search.showing import in_brief
from oph_site.search.sources import SOURCES

LONGEST = 100  # characters of what is asked for
# How many at most: from the index, and of each list that is not in it.
WHILE_TYPING, ON_A_PAGE = (8, 4), (50, 50)
SIMILAR = 10  # at most so many are shown that only come near


@dataclass(frozen=True)
class Hit:
    name: str
    kind: str
    url: str
    language: str  # of the name, "" where it is that of the admin
    passage: str = ""  # safe HTML: where the words stand when they are not in the name
    page: int | None = None  # of the PDF where they stand


@dataclass
class Answer:
    hits: list = field(default_factory=list)
    has_more: bool = False
    corrected: str = ""  # what was searched for instead of what was typed
    similar: list = field(default_factory=list)  # hits that only come near, where nothing says all words
    suggestions: list = field(default_factory=list)  # words near those that nothing holds

    @property
    def said(self):
        """How much was found."""
        number = len(self.hits)
        if not number:
            return _("Nothing was found")
        if self.has_more:
            return _("More than %(number)s things found") % {"number": number}
        return ngettext("%(number)s thing found", "%(number)s things found", number) % {"number": number}


def answer_to(request, words, limits, is_live=False, is_as_typed=False):
    """What the person may see of all that fits: content first, then whatever the search of the other lists finds.

    is_live: names alone, and nothing that only helps along. is_as_typed: slips of typing are not mended.
    """
    if not words:
        return Answer()
    from_index, of_each = limits
    answer = content(request, words, from_index, is_live, is_as_typed)
    for model in other_lists(request):
        found = in_list(request, model, words, of_each + 1)
        answer.hits += found[:of_each]
        answer.has_more |= len(found) > of_each
    return answer


def content(request, words, at_most, is_live, is_as_typed):
    """Working copies and records by all that they say, the best first."""
    kinds = [kind for kind, source in SOURCES.items() if may_see(request, source.model)]
    if not kinds:
        return Answer()
    ask = partial(
        search, language=get_language(), now=timezone.now(), scope=Scope.WORKING, kinds=kinds, is_being_typed=True
    )
    found = ask(words, is_as_typed=is_as_typed)
    answer = Answer(as_hits(found, found.complete[:at_most], is_live, words), found.number_complete > at_most)
    if found.complete:
        answer.corrected = found.corrected
    elif not is_live:
        answer.similar = as_hits(found, found.hits[:SIMILAR], is_live, words)
        # The words of the index are those of all kinds: none is named that stands only where the person may not look.
        answer.suggestions = [word for word in found.suggestions if ask(word, is_as_typed=True).hits]
    return answer


def as_hits(found, hits, is_live, words):
    rows = named_as_typed(in_brief(found, hits, has_passages=not is_live), words)
    return [
        Hit(
            row.title, str(SOURCES[row.kind].label), change_url(SOURCES[row.kind].model, row.thing),
            "" if row.language == get_language() else row.language, row.passage, row.page,
        )
        for row in rows
    ]  # fmt: skip


def named_as_typed(rows, words):
    """Whoever types a Finnish title sees the Finnish title, also of what is found by its English text."""
    typed = without_dots(fold(words))
    titles = SearchDocument.objects.filter(thing__in={row.thing for row in rows}, file=None)
    fitting = {
        (kind, thing): (title, language)
        for kind, thing, title, language in titles.values_list("kind", "thing", "title", "language")
        if typed in without_dots(fold(title))
    }
    for row in rows:
        if (row.kind, row.thing) in fitting and typed not in without_dots(fold(row.title)):
            row.title, row.language = fitting[row.kind, row.thing]
            row.passage, row.page = "", None
    return rows


def may_see(request, model):
    model_admin = admin.site._registry.get(model)
    return model_admin is not None and model_admin.has_view_permission(request)


def in_list(request, model, words, at_most):
    """By the search of a list that the person may see: accounts, enquiries, series … are in no index."""
    model_admin = admin.site.get_model_admin(model)
    things, _may_repeat = model_admin.get_search_results(request, model_admin.get_queryset(request), words)
    pks = things.order_by().values_list("pk", flat=True).distinct()[:at_most]
    named = [(str(thing), thing) for thing in model._default_manager.filter(pk__in=list(pks))]
    begin_first = sorted(named, key=lambda pair: (not pair[0].casefold().startswith(words.casefold()), pair[0]))
    kind = str(capfirst(model._meta.verbose_name))
    return [Hit(name, kind, change_url(model, thing.pk), "") for name, thing in begin_first]


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
        answer = answer_to(request, words, WHILE_TYPING, is_live=True)
        rows = [asdict(hit) for hit in answer.hits]
        said = answer.said if words else ""
        return JsonResponse({"hits": rows, "said": said}, headers={"Cache-Control": "private, no-store"})
    answer = answer_to(request, words, ON_A_PAGE, is_as_typed=request.GET.get("typed") == "1")
    context = admin.site.each_context(request) | {
        "title": _("Find content"),
        "words": words,
        "answer": answer,
        "as_typed": f"?{urlencode({'q': words, 'typed': 1})}",
        "suggestions": [(word, f"?{urlencode({'q': word})}") for word in answer.suggestions],
        "looked_through": looked_through(request),
    }
    return TemplateResponse(request, "admin/find.html", context)


def looked_through(request):
    """The names of all lists in which the person finds something."""
    indexed = [source.model for source in SOURCES.values() if may_see(request, source.model)]
    return [str(model._meta.verbose_name_plural) for model in [*indexed, *other_lists(request)]]
