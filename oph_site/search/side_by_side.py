"""Words that stand side by side in a text, as they were typed, weigh more: looked at in the best results only."""

from functools import reduce
from operator import and_

from oph_site.search.fields import OF_DOCUMENT
from oph_site.search.groups import union
from oph_site.search.models import SearchDocument
from oph_site.search.ranking import SIDE_BY_SIDE, order

LOOKED_AT = 20


def lift(candidates, matcher, language):
    """Candidates, best first → the same, those that hold all concepts in a row before equal ones that do not.

    matcher: function of a language, as Found has it.
    """
    concepts = matcher(language).concepts
    if len(concepts) < 2:
        return candidates
    best = candidates[:LOOKED_AT]
    words = [set().union(*concept.slots) for concept in concepts]
    likely = {
        candidate.facts.documents[0]: fields_of_all(words, candidate) for candidate in best if candidate.is_complete
    }
    documents = SearchDocument.objects.filter(pk__in=[pk for pk, fields in likely.items() if fields])
    texts = {
        pk: [text for text, bit in zip(texts, OF_DOCUMENT.values(), strict=True) if likely[pk] & bit]
        for pk, *texts in documents.values_list("pk", *OF_DOCUMENT)
    }
    for candidate in best:
        own = matcher(candidate.facts.language)
        if any(in_a_row(text, own) for text in texts.get(candidate.facts.documents[0], ())):
            candidate.score *= SIDE_BY_SIDE
    return sorted(best, key=lambda candidate: order(candidate, language)) + candidates[LOOKED_AT:]


def fields_of_all(words, candidate):
    """The fields in which every concept has one of its words, {ids} for each: other texts need not be read."""
    return reduce(and_, (union(bits for word, bits in candidate.words.items() if word in own) for own in words))


def in_a_row(text, matcher):
    """Whether all concepts follow each other in the text, in their order, with nothing but a short word between."""
    expected, last_end = 0, None
    for word, numbers in matcher.matches(text):
        is_next = expected in numbers and (last_end is None or word.start - last_end <= 4)
        if not is_next:
            expected, last_end = 0, None
            if 0 not in numbers:
                continue
        expected, last_end = expected + 1, word.end
        if expected == len(matcher.concepts):
            return True
    return False
