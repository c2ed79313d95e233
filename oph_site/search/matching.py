"""Which words of a text belong to a query: what results mark, and what stands side by side."""

from functools import cached_property, lru_cache
from itertools import product

from oph_site.search import analysis
from oph_site.search.cutting import Word, cut, without_dots
from oph_site.search.understanding import BASE, DERIVATION, PART, STEM, SURFACE

DOTTED = {"a": "aäå", "o": "oö"}


class Matcher:
    """For texts in one language: which concepts, by their numbers, a word stands for."""

    def __init__(self, concepts, language):
        self.concepts, self.language, self.known = concepts, language, {}
        self.version, self.judged, self.tokens = analysis.version(), set(), {}
        self.keys = set().union(*(concept.keys | concept.others for concept in concepts))
        self.has_beginnings = any(concept.beginning for concept in concepts)
        self.is_for_numbers = any(sign.isdigit() for concept in concepts for sign in concept.word)

    def matches(self, text):
        """[(Word, {numbers of concepts})] of the words that belong to the query, the longest where one lies in another.

        Parts of a typed word and what means the same count where the word itself does not stand in the text.
        """
        found, end, said = [], 0, set()
        for word in self.likely_words(text):
            if word.start < end:
                continue
            own, others = self.numbers(word.text)
            if own or others:
                found.append((word, own, others))
                end = word.end
                said |= own
        return [(word, numbers) for word, own, others in found if (numbers := own | others - said)]

    def likely_words(self, text):
        """The words of a text in their order, but for most of those that are not asked for.

        Each different token is judged once, however often and in however many texts it stands. Not where a number is
        asked for: an ISBN stands in several tokens.
        """
        if self.is_for_numbers:
            return cut(text)
        tokens = set(text.split())
        self.judge(tokens - self.judged)
        found = [
            (start, words)
            for token in tokens & self.tokens.keys()
            for words in [self.tokens[token]]
            for start in places_of(token, text)
        ]
        return [
            Word(word.text, start + word.start, start + word.end) for start, words in sorted(found) for word in words
        ]

    def judge(self, tokens):
        """Notes which of them hold words that belong to the query, and these words."""
        self.judged |= tokens
        if not self.has_beginnings:  # most tokens are done with here
            keys, language, version = self.keys, self.language, self.version
            tokens = [token for token in tokens if not keys.isdisjoint(keys_of_token(token, language, version))]
        for token in tokens:
            if words := [word for word in words_of_token(token) if any(self.numbers(word.text))]:
                self.tokens[token] = words

    def numbers(self, word):
        """(the concepts of which a word is a form, those for which it stands otherwise): sets of their numbers."""
        if word not in self.known:
            keys = keys_in_text(word, self.language, self.version)
            plain = without_dots(word)
            concepts = list(enumerate(self.concepts))
            self.known[word] = (
                {
                    n
                    for n, one in concepts
                    if not one.keys.isdisjoint(keys) or one.beginning and plain.startswith(one.beginning)
                },
                {n for n, one in concepts if not one.others.isdisjoint(keys)},
            )
        return self.known[word]

    @cached_property
    def beginnings(self):
        """For each concept how its words may begin, dots or not: enough to tell which pages are worth reading."""
        return [
            {
                spelling
                for text in texts
                for spelling in map("".join, product(*(DOTTED.get(sign, sign) for sign in text)))
            }
            for concept in self.concepts
            for texts in [{text[:4] for _language, _column, text in concept.keys | concept.others if text}]
        ]


def places_of(token, text):
    """Where the token stands in the text, with nothing but space around it."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if not text[start - 1 : start].strip() and not text[end : end + 1].strip():
            yield start
        start = text.find(token, end)


@lru_cache(maxsize=50_000)
def words_of_token(token):
    return tuple(cut(token))


@lru_cache(maxsize=50_000)
def keys_of_token(token, language, version):
    """By which keys of a query something in it is found."""
    words = [keys_in_text(word.text, language, version) for word in words_of_token(token)]
    return words[0] if len(words) == 1 else frozenset().union(*words)


@lru_cache(maxsize=50_000)
def keys_in_text(word, language, version):
    """By which keys of a query a word of a text is found. version: of the analyser, since answers are kept."""
    analysed = analysis.analyse(word, language)
    keys = {("", SURFACE, without_dots(word))}
    keys |= {(language, PART, without_dots(part)) for part in analysed.parts}
    for base in analysed.bases:
        keys |= {(language, BASE, without_dots(base)), (language, STEM, analysis.stem(base, language))}
        if derivation := analysis.derivation(base, language):
            keys.add((language, DERIVATION, derivation))
    return frozenset(keys)
