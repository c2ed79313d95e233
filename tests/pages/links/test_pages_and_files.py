"""Links by identity: what they lead to, how a pasted address becomes one, and what the link dialog finds."""

import pytest
from django.urls import reverse

from oph_site.search import index
from oph_site.visibility import is_public_document
from pages.editions.preview import preview_url
from pages.editions.publishing import publish, withdraw
from pages.links.pasted import by_identity
from pages.models import Edition
from tests.factories.files import DocumentFactory
from tests.factories.pages import PageFactory, published
from tests.factories.publications import LanguageVersionFactory, PublicationFactory


@pytest.fixture
def guide(db):
    return DocumentFactory(title="Opas hakijalle", language="fi")


@pytest.fixture
def publication(db):
    publication = PublicationFactory(slug="koulu-kohtaa-maailman")
    LanguageVersionFactory(publication=publication, title="Koulu kohtaa maailman")
    return publication


def page_with(home, href, text="Opas tästä aiheesta"):
    return PageFactory(parent=home, slug_fi="sivu", slug_en="page", body_fi=f'<p><a href="{href}">{text}</a></p>')


def test_a_link_to_a_file_says_its_type_and_size_and_makes_the_file_public(visitor, home, guide):
    page = page_with(home, f"/~/file/{guide.pk}/#page=5")
    before = is_public_document(guide.pk)

    published(page, "fi")

    shown = visitor.get("/fi/sivu/").text
    assert f'<a href="/files/{guide.pk}/opas-hakijalle.pdf#page=5">Opas tästä aiheesta (PDF, 2,1\u00a0Mt)</a>' in shown
    assert [before, is_public_document(guide.pk)] == [False, True]


def test_a_file_linked_only_in_the_working_copy_stays_closed_but_its_preview_can_show_it(visitor, home, guide):
    page = page_with(home, "/fi/")
    published(page, "fi")
    page.body_fi = f'<p><a href="/~/file/{guide.pk}/">Opas tästä aiheesta</a></p>'
    page.save()

    preview = visitor.get(preview_url(page, "fi")).text

    assert not is_public_document(guide.pk)
    assert f'<a href="/files/{guide.pk}/opas-hakijalle.pdf?s=' in preview


def test_a_file_closes_again_with_the_last_page_that_links_to_it(home, guide, editor):
    page = published(page_with(home, f"/~/file/{guide.pk}/"), "fi")

    withdraw(page, "fi", by=editor)

    assert not is_public_document(guide.pk)


def test_a_file_in_a_foreign_language_says_so(visitor, home, guide):
    published(PageFactory(parent=home, slug_en="page", body_en=f'<p><a href="/~/file/{guide.pk}/">Guide</a></p>'), "en")

    shown = visitor.get("/en/page/").text

    assert (
        f'<a href="/files/{guide.pk}/opas-hakijalle.pdf" hreflang="fi">Guide (PDF, 2.1\u00a0MB, in Finnish)</a>'
        in shown
    )


def test_a_link_to_a_publication_follows_its_state(visitor, home, publication):
    published(page_with(home, f"/~/publication/{publication.pk}/"), "fi")
    public = visitor.get("/fi/sivu/").text

    publication.state = "withdrawn"
    publication.save()

    withdrawn = visitor.get("/fi/sivu/").text
    assert '<p><a href="/fi/julkaisut/koulu-kohtaa-maailman/">Opas tästä aiheesta</a></p>' in public
    assert "<p>Opas tästä aiheesta</p>" in withdrawn


@pytest.mark.parametrize("href", ["/~/file/999/", "/~/publication/999/", "/~/page/999/", "/~/nothing/1/"])
def test_a_link_to_nothing_becomes_text_and_can_be_published(visitor, home, href):
    published(page_with(home, href), "fi")

    assert "<p>Opas tästä aiheesta</p>" in visitor.get("/fi/sivu/").text


@pytest.mark.django_db(transaction=True)
def test_links_of_every_kind_stay_within_three_queries(
    visitor, home, guide, publication, django_assert_max_num_queries
):
    other = published(PageFactory(parent=home))
    links = [f"/~/page/{other.pk}/", f"/~/file/{guide.pk}/", f"/~/publication/{publication.pk}/"]
    page = PageFactory(parent=home, slug_fi="sivu", body_fi="".join(f'<p><a href="{href}">a</a></p>' for href in links))
    published(page, "fi")

    visitor.get("/fi/sivu/")  # reads what is kept
    with django_assert_max_num_queries(3):
        shown = visitor.get("/fi/sivu/").text

    assert "<p>a</p>" not in shown


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("http://testserver/fi/avustukset/", "/~/page/{page}/"),
        ("https://testserver/fi/avustukset", "/~/page/{page}/"),
        ("/fi/avustukset/#kuka-voi-hakea", "/~/page/{page}/#kuka-voi-hakea"),
        ("/fi/vanha/", "/~/page/{page}/"),
        ("http://testserver/~/page/{page}/", "/~/page/{page}/"),
        ("http://testserver/admin/pages/page/{page}/change/", "/~/page/{page}/"),
        ("/fi/julkaisut/koulu-kohtaa-maailman/", "/~/publication/{publication}/"),
        ("/files/{file}/vanha-nimi.pdf#page=2", "/~/file/{file}/#page=2"),
        ("/files/99999/muu.pdf", "/files/99999/muu.pdf"),
        ("/fi/julkaisut/?topic=1", "/fi/julkaisut/?topic=1"),
        ("/en/grants/", "/en/grants/"),
        ("/fi/ei-ole/", "/fi/ei-ole/"),
        ("https://example.org/fi/avustukset/", "https://example.org/fi/avustukset/"),
        ("mailto:grants@example.org", "mailto:grants@example.org"),
        ("http://[", "http://["),
    ],
)
def test_a_pasted_address_of_ours_becomes_a_link_by_identity(home, guide, publication, pasted, stored):
    page = published(PageFactory(parent=home, slug_fi="vanha", slug_en="grants"))
    page.slug_fi = "avustukset"
    page.save()
    publish(page, "fi", by=None)
    ids = {"page": page.pk, "file": guide.pk, "publication": publication.pk}

    found = by_identity(f'<p><a href="{pasted.format(**ids)}">a</a></p>', "fi")

    assert found == f'<p><a href="{stored.format(**ids)}">a</a></p>'


