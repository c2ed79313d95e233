"""What words of one family have in common: rahoittaa, rahoitus, rahoittaja → rahoit; teacher, teaching → teach.

A weak sign, and below five letters none: with four, kansallinen would meet kansainvälinen.
"""

import re
from functools import lru_cache

from oph_site.search.analysis.snowball import stem

SHORTEST = 5
# What makes nouns of verbs, verbs of nouns, adjectives of both; the longest comes first.
ENDINGS = """
    aminen äminen eminen iminen uminen yminen minen elija elijä llinen elma elmä ella ellä inen aja äjä eja ejä ija ijä uja yjä
    mus mys aus äys uus yys nti elu ely ja jä us ys aa ää ea eä ia iä oa öä ua yä da dä la lä ta tä
""".split()
# Before them ist-, is-: osallistua and osallinen, kansainvälistyä and kansainvälisyys have no more in common than osall-.
FINNISH = [*(f"ist{ending}" for ending in ENDINGS), "isuus", "isyys", *ENDINGS]
ENGLISH = re.compile("(?:er|or|ing|ment|ist|ism|ship|hood|iv|at|abl|al|ness|(?<=if)i)$")
DOUBLE = re.compile(r"([kpt])\1$")


@lru_cache(maxsize=50_000)
def derivation(base, language):
    """The common beginning of a base form's family, "" where it is too short to say anything."""
    if language == "fi":
        return _long_enough(_finnish(base))
    return _long_enough(_english(base)) if language == "en" else ""


def _english(base):
    if base.startswith("internation"):
        return "internation"  # Snowball says intern, like internship
    whole = stem(base, "en")
    short = ENGLISH.sub("", whole)
    return short if len(short) >= SHORTEST else whole


def _finnish(base):
    fitting = (base.removesuffix(ending) for ending in FINNISH if base.endswith(ending))
    short = next((start for start in fitting if len(start) >= SHORTEST), base)
    while len(short) > SHORTEST and short[-1] in "aeiouyäö":
        short = short[:-1]
    return DOUBLE.sub(r"\1", short)


def _long_enough(word):
    return word if len(word) >= SHORTEST else ""
