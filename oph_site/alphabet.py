"""The order of the Finnish alphabet, the same on every database (a … z, å, ä, ö; w like v is today's w)."""

import unicodedata

LAST = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3"}  # "{" follows "z"


def finnish_order(text):
    """A sort key: case and other accents do not count, å ä ö follow z (SFS 4600)."""
    return "".join(LAST.get(letter) or _plain(letter) for letter in unicodedata.normalize("NFC", text or "").casefold())


def _plain(letter):
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
