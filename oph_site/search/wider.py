"""A second, wider look where the first found little. What it finds is appended, never mixed in."""

from oph_site.search.cutting import without_dots
from oph_site.search.models import SearchWord
from oph_site.search.understanding import BASE, LANGUAGES, PART, Alternative, Concept, Key, parts_of
from oph_site.search.vocabulary import look_up

ONE_PART, LIKE_BEGINNING, OTHER_LANGUAGE = 0.14, 0.1, 0.12
SHORTEST = 6  # letters of a word whose beginning says something


def widen(concepts, scopes):
    """The concepts with weaker alternatives beside their own: [Concept]."""
    wider = [Concept(concept.word, one_part(concept.word)) for concept in concepts]
    look_up(wider, scopes)
    similar = like({concept.word for concept in concepts}, scopes)
    for concept, more in zip(concepts, wider, strict=True):
        more.alternatives = [*concept.alternatives, *loosened(concept), *more.alternatives]
        if ids := similar.get(concept.word):
            more.alternatives.append(Alternative([dict.fromkeys(ids, LIKE_BEGINNING)]))
        more.keys, more.others = concept.keys, concept.others
    return wider


def one_part(word):
    """One part of a typed compound is enough."""
    found = []
    for part in parts_of(word):
        plain = without_dots(part)
        keys = {Key(language, column, plain, part): 1.0 for language in LANGUAGES for column in (BASE, PART)}
        found.append(Alternative([keys], ONE_PART))
    return found


def loosened(concept):
    """What the term list says in another language, also of things that have a version in the reader's own."""
    return [
        Alternative(alternative.slots, OTHER_LANGUAGE)
        for alternative in concept.alternatives
        if alternative.is_only_for_single
    ]


def like(words, scopes):
    """{word: ids of the words with the same first two thirds}"""
    beginnings = {word: beginning(without_dots(word)) for word in words}
    shorts = {text[:4] for text in beginnings.values() if text}
    found = {}
    for pk, folded in SearchWord.objects.filter(scope__in=scopes, beginning__in=shorts).values_list("pk", "folded"):
        for word, text in beginnings.items():
            if text and folded.startswith(text):
                found.setdefault(word, []).append(pk)
    return found


def beginning(plain):
    """ "" for a word whose beginning says nothing."""
    if len(plain) < SHORTEST or any(sign.isdigit() for sign in plain):
        return ""
    return plain[: max(4, -(-2 * len(plain) // 3))]
