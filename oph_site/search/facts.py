"""What ranking needs to know of documents beside their words. Of the public ones all is kept in the memory of the process."""

from typing import NamedTuple

from django.db.models import F, Q

from oph_site.search.models import Scope, SearchDocument
from oph_site.search.sources import SOURCES
from oph_site.stamp.kept import kept_until_public_changes


class Facts(NamedTuple):
    """Of one thing in one language: a record, and the file whose text belongs to it."""

    kind: str
    thing: int
    language: str
    version: str
    title_length: int
    year: int | None
    is_only_language: bool
    documents: list  # the record's first


def facts_of(scope, documents):
    """({id of a document: id of its group}, {id of a group: Facts}). Documents that no query of the scope may find are left out."""
    if scope == Scope.PUBLIC:
        return public_facts()
    copied = [kind for kind, source in SOURCES.items() if source.has_working_copy]
    return read_facts(SearchDocument.objects.filter(~Q(scope=Scope.PUBLIC, kind__in=copied), pk__in=set(documents)))


@kept_until_public_changes
def public_facts():
    return read_facts(SearchDocument.objects.filter(scope=Scope.PUBLIC))


def read_facts(documents):
    groups, facts, known = {}, {}, {}
    columns = ["pk", "kind", "thing", "language", "version", "title_length", "year", "is_only_language"]
    for pk, *rest in documents.order_by(F("file").asc(nulls_first=True), "pk").values_list(*columns):
        group = groups[pk] = known.setdefault(tuple(rest[:4]), pk)
        if group == pk:
            facts[pk] = Facts(*rest, documents=[pk])
        else:
            facts[group].documents.append(pk)
    return groups, facts


def how_many():
    """Things that readers can find, one for each language: how rare a word is depends on it."""
    return max(len(public_facts()[1]), 1)
