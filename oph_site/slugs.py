"""The end of an address made from a title, the same for pages, publications and documents."""

import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

from oph_site.alphabet import PLAIN_LETTERS
from oph_site.soft_hyphens import without_soft_hyphens

APART = set("/\\⁄∕|−·•&+_")  # beside all that Unicode calls a dash
BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w\s](?=\d)")  # 2011:16, 1.1.2027


@lru_cache(maxsize=5_000)
def slug_of(title, at_most=80):
    """The words of a title in the letters a–z, digits and single hyphens; "" when none is left."""
    letters = unicodedata.normalize("NFD", without_soft_hyphens(title).casefold()).translate(PLAIN_LETTERS)
    parted = "".join("-" if letter in APART or unicodedata.category(letter) == "Pd" else letter for letter in letters)
    return slugify(BETWEEN_DIGITS.sub("-", parted))[:at_most].strip("-")
