"""Cuts texts and queries into words, both in the same way, so that they meet however they were written or pasted.

Soft hyphens, decomposed letters, kinds of dashes and upper case make no difference.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from stdnum import isbn, issn

from oph_site.alphabet import plain

LONGEST = 80  # letters of a word that are kept: an index need not hold what nobody types

DASHES = "\\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02b9\u02bc\u2032`\u00b4"
# The soft hyphen, zero widths, joiners, directions: nobody sees them in a word.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# Accents of decomposed letters, vowel signs of Arabic and Indic scripts: they belong to the letter before them.
MARKS = "".join(chr(number) for number in range(0x300, 0x10000) if unicodedata.category(chr(number))[0] == "M")

ALL_INVISIBLE = re.compile(f"[{INVISIBLE}]")
ALL_DASHES = re.compile(f"[{DASHES}]")
ALL_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
NO_TEXT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")

LETTERS = rf"[^\W_](?:[^\W_]|[{MARKS}{INVISIBLE}])*"
# What Finnish puts behind acronyms, numbers and foreign names: EU:n, OPH:lla, S2:een, 5:nnen, Bordeaux'ssa.
CASE_ENDING = (
    r"(?:i?(?:n|t|a|ä|ta|tä|tta|ttä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|seen|h[aeiouyäö]n|[aeiouyäö]{2}n|en)"
    r"|ja|jä|den|tten|s|ns|nnen|nteen|nsa|nsä|mme|nne)(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)?"
)
ENDING_AFTER_APOSTROPHE = re.compile(rf"'(?!t$){CASE_ENDING}$")  # and the English 's; but not don't
WORD = re.compile(
    rf"(?P<number>\d+(?:[:/]\d+)+(?![^\W_]))"
    rf"|(?P<word>{LETTERS}(?:[{APOSTROPHES}{DASHES}]{LETTERS})*)(?::{CASE_ENDING}(?![^\W_]))?",
    re.IGNORECASE,
)
PIECE = re.compile(f"[^{DASHES}]+")
DIGITS = re.compile(r"\d+")
BETWEEN = rf"[{DASHES}\s]?"
IDENTIFIER = re.compile(
    rf"(?<![^\W_])(?:(?P<isbn>97[89](?:{BETWEEN}\d){{10}}|\d(?:{BETWEEN}\d){{8}}{BETWEEN}[\dXx])"
    rf"|(?P<issn>\d{{4}}{BETWEEN}\d{{3}}[\dXx]))(?![^\W_])",
    re.ASCII,
)


class Word(NamedTuple):
    text: str  # folded
    start: int  # where it stands in the text as given
    end: int


def fold(text):
    """The text as it is compared: lower case, NFC, one kind of dash, apostrophe and space, nothing invisible."""
    text = ALL_INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = ALL_DASHES.sub("-", ALL_APOSTROPHES.sub("'", text))
    return NO_TEXT.sub(" ", unicodedata.normalize("NFC", text.casefold()))


@lru_cache(maxsize=50_000)
def without_dots(text):
    """A folded text as it is typed without ä, ö and å, and without any other accent."""
    return plain(text)


def cut(text):
    """The words of a text in their order: [Word].

    A hyphenated word comes whole and then in its parts, so does 2021:11. The case ending of EU:n is no part of the word.
    ISBNs are words of 13 digits, ISSNs of 8 signs, whatever stands between their digits.
    """
    words, position, start = [], 0, 0
    while match := IDENTIFIER.search(text, start):
        start = match.start() + 1  # what is none may hide one that begins within it: "s. 16 978-952-13-4931-7"
        if number := _identifier(match):
            words += _plain_words(text, position, match.start())
            words.append(Word(number, match.start(), match.end()))
            # What looks like an ISSN may be two years: these are words, too.
            position = match.end() if match["isbn"] or len(match[0]) == len(number) else match.start()
            start = match.end()
    return words + _plain_words(text, position, len(text))


def whole_words(text):
    """The words of a text as they are typed, hyphenated ones whole and without their parts: [str]."""
    found, end = [], 0
    for word in cut(text):
        if word.start >= end:
            found.append(word.text)
            end = word.end
    return found


def _identifier(match):
    """The bare ISBN-13 or ISSN; "" when it is none. A wrong ISBN-13 passes: nothing else looks like one."""
    number = ALL_DASHES.sub("", "".join(match[0].split())).lower()
    if match["issn"]:
        return number if issn.is_valid(number) else ""
    if len(number) == 10:
        return isbn.to_isbn13(number) if isbn.is_valid(number) else ""
    return number


def _plain_words(text, start, end):
    return [word for match in WORD.finditer(text, start, end) for word in _words_of(match)]


def _words_of(match):
    if match["number"]:
        yield _word(match["number"].replace("/", ":"), match.start(), match.end())
        yield from _pieces(DIGITS, match["number"], match.start())
        return
    pieces = list(_pieces(PIECE, match["word"], match.start()))
    if len(pieces) > 1:
        yield _word("-".join(piece.text for piece in pieces), match.start(), match.end())
    yield from pieces


def _pieces(pattern, text, offset):
    for match in pattern.finditer(text):
        yield _word(match[0], offset + match.start(), offset + match.end())


def _word(text, start, end):
    return Word(_folded(text), start, end)


@lru_cache(maxsize=50_000)
def _folded(word):
    return ENDING_AFTER_APOSTROPHE.sub("", fold(word))[:LONGEST]
