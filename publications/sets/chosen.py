"""Which publications an address means: those that it names, ?id=3&id=7, else the whole result of the list's own parameters.

Nothing is stored: the address is the set.
"""

from urllib.parse import urlencode

from oph_site.languages import current_language, word
from oph_site.numbers import whole_number
from pages.frame import Frame
from publications import filters
from publications.catalogue import found, names, search_for
from publications.light_list import light_list
from publications.models import LanguageVersion, shown_version

MOST = 1000  # publications in one set; the whole catalogue is there as data
NAMED = {"of": "chosen"}  # what the form of the list sends along, so that choosing nothing does not mean everything


def is_named(query):
    return "id" in query or query.get("of") == NAMED["of"]


def choice_of(query):
    """What was chosen in the list: filters.chosen with what the catalogue has."""
    known = names(light_list())
    return filters.chosen(query, known["topic"], known["series"], known["publisher"])


def address(path, query):
    """The one address of a set."""
    if is_named(query):
        return f"{path}?{urlencode([*([] if named(query) else NAMED.items()), *(('id', pk) for pk in named(query))])}"
    return filters.address(path, choice_of(query))


def named(query):
    """The ids in the address, each once; what is no number counts as absent."""
    return list(dict.fromkeys(pk for text in query.getlist("id")[:MOST] if (pk := whole_number(text))))


def languages_of(query):
    """{publication id: language of the version to cite}, in order."""
    if is_named(query):
        return dict.fromkeys(named(query), current_language())
    choice, everything = choice_of(query), light_list()
    _searched, order = search_for(choice, Frame(word("publications")))
    if order is not None:
        everything = everything.only(everything.set_of(order))
    return found(everything, choice, order)[:MOST]


def versions_of(query):
    """The versions to cite, one of each publication, in order. What is a draft, or is not there, is left out. Two queries."""
    languages, versions = languages_of(query), {}
    for version in LanguageVersion.objects.citable().filter(publication__in=languages):
        versions.setdefault(version.publication_id, []).append(version)
    return [shown_version(versions[pk], language) for pk, language in languages.items() if pk in versions]
