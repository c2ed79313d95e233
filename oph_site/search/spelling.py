"""Words that nothing holds: their beginnings, else the nearest word of the vocabulary."""

from collections import Counter
from string import ascii_lowercase

from django.db.models import Q
from rapidfuzz.distance import OSA

from oph_site.search import analysis
from oph_site.search.cutting import without_dots
from oph_site.search.facts import groups_of
from oph_site.search.models import Posting, SearchWord
from oph_site.search.understanding import LANGUAGES, Alternative, concepts_of
from oph_site.search.vocabulary import look_up

BEGINNING = 0.5  # what the beginning of a word weighs
SHORTEST_BEGINNING, SHORTEST_MENDED = 3, 4
MENDED = 0.8
WELL_FOUND = 0.9
SUGGESTED = 3
MOST_MENDED = 3  # words of one query: each asks for its neighbours


def mend(concepts, language, scopes, held):
    """Gives words that are nowhere what they most likely mean. Returns {typed word: the word that is searched for}.

    held: as below, but for its texts.
    """
    mended = {}
    for concept in [concept for concept in concepts if not is_found(concept)][:MOST_MENDED]:
        word = concept.word
        if not holds_anything(concept) and add_beginnings(concept, scopes):
            continue
        near = neighbours(word, scopes, held, at_most=1 if holds_anything(concept) else 2)
        if near:
            other = concepts_of(near[:1], language)
            look_up(other, scopes)
            for alternative in other[0].alternatives:
                alternative.weight *= MENDED
            concept.alternatives += other[0].alternatives
            concept.keys |= other[0].keys
            concept.others |= other[0].others
            mended[word] = near[0]
    return mended


def suggestions(concepts, scopes, held):
    """Words near those that nothing holds."""
    unknown = [concept.word for concept in concepts if not holds_anything(concept)]
    return [near for word in unknown[:MOST_MENDED] for near in neighbours(word, scopes, held)[:SUGGESTED]]


def is_found(concept):
    """Whether the word is one that somebody wrote so, or one that the dictionary knows: nothing is to be mended."""
    if any(weight >= WELL_FOUND for slot in concept.slots for weight in slot.values()):
        return True
    return any(analysis.analyse(concept.word, language).is_known for language in LANGUAGES)


def holds_anything(concept):
    return any(alternative.slots and all(alternative.slots) for alternative in concept.alternatives)


def add_beginnings(concept, scopes):
    """All words that begin like the concept stand for it, too. Returns whether there are any."""
    plain = without_dots(concept.word)
    ids = beginning_with(plain, scopes)
    if ids:
        concept.alternatives.append(Alternative([dict.fromkeys(ids, BEGINNING)]))
        concept.beginning = plain
    return bool(ids)


def beginning_with(plain, scopes):
    """The ids of all words that begin so."""
    if len(plain) < SHORTEST_BEGINNING:
        return []
    rows = SearchWord.objects.filter(scope__in=scopes, **between(plain[:4])).values_list("pk", "folded")
    return [pk for pk, folded in rows if folded.startswith(plain)]


def between(start):
    """A filter for words that begin with these one to four signs: a range, which every database finds by its index."""
    if len(start) == 4:
        return {"beginning": start}
    if start[-1] not in ascii_lowercase[:-1]:  # what follows "z", "9" or "я" depends on the collation of the database
        return {"beginning__startswith": start}
    return {"beginning__gte": start, "beginning__lt": start[:-1] + chr(ord(start[-1]) + 1)}


def neighbours(word, scopes, held, at_most=2):
    """The words nearest to it, all equally near: [text], the most frequent first. A swap of two letters counts as one slip."""
    plain = without_dots(word)
    if len(plain) < SHORTEST_MENDED or any(letter.isdigit() for letter in plain):
        return []
    at_most = min(at_most, 1 if len(plain) < 6 else 2)
    lengths = range(len(plain) - at_most, len(plain) + at_most + 1)
    words = SearchWord.objects.filter(~Q(kind=SearchWord.Kind.PART), scope__in=scopes)
    alike = words.filter(length__in=lengths, **between(plain[0]))
    other = words.filter(folded__in=other_beginnings(plain))
    return nearest(plain, alike, held, at_most) or nearest(plain, other, held, 1)


def other_beginnings(plain):
    """The word with its first letter wrong, missing, too many or swapped: the slips that another letter begins."""
    rest = [plain[1:], plain[1] + plain[0] + plain[2:]]
    return rest + [letter + end for letter in ascii_lowercase for end in (plain, plain[1:])]


def nearest(plain, rows, held, at_most):
    near = {}
    for text, folded in rows.values_list("text", "folded").distinct():
        distance = OSA.distance(plain, folded, score_cutoff=at_most)
        if distance <= at_most:
            near.setdefault(distance, set()).add(text)
    for distance in sorted(near):
        if numbers := held(near[distance]):
            return sorted(numbers, key=lambda text: (-numbers[text], text))
    return []


def held(texts, *, scope, scopes, findable):
    """{text: how many documents hold it} of the words in what may be found: others are of plans, or of what was withdrawn."""
    words = Posting.objects.filter(word__scope__in=scopes, word__text__in=texts)
    rows = list(words.values_list("word__text", "document_id"))
    documents = [document for _text, document in rows]
    groups = groups_of(scope, documents)
    places = set(findable(groups, groups.set_of(documents)))
    return Counter(text for text, document in rows if groups.places.get(document) in places)
