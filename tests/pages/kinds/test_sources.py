import re

import pytest

from oph_site.search import index
from pages.models import InformationSource, Page
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
    results = {"question": "results", "organisation": OrganisationFactory(name_en="OECD")}
    InformationSourceFactory(name_fi="Aikuiset", name_en="Adults", covers_adult=True, **results)
    InformationSourceFactory(name_fi="Äidinkieli", name_en="Reading", covers_school=True, **results)
    InformationSourceFactory(name_fi="Ötökät", name_en="Science", covers_school=True, is_leading=True, **results)
    InformationSourceFactory(name_en="Systems", finding_en="Nine years are the same for all.")


def shown(response):
    return [(question.value, [row.name for row in rows]) for question, rows in response.context["groups"]]


def counts(response):
    return [(choice.label, choice.count, choice.is_current) for choice in response.context["choices"]]


def test_sources_stand_under_the_question_that_they_answer_the_leading_ones_first(visitor, sources):
    english, finnish = visitor.get("/en/sources/"), visitor.get("/fi/lahteet/")

    assert shown(english) == [("system", ["Systems"]), ("results", ["Science", "Adults", "Reading"])]
    assert [row.name_fi for row in finnish.context["groups"][1][1]] == ["Ötökät", "Aikuiset", "Äidinkieli"]


def test_the_page_begins_with_the_questions_and_a_link_to_where_to_start(visitor, sources):
    text = visitor.get("/en/sources/").text

    brief = re.search(r'<nav class="brief".*?</nav>', text, re.DOTALL)[0]
    assert re.findall(r'href="(#[^"]*)">([^<]*)<', brief) == [
        ("#_system", "How is education organised?"), ("#_results", "What do pupils and adults know?"),
    ]  # fmt: skip
    assert re.findall(r'href="(http[^"]*)">([^<]*)<', brief) == [
        ("https://example.org/", "Systems"), ("https://example.org/", "Science"),
    ]  # fmt: skip
    assert set(re.findall(r'href="#([^"]*)', brief)) <= set(re.findall(r'id="([^"]*)', text))


def test_a_finding_about_finland_leads_to_its_source(visitor, sources):
    text = visitor.get("/en/sources/").text

    part = text.partition('id="_findings"')[2].partition("</ul>")[0]
    assert '<a href="https://example.org/" hreflang="en">Systems</a>' in part
    assert "Nine years are the same for all." in part


def test_without_a_finding_there_is_no_heading_for_them(visitor, sources):
    InformationSource.objects.update(finding_en="")

    assert "What the studies say about Finland" not in visitor.get("/en/sources/").text


def test_a_level_shows_the_sources_that_cover_it_and_those_that_cover_all(visitor, sources):
    everything, school = visitor.get("/en/sources/"), visitor.get("/en/sources/?level=school")

    assert shown(school) == [("system", ["Systems"]), ("results", ["Science", "Reading"])]
    assert counts(everything) == [
        ("All levels", 4, True), ("Early childhood and pre-primary education", 1, False),
        ("Basic and general upper secondary education", 3, False), ("Vocational education and training", 1, False),
        ("Higher education", 1, False), ("Adult education", 2, False),
    ]  # fmt: skip
    assert [choice.is_current for choice in school.context["choices"]] == [False, False, True, False, False, False]
    assert re.findall(r'href="([^"]*)" aria-current="true"', school.text)[-1] == "/en/sources/?level=school"


@pytest.mark.parametrize("value", ["", "pupils", "school'--", "\0", "SCHOOL"])
def test_an_unknown_level_counts_as_none(visitor, sources, value):
    response = visitor.get("/en/sources/", {"level": value})

    assert counts(response)[0] == ("All levels", 4, True)
    assert re.search(r'rel="canonical" href="https?://[^/]+/en/sources/"', response.text)


def test_a_level_without_sources_is_told_so(visitor, sources):
    InformationSource.objects.update(covers_school=True)

    text = visitor.get("/en/sources/?level=higher").text

    assert "There are no sources for this level yet." in text
    assert '<a href="/en/sources/">Show all sources</a>' in text


def test_a_choice_has_its_own_address_in_both_languages_and_its_own_title(visitor, sources):
    text = visitor.get("/en/sources/?level=adult").text

    assert "<title>Sources: Adult education –" in text
    assert re.search(r'rel="canonical" href="[^"]*/en/sources/\?level=adult"', text)
    assert re.search(r'hreflang="fi" href="[^"]*/fi/lahteet/\?level=adult"', text)


def test_what_is_not_public_is_neither_shown_nor_counted(visitor, sources):
    InformationSourceFactory(state="draft", name_en="Draft source")
    InformationSourceFactory(name_en="Of a withdrawn network", organisation__state="withdrawn")

    response = visitor.get("/en/sources/")

    assert counts(response)[0] == ("All levels", 4, True)
    assert "Draft source" not in response.text
    assert "Of a withdrawn network" not in response.text


def test_the_language_of_a_source_is_said_and_marked(visitor, sources_page):
    InformationSourceFactory(language="sv", other_languages_en="summaries in Finnish", url="https://example.org/sv")

    text = visitor.get("/en/sources/").text

    assert 'href="https://example.org/sv" hreflang="sv"' in text
    assert "Swedish, summaries in Finnish" in text


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_two_queries_whatever_the_number_of_sources(visitor, home, django_assert_max_num_queries):
    page = PageFactory(parent=home, kind=Page.Kind.SOURCES, slug_fi="lahteet")
    page.contact_points.add(ContactPointFactory())
    published(page)
    for number in (1, 30):
        InformationSourceFactory.create_batch(number)

        visitor.get("/fi/lahteet/")  # reads what is kept
        with django_assert_max_num_queries(2):
            assert visitor.get("/fi/lahteet/").status_code == 200


def test_the_search_finds_sources_and_calls_where_they_are_shown(visitor, home, sources_page):
    published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_en="grants"))
    source = InformationSourceFactory(name_en="National systems", what_en="Describes countries.")
    call = GrantCallFactory(title_en="Exchange of systems")
    InformationSourceFactory(state="draft", name_en="Secret systems")

    index.rebuild()

    found = visitor.get("/en/search/?q=systems").context["results"]

    assert sorted((result.title, result.url) for result in found) == [
        ("Exchange of <mark>systems</mark>", f"/en/grants/calls/{call.slug}/"),
        ("National <mark>systems</mark>", f"/en/sources/#source-{source.pk}"),
    ]
