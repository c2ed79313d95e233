"""Things that can be found, each language for itself, and which of them hold a word.

That is a line of bytes: the byte at the place of a group says in which of its fields (fields.py) the word stands, 0 that it
does not. As whole numbers such lines are joined and cut at once, however many groups there are.
"""

from functools import reduce
from itertools import compress, repeat
from operator import or_
from typing import NamedTuple

KEPT = 32 << 20  # bytes of lines
HOLDS = bytes([0]) + bytes([1]) * 255


class Facts(NamedTuple):
    """Of one group: a thing in one language, that is a record and the file whose text belongs to it."""

    kind: str
    thing: int
    language: str
    version: str
    title_length: int
    year: int | None
    is_only_language: bool
    documents: tuple  # the record's first


class Groups:
    """Facts by their places, as given. A set of groups is a whole number whose bytes are 1 or 0."""

    def __init__(self, facts):
        self.facts = facts
        self.all_places = list(range(len(facts)))
        self.places = {pk: place for place, each in enumerate(facts) for pk in each.documents}
        kinds = {}
        for place, each in enumerate(facts):
            kinds.setdefault(each.kind, bytearray(len(facts)))[place] = 1
        self.kinds = {kind: as_number(line) for kind, line in kinds.items()}  # sets
        self.single = as_number(bytes(each.is_only_language for each in facts))  # a set
        self.kept = {}  # {word: line}, as far as somebody asked

    def lines(self, postings):
        """{word: line} of [(word, fields, [documents])]. Documents that are not among these are left out."""
        nowhere, found = len(self.facts), {}
        for word, fields, documents in postings:
            line = found.setdefault(word, bytearray(nowhere + 1))
            for place in map(self.places.get, documents, repeat(nowhere)):
                line[place] |= fields
        return {word: bytes(line[:nowhere]) for word, line in found.items()}

    def keep(self, lines):
        """Where they become too many, those of before are forgotten."""
        if (len(self.kept) + len(lines)) * len(self.facts) > KEPT:
            self.kept.clear()
        self.kept.update(lines)

    def line(self, number):
        return number.to_bytes(len(self.facts), "little")

    def members(self, some):
        """The places of a set, in their order."""
        line = self.line(some)
        first = max(line.find(1), 0)  # those without a year stand at the end: half a millisecond less for pages
        return list(compress(self.all_places[first:], line[first:]))

    def set_of(self, documents):
        return as_set(self.lines([("", 1, documents)])[""])


def as_number(line):
    return int.from_bytes(line, "little")


def as_set(line):
    """The groups that hold the word."""
    return as_number(line.translate(HOLDS))


def union(numbers):
    """Of sets, or of fields."""
    return reduce(or_, numbers, 0)
