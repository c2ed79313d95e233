"""How well something fits a query: computed here, from the postings, so that both databases answer alike."""

from dataclasses import dataclass, field
from math import log

from oph_site.search.fields import TITLE, WEIGHT_OF

OTHER_LANGUAGE = 0.6
SHARE_BEGINS, SHARE_COUNTS = 0.35, 0.65  # what finding all words is worth
TITLE_COVERED = 0.6
EXACT_TITLE, SIDE_BY_SIDE = 1.5, 1.35


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


def weigh(candidates, concepts, language, total):
    """Gives each candidate its score, 0 when nothing fits. total: how many documents there are."""
    matches = [[match(concept, candidate) for concept in concepts] for candidate in candidates]
    rarity = [log(1 + total / (1 + sum(1 for row in matches if row[number][0]))) for number in range(len(concepts))]
    whole = sum(rarity) or 1
    for candidate, row in zip(candidates, matches, strict=True):
        found = sum(idf for idf, (weight, _in_title) in zip(rarity, row, strict=True) if weight)
        score = sum(idf * weight for idf, (weight, _in_title) in zip(rarity, row, strict=True))
        in_title = sum(count for _weight, count in row)
        covered = min(1, in_title / candidate.title_length) if candidate.title_length else 0
        score *= SHARE_BEGINS + SHARE_COUNTS * found / whole
        score *= 1 + TITLE_COVERED * covered
        if covered == 1 and all(count for _weight, count in row):
            score *= EXACT_TITLE
        candidate.is_complete = all(weight for weight, _in_title in row)
        candidate.score = score * (1 if candidate.language == language else OTHER_LANGUAGE)


def match(concept, candidate):
    """(what the concept weighs in the candidate, how many of its words stand in the title)."""
    best, in_title = 0, 0
    for alternative in concept.alternatives:
        if alternative.is_only_for_single and not candidate.is_only_language:
            continue
        weights, titles = [], 0
        for slot in alternative.slots:
            own, is_title = fit(slot, candidate.words)
            if not own:
                break
            weights.append(own)
            titles += is_title
        else:
            weight = alternative.weight * sum(weights) / len(weights) if weights else 0
            if weight > best:
                best = weight
            in_title = max(in_title, titles)
    return best, in_title


def fit(slot, words):
    """The best weight of a word of the slot among the words of a candidate, and whether a good one is in its title."""
    best, is_title = 0, False
    for pk, bits in words.items():
        if pk in slot:
            best = max(best, slot[pk] * WEIGHT_OF[bits])
            is_title = is_title or bool(bits & TITLE and slot[pk] >= 0.9)
    return best, is_title


def order(candidate, language):
    """A sort key: complete ones in the language of the reader, complete ones in another, the rest; then by score, the newest, id."""
    group = 2 if not candidate.is_complete else 0 if candidate.language == language else 1
    return group, -round(candidate.score, 6), -(candidate.year or 0), candidate.thing
