"""What ranking needs to know beside words. Of what is public all is kept in the memory of the process."""

from django.db.models import F, Q

from oph_site.search.groups import Facts, Groups
from oph_site.search.models import Scope, SearchDocument
from oph_site.search.sources import SOURCES
from oph_site.stamp.kept import kept_until_public_changes


def groups_of(scope, documents):
    """The Groups of the documents that a query of the scope may find; of the public scope all."""
    if scope == Scope.PUBLIC:
        return public_groups()
    copied = [kind for kind, source in SOURCES.items() if source.has_working_copy]
    return read_groups(SearchDocument.objects.filter(~Q(scope=Scope.PUBLIC, kind__in=copied), pk__in=set(documents)))


@kept_until_public_changes
def public_groups():
    return read_groups(SearchDocument.objects.filter(scope=Scope.PUBLIC))


def read_groups(documents):
    """The newest first."""
    found = {}
    columns = ["pk", "kind", "thing", "language", "version", "title_length", "year", "is_only_language"]
    for pk, *rest in documents.order_by(F("file").asc(nulls_first=True), "pk").values_list(*columns):
        found.setdefault(tuple(rest[:4]), (rest, []))[1].append(pk)
    facts = [Facts(*rest, documents=tuple(own)) for rest, own in found.values()]
    return Groups(sorted(facts, key=lambda each: -(each.year or 0)))


def shown(groups, some, *, scope, kinds, now):
    """The places of those of a set that may be found: of these kinds (None: all), by readers what is public at this moment."""
    found = []
    for kind, source in SOURCES.items():
        own = groups.kinds.get(kind, 0) & some
        if own and (kinds is None or kind in kinds):
            places = groups.members(own)
            found += live(groups.facts, places, source, now) if scope == Scope.PUBLIC else places
    return sorted(found)


def live(facts, places, source, now):
    if not source.live:
        return places
    texts = source.live({facts[place].thing for place in places}, now)
    return [place for place in places if facts[place][1:4] in texts]


def how_many():
    """Things that readers can find, one for each language: how rare a word is depends on it."""
    return max(len(public_groups().facts), 1)
