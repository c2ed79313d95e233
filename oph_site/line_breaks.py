"""Where a line must not end: within a date, between a number and what it counts, after the hyphen that begins a word.

For what readers see: nothing is stored so, and the search reads the texts as they were written.
"""

import re

NO_BREAK = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

MONTH = re.compile(
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*"
    r"|(?:januar[yi]|februar[yi]|march|mars|april|ma[yj]|june?i?|july|juli|august[i]?|(?:sept|nov|dec)ember|o[ck]tober)",
    re.IGNORECASE,
)
COUNTED = (
    r"(?:henke|henki|prosent|miljoon|miljardi|euro|päiv|viikko|kuukau|vuo[dst]|tunti|minuut|maata|maassa)\w*"
    r"|(?:people|persons?|million|billion|per cent|days?|weeks?|months?|years?|hours?|minutes?|countries)\b"
)
DIGIT = re.compile(r"\d")
AFTER_NUMBER = re.compile(
    rf"(?<=\d) (?=[%€]|{COUNTED}|(?:{MONTH.pattern})\b)|(?<=\d\.) (?=(?:{MONTH.pattern})\b)", re.IGNORECASE
)
BEFORE_NUMBER = re.compile(r"\b(klo|kl\.|viikko|viikolla|week|page|s\.|nro|no\.) (?=\d)", re.IGNORECASE)
OPENING_HYPHEN = re.compile(r"(?<=[\s(])-(?=[^\W\d_])")  # Erasmus+ -ohjelma


def bound(text):
    """The text with spaces and hyphens at which no line ends."""
    if DIGIT.search(text):  # most texts have none, and the search for what stands around numbers takes its time
        text = AFTER_NUMBER.sub(NO_BREAK, text)
        text = BEFORE_NUMBER.sub(rf"\1{NO_BREAK}", text)
    return OPENING_HYPHEN.sub(NO_BREAK_HYPHEN, text)
