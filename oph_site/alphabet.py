"""The orders of the Finnish (a … z, å, ä, ö; w like v is today's w) and the English alphabet, the same on every database."""

import unicodedata

LAST = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3"}  # "{" follows "z"


def finnish_order(text):
    """A sort key: case and other accents do not count, å ä ö follow z (SFS 4600)."""
    return "".join(
        LAST.get(letter) or without_accents(letter) for letter in unicodedata.normalize("NFC", text or "").casefold()
    )


def without_accents(text):
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def english_order(text):
    """A sort key: accents and case do not count (Åland stands among A, as English readers expect)."""
    return without_accents(text).casefold()
