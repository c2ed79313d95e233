"""The page of the search: what was asked, which results are shown, and where every link among them leads."""

from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.languages import urls_by_language
from oph_site.numbers import whole_number
from oph_site.pagination import page_links
from oph_site.search import sources
from oph_site.search.showing import shown
from oph_site.search.typed import one_line, shortened
from oph_site.search.unfound import note
from pages.calls import lists
from pages.frame import Frame, render_public
from pages.public_tree import epoch
from pages.search.answers import search_public

PER_PAGE = 20
FILTERS = {"kind": gettext_lazy("Type"), "language": gettext_lazy("Language")}
# Of results, as the filter names and orders them. A kind without a name here goes by its label, after the others.
KINDS = {
    "page": pgettext_lazy("found", "Pages"),
    "publication": gettext_lazy("Publications"),
    "series": pgettext_lazy("found", "Publication series"),
    "call": gettext_lazy("Grant calls"),
    "organisation": gettext_lazy("Organisations"),
    "source": gettext_lazy("Information sources"),
    "contact": gettext_lazy("Contact details"),
    "file": gettext_lazy("Files"),
}


@dataclass(frozen=True)
class Choice:
    """What the address asks: ?q=opas&kind=publication&lang=sv&typed=1. What is unknown there counts as absent."""

    words: str
    kind: str = ""
    language: str = ""
    is_as_typed: bool = False  # search these words even when others are likelier

    def fitting(self, hits):
        for name in FILTERS:
            if value := getattr(self, name):
                hits = [hit for hit in hits if getattr(hit, name) == value]
        return hits

    def address(self, path="", page=1):
        pairs = {
            "q": self.words,
            "kind": self.kind,
            "lang": self.language,
            "typed": 1 if self.is_as_typed else "",
            "page": page if page > 1 else "",
        }
        return f"{path}?{urlencode({name: value for name, value in pairs.items() if value})}"


def chosen(query, words):
    return Choice(
        words,
        kind=next((value for value in query.getlist("kind") if value in sources.SOURCES), ""),
        language=next((value for value in query.getlist("lang") if value in DOCUMENT_LANGUAGES), ""),
        is_as_typed=query.get("typed") == "1",
    )


@require_safe
def search_page(request):
    typed = one_line(request.GET.get("q", ""))
    choice = chosen(request.GET, shortened(typed))
    frame = Frame("", crumb=_("Search"), addresses=urls_by_language("search"))
    context = {"typed": typed, "choice": choice}
    if choice.words:
        frame.addresses = {language: choice.address(path) for language, path in frame.addresses.items()}
        page_number = max(1, whole_number(request.GET.get("page"), digits=6) or 1)
        frame.changes_at += [epoch(frame.now)[1], *lists.changes()]  # results say the state of a call
        context |= results(choice, frame, page_number) | {"robots": "noindex", "is_cut": choice.words != typed}
    return render_public(request, "search/search.html", context, frame=frame)


def results(choice, frame, page_number):
    """What the template shows of the results of a query: in the reader's language, or in the one that was chosen."""
    found = search_public(choice.words, language=frame.language, now=frame.now, is_as_typed=choice.is_as_typed)
    if not found.hits:
        note(choice.words, frame.language)
    fitting = choice.fitting(found.hits)
    page = Paginator(fitting, PER_PAGE).get_page(page_number)
    as_typed = replace(choice, is_as_typed=True)
    return {
        "words": found.corrected or choice.words,
        "total": len(found.hits),
        "count": len(fitting),
        "is_partial": bool(fitting) and not choice.fitting(found.complete),
        "page_number": page.number,
        "results": shown(found, page.object_list, language=choice.language or frame.language, now=frame.now),
        "as_typed": as_typed.address() if found.corrected else "",
        "suggestions": [(word, Choice(word).address()) for word in found.suggestions],
        "groups": groups(found.hits, choice),
        "chosen": chosen_links(choice),
        "without_filters": replace(choice, kind="", language="").address(),
        "pagination": page_links(page, lambda number: choice.address(page=number)),
    }


def groups(hits, choice):
    """The filters that part the results: [(name, title, [(label, number of results, address, is chosen)])]."""
    found = []
    for name, names in {"kind": kind_names(), "language": DOCUMENT_LANGUAGES}.items():
        chosen_one = getattr(choice, name)
        others = replace(choice, **{name: ""})
        numbers = Counter(map(attrgetter(name), others.fitting(hits)))
        rows = [
            (label, numbers[value], replace(choice, **{name: value}).address(), value == chosen_one)
            for value, label in names.items()
            if numbers[value] or value == chosen_one
        ]
        if len(rows) > 1 or chosen_one:
            everything = (_("All"), numbers.total(), others.address(), not chosen_one)
            found.append((name, FILTERS[name], [everything, *rows]))
    return found


def kind_names():
    return KINDS | {kind: source.label for kind, source in sources.SOURCES.items() if kind not in KINDS}


def chosen_links(choice):
    """[(what was chosen, the address without it)]."""
    names = {"kind": kind_names(), "language": DOCUMENT_LANGUAGES}
    return [
        (
            _("%(filter)s: %(value)s") % {"filter": title, "value": names[name][getattr(choice, name)]},
            replace(choice, **{name: ""}).address(),
        )
        for name, title in FILTERS.items()
        if getattr(choice, name)
    ]
