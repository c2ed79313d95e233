"""What words of one family have in common: rahoittaa, rahoitus, rahoittaja → rahoit; teacher, teaching → teach.

A weak sign, and below five letters none: with four, kansallinen would meet kansainvälinen.
"""

import re

from oph_site.search.analysis.snowball import stem

SHORTEST = 5
# Endings that make nouns of verbs, verbs of nouns, adjectives of both; the longest that fits.
ENDINGS = (
    "aminen|äminen|eminen|iminen|uminen|yminen|minen|elija|elijä|elma|elmä|elu|ely|ella|ellä|aja|äjä|eja|ejä|ija|ijä|uja|yjä|ja|jä"
    "|aus|äys|us|ys|mus|mys|uus|yys|nti|llinen|inen|aa|ää|ua|yä|oa|öä|ia|iä|ea|eä|da|dä|la|lä|ta|tä"
)
FINNISH = [re.compile(f"is(?:t|(?=uus|yys))(?:{ENDINGS})$"), re.compile(f"(?:{ENDINGS})$")]
ENGLISH = re.compile("(?:er|or|ing|ment|ist|ism|ship|hood|iv|at|abl|al|ness)$")
DOUBLE = re.compile(r"([kpt])\1$")


def derivation(base, language):
    """The common beginning of a base form's family, "" where it is too short to say anything."""
    if language == "fi":
        return _long_enough(_finnish(base))
    if language == "en":
        short = ENGLISH.sub("", stem(base, "en"))
        return short if len(short) >= SHORTEST else _long_enough(stem(base, "en"))
    return ""


def _finnish(base):
    shortened = (pattern.sub("", base) for pattern in FINNISH)
    short = next((each for each in shortened if each != base and len(each) >= SHORTEST), base)
    while len(short) > SHORTEST and short[-1] in "aeiouyäö":
        short = short[:-1]
    return DOUBLE.sub(r"\1", short)


def _long_enough(word):
    return word if len(word) >= SHORTEST else ""
