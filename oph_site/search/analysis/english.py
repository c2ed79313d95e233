"""The base forms of English words in one spelling: the British one, as the site writes."""

import re

ONE_SPELLING = {
    "catalog": "catalogue", "center": "centre", "counseling": "counselling", "counselor": "counsellor", "defense": "defence", "dialog": "dialogue",
    "enroll": "enrol", "enrollment": "enrolment", "fiber": "fibre", "fulfill": "fulfil", "license": "licence", "math": "maths",
    "practise": "practice", "program": "programme", "skillful": "skilful", "theater": "theatre", "traveler": "traveller",
    "traveling": "travelling",
}  # fmt: skip
IZE = re.compile("^(.{3,})(i|y)z(e|er|ed|ing|ation|ational|able)$")  # organization, analyze; size and prize are shorter
NOT_IZE = frozenset(["capsize", "downsize", "resize"])
OR = re.compile(
    "^(un|dis)?(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rum|vig)or(ed|er|ful|hood|ing|ite|able|al|less)?$"
)


def bases(word, dictionary):
    """The base forms of a word: [str], empty for a word that is unknown."""
    return list(dict.fromkeys(one_spelling(base) for base in dictionary.readings(word)))


def one_spelling(base):
    """organization → organisation, color → colour, program → programme."""
    if base not in NOT_IZE:
        base = IZE.sub(r"\1\2s\3", base)
    return ONE_SPELLING.get(base) or OR.sub(r"\1\2our\3", base)
