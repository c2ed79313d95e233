"""All that is public in the catalogue, light: what filters, the counts beside them and the order of lists ask for.

A set of publications is one whole number, whose bit n stands for the nth of them by id: sets of ten thousand are joined,
cut and counted in microseconds, and the counts are exact.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice, product
from operator import or_

from oph_site.languages import LANGUAGES, current_language
from oph_site.stamp.kept import kept_until_public_changes
from publications import filters
from publications.models import LANGUAGE_ORDER, LanguageVersion, Publication, Topic


@dataclass(frozen=True)
class LightList:
    """places: {id: its bit}. The others: {value: set}, a version being (language, year or None). within: all that counts."""

    places: dict
    types: dict
    topics: dict
    languages: dict
    years: dict
    versions: dict
    within: int

    def only(self, some):
        """The list without what is not in that set."""
        return replace(self, within=self.within & some)

    def but(self, some):
        return replace(self, within=self.within & ~some)

    def set_of(self, ids):
        return as_set(self.places[pk] for pk in ids if pk in self.places)

    def fitting(self, choice):
        """The set of those that fit: one version has both the language and the year."""
        found = self.within & self.with_version(choice["lang"], choice["year"])
        for chosen, sets in ((choice["type"], self.types), (choice["topic"], self.topics)):
            if chosen:
                found &= union(sets.get(value, 0) for value in chosen)
        return found

    def with_version(self, languages, years):
        """Those with a version in one of the languages and, the same one, of one of the years; none named means any."""
        if not languages and not years:
            return self.within
        if not years:
            return union(self.languages.get(language, 0) for language in languages)
        if not languages:
            return union(self.years.get(year, 0) for year in years)
        return union(self.versions.get(version, 0) for version in product(languages, years))

    def how_many(self, choice):
        return self.fitting(choice).bit_count()


class Found:
    """Those that fit a choice, in an order; Paginator cuts its pages from it: [20:30] is {id: language of the version to show}.

    order: ids, the first to be shown first. None: the newest first, then the one that was added last.
    """

    def __init__(self, light_list, choice, *, order=None, language=None):
        self.light_list, self.choice, self.order = light_list, choice, order
        self.fitting = light_list.fitting(choice)
        self.shown = self.by_shown_language(language or current_language())

    def count(self):
        return self.fitting.bit_count()

    def __len__(self):
        return self.count()

    def by_shown_language(self, own):
        """{language: set}: every publication stands once, under the reader's language or the first of its others that fit."""
        shown, left = {}, self.fitting
        for language in sorted(LANGUAGE_ORDER, key=lambda language: language != own):
            if not self.choice["lang"] or language in self.choice["lang"]:
                shown[language] = left & self.light_list.with_version({language}, self.choice["year"])
                left &= ~shown[language]
        return shown

    def __getitem__(self, part):
        ids = list(self.light_list.places)
        start, stop, _step = part.indices(self.count())
        cut = self.newest(start, stop) if self.order is None else self.ordered()[start:stop]
        return {
            ids[place]: next(language for language, some in self.shown.items() if some >> place & 1) for place in cut
        }

    def ordered(self):
        places = (self.light_list.places.get(pk) for pk in self.order)
        return [place for place in places if place is not None and self.fitting >> place & 1]

    def newest(self, start, stop):
        """The places from `start` to `stop`. Years before and after are counted, not walked through."""
        passed = 0
        for some in self.by_year():
            count = some.bit_count()
            if passed < stop and start < passed + count:
                yield from islice(last_first(some), max(start - passed, 0), stop - passed)
            passed += count

    def by_year(self):
        """Sets, the newest year first, by the versions that are shown."""
        for year in sorted(self.light_list.years, key=lambda year: -(year or 0)):
            yield union(some & self.light_list.versions.get((lang, year), 0) for lang, some in self.shown.items())


def union(sets):
    return reduce(or_, sets, 0)


def as_set(places):
    """The set of these places."""
    places = list(places)
    flags = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        flags[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(flags, "little")


def as_sets(places):
    return {value: as_set(some) for value, some in places.items()}


def last_first(some):
    """The places of a set."""
    digits = f"{some:b}"
    at = digits.find("1")
    while at >= 0:
        yield len(digits) - 1 - at
        at = digits.find("1", at + 1)


@kept_until_public_changes
def light_list():
    """Every public publication that has a text. Two queries."""
    texts = LanguageVersion.objects.public().order_by("publication")
    rows = list(texts.values_list("publication", "publication__type", "language", "year"))
    places = {pk: place for place, pk in enumerate(dict.fromkeys(row[0] for row in rows))}
    types, languages, years, versions, topics = (defaultdict(list) for _each in range(5))
    for pk, kind, language, year in rows:
        for sets, value in ((types, kind), (languages, language), (years, year), (versions, (language, year))):
            sets[value].append(places[pk])
    joined = Publication.topics.through.objects.filter(publication__state=Publication.State.PUBLIC)
    for topic, pk in joined.values_list("topic", "publication"):
        if pk in places:
            topics[topic].append(places[pk])
    return LightList(places, *map(as_sets, (types, topics, languages, years, versions)), within=as_set(places.values()))


@kept_until_public_changes
def topic_titles(language):
    """{id: title} of every topic, in a language or else in another. One query."""
    return {
        topic.pk: next(filter(None, (getattr(topic, f"title_{code}") for code in (language, *LANGUAGES))), "")
        for topic in Topic.objects.order_by("pk")
    }


def alike(topics, *, but):
    """Those on one of the topics, the newest first, without the publication `but`."""
    found = light_list()
    return Found(found.but(found.set_of([but])), filters.NOTHING | {"topic": topics})


def newest_readable(language, at_most):
    """{id: language to show}: those that can be read in the language, then the others; each the newest first."""
    found, own = light_list(), filters.NOTHING | {"lang": {language}}
    first = Found(found, own, language=language)[:at_most]
    others = Found(found.but(found.fitting(own)), filters.NOTHING, language=language)
    return first | others[: at_most - len(first)]
