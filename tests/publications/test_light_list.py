"""The sets of the light list say what going through all publications one by one would say."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from publications import filters
from publications.light_list import ANY, Found, LightList, as_set, as_sets, last_first

LANGUAGES, TYPES, TOPICS, YEARS = ["fi", "sv", "en", "se"], ["guide", "report"], [1, 2, 3], [None, 2010, 2011, 2020]
SERIES, PUBLISHERS = [None, 7, 8], ["Oph", "CIMO"]
publication = some.tuples(
    some.sampled_from(TYPES),
    some.sets(some.sampled_from(TOPICS)),
    some.sampled_from(PUBLISHERS),
    some.dictionaries(
        some.sampled_from(LANGUAGES), some.tuples(some.sampled_from(YEARS), some.sampled_from(SERIES)), min_size=1
    ),
)
choice = some.fixed_dictionaries({
    "lang": some.sets(some.sampled_from(LANGUAGES)), "type": some.sets(some.sampled_from(TYPES)),
    "topic": some.sets(some.sampled_from(TOPICS)), "year": some.sets(some.sampled_from(YEARS[1:])),
    "series": some.sets(some.sampled_from(SERIES[1:])), "publisher": some.sets(some.sampled_from(PUBLISHERS)),
})  # fmt: skip


def listed(publications):
    """A list of publications whose ids are 100, 101 …"""
    types, topics, publishers, versions = (defaultdict(list) for _each in range(4))
    for place, (kind, own_topics, publisher, texts) in enumerate(publications):
        types[kind].append(place)
        publishers[publisher].append(place)
        for topic in own_topics:
            topics[topic].append(place)
        for language, (year, series) in texts.items():
            for key in product((language, ANY), (year, ANY), (series, ANY)):
                versions[key].append(place)
    sets = map(as_sets, (types, topics, publishers, versions))
    places = {100 + place: place for place in range(len(publications))}
    return LightList(places, *sets, within=as_set(places.values()))


def is_one_of(value, values):
    return not values or value in values


def fitting(publications, choice, language):
    """{id: (language shown, its year)}, one by one."""
    found, order = {}, ["fi", "sv", "en", "se"]
    for pk, (kind, topics, publisher, texts) in enumerate(publications, 100):
        versions = [
            (text, year)
            for text, (year, series) in texts.items()
            if is_one_of(text, choice["lang"])
            and is_one_of(year, choice["year"])
            and is_one_of(series, choice["series"])
        ]
        is_fit = is_one_of(kind, choice["type"]) and is_one_of(publisher, choice["publisher"])
        if versions and is_fit and (not choice["topic"] or choice["topic"] & topics):
            found[pk] = min(versions, key=lambda version: (version[0] != language, order.index(version[0])))
    return found


def in_parts(found, size=3):
    return [pair for start in range(0, len(found), size) for pair in found[start : start + size].items()]


@given(some.lists(publication, max_size=12), choice, some.sampled_from(["fi", "en"]))
def test_counts_order_and_languages_are_those_of_going_through_all(publications, choice, language):
    everything, expected = listed(publications), fitting(publications, choice, language)

    found = Found(everything, choice, language=language)

    ordered = sorted(expected, key=lambda pk: (-(expected[pk][1] or 0), -pk))
    assert len(found) == everything.how_many(choice) == len(expected)
    assert in_parts(found) == [(pk, expected[pk][0]) for pk in ordered]


@given(some.lists(publication, max_size=12), choice, some.permutations(range(98, 114)))
def test_another_order_leaves_out_what_does_not_fit(publications, choice, order):
    expected = fitting(publications, choice, "fi")

    found = Found(listed(publications), choice, order=order, language="fi")

    assert in_parts(found) == [(pk, expected[pk][0]) for pk in order if pk in expected]


@given(some.lists(publication, max_size=12), choice, some.randoms())
def test_the_order_of_titles_is_that_of_the_titles_that_are_shown(publications, choice, random):
    expected = fitting(publications, choice, "fi")
    titles = [(pk, language) for pk, (*_rest, texts) in enumerate(publications, 100) for language in texts]
    random.shuffle(titles)

    found = Found(listed(publications), choice, titles=titles, language="fi")

    shown = [(pk, language) for pk, (language, _year) in expected.items()]
    assert in_parts(found) == sorted(shown, key=titles.index)


@given(some.lists(publication, max_size=12), choice, some.sets(some.integers(98, 114)))
def test_only_some_of_them_can_be_asked_for(publications, choice, ids):
    everything, expected = listed(publications), fitting(publications, choice, "fi")
    chosen = everything.set_of(ids)

    assert set(dict(in_parts(Found(everything.only(chosen), choice)))) == set(expected) & ids
    assert everything.but(chosen).how_many(choice) == len(set(expected) - ids)


@pytest.mark.parametrize("places", [[], [0], [0, 7, 8, 9, 63, 64, 9999]])
def test_a_set_says_its_places(places):
    assert list(last_first(as_set(places))) == places[::-1]


def test_nothing_chosen_is_everything():
    everything = listed([("guide", set(), "Oph", {"fi": (None, None)})])

    assert everything.how_many(filters.NOTHING) == 1