def test_the_addresses_by_identity_lead_to_what_is_public(visitor, home, guide, publication):
    draft, closed = PublicationFactory(state="draft"), DocumentFactory(title="Salainen")
    published(page_with(home, f"/~/file/{guide.pk}/"), "fi")
    paths = ["file/{0}", "file/{1}", "publication/{2}", "publication/{3}", "publication/999"]

    answers = [
        visitor.get(f"/~/{path.format(guide.pk, closed.pk, publication.pk, draft.pk)}/", {"lang": "en"})
        for path in paths
    ]

    assert [answer.get("Location", answer.status_code) for answer in answers] == [
        f"/files/{guide.pk}/opas-hakijalle.pdf", 404, "/en/publications/koulu-kohtaa-maailman/", 404, 404,
    ]  # fmt: skip


def test_the_link_dialog_finds_pages_by_their_titles_in_either_language(editor_client, home):
    section = published(PageFactory(parent=home, title_fi="Äidinkielen opetus", title_en="Mother tongue"))
    PageFactory(parent=section, title_fi="Äidinkieli ja lukeminen", title_en="")
    index.rebuild()
    url = reverse("admin:pages_page_links")

    found = editor_client.get(url, {"kind": "page", "q": "äidinkiel", "lang": "fi"}).json()
    in_english = editor_client.get(url, {"kind": "page", "q": "TONGUE", "lang": "en"}).json()

    assert sorted((choice["title"], choice["note"]) for choice in found["choices"]) == [
        ("Äidinkielen opetus", ""), ("Äidinkieli ja lukeminen", "Äidinkielen opetus · not public in this language"),
    ]  # fmt: skip
    assert [choice["title"] for choice in in_english["choices"]] == ["Mother tongue"]


def test_the_link_dialog_finds_publications_and_files_and_the_one_that_is_linked_now(editor_client, guide, publication):
    index.rebuild()
    url = reverse("admin:pages_page_links")

    publications = editor_client.get(url, {"kind": "publication", "q": "maailman"}).json()
    files = editor_client.get(url, {"kind": "file", "q": "opas pdf", "lang": "en"}).json()
    chosen = editor_client.get(url, {"kind": "file", "chosen": guide.pk}).json()
    nothing = editor_client.get(url, {"kind": "file", "q": "ei ole"}).json()

    assert publications["choices"] == [
        {"id": publication.pk, "title": "Koulu kohtaa maailman", "note": "2018 · Finnish"}
    ]
    assert files["choices"][0] | {"note": ""} == {"id": guide.pk, "title": "Opas hakijalle", "note": ""}
    assert [choice["id"] for choice in chosen["choices"]] == [guide.pk]
    assert nothing == {"choices": [], "found": 0}


@pytest.mark.parametrize(("typed", "href", "is_refused"), [
    ("www.oecd.org", "https://www.oecd.org", False), ("grants@example.org", "mailto:grants@example.org", False), ("", "", False),
    ("htps://www.oecd.org", "htps://www.oecd.org", True), ("file:///C:/ohje.pdf", "file:///C:/ohje.pdf", True),
])  # fmt: skip
def test_the_link_dialog_is_given_the_completed_address_or_the_reason_against_it(
    editor_client, typed, href, is_refused
):
    answer = editor_client.get(reverse("admin:pages_page_links"), {"address": typed}).json()

    assert [answer["href"], bool(answer["problem"])] == [href, is_refused]


def test_the_link_dialog_offers_twenty_and_counts_all(editor_client, home):
    for _number in range(21):
        PageFactory(parent=home)

    answer = editor_client.get(reverse("admin:pages_page_links"), {"kind": "page"}).json()

    assert [len(answer["choices"]), answer["found"]] == [20, 22]


def test_a_page_that_moves_takes_its_linked_files_along(home, guide):
    section = published(PageFactory(parent=home, slug_fi="osa"), "fi")
    published(PageFactory(parent=section, slug_fi="ala", body_fi=f'<p><a href="/~/file/{guide.pk}/">a</a></p>'), "fi")
    section.slug_fi = "toinen"
    section.save()

    publish(section, "fi", by=None)

    moved = Edition.objects.get(path="toinen/ala", until=None)
    assert [(link.kind, link.target) for link in moved.link_rows.all()] == [("file", guide.pk)]


def test_the_link_dialog_keeps_the_order_of_the_tree_whatever_the_positions(editor_client, home):
    first = PageFactory(parent=home, title_fi="Ensin", position=10)
    second = PageFactory(parent=home, title_fi="Sitten", position=20)
    PageFactory(parent=second, title_fi="Sitten, ala", position=10)
    PageFactory(parent=first, title_fi="Ensin, ala", position=10)

    answer = editor_client.get(reverse("admin:pages_page_links"), {"kind": "page", "lang": "fi"}).json()

    assert [choice["title"] for choice in answer["choices"]] == [
        str(home), "Ensin", "Ensin, ala", "Sitten", "Sitten, ala",
    ]  # fmt: skip
