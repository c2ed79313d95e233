"""Words that stand side by side in a text, as they were typed, weigh more: looked at in the best results only."""

from oph_site.search.models import SearchDocument
from oph_site.search.ranking import SIDE_BY_SIDE, order

LOOKED_AT = 20


def lift(candidates, matcher, language):
    """Candidates, best first → the same, those that hold all concepts in a row before equal ones that do not.

    matcher: function of a language, as Found has it.
    """
    if len(matcher(language).concepts) < 2:
        return candidates
    best = [candidate for candidate in candidates[:LOOKED_AT] if candidate.is_complete]
    documents = SearchDocument.objects.filter(pk__in={pk for candidate in best for pk in candidate.documents})
    texts = {pk: texts for pk, *texts in documents.values_list("pk", "title", "summary", "about", "headings", "body")}
    for candidate in best:
        own = matcher(candidate.language)
        if any(in_a_row(text, own) for pk in candidate.documents for text in texts.get(pk, ())):
            candidate.score *= SIDE_BY_SIDE
    return sorted(candidates[:LOOKED_AT], key=lambda candidate: order(candidate, language)) + candidates[LOOKED_AT:]


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
