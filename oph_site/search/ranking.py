"""How well something fits a query: computed here, from the postings, so that both databases answer alike."""

from math import log

from oph_site.search.fields import TITLE, WEIGHT_OF

OTHER_LANGUAGE = 0.6
SHARE_BEGINS, SHARE_COUNTS = 0.15, 0.85  # what finding all words is worth
TITLE_COVERED = 0.6
GOOD = 0.4  # a derived word or one part of a compound alone does not make a hit complete
EXACT_TITLE, SIDE_BY_SIDE = 1.5, 1.35


def weigh(candidates, concepts, language, total):
    """Gives each candidate its score, 0 when nothing fits. total: how many documents there are."""
    matches = list(matched(concepts, candidates))
    rarity = [log(1 + total / (1 + sum(1 for row in matches if row[number][0]))) for number in range(len(concepts))]
    whole = sum(rarity) or 1
    for candidate, row in zip(candidates, matches, strict=True):
        facts = candidate.facts
        found = sum(idf for idf, (weight, *_rest) in zip(rarity, row, strict=True) if weight)
        score = sum(idf * weight for idf, (weight, *_rest) in zip(rarity, row, strict=True))
        in_title = sum(count for _weight, count, _is_good in row)
        covered = min(1, in_title / facts.title_length) if facts.title_length else 0
        score *= SHARE_BEGINS + SHARE_COUNTS * found / whole
        score *= 1 + TITLE_COVERED * covered
        if covered == 1 and all(count for _weight, count, _is_good in row):
            score *= EXACT_TITLE
        candidate.is_complete = all(is_good for _weight, _in_title, is_good in row)
        candidate.score = score * (1 if facts.language == language else OTHER_LANGUAGE)


def matched(concepts, candidates):
    """Yields for each candidate what `match` says of each concept; many candidates hold the same words in the same fields."""
    known = {}
    for candidate in candidates:
        key = candidate.facts.is_only_language, *candidate.words.items()
        if key not in known:
            known[key] = [match(concept, candidate) for concept in concepts]
        yield known[key]


def match(concept, candidate):
    """(what the concept weighs in the candidate, how many of its words stand in the title, whether it is well found)."""
    best, in_title, is_good = 0, 0, False
    for alternative in concept.alternatives:
        if alternative.is_only_for_single and not candidate.facts.is_only_language:
            continue
        weights, titles, worst = [], 0, 1
        for slot in alternative.slots:
            own, is_title, way = fit(slot, candidate.words)
            if not own:
                break
            weights.append(own)
            titles += is_title
            worst = min(worst, way)
        else:
            weight = alternative.weight * sum(weights) / len(weights) if weights else 0
            best = max(best, weight)
            in_title = max(in_title, titles)
            is_good = is_good or bool(weights) and worst * alternative.weight >= GOOD
    return best, in_title, is_good


def fit(slot, words):
    """The best weight of a word of the slot among the words of a candidate, whether a good one is in its title, and the best way."""
    best, is_title, way = 0, False, 0
    for pk, bits in words.items():
        if pk in slot:
            best = max(best, slot[pk] * WEIGHT_OF[bits])
            way = max(way, slot[pk])
            is_title = is_title or bool(bits & TITLE and slot[pk] >= 0.9)
    return best, is_title, way


def order(candidate, language):
    """A sort key: complete ones in the language of the reader, complete ones in another, the rest; then by score, the newest, id."""
    facts = candidate.facts
    group = 2 if not candidate.is_complete else 0 if facts.language == language else 1
    return group, -round(candidate.score, 6), -(facts.year or 0), facts.thing
