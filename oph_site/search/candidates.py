"""The documents that hold words of a query, with what ranking needs of them; no text is read."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from oph_site.search.models import Posting, Scope, SearchDocument
from oph_site.search.ranking import GOOD
from oph_site.search.sources import SOURCES
from oph_site.stamp.kept import kept_until_public_changes

ENOUGH = 10  # things that hold all concepts: those that lack one are then left out
FACTS = ["pk", "kind", "thing", "language", "version", "title_length", "year", "is_only_language"]


@dataclass
class Candidate:
    """A thing in one language, with the words of the query that it holds: {id: fields}."""

    kind: str
    thing: int
    language: str
    version: str
    title_length: int
    year: int
    is_only_language: bool
    documents: list = field(default_factory=list)
    words: dict = field(default_factory=dict)
    score: float = 0
    is_complete: bool = False


def candidates_of(concepts, scope, kinds):
    """What holds all concepts; where that is little, what holds one of them: [Candidate]."""
    rows = postings(concepts)
    facts = facts_of(scope, {document for _word, document, _fields in rows})
    if kinds is not None:
        facts = {pk: each for pk, each in facts.items() if each[0] in kinds}
    found = {}
    for word, document, fields in rows:
        if document in facts:
            words = found.setdefault(facts[document][:4], {})
            words[word] = words.get(word, 0) | fields
    if len(concepts) > 1:
        full = holding_all(concepts, found)
        if len({key[:2] for key in full}) >= ENOUGH:
            found = {key: found[key] for key in full}
    candidates = {}
    for document in {document for _word, document, _fields in rows} & facts.keys():
        key = facts[document][:4]
        if key in found:
            candidate = candidates.setdefault(key, None) or Candidate(*facts[document], words=found[key])
            candidates[key] = candidate
            candidate.documents.append(document)
    return list(candidates.values())


def postings(concepts):
    words = {pk for concept in concepts for slot in concept.slots for pk in slot}
    return list(Posting.objects.filter(word__in=words).values_list("word_id", "document_id", "fields"))


def holding_all(concepts, found):
    """The keys of those that hold every concept well."""
    holders = defaultdict(set)
    for key, words in found.items():
        for word in words:
            holders[word].add(key)
    return set.intersection(*(holding_well(concept, holders) for concept in concepts))


def holding_well(concept, holders):
    found = set()
    for alternative in concept.alternatives:
        slots = [
            set().union(
                *(
                    holders[word]
                    for word, weight in slot.items()
                    if weight * alternative.weight >= GOOD and word in holders
                )
            )
            for slot in alternative.slots
        ]
        found |= set.intersection(*slots) if slots else set()
    return found


def facts_of(scope, documents):
    """{id of a document: (kind, thing, language, version, …)}; of the public ones all are kept in memory."""
    if scope == Scope.PUBLIC:
        return public_facts()
    copied = [kind for kind, source in SOURCES.items() if source.has_working_copy]
    return read_facts(SearchDocument.objects.filter(~Q(scope=Scope.PUBLIC, kind__in=copied), pk__in=documents))


@kept_until_public_changes
def public_facts():
    return read_facts(SearchDocument.objects.filter(scope=Scope.PUBLIC))


def read_facts(documents):
    return {pk: tuple(rest) for pk, *rest in documents.values_list(*FACTS)}


def how_many():
    """Documents that readers can find: how rare a word is depends on it."""
    return max(len(public_facts()), 1)
