"""Words that were parted at the end of a line, made whole again."""

import re

# U+FFFE is what PDFium writes for a hyphen, visible or soft, between two letters of two lines.
LINE_END = re.compile("(?<=\\w)(?:\ufffe|[-\u2010\u2011][ \t]*\n[ \t]*)(?=\\w)")
TOKEN = re.compile(r"[\w+-]+")
LAST_WORD, FIRST_WORD = re.compile(r"\w+\Z"), re.compile(r"\w+")
LONGEST = 60  # letters that are looked at on either side
VOWELS = "aeiouyåäö"
CONJUNCTIONS = {"ja", "tai", "sekä", "eli", "och", "eller", "samt", "and", "or"}


class Joiner:
    """Joins the lines of one file: how its other lines write a word decides first, then what the halves look like."""

    def __init__(self, pages):
        self.words, self.first_parts = set(), set()
        for page in pages:
            for token in TOKEN.findall(page.casefold()):
                self.words.add(token.strip("-+"))
                first, sign, rest = token.replace("+", "-").partition("-")
                if sign and (rest or token.endswith("+")):  # "koulutus-" alone is half of "koulutus- ja"
                    self.first_parts.add(first)

    def join(self, page):
        """The page with whole words."""
        return LINE_END.sub(self.between, page)

    def between(self, match):
        """What stands between the halves from now on: nothing, a hyphen, or a hyphen and a space (maa- ja metsätalous)."""
        page = match.string
        before = LAST_WORD.search(page[max(0, match.start() - LONGEST) : match.start()])[0]
        after = FIRST_WORD.match(page[match.end() : match.end() + LONGEST])[0]
        if (before + after).casefold() in self.words:
            return ""
        if f"{before}-{after}".casefold() in self.words:
            return "-"
        if after in CONJUNCTIONS:
            return "- "
        return "-" if looks_hyphenated(before, after) or self.is_name(before) else ""

    def is_name(self, before):
        """A name that other lines put before a hyphen or a plus: Erasmus-, Erasmus+."""
        return before[0].isupper() and before.casefold() in self.first_parts


def looks_hyphenated(before, after):
    """Whether the hyphen belongs to the word: EU-maat, e-oppiminen, 2020-2021, Pohjola-Norden, linja-auto."""
    if before.isupper() and after.isupper() and len(before) > 1:
        return False  # a heading in capitals
    is_short = len(before) == 1 or before.isupper() or before[-1].isdigit()
    return is_short or not after[0].islower() or (before[-1] == after[0] and after[0] in VOWELS)
