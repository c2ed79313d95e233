"""The things that hold words of a query: those that are worth ranking, and the rest."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from oph_site.json_rows import JSONRows
from oph_site.search.facts import facts_of
from oph_site.search.fields import FILE
from oph_site.search.models import Posting
from oph_site.search.ranking import GOOD
from oph_site.stamp.kept import kept_until_public_changes

ENOUGH = 10  # things that hold all concepts: those that lack one are then left out
STRONG = 0.9  # a word as it was typed, or in another form
FEW_ROWS, MOST_ROWS = 200, 2000  # of weaker words for one concept: where there are more, the weakest words are left out
MOST_RANKED = 200  # the others follow by the field in which their words stand


@dataclass
class Candidate:
    """A thing in one language (as in Facts), with the words of the query that it holds: {id: fields}."""

    kind: str
    thing: int
    language: str
    version: str
    title_length: int
    year: int
    is_only_language: bool
    documents: list
    words: dict
    score: float = 0
    is_complete: bool = False


def candidates_of(concepts, scope, kinds, is_shown):
    """What holds all concepts; where that is little, what holds one: ([Candidate to be ranked], [Facts of what follows]).

    is_shown: function of {id: Facts} → the ids of those that may be found.
    """
    rows = postings(concepts)
    groups, facts = facts_of(scope, (document for _word, _fields, documents in rows for document in documents))
    rows = [(word, fields, holders_of(documents, groups)) for word, fields, documents in rows]

    def fitting(found):
        return is_shown({group: facts[group] for group in found if kinds is None or facts[group].kind in kinds})

    shown = fitting(holding_all(concepts, rows)) if len(concepts) > 1 else set()
    if len({facts[group][:2] for group in shown}) < ENOUGH:
        shown = fitting(set().union(*(holders for _word, _fields, holders in rows)))
    words = words_of(shown, rows)
    if len(shown) <= MOST_RANKED:
        return [candidate(facts[group], words[group]) for group in shown], []
    ordered = sorted(shown, key=lambda group: (-max(words[group].values()), -(facts[group].year or 0), group))
    best = [candidate(facts[group], words[group]) for group in ordered[:MOST_RANKED]]
    return best, [facts[group] for group in ordered[MOST_RANKED:]]


def holders_of(documents, groups):
    """The ids of their groups."""
    found = set(map(groups.get, documents))
    found.discard(None)
    return found


def words_of(groups, rows):
    """{group: {word: fields, those of its record and of its file together}}"""
    found = {group: {} for group in groups}
    for word, fields, holders in rows:
        for group in holders & found.keys():
            own = found[group]
            own[word] = own.get(word, 0) | fields
    return found


def candidate(facts, words):
    """Its documents are those that may hold a word: the file only when one stands there."""
    is_in_file = any(fields & FILE for fields in words.values())
    return Candidate(*facts[:-1], documents=facts.documents if is_in_file else facts.documents[:1], words=words)


def postings(concepts):
    """[(word, fields, [documents])] of the words that stand for the concepts.

    The database makes the lists: to fetch a row for each posting takes three times as long.
    """
    numbers = rows_of({pk for concept in concepts for slot in concept.slots for pk in slot})
    words = {word for concept in concepts for word in affordable(concept, numbers)}
    rows = Posting.objects.filter(word__in=words).order_by().values("word_id", "fields")
    return list(rows.annotate(documents=JSONRows("document_id")).values_list("word_id", "fields", "documents"))


def rows_of(words):
    """{word: how many documents hold it}. What was counted once is known until something public changes."""
    known = numbers_known()
    if unknown := words - known.keys():
        counted = Posting.objects.filter(word__in=unknown).order_by().values("word").annotate(number=Count("pk"))
        known.update(dict.fromkeys(unknown, 0) | dict(counted.values_list("word_id", "number")))
    return known


@kept_until_public_changes
def numbers_known():
    """{word: number} as far as somebody asked: the one thing kept that grows."""
    return {}


def affordable(concept, numbers):
    """The words of a concept: all strong ones, of the weaker ones the best whose rows do not cost too much."""
    weights = {}
    for alternative in concept.alternatives:
        for slot in alternative.slots:
            for word, weight in slot.items():
                weights[word] = max(weights.get(word, 0), weight * alternative.weight)
    found, rows = [], 0
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        number = numbers.get(word, 0)
        if number and (rows < FEW_ROWS or weights[word] >= STRONG or rows + number <= MOST_ROWS):
            found.append(word)
            rows += number
    return found


def holding_all(concepts, rows):
    """The ids of those that hold every concept well."""
    holders = defaultdict(list)
    for word, _fields, groups in rows:
        holders[word].append(groups)
    return set.intersection(*(holding_well(concept, holders) for concept in concepts))


def holding_well(concept, holders):
    """holders: {word: [sets of ids]}."""
    found = set()
    for alternative in concept.alternatives:
        slots = [
            set().union(
                *(
                    groups
                    for word, weight in slot.items()
                    if weight * alternative.weight >= GOOD and word in holders
                    for groups in holders[word]
                )
            )
            for slot in alternative.slots
        ]
        found |= set.intersection(*slots) if slots else set()
    return found
