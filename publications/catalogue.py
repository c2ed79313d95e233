"""The catalogue and the newest publications of the home page. What is shown is kept (versions.py), and so is the rest
(light_list.py).

Words are looked for by the search of the site, among publications alone; filters and their counts work within what it finds.
"""

from dataclasses import dataclass
from functools import partial

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.languages import current_language
from oph_site.pagination import page_links
from oph_site.search.query import Found as Searched
from oph_site.search.typed import one_line
from pages.search.answers import search_public
from publications import filters
from publications.fields import fields_in_words
from publications.light_list import (
    Found,
    light_list,
    newest_readable,
    publisher_names,
    series_titles,
    titles_in_order,
    topic_titles,
)
from publications.models import LanguageVersion, Publication, shown_version
from publications.versions import versions_by_publication

AMONG_PUBLICATIONS = frozenset({"publication"})
PER_PAGE = 10
NEWEST = 4


@dataclass
class PublicationRow:
    """One publication in a list: the version that stands for it, and all that there are."""

    publication: Publication
    version: LanguageVersion
    versions: list


def rows(languages, *, are_withdrawn_shown=False):
    """{publication id: language to show} → [PublicationRow] in that order, without what has been withdrawn since."""
    versions = versions_by_publication(languages)
    found = [
        PublicationRow(own[0].publication, shown_version(own, language), own)
        for pk, language in languages.items()
        if (own := versions.get(pk))
    ]
    return [row for row in found if are_withdrawn_shown or row.publication.is_public]


def catalogue(request, edition, frame):
    """The context of pages/publications.html."""
    everything = light_list()
    known = names(everything)
    choice = filters.chosen(request.GET, known)
    choice["id"] = [pk for pk in choice["id"] if pk in everything.places]
    found, searched = results(choice, frame)
    page = Paginator(found, PER_PAGE).get_page(filters.page_number(request.GET))
    path = edition.get_absolute_url()
    here, elsewhere = with_ticked(page.object_list, choice["id"])
    count = page.paginator.count
    count = ngettext("%(count)s publication", "%(count)s publications", count) % {"count": count}
    if request.GET:
        frame.keep_choice(partial(filters.address, choice=choice, page=page.number))
    without_ticks = choice | {"id": []}
    canonical = filters.address(path, without_ticks, page.number)
    return {
        "rows": here,
        "elsewhere": elsewhere,
        "ticked": choice["id"],
        "is_full": len(choice["id"]) == filters.MOST_TICKED,
        "without_ticks": filters.address(path, without_ticks, page.number) + filters.TICKED,
        "number": page.number,
        "count": count,
        "page_title": title(edition, count, page),
        "path": path,
        "canonical": canonical,
        "is_answer": canonical != path or bool(choice["id"]),
        "groups": groups(found.light_list, known, choice),
        "chosen": chosen_links(path, choice, known),
        "filter_count": filters.count(choice),
        "orders": filters.orders(choice),
        "order": choice["order"],
        "everything": filters.address(path, filters.NOTHING | {"id": choice["id"]}),
        "reuse_query": filters.address("", without_ticks),
        "data_fields": fields_in_words(current_language()),
        "pagination": page_links(page, partial(filters.results, path, choice)),
    } | word_box(request, searched, path, choice)


def with_ticked(languages, ticked):
    """([PublicationRow] of a part of the list, [PublicationRow] of what is ticked and not in it). One query at most."""
    others = dict.fromkeys((pk for pk in ticked if pk not in languages), current_language())
    here, elsewhere = [], []
    for row in rows(languages | others):
        (elsewhere if row.publication.pk in others else here).append(row)
    return here, elsewhere


def choice_of(query):
    """What was chosen in the list that a query names: filters.chosen with what the catalogue has."""
    return filters.chosen(query, names(light_list()))


def results(choice, frame):
    """(Found: what fits, in the order that was chosen; what the search found). Filters work within what the words find."""
    everything = light_list()
    searched, order = search_for(choice, frame)
    if order is not None:
        everything = everything.only(everything.set_of(order))
    if choice["order"] == "title":
        return Found(everything, choice, titles=titles_in_order()), searched
    return Found(everything, choice, order=None if choice["order"] == "year" else order), searched


def search_for(choice, frame):
    """(what the search found, the ids of what holds all words or else some, best first); without words (nothing, None)."""
    if not choice["words"]:
        return Searched(), None
    found = search_public(
        choice["words"],
        language=frame.language,
        now=frame.now,
        kinds=AMONG_PUBLICATIONS,
        is_as_typed=choice["is_as_typed"],
    )
    return found, [hit.thing for hit in found.complete or found.hits]


def word_box(request, searched, path, choice):
    """What the template shows of the words, and of those that were searched instead. Results are not for search engines."""
    return {
        "typed": one_line(request.GET.get("q", "")),
        "words": choice["words"],
        "corrected": searched.corrected,
        "as_typed": filters.results(path, choice | {"is_as_typed": True}),
        "suggestions": [(word, filters.results(path, choice | {"words": word})) for word in searched.suggestions],
        "robots": "noindex" if choice["words"] or choice["id"] else "",
    }


def title(edition, count, page):
    """The heading with the number of results, and which page of them."""
    parts = [edition.title, count]
    if page.number > 1:
        parts.append(_("page %(number)s") % {"number": page.number})
    return ", ".join(parts)


def names(everything):
    """{filter: {value: its name}} of what the catalogue has."""
    language = current_language()
    known = {"topic": topic_titles(language), "series": series_titles(), "publisher": publisher_names(language)}
    return {
        "lang": {code: name for code, name in DOCUMENT_LANGUAGES.items() if code in everything.languages},
        "type": {value: label for value, label in Publication.Type.choices if value in everything.types},
        "topic": {pk: name for pk, name in known["topic"].items() if pk in everything.topics},
        "series": {pk: name for pk, name in known["series"].items() if pk in everything.series},
        "year": {year: str(year) for year in sorted(filter(None, everything.years), reverse=True)},
        "publisher": {key: name for key, name in known["publisher"].items() if key in everything.publishers},
    }


def groups(everything, known, choice):
    """The form: [(name, title, [(value, label, how many there would be, is chosen)])]."""
    found = []
    for name, values in known.items():
        rows = [
            (value, label, everything.how_many(choice | {name: {value}}), value in choice[name])
            for value, label in values.items()
        ]
        found.append((name, filters.TITLES[name], [row for row in rows if row[2] or row[3]]))
    return [group for group in found if group[2]]


def chosen_links(path, choice, known):
    """[(what was chosen, the address without it)], the words first."""
    words = _("“%(words)s”") % {"words": choice["words"]}
    without_words = filters.results(path, choice | {"words": "", "is_as_typed": False})
    named = {name: DOCUMENT_LANGUAGES if name == "lang" else known[name] for name in filters.TITLES}
    return ([(words, without_words)] if choice["words"] else []) + [
        (
            _("%(filter)s: %(value)s") % {"filter": filters.TITLES[name], "value": named[name].get(value, value)},
            filters.results(path, choice | {name: choice[name] - {value}}),
        )
        for name in filters.TITLES
        for value in sorted(choice[name])
    ]


def newest(frame, block):
    """For the home page. One query at most."""
    shelf = rows(newest_readable(frame.language, NEWEST))
    landing = frame.landing_page("publications")
    return {"rows": shelf, "url": landing.get_absolute_url() if landing else ""} if shelf else {}
