"""What a word may mean to the search: its base forms, the parts of compounds, its stem.

A word goes in folded, with its dots. Where there is no word data, its base form is the word itself and Snowball's stem
does all the work.
"""

from functools import lru_cache
from typing import NamedTuple

from oph_site.search.analysis import dots, english, finnish, words
from oph_site.search.analysis.derivation import derivation
from oph_site.search.analysis.snowball import SNOWBALL, stem
from oph_site.search.analysis.stop_words import STOP_WORDS
from oph_site.search.analysis.word_data import SIMPLEMMA, build_word_data, has_word_data

__all__ = [
    "STOP_WORDS",
    "Analysis",
    "analyse",
    "build_word_data",
    "derivation",
    "has_word_data",
    "pieces",
    "stem",
    "version",
    "with_dots",
]
RULES = 2  # counted up when the same word is analysed otherwise than before: the index is then made anew


class Analysis(NamedTuple):
    bases: tuple[str, ...]  # every reading; the word itself when none is known
    parts: tuple[str, ...]  # of the base forms that are compounds, and their parts; never the base forms
    is_known: bool


def analyse(word, language):
    """The base forms of a folded word, and the parts of those that are compounds: an Analysis."""
    return _analysed(word, language, words.dictionary(language))


@lru_cache(maxsize=50_000)
def _analysed(word, language, dictionary):
    is_stop_word = word in STOP_WORDS.get(language, ())
    if dictionary is None or is_stop_word or not is_of_letters(word):
        return Analysis((word,), (), is_known=is_stop_word)
    if language == "en":
        found = english.bases(word, dictionary)
        return Analysis(tuple(found) or (word,), (), bool(found))
    found = finnish.bases(word, dictionary)
    parts = dict.fromkeys(part for base in found for part in finnish.parts(base, dictionary) if part not in found)
    return Analysis(tuple(found) or (word,), tuple(parts), bool(found))


def pieces(word):
    """A folded Finnish word in the parts between which it may be hyphenated: () for a simple one, and without word data."""
    return _pieces(word, words.dictionary("fi"))


@lru_cache(maxsize=10_000)
def _pieces(word, dictionary):
    return finnish.pieces(word, dictionary) if dictionary and word.isalpha() else ()


def is_of_letters(word):
    return word.replace("-", "").replace("'", "").isalpha()


def with_dots(word):
    """The Finnish spellings of a word typed without dots: [str], empty where nothing is known."""
    dictionary = words.dictionary("fi")
    return dots.with_dots(word, dictionary) if dictionary and is_of_letters(word) else []


def version():
    """Changes when the same word is analysed otherwise than before. Asks anew whether there is word data."""
    source = f"simplemma {SIMPLEMMA}" if words.look_for_word_data() else f"snowball {SNOWBALL}"
    return f"{source}, rules {RULES}"
