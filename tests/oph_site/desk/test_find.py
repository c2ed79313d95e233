"""Finding content from the desk: every kind that the person may see, and nothing else."""

import pytest

from oph_site.files.models import DocumentText
from oph_site.search import index
from oph_site.search.models import SearchDocument, SearchWord
from tests.factories.files import DocumentFactory
from tests.factories.pages import HomeFactory, OrganisationFactory, PageFactory, saved
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.factories.visits import EnquiryFactory, OutboxMessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def found(client, words):
    return [(hit["name"], hit["kind"]) for hit in client.get("/admin/find/", {"q": words, "live": "1"}).json()["hits"]]


def page_of(client, words, **more):
    """What stands on the page of results, from its form on."""
    return " ".join(client.get("/admin/find/", {"q": words, **more}).text.partition('id="content-main"')[2].split())


def test_each_role_finds_what_it_may_see(editor_client, officer_client, coordinator_client):
    home = HomeFactory()
    for title in ("Uusi Eurydice", "Eurydice"):
        PageFactory(parent=home, title_fi=title, title_en=title)
    OrganisationFactory(name_fi="Eurydice", name_en="Eurydice network")
    LanguageVersionFactory(publication=PublicationFactory(slug="eurydice"), title="Eurydice-opas")
    index.rebuild()

    assert sorted(found(editor_client, "eurydice")) == [
        ("Eurydice", "Page"), ("Eurydice network", "Organisation"), ("Uusi Eurydice", "Page"),
    ]  # fmt: skip
    assert [kind for _name, kind in found(officer_client, "eurydice")] == ["Publication"]
    assert found(coordinator_client, "eurydice") == []
    assert found(editor_client, " ") == []


def test_an_officer_finds_a_publication_by_a_word_of_its_pdf_and_an_editor_does_not(editor_client, officer_client):
    version = LanguageVersionFactory(title="Koulu kohtaa maailman", document=DocumentFactory(title="Koulu.pdf"))
    DocumentText.objects.create(document=version.document, pages=["Kansi", "Vuosikello auttaa suunnittelussa."])
    index.rebuild()

    assert found(officer_client, "vuosikello") == [("Koulu kohtaa maailman", "Publication")]
    assert found(editor_client, "vuosikello") == []
    assert 'Page 2 of the PDF: <span lang="fi"><mark>Vuosikello</mark> auttaa' in page_of(officer_client, "vuosikello")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_it_finds(officer_client, number, django_assert_max_num_queries):
    for version in LanguageVersionFactory.create_batch(number):
        version.document = DocumentFactory()
        version.save()
        DocumentText.objects.create(document=version.document, pages=["Vuosikello auttaa suunnittelussa."])
    index.rebuild()
    page_of(officer_client, "vuosikello")  # what is kept for a while is kept from here on

    with django_assert_max_num_queries(24):
        assert page_of(officer_client, "vuosikello").count("Page 1 of the PDF") == number


def test_a_coordinator_learns_nothing_of_pages_and_what_was_looked_through(coordinator_client):
    PageFactory(parent=HomeFactory(), title_fi="Purjehdus", title_en="", body_fi="<p>Purjeveneet lähtevät.</p>")
    index.rebuild()

    nothing = page_of(coordinator_client, "xyzzy")
    for words in ("purjehdus", "purjeveneet", "purjeveneeet", "purjev"):
        assert page_of(coordinator_client, words).replace(words, "xyzzy") == nothing
    looked_through = "enquiries, sample programmes, lectures, themes, message texts, offers, visits, outgoing messages"
    assert f"These were looked through: {looked_through}." in nothing


def test_no_text_of_an_enquiry_or_a_mail_is_in_the_index(coordinator_client, administrator_client):
    EnquiryFactory(
        reference="V-2026-1", aim="Zeppelins over schools.", contact_name="Countess Quixote", message="Kazoo"
    )
    OutboxMessageFactory(text="Zeppelins are welcome.")
    index.rebuild()

    for client in (coordinator_client, administrator_client):
        assert found(client, "V-2026-1") == [("V-2026-1", "Enquiry")]
        assert [found(client, words) for words in ("zeppelins", "quixote", "kazoo")] == [[], [], []]
    assert not SearchDocument.objects.filter(body__icontains="zeppelin").exists()
    assert not SearchWord.objects.filter(text__in=["zeppelin", "zeppelins", "quixote", "kazoo", "tartu"]).exists()


def test_a_near_word_is_named_only_to_whoever_may_read_where_it_stands(editor_client, officer_client):
    PageFactory(parent=HomeFactory(), title_fi="Retket", title_en="", body_fi="<p>Eurydice julkaisee tietoa.</p>")
    index.rebuild()

    assert "Showing results for <strong>eurydice</strong>" in page_of(editor_client, "xurydice")
    assert 'href="?q=eurydice"' in page_of(editor_client, "xurydice", typed="1")
    assert "eurydice" not in page_of(officer_client, "xurydice")
    assert "eurydice" not in page_of(officer_client, "xurydice", typed="1")


def test_where_nothing_says_all_words_what_comes_near_follows(editor_client):
    PageFactory(parent=HomeFactory(), title_fi="Retket", title_en="", body_fi="<p>Purjeveneet lähtevät.</p>")
    index.rebuild()

    text = page_of(editor_client, "purjeveneet kuutamolla")

    assert text.index("Nothing was found") < text.index("Close to what was searched for") < text.index("Retket")


def test_what_was_typed_in_finnish_is_named_in_finnish(editor_client):
    PageFactory(parent=HomeFactory(), title_fi="Eurydice-verkosto", title_en="Eurydice network")
    index.rebuild()

    assert found(editor_client, "eurydice-ver") == [("Eurydice-verkosto", "Page")]
    assert found(editor_client, "eurydice n") == [("Eurydice network", "Page")]


def test_more_than_is_shown_is_said(editor_client):
    home = HomeFactory()
    for number in range(9):
        PageFactory(parent=home, title_fi=f"Retki {number}", title_en="")
    index.rebuild()

    answer = editor_client.get("/admin/find/", {"q": "retki", "live": "1"}).json()

    assert [len(answer["hits"]), answer["said"]] == [8, "More than 8 things found"]
    assert "9 things found" in page_of(editor_client, "retki")


def test_without_a_script_a_page_has_the_same(editor_client):
    page = saved(PageFactory(parent=HomeFactory(), title_fi="Löytyvä", title_en=""))

    text = page_of(editor_client, "löyt")

    assert f'<a href="{page.admin_url}" lang="fi">Löytyvä</a> <span>Page</span>' in text
    assert "Nothing was found" in page_of(editor_client, "xyzzy")
