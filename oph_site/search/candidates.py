"""The things that hold words of a query: those that are worth ranking, and the rest."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count

from oph_site.json_rows import JSONRows
from oph_site.search.facts import groups_of, public_groups
from oph_site.search.fields import FILE
from oph_site.search.groups import Facts, as_number, as_set, union
from oph_site.search.models import Posting, Scope
from oph_site.search.ranking import GOOD
from oph_site.stamp.kept import kept_until_public_changes

ENOUGH = 10  # things that hold all concepts: those that lack one are then left out
STRONG = 0.9  # a word as it was typed, or in another form
FEW_ROWS, MOST_ROWS = 200, 2000  # of weaker words for one concept: where there are more, the weakest words are left out
MOST_RANKED = 200  # the others follow by how many concepts they hold, and in which fields


@dataclass
class Candidate:
    """A thing in one language, with the words of the query that it holds: {id: fields}."""

    facts: Facts
    words: dict
    score: float = 0
    is_complete: bool = False


def candidates_of(concepts, scope, findable, *, needs_all):
    """What holds all concepts; where that is little, what holds one: ([Candidate to be ranked], [Facts of what follows]).

    findable: function of Groups and a set of them → the places of those that may be found. needs_all: nothing that lacks one.
    """
    groups, lines = lines_of(affordable_words(concepts), scope)
    holders = {word: as_set(line) for word, line in lines.items()}
    well = [holding(concept, holders, groups, GOOD) for concept in concepts]
    places = findable(groups, reduce(and_, well)) if needs_all or len(concepts) > 1 else []
    if not needs_all and len({groups.facts[place][:2] for place in places[:MOST_RANKED]}) < ENOUGH:
        places = findable(groups, union(holding(concept, holders, groups) for concept in concepts))
    if len(places) > MOST_RANKED:
        # By how many concepts they hold well, then by fields; sorting keeps the newest of equal ones first.
        places.sort(key=groups.line(union(map(as_number, lines.values()))).__getitem__, reverse=True)
        places.sort(key=groups.line(sum(well)).__getitem__, reverse=True)
    best = [candidate(groups.facts[place], place, lines) for place in places[:MOST_RANKED]]
    return best, list(map(groups.facts.__getitem__, places[MOST_RANKED:]))


def candidate(facts, place, lines):
    """Its documents are those that may hold a word: the file only when one stands there."""
    words = {word: line[place] for word, line in lines.items() if line[place]}
    if len(facts.documents) > 1 and not any(fields & FILE for fields in words.values()):
        facts = facts._replace(documents=facts.documents[:1])
    return Candidate(facts, words)


def lines_of(words, scope):
    """(Groups, {word: line}). Of what is public they are kept."""
    if scope != Scope.PUBLIC:
        rows = postings(words)
        groups = groups_of(scope, (document for _word, _fields, documents in rows for document in documents))
        return groups, groups.lines(rows)
    groups = public_groups()
    known = {word: line for word in words if (line := groups.kept.get(word))}
    if unknown := words - known.keys():
        new = groups.lines(postings(unknown))
        groups.keep(new)
        known |= new
    return groups, known


def postings(words):
    """[(word, fields, [documents])]. The database makes the lists: to fetch a row for each posting takes three times as long."""
    rows = Posting.objects.filter(word__in=words).order_by().values("word_id", "fields")
    return list(rows.annotate(documents=JSONRows("document_id")).values_list("word_id", "fields", "documents"))


def affordable_words(concepts):
    """The words that stand for the concepts, as far as they are worth their rows."""
    numbers = rows_of({pk for concept in concepts for slot in concept.slots for pk in slot})
    return {word for concept in concepts for word in affordable(concept, numbers)}


def rows_of(words):
    """{word: how many documents hold it}. What was counted once is known until something public changes."""
    known = numbers_known()
    if unknown := words - known.keys():
        counted = Posting.objects.filter(word__in=unknown).order_by().values("word").annotate(number=Count("pk"))
        known.update(dict.fromkeys(unknown, 0) | dict(counted.values_list("word_id", "number")))
    return known


@kept_until_public_changes
def numbers_known():
    """{word: number} as far as somebody asked."""
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


def holding(concept, holders, groups, at_least=0):
    """The set of those that hold the concept by words of that weight. holders: {word: set}."""
    found = 0
    for alternative in concept.alternatives:
        slots = [
            union(holders.get(word, 0) for word, weight in slot.items() if weight * alternative.weight >= at_least)
            for slot in alternative.slots
        ]
        own = reduce(and_, slots) if slots else 0
        found |= own & groups.single if alternative.is_only_for_single else own
    return found
