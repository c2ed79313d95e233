"""All that is public in the catalogue, light: what filters, the counts beside them and the order of lists ask for.

A set of publications is one whole number, whose bit n stands for the nth of them by id: sets of ten thousand are joined,
cut and counted in microseconds, and the counts are exact.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import islice, product
from operator import or_

from oph_site.alphabet import finnish_order
from oph_site.languages import LANGUAGES, current_language
from oph_site.stamp.kept import kept_until_public_changes
from publications import filters
from publications.models import LANGUAGE_ORDER, PUBLISHER, LanguageVersion, Publication, Series, Topic

ANY = "any"  # in a key of LightList.versions: whatever it is there
SIGNS = " \u00ad\"'“”„«»‘’–—-.…([¿¡"  # at the beginning of a title they do not count


@dataclass(frozen=True)
class LightList:
    """places: {id: its bit}. types, topics, publishers: {value: set}. versions: {(language, year, series): set}, once for every
    version and once more for each of its parts that is ANY; a year or a series that is not known is None. within: all that counts."""

    places: dict
    types: dict
    topics: dict
    publishers: dict
    versions: dict
    within: int

    def only(self, some):
        """The list without what is not in that set."""
        return replace(self, within=self.within & some)

    def but(self, some):
        return replace(self, within=self.within & ~some)

    def set_of(self, ids):
        return as_set(self.places[pk] for pk in ids if pk in self.places)

    @cached_property
    def languages(self):
        return {language for language, year, series in self.versions if (year, series) == (ANY, ANY)} - {ANY}

    @cached_property
    def years(self):
        return {year for language, year, series in self.versions if (language, series) == (ANY, ANY)} - {ANY}

    @cached_property
    def series(self):
        return {series for language, year, series in self.versions if (language, year) == (ANY, ANY)} - {ANY}

    def fitting(self, choice):
        """The set of those that fit: one version has the language, the year and the series."""
        found = self.within & self.with_version(choice["lang"], choice["year"], choice["series"])
        for name, sets in (("type", self.types), ("topic", self.topics), ("publisher", self.publishers)):
            if choice[name]:
                found &= union(sets.get(value, 0) for value in choice[name])
        return found

    def with_version(self, languages, years, series):
        """Those with a version in one of the languages and, the same one, of one of the years and series; none named means any."""
        return union(self.versions.get(key, 0) for key in product(languages or [ANY], years or [ANY], series or [ANY]))

    def how_many(self, choice):
        return self.fitting(choice).bit_count()


class Found:
    """Those that fit a choice, in an order; Paginator cuts its pages from it: [20:30] is {id: language of the version to show}.

    order: ids, the first to be shown first. None: the newest first, then the one that was added last.
    titles: [(id, language)] of every version, by title; then they stand in the order of the titles that are shown.
    """

    def __init__(self, light_list, choice, *, order=None, titles=None, language=None):
        self.light_list, self.choice, self.order, self.titles = light_list, choice, order, titles
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
                shown[language] = left & self.light_list.with_version(
                    {language}, self.choice["year"], self.choice["series"]
                )
                left &= ~shown[language]
        return shown

    def __getitem__(self, part):
        ids = list(self.light_list.places)
        start, stop, _step = part.indices(self.count())
        if self.titles is not None:
            cut = islice(self.by_title(), start, stop)
        else:
            cut = self.newest(start, stop) if self.order is None else self.ordered()[start:stop]
        return {
            ids[place]: next(language for language, some in self.shown.items() if some >> place & 1) for place in cut
        }

    def ordered(self):
        places = (self.light_list.places.get(pk) for pk in self.order)
        return [place for place in places if place is not None and self.fitting >> place & 1]

    def by_title(self):
        """The places, by the titles that stand in the list."""
        for pk, language in self.titles:
            place = self.light_list.places.get(pk)
            if place is not None and self.shown.get(language, 0) >> place & 1:
                yield place

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
            yield union(some & self.light_list.versions.get((lang, year, ANY), 0) for lang, some in self.shown.items())


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
    publisher = [f"publication__{column}" for column in PUBLISHER]
    rows = list(texts.values_list("publication", "publication__type", "language", "year", "series", *publisher))
    places = {pk: place for place, pk in enumerate(dict.fromkeys(row[0] for row in rows))}
    types, topics, publishers, versions = (defaultdict(list) for _each in range(4))
    for pk, kind, language, year, series, *names in rows:
        types[kind].append(places[pk])
        publishers[next(filter(None, names), "")].append(places[pk])
        for key in product((language, ANY), (year, ANY), (series, ANY)):
            versions[key].append(places[pk])
    joined = Publication.topics.through.objects.filter(publication__state=Publication.State.PUBLIC)
    for topic, pk in joined.values_list("topic", "publication"):
        if pk in places:
            topics[topic].append(places[pk])
    sets = map(as_sets, (types, topics, publishers, versions))
    return LightList(places, *sets, within=as_set(places.values()))


@kept_until_public_changes
def titles_in_order():
    """[(id, language)] of every public version, by title as Finns order words. One query."""
    rows = LanguageVersion.objects.public().order_by("pk").values_list("publication", "language", "title", "subtitle")
    return [row[:2] for row in sorted(rows, key=lambda row: [finnish_order(words).lstrip(SIGNS) for words in row[2:]])]


@kept_until_public_changes
def publisher_names(language):
    """{what it is called in addresses: its name in a language, or else in another}. One query."""
    own = PUBLISHER.index(f"corporate_author_{language}")
    rows = Publication.objects.public().order_by(*PUBLISHER).values_list(*PUBLISHER).distinct()
    return {key: names[own] or key for names in rows if (key := next(filter(None, names), ""))}


@kept_until_public_changes
def series_titles():
    """{id: title} of every series, as Finns order words. One query."""
    rows = Series.objects.values_list("pk", "title")
    return dict(sorted(rows, key=lambda row: finnish_order(row[1])))


@kept_until_public_changes
def topic_titles(language):
    """{id: title} of every topic, in a language or else in another. One query."""
    return {
        topic.pk: next(filter(None, (getattr(topic, f"title_{code}") for code in (language, *LANGUAGES))), "")
        for topic in Topic.objects.order_by("pk")
    }


@kept_until_public_changes
def replaced():
    """{id: the ids of what it replaces}. One query."""
    found = defaultdict(list)
    rows = Publication.objects.with_page().exclude(replaced_by=None).order_by("pk")
    for pk, newer in rows.values_list("pk", "replaced_by"):
        found[newer].append(pk)
    return dict(found)


def topics_of(pk, language):
    """{id: title} of the topics of a public publication."""
    found = light_list()
    place = found.places.get(pk)
    if place is None:
        return {}
    return {topic: title for topic, title in topic_titles(language).items() if found.topics.get(topic, 0) >> place & 1}


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
