import re

import pytest

from oph_site.search import index
from pages.models import Page
from tests.factories.pages import (
    ContactPointFactory,
    OrganisationFactory,
    PageFactory,
    published,
)
from tests.factories.records import GrantCallFactory, InformationSourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def sources_page(home):
    return published(
        PageFactory(parent=home, kind=Page.Kind.SOURCES, slug_fi="lahteet", slug_en="sources", title_en="Sources")
    )


@pytest.fixture
def sources(sources_page):
    oecd, eurydice = (
        OrganisationFactory(name_fi="OECD", name_en="OECD"),
        OrganisationFactory(name_fi="Eurydice", name_en="Eurydice"),
    )
    InformationSourceFactory(organisation=oecd, name_en="PISA", is_for_teachers=True, is_for_decision_makers=True)
    InformationSourceFactory(
        organisation=oecd, name_en="Indicators", is_for_teachers=False, is_for_decision_makers=True
    )
    InformationSourceFactory(organisation=eurydice, name_en="Systems", is_for_teachers=True)


def shown(response):
    return [(organisation.name, [row.name for row in rows]) for organisation, rows in response.context["groups"]]


def counts(response):
    return [(choice.label, choice.count, choice.is_current) for choice in response.context["choices"]]


def test_sources_stand_under_their_network(visitor, sources):
    assert shown(visitor.get("/en/sources/")) == [("Eurydice", ["Systems"]), ("OECD", ["Indicators", "PISA"])]


def test_each_group_sees_what_is_for_it(visitor, sources):
    everything, teachers = visitor.get("/en/sources/"), visitor.get("/en/sources/?for=teachers")

    assert shown(teachers) == [("Eurydice", ["Systems"]), ("OECD", ["PISA"])]
    assert counts(everything) == [
        ("All sources", 3, True), ("Decision-makers", 2, False), ("Education providers", 0, False), ("Teachers and institutions", 2, False),
    ]  # fmt: skip
    assert [choice.is_current for choice in teachers.context["choices"]] == [False, False, False, True]
    assert re.findall(r'href="([^"]*)" aria-current="true"', teachers.text)[-1] == "/en/sources/?for=teachers"
    assert "open data for lessons" in teachers.text
    assert "open data for lessons" not in everything.text


@pytest.mark.parametrize("value", ["", "pupils", "teachers'--", "\0", "TEACHERS"])
def test_an_unknown_group_counts_as_none(visitor, sources, value):
    response = visitor.get("/en/sources/", {"for": value})

    assert counts(response)[0] == ("All sources", 3, True)
    assert re.search(r'rel="canonical" href="https?://[^/]+/en/sources/"', response.text)


def test_a_group_without_sources_is_told_so(visitor, sources):
    text = visitor.get("/en/sources/?for=providers").text

    assert "There are no sources for this group yet." in text
    assert '<a href="/en/sources/">Show all sources</a>' in text


def test_a_choice_has_its_own_address_in_both_languages_and_its_own_title(visitor, sources):
    text = visitor.get("/en/sources/?for=teachers").text

    assert "<title>Sources: Teachers and institutions –" in text
    assert re.search(r'rel="canonical" href="[^"]*/en/sources/\?for=teachers"', text)
    assert re.search(r'hreflang="fi" href="[^"]*/fi/lahteet/\?for=teachers"', text)


def test_what_is_not_public_is_neither_shown_nor_counted(visitor, sources):
    InformationSourceFactory(state="draft", name_en="Draft source")
    InformationSourceFactory(name_en="Of a withdrawn network", organisation__state="withdrawn")

    response = visitor.get("/en/sources/")

    assert counts(response)[0] == ("All sources", 3, True)
    assert "Draft source" not in response.text
    assert "Of a withdrawn network" not in response.text


def test_the_language_of_a_source_is_said_and_marked(visitor, sources_page):
    InformationSourceFactory(language="sv", other_languages_en="summaries in Finnish", url="https://example.org/sv")

    text = visitor.get("/en/sources/").text

    assert 'href="https://example.org/sv" hreflang="sv"' in text
    assert "Swedish, summaries in Finnish" in text


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_four_queries_whatever_the_number_of_sources(visitor, home, django_assert_max_num_queries):
    page = PageFactory(parent=home, kind=Page.Kind.SOURCES, slug_fi="lahteet")
    page.contact_points.add(ContactPointFactory())
    published(page)
    for number in (1, 30):
        InformationSourceFactory.create_batch(number)

        visitor.get("/fi/lahteet/")  # reads what is kept
        with django_assert_max_num_queries(4):
            assert visitor.get("/fi/lahteet/").status_code == 200


def test_the_search_finds_sources_and_calls_where_they_are_shown(visitor, home, sources_page):
    published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_en="grants"))
    source = InformationSourceFactory(name_en="National systems", what_en="Describes countries.")
    call = GrantCallFactory(title_en="Exchange of systems")
    InformationSourceFactory(state="draft", name_en="Secret systems")

    index.rebuild()

    found = visitor.get("/en/search/?q=systems").context["results"]

    assert sorted((result.title, result.url) for result in found) == [
        ("Exchange of <mark>systems</mark>", f"/en/grants/#call-{call.pk}"),
        ("National <mark>systems</mark>", f"/en/sources/#source-{source.pk}"),
    ]
