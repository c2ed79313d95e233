"""The map of the site: what readers see in a language, as a tree, whenever they look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages.editions.publishing import publish
from pages.models import Page
from tests.factories.pages import PageFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_map(home):
    page = PageFactory(parent=home, kind=Page.Kind.SITE_MAP, key="site-map", title_fi="Sivukartta", slug_fi="kartta", slug_en="map", position=9)  # fmt: skip
    return published(page)


def names(branches):
    return [(branch["edition"].title, names(branch["branches"])) for branch in branches]


def test_every_page_stands_below_its_own(visitor, home, site_map):
    first, second = (
        published(PageFactory(parent=home, title_fi=title, slug_fi=title.lower(), position=position), "fi")
        for title, position in (("Toinen", 2), ("Eka", 1))
    )
    published(PageFactory(parent=first, title_fi="Alasivu", slug_fi="alasivu"), "fi")
    PageFactory(parent=home, title_fi="Luonnos")

    answer = visitor.get("/fi/kartta/")

    [(_home, below)] = names(answer.context["branches"])
    assert below == [("Eka", []), ("Toinen", [("Alasivu", [])]), ("Sivukartta", [])]
    assert '<a href="/fi/toinen/alasivu/">Alasivu</a>' in answer.text
    assert "Alasivu" not in visitor.get("/en/map/").text


def test_the_page_in_swedish_is_marked_as_such(visitor, home, site_map):
    published(PageFactory(parent=home, kind=Page.Kind.SWEDISH, key="swedish", title_fi="På svenska", slug_fi="pa-svenska"), "fi")  # fmt: skip

    assert '<a href="/fi/pa-svenska/" lang="sv">På svenska</a>' in visitor.get("/fi/kartta/").text


def test_no_cache_keeps_it_beyond_the_next_change(visitor, home, site_map):
    publish(PageFactory(parent=home), "fi", by=None, at=timezone.now() + timedelta(seconds=40))

    kept = visitor.get("/fi/kartta/")["Cache-Control"].partition("s-maxage=")[2].partition(",")[0]

    assert 30 < int(kept) <= 40


def test_it_stands_in_the_footer(visitor, home, site_map):
    assert '<a href="/fi/kartta/">Sivukartta</a>' in visitor.get("/fi/").text


@pytest.mark.django_db(transaction=True)
def test_it_costs_no_more_queries_on_a_large_site(visitor, home, site_map, django_assert_max_num_queries):
    for number in range(30):
        published(PageFactory(parent=home, slug_fi=f"sivu-{number}"), "fi")

    visitor.get("/fi/kartta/")  # reads what is kept
    with django_assert_max_num_queries(2):
        visitor.get("/fi/kartta/")
