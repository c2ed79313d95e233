"""What is found, whatever is typed. The rules of Finnish have tests of their own: here every word is its own base form."""

import pytest
from django.utils import timezone

from oph_site.search import index
from oph_site.search.models import Scope, Term
from oph_site.search.query import search
from pages.editions.publishing import withdraw
from tests.factories.pages import OrganisationFactory, PageFactory, saved
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def test_the_words_of_a_title_come_before_those_of_a_text(written, results):
    written("Muuta", "Tässä puhutaan myös vierailuista.")
    written("Vierailut")

    assert results("vierailut")[0] == "Vierailut"
    assert set(results("vierailut")) == {"Vierailut", "Muuta"}


@pytest.mark.parametrize(
    "query",
    ["kansainvalisyys", "KANSAINVÄLISYYS", "kansain\u00advälisyys", "kansainva\u0308lisyys", "kansainvälisyys?"],
)
def test_dots_case_soft_hyphens_and_signs_make_no_difference(written, results, query):
    written("Kansainvälisyys")

    assert results(query)[0] == "Kansainvälisyys"


@pytest.mark.parametrize("query", ["2021-2027", "2021–2027", "2021−2027"])
def test_all_dashes_are_one(written, results, query):
    written("Ohjelma 2021–2027")

    assert results(query) == ["Ohjelma 2021–2027"]


@pytest.mark.parametrize(
    ("query", "text"), [("alv", "palvelu"), ("vat", "kasvatus"), ("amis", "arvioiminen"), ("fee", "feedback")]
)
def test_a_match_lies_on_words_never_inside_them(written, results, query, text):
    written("Muuta", text)
    written("Oikea", query)

    assert results(query) == ["Oikea"]


def test_the_beginning_of_a_word_is_enough_when_nothing_is_that_word(written, results):
    written("Valtionavustukset")

    assert results("valtionav") == ["Valtionavustukset"]


def test_a_slip_of_typing_is_mended_and_told(written, results):
    written("Valtionavustus")

    found = search("valtionavsutus haku", language="fi", now=timezone.now())

    assert found.corrected == "valtionavustus haku"
    assert results("valtionavsutus") == ["Valtionavustus"]
    assert results("valtionavsutus", is_as_typed=True) == []


def test_words_in_quotation_marks_stand_in_that_order(written, results):
    written("Oikea", "Vierailun hinta kerrotaan heti.")
    written("Väärä", "Hinta ja vierailun ohjelma.")

    assert results("“vierailun hinta”") == ["Oikea"]
    assert set(results("vierailun hinta")) == {"Oikea", "Väärä"}


@pytest.mark.parametrize(
    "query", ["978-952-13-4931-7", "9789521349317", "978 952 13 4931 7", "2011:16", "1798-8950", "17988950"]
)
def test_numbers_find_their_publication(home, results, query):
    series = SeriesFactory(title="Oppaat", issn_print="1798-8950")
    LanguageVersionFactory(title="Koulu kohtaa maailman", number="2011:16", series=series, isbn_pdf="978-952-13-4931-7")
    LanguageVersionFactory(title="Muu opas", number="2012:16", isbn_pdf="978-952-13-4930-0")
    index.rebuild()

    itself = ["Oppaat"] if query.startswith("1798") else []
    assert results(query) == ["Koulu kohtaa maailman", *itself]


def test_a_thing_stands_once_in_the_language_of_the_reader(written, results):
    written("Erasmus", title_en="Erasmus in English")

    assert results("erasmus", "fi") == ["Erasmus"]
    assert results("erasmus", "en") == ["Erasmus in English"]


def test_the_term_list_finds_what_exists_in_the_other_language_only(home, results):
    Term.objects.create(fi="hinnat, hinnasto", en="prices, fee")
    page = PageFactory(parent=home, title_fi="Hinnat", title_en="", slug_en="")
    index.write("page", [published_in_finnish(page).pk])

    assert results("fee", "en") == ["Hinnat"]
    assert results("hinnasto", "fi") == ["Hinnat"]


def test_a_term_with_a_hyphen_is_one_word(written, results):
    Term.objects.create(fi="e-lasku, verkkolasku")
    written("Verkkolasku")
    written("Lasku")

    assert results("e-lasku")[0] == "Verkkolasku"


def published_in_finnish(page):
    from tests.factories.pages import published

    return published(page, "fi")


def test_only_what_is_live_is_found(written, results):
    page = written("Vierailut")
    saved(PageFactory(parent=page, title_fi="Vierailut luonnoksena"))
    draft = PublicationFactory(state="draft")
    LanguageVersionFactory(publication=draft, title="Vierailut kirjana")
    OrganisationFactory(name_fi="Vierailut ilman sivua")
    index.rebuild()
    assert results("vierailut") == ["Vierailut"]

    withdraw(page, "fi", by=None)
    withdraw(page, "en", by=None)

    assert results("vierailut") == []


def test_editors_find_working_copies_and_readers_never(written):
    page = written("Vierailut")
    draft = saved(PageFactory(parent=page, title_fi="Vierailut luonnoksena"))
    index.rebuild()

    working = search("luonnoksena", language="fi", now=timezone.now(), scope=Scope.WORKING)
    public = search("luonnoksena", language="fi", now=timezone.now())

    assert [(hit.kind, hit.thing) for hit in working.hits] == [("page", draft.pk)]
    assert public.hits == []


NONSENSE = [
    "", "   ", "ja", "ja on", '""', '"', "\0", "\ud800", "\u202e\u200f", "%", "*", "a*", "AND OR NOT", "' OR 1=1 --", "(((", "_",
    "x" * 10_000, "sana " * 2_000, "-" * 500, "\u0301" * 300, "😀", "١٢٣", "a'b", "\\", "ISBN",
]  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE, ids=range(len(NONSENSE)))
def test_no_query_fails(written, results, query):
    written("Vierailut")

    results(query)


def test_what_holds_all_words_is_ranked_however_much_holds_one_of_them(monkeypatch, written, results):
    monkeypatch.setattr("oph_site.search.candidates.MOST_RANKED", 2)
    written("Muuta", "Vierailun ohjelma.")
    for number in range(3):
        written(f"Ohjelma {number}")

    assert results("vierailun ohjelma")[0] == "Muuta"
    assert len(results("vierailun ohjelma")) == 4
