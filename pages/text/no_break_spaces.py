"""No-break spaces of pasted text: those with a reason stay, those between plain words become spaces.

With a reason: within a number, before its unit, a month or a section sign, in a date, after an abbreviation or an initial,
before a dash. Where three plain words or more hang together, another program put them everywhere: then only the first four
reasons count.
"""

import re
from itertools import pairwise

from oph_site.line_breaks import MONTH, NO_BREAK
from pages.text.nodes import BLOCKS, EDGE, Words

WHITE = " \t\r\n\u00a0"
GAP = re.compile(rf"(?<![{WHITE}])[{WHITE}]*{NO_BREAK}[{WHITE}]*")
CHAIN = re.compile(rf"(?<![^{WHITE}{EDGE}])[^{WHITE}{EDGE}]+(?:[ \t\r\n]*{NO_BREAK}[{WHITE}]*[^{WHITE}{EDGE}]+){{2,}}")
WORD_BEFORE = re.compile(rf"[^{WHITE}{EDGE}]+\Z")
WORD_AFTER = re.compile(rf"[^{WHITE}{EDGE}]+")
FAR = 80  # signs of a word that are looked at

UNIT = re.compile(
    r"(?:[%‰€$£§°+]\w*|°?[CF]|[kcm]?m[²³]?|[km]?g|[mc]?l|t|h|min|s|v|vk|kk|pv|kpl|op|hlö|milj|mrd|eur|euroa?n?|euros|e"
    r"|prosentti\w*|prosenttia|miljoona\w*|miljardi\w*|million|billion|per ?cent)\W*",
    re.IGNORECASE,
)
LARGE = re.compile(r"(?:milj\.?|mrd\.?|miljoona\w*|miljardi\w*|tuhatta|million|billion)", re.IGNORECASE)
PLAIN = re.compile(r"[(\[\"'”’“‘«]*[^\W\d_]{2,}(?:[-–’'/][^\W\d_]+)*[)\]\"'”’“‘»]*[,;:!?…]*[)\]\"'”’“‘»]*\.?")
ABBREVIATION = re.compile(r"\W*\w{1,4}\.")


def mend_spaces(root):
    for block in root.iter(*BLOCKS):
        words = Words(block)
        if NO_BREAK in words.text:
            words.replace(list(_changes(words.text)))


def _changes(text):
    chains = [match.span() for match in CHAIN.finditer(text) if _hangs_together(match[0].split())]
    for gap in GAP.finditer(text):
        start, end = gap.span()
        before = WORD_BEFORE.search(text, max(0, start - FAR), start)
        after = WORD_AFTER.match(text, end, end + FAR)
        if not before or not after:
            yield start, end, ""
            continue
        is_pasted = end - start > 1 or any(first < start and end < last for first, last in chains)
        yield start, end, NO_BREAK if _has_reason(before[0], after[0], is_pasted) else " "


def _hangs_together(words):
    return sum(_is_plain(before) and _is_plain(after) for before, after in pairwise(words)) > 1


def _has_reason(before, after, is_pasted):
    number_before, number_after = before[-1:].isdigit() or before[-2:-1].isdigit(), after[:1].isdigit()
    if number_before and number_after or before in "§€$£" and number_after:
        return True
    if UNIT.fullmatch(after) and (number_before or LARGE.fullmatch(before)):
        return True
    if MONTH.match(after) and number_before or MONTH.fullmatch(before) and number_after:
        return True
    return not is_pasted and not (_is_plain(before) and _is_plain(after))


def _is_plain(word):
    return bool(PLAIN.fullmatch(word)) and not word.isupper() and not ABBREVIATION.fullmatch(word)
