import re

import pytest

from oph_site.search import index
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.publications import LanguageVersionFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools():
    home = published(HomeFactory())
    schools = published(PageFactory(parent=home, slug_fi="koulut", title_fi="Koulut", slug_en="schools"))
    published(
        PageFactory(parent=schools, slug_fi="valtionavustukset", title_fi="Valtionavustukset", slug_en="grants", title_en="Grants")
    )  # fmt: skip
    published(PageFactory(parent=schools, slug_fi="kumppanit", title_fi="Kumppanit"))
    return schools


def near(visitor, path):
    """The addresses that the error page offers."""
    page = as_read(visitor.get(path).text)
    section = re.search(r'<section aria-labelledby="near">(.*?)</section>', page)
    return re.findall('href="([^"]*)"', section[1]) if section else []


@pytest.mark.parametrize(
    "path",
    [
        "/fi/valtionavustukset/",
        "/fi/koulut/valtionavustuksett/",
        "/fi/valtion-avustukset/",
        "/fi/valtionavustukset-2019/",
    ],
)
def test_a_mistyped_address_is_offered_what_is_much_like_it(visitor, schools, path):
    assert [visitor.get(path).status_code, near(visitor, path)] == [404, ["/fi/koulut/valtionavustukset/"]]


def test_a_word_of_the_other_language_is_understood(visitor, schools):
    assert near(visitor, "/en/valtionavustukset/") == ["/en/schools/grants/"]


@pytest.mark.parametrize(
    "path",
    ["/fi/aivan-muuta/", "/fi/%00/", "/fi/" + "a" * 3000 + "/", "/fi/-/", "/fi/a/", "/fi/valtionavustukset-kuussa/"],
)
def test_an_address_like_no_other_is_offered_nothing(visitor, schools, path):
    assert [visitor.get(path).status_code, near(visitor, path)] == [404, []]


def test_what_is_not_public_is_not_offered(visitor, schools):
    PageFactory(parent=schools, slug_fi="salaisuus", title_fi="Salaisuus")

    assert near(visitor, "/fi/salaisuus/") == []


def test_a_publication_is_offered_too(visitor, schools):
    publication = LanguageVersionFactory(title="Verkostot ja hankkeet", publication__slug="verkostot").publication
    index.write("publication", [publication.pk])

    assert near(visitor, "/fi/julkaisut/verkostott/") == ["/fi/julkaisut/verkostot/"]
