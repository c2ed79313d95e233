"""Which publications an address means: those that it names, ?id=3&id=7, else the whole result of the list's own parameters.

Nothing is stored: the address is the set.
"""

from urllib.parse import urlencode

from oph_site.languages import current_language, word
from pages.frame import Frame
from publications import filters
from publications.catalogue import choice_of, results
from publications.models import LanguageVersion, shown_version

MOST = 1000  # publications in one set; the whole catalogue is there as data
NAMED = {"of": "chosen"}  # what the form of the list sends along, so that choosing nothing does not mean everything


def is_named(query):
    return "id" in query or query.get("of") == NAMED["of"]


def address(path, query):
    """The one address of a set."""
    if not is_named(query):
        return filters.address(path, choice_of(query))
    return address_of(path, named(query))


def address_of(path, ids):
    """The address of the set of these publications."""
    return filters.address(path, filters.NOTHING | {"id": ids}) if ids else f"{path}?{urlencode(NAMED)}"


def named(query):
    """The ids in the address."""
    return filters.ticked(query, MOST)


def languages_of(query):
    """{publication id: language of the version to cite}, in order."""
    if is_named(query):
        return dict.fromkeys(named(query), current_language())
    found, _searched = results(choice_of(query), Frame(word("publications")))
    return found[:MOST]


def versions_of(query):
    """The versions to cite, one of each publication, in order. What is a draft, or is not there, is left out. Three queries: only
    what is cited is read as a whole."""
    languages, versions = languages_of(query), {}
    found = LanguageVersion.objects.citable().filter(publication__in=languages)
    for version in found.select_related(None).prefetch_related(None).only("publication_id", "language"):
        versions.setdefault(version.publication_id, []).append(version)
    shown = [shown_version(versions[pk], language).pk for pk, language in languages.items() if pk in versions]
    whole = found.in_bulk(shown)
    return [whole[pk] for pk in shown if pk in whole]
