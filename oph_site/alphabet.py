"""The orders of the Finnish (a … z, å, ä, ö; w like v is today's w) and the English alphabet, the same on every database."""

import unicodedata

# "{" follows "z". Foreign letters stand where Finns look for them.
FINNISH = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3", "õ": "{3", "ő": "{3", "œ": "{3", "ü": "y", "ű": "y"}
# Letters that are no other letter with an accent, as the letters a–z.
PLAIN_LETTERS = str.maketrans({
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ŧ": "t", "ǥ": "g", "ʒ": "z", "þ": "th", "æ": "ae", "œ": "oe",
    "ø": "o", "ß": "ss",
})  # fmt: skip


def finnish_order(text):
    """A sort key: case and other accents do not count, å ä ö follow z, ü is sorted as y and đ as d (SFS 4600)."""
    return "".join(
        FINNISH.get(letter) or plain(letter) for letter in unicodedata.normalize("NFC", text or "").casefold()
    )


def plain(text):
    return without_accents(text).translate(PLAIN_LETTERS)


def without_accents(text):
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def english_order(text):
    """A sort key: accents and case do not count (Åland stands among A, as English readers expect)."""
    return plain(text.casefold())
