"""What was typed, as the search understands it: concepts, each with the words that stand for it and what they weigh."""

import re
from dataclasses import dataclass, field

from oph_site.search import analysis, terms
from oph_site.search.cutting import whole_words, without_dots
from oph_site.search.models import SearchWord, Term

LONGEST = 200  # characters that are searched for
MOST_WORDS = 12
LANGUAGES = Term.LANGUAGES  # what is typed may be in any of them
SURFACE, BASE, PART = SearchWord.Kind
STEM, DERIVATION = "stem", "derivation"
# What a way of finding a word weighs.
AS_WRITTEN, SAME_BASE, IN_COMPOUND, PARTS_APART, SAME_STEM, DERIVED = 1.1, 1.0, 0.62, 0.55, 0.45, 0.2
SYNONYM, TRANSLATION = 0.75, 0.6
PHRASE = re.compile(r"[\"“”„«»](.+?)[\"“”„«»]")


@dataclass(frozen=True)
class Key:
    """A word of the vocabulary by its surface, base, part, stem or derivation; a surface in any language."""

    language: str
    column: str
    text: str  # folded without dots, but for stems
    written: str = ""  # with its dots


@dataclass
class Alternative:
    """One way to find a concept: every slot, {Key: weight}, needs a word. language: of what it finds, None for any."""

    slots: list
    weight: float = 1.0
    is_only_for_single: bool = False  # finds only what has no version in the language of the query


@dataclass
class Concept:
    """One typed word, with all that stands for it."""

    word: str
    alternatives: list = field(default_factory=list)
    keys: set = field(default_factory=set)  # what is marked in a text: the word itself in any form,
    others: set = field(default_factory=set)  # and where it is not there, parts of it and what means the same
    beginning: str = ""  # words that begin so are marked, too

    @property
    def slots(self):
        return [slot for alternative in self.alternatives for slot in alternative.slots]


@dataclass
class Understood:
    concepts: list
    phrases: list  # of folded words each


def understand(text, language):
    """The concepts of a query typed in that language of the site. Empty when there is no word in it."""
    text = text[:LONGEST]
    phrases = [words for found in PHRASE.findall(text) if len(words := whole_words(found)) > 1]
    words = without_stop_words(whole_words(text), language)[:MOST_WORDS]
    return Understood(concepts_of(words, language), phrases)


def without_stop_words(words, language):
    """But for a query that has nothing else."""
    stop_words = set().union(*analysis.STOP_WORDS.values()) if len(words) > 1 else set()
    own = analysis.STOP_WORDS.get(language, frozenset())
    return [word for word in words if word not in own] or [word for word in words if word not in stop_words] or words


def concepts_of(words, language):
    """A concept for each word. What the term list knows of several together, the longest first, stands for each of them."""
    concepts = [Concept(word, [Alternative([slot(word)]), *compounds(word)]) for word in words]
    known, at = terms.table(), 0
    while at < len(words):
        phrases, length = terms.meaning(words[at:], known)
        for concept in concepts[at : at + length]:
            concept.alternatives += [expansion(phrase, code, language, length) for code, phrase in phrases]
        at += max(length, 1)
    for concept in concepts:
        for number, alternative in enumerate(concept.alternatives):
            keys = concept.others if number else concept.keys
            keys |= {(key.language, key.column, key.text) for slot in alternative.slots for key in slot}
    return concepts


def slot(word):
    """{Key: weight} of all ways to find one word."""
    keys = {}
    for spelling, share in spellings(word).items():
        for key, own in keys_of(spelling):
            keys[key] = max(keys.get(key, 0), own * share)
    return keys


def spellings(word):
    """The word; without dots and unknown, also with the dots that were forgotten."""
    found = {word: 1.0}
    is_known = any(analysis.analyse(word, language).is_known for language in LANGUAGES)
    if not is_known and word == without_dots(word):
        found |= {spelling: 0.95 for spelling in analysis.with_dots(word)}
    parts = word.split("-")
    if len(parts) > 1:  # "2021-2027" finds what stands apart, "s2-opetus" what is written in one
        found.setdefault("".join(parts), 0.9)
    return found


def keys_of(word):
    """(Key, weight) of all ways to find a word. A number or a name with a digit is what it is."""
    folded = without_dots(word)
    yield Key("", SURFACE, folded, word), AS_WRITTEN
    if any(sign.isdigit() for sign in word):
        return
    for language in LANGUAGES:
        for base in analysis.analyse(word, language).bases:
            plain = without_dots(base)
            yield Key(language, BASE, plain, base), SAME_BASE
            yield Key(language, PART, plain, base), IN_COMPOUND
            yield Key(language, STEM, analysis.stem(base, language)), SAME_STEM
            if derivation := analysis.derivation(base, language):
                yield Key(language, DERIVATION, derivation), DERIVED


def compounds(word):
    """A typed compound whose parts stand apart in a text; and hyphenated words by their parts."""
    found = []
    pieces = [piece for piece in word.split("-") if piece]
    if len(pieces) > 1:
        found.append(Alternative([slot(piece) for piece in pieces], PARTS_APART))
    parts = parts_of(word)
    if len(parts) > 1:
        slots = [
            {Key("fi", BASE, without_dots(part), part): 1.0, Key("fi", PART, without_dots(part), part): 0.8}
            for part in parts
        ]
        found.append(Alternative(slots, PARTS_APART))
    return found


def parts_of(word):
    """The parts of a Finnish compound, but for those that are parts of another one."""
    parts = analysis.analyse(word, "fi").parts
    plain = [without_dots(part) for part in parts]
    return [
        part
        for part, own in zip(parts, plain, strict=True)
        if not any(own != other and own in other for other in plain)
    ]


def expansion(phrase, code, language, typed):
    """A phrase of the term list that means the same, in its own language; fewer words than were typed say less."""
    slots = [
        {key: weight for key, weight in slot(word).items() if key.language in ("", code) and weight >= SAME_BASE}
        for word in phrase
    ]
    is_foreign = code != language
    weight = (TRANSLATION if is_foreign else SYNONYM) * min(1, len(phrase) / typed)
    return Alternative(slots, weight, is_only_for_single=is_foreign)
