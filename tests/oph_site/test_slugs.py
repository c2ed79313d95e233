import pytest

from oph_site.slugs import slug_of
from tests.factories.files import DocumentFactory
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.publications import PublicationFactory


@pytest.mark.parametrize(("title", "slug"), [
    ("Oahpahusplána vuođđu ja čálus", "oahpahusplana-vuoddu-ja-calus"), ("Eŋgel ŧuvdna ǯoaŋkkis", "engel-tuvdna-zoankkis"),
    ("Erasmus+-ohjelma 2021–2027: COVID‑19", "erasmus-ohjelma-2021-2027-covid-19"), ("Ohje 1/2026 — luonnos", "ohje-1-2026-luonnos"),
    ("Oppaat 2011:16, 1.1.2027 −5", "oppaat-2011-16-1-1-2027-5"), ("Straße in Tromsø, Ærø & Œuvre", "strasse-in-tromso-aero-oeuvre"),
    ("STRAẞE ŁÓDŹ ĐAKOVO", "strasse-lodz-dakovo"), ("EU:n tuki O’Brienille", "eun-tuki-obrienille"), ("Kansain\u00adva\u0308linen snake_case", "kansainvalinen-snake-case"),
    ("日本", ""), ("a" * 79 + " b", "a" * 79),
])  # fmt: skip
def test_a_title_keeps_its_letters_and_what_parts_them(title, slug):
    assert slug_of(title) == slug


@pytest.mark.django_db
def test_pages_publications_and_documents_have_the_same_ends_of_addresses():
    title, slug = "Vuođđu 2021–2027/1", "vuoddu-2021-2027-1"
    page = published(PageFactory(parent=published(HomeFactory()), title_fi=title, slug_fi=""), "fi")

    made = [page.editions.get().path, PublicationFactory().free_slug(title), DocumentFactory(title=title).name]

    assert made == [slug, slug, f"{slug}.pdf"]
