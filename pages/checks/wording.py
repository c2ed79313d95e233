"""Checks of the length of sentences and words.

Sentences: GOV.UK's content design guide asks for 25 words at most in English. Finnish says with endings what English says
with articles and prepositions, and writes compounds as one word: the first sixteen pages of this site have 76 Finnish
words for 100 English ones, so the same sentence has 19. Words: above what inflected official terms come to
("asiakirjajulkisuuskuvauksessa", 29) and the longest word that English readers here meet ("internationalisation", 20).
"""

import re

from django.utils.translation import gettext as _

MOST_WORDS = {"fi": 20, "en": 25}
MOST_LETTERS = {"fi": 30, "en": 20}  # letters in a row: a hyphen parts a word
OTHER_LANGUAGE = "en"

# A full stop behind these ends no sentence, whatever follows.
ABBREVIATIONS = {
    "esim", "ks", "mm", "ns", "vrt", "kts", "n", "noin", "nk", "ts", "ent", "tri", "prof", "dos", "toim", "nro", "s", "ko", "em", "klo", "puh", "os",
    "e.g", "i.e", "cf", "dr", "mr", "mrs", "ms", "st", "no", "nos", "vs", "fig", "pp", "p", "vol", "ed", "eds", "approx",
    "t.ex", "bl.a", "jfr", "s.k",
}  # fmt: skip
# Where a sentence may end: punctuation, closing marks, white space, and something that can begin one.
BOUNDARY = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“”‘’«(\[]*[A-ZÅÄÖŠŽÉÜ0-9])")
GROUPED_DIGITS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")
WORD = re.compile(r"\w")
LETTERS = re.compile(r"[^\W\d_]+")


def long_sentences(copy):
    limit = MOST_WORDS.get(copy.language, MOST_WORDS[OTHER_LANGUAGE])
    for name, block in copy.passages:
        if block.tag in ("p", "li"):
            for sentence in sentences(block.unmarked):
                if (count := word_count(sentence)) > limit:
                    yield copy.advice(
                        name, _("A sentence has %(count)s words: make two of it.") % {"count": count}, sentence
                    )


def long_words(copy):
    limit = MOST_LETTERS.get(copy.language, MOST_LETTERS[OTHER_LANGUAGE])
    seen = set()
    for name, block in copy.passages:
        for word in plain_words(block.unmarked):
            if word.lower() not in seen and max(map(len, LETTERS.findall(word)), default=0) > limit:
                seen.add(word.lower())
                yield copy.advice(
                    name, _("A word has more than %(limit)s letters: say it in several.") % {"limit": limit}, word
                )


def plain_words(text):
    """Without addresses, which nobody reads as words."""
    return [word for word in text.split() if "@" not in word and "/" not in word and "www." not in word]


def sentences(text):
    """A paragraph in sentences. Copes with abbreviations, initials, dates (3.5.2026) and grouped digits (1 000)."""
    found, start = [], 0
    for match in BOUNDARY.finditer(text):
        if not is_abbreviation(text[start : match.start()], text[match.start() : match.end()]):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def is_abbreviation(before, mark):
    """Whether the full stop belongs to the last word: "esim.", "J. Runeberg", and "1. Hae" at the beginning."""
    last = (before.split() or [""])[-1].lstrip("(“”\"'‘«[").lower()
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    is_initial = len(last) == 1 and last.isalpha()
    is_number_of_item = last.isdigit() and last == before.strip()
    return last in ABBREVIATIONS or is_initial or is_number_of_item


def word_count(sentence):
    return sum(bool(WORD.search(word)) for word in GROUPED_DIGITS.sub("", sentence).split())
