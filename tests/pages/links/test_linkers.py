"""What links to a page, a file, a publication or a record is named before it is withdrawn or deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.editions.publishing import publish
from pages.links.linkers import linkers
from pages.models import Attachment, Door
from tests.factories.files import DocumentFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published, saved
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.forms import sent

pytestmark = pytest.mark.usefixtures("in_english")


def named(kind, thing):
    return [
        (str(each.title), each.language, [str(way) for way in each.ways], each.state.value)
        for each in linkers(kind, thing.pk)
    ]


def text(kind, thing):
    return f'<p><a href="/~/{kind}/{thing.pk}/">a</a></p>'


def test_public_planned_and_unpublished_linkers_are_told_apart(home):
    target = published(PageFactory(parent=home))
    linking = published(
        PageFactory(parent=home, title_fi="Julkinen", title_en="Public", slug_fi="a", body_fi=text("page", target)),
        "fi",
    )
    linking.related_pages.add(target)
    publish(saved(linking), "fi", by=None)
    planned = published(PageFactory(parent=home, title_fi="Tuleva", title_en="", slug_fi="b"), "fi")
    planned.body_fi = text("page", target)
    planned.save()
    publish(planned, "fi", by=None, at=timezone.now() + timedelta(days=2))
    saved(PageFactory(parent=home, title_fi="Luonnos", title_en="", body_fi=text("page", target)))
    saved(PageFactory(parent=home, title_fi="Muu", body_fi=text("page", home)))

    assert named("page", target) == [
        ("Julkinen", "fi", ["by a link in the text", "as a related page"], "public"),
        ("Tuleva", "fi", ["by a link in the text"], "planned"),
        ("Public", "en", ["as a related page"], "draft"),
        ("Luonnos", "fi", ["by a link in the text"], "draft"),
    ]


def test_shortcuts_attachments_publications_and_contact_details_count(home):
    target, document, point = published(PageFactory(parent=home)), DocumentFactory(), ContactPointFactory()
    Door.objects.create(page=home, language="fi", title="Hae", target=target)
    published(home, "fi")
    page = PageFactory(parent=home, title_fi="Liite", title_en="")
    Attachment.objects.create(page=page, document=document, title_fi="Ohje")
    page.contact_points.add(point)
    published(page, "fi")
    LanguageVersionFactory(title="Opas", document=document)

    assert named("page", target) == [(home.title_fi, "fi", ["by a shortcut"], "public")]
    assert named("contactpoint", point) == [("Liite", "fi", ["as contact details"], "public")]
    assert named("file", document) == [
        ("Liite", "fi", ["as an attachment"], "public"), ("Opas", "fi", ["as the file of a publication"], "public"),
    ]  # fmt: skip


def test_a_page_does_not_count_its_own_links(home):
    page = PageFactory(parent=home, title_en="")
    page.body_fi = text("page", page)
    published(saved(page), "fi")

    assert named("page", page) == []


def test_the_form_leads_to_the_links_to_its_page(administrator_client, home):
    publication = PublicationFactory()
    LanguageVersionFactory(publication=publication)
    published(PageFactory(parent=home, title_fi="Uutinen", body_fi=text("publication", publication)), "fi")
    address = reverse("admin:links_here", args=["publication", publication.pk])

    form = administrator_client.get(reverse("admin:publications_publication_change", args=[publication.pk])).text
    shown = administrator_client.get(address).text

    assert f'<a href="{address}">Links to this</a>' in form
    assert "Uutinen" in shown
    assert "by a link in the text" in shown


def test_a_page_is_called_one_where_its_links_are(editor_client, home):
    address = reverse("admin:links_here", args=["page", home.pk])

    form = editor_client.get(reverse("admin:pages_page_change", args=[home.pk])).text

    assert f'<a href="{address}">Links to this page</a>' in form
    assert "Nothing links here." in editor_client.get(address).text


@pytest.mark.parametrize("kind", ["picture", "user"])
def test_other_kinds_have_no_such_page(administrator_client, kind):
    assert administrator_client.get(f"/admin/links-to/{kind}/1/").status_code == 404


def test_withdrawing_a_page_names_planned_and_unpublished_linkers_too(editor_client, home):
    target = published(PageFactory(parent=home))
    saved(PageFactory(parent=home, title_fi="Luonnos", body_fi=text("page", target)))

    question = editor_client.get(reverse("admin:pages_page_withdraw", args=[target.pk, "fi"])).text

    assert "Luonnos" in question
    assert "only in the working copy" in question


def test_deleting_a_page_that_was_never_public_names_its_linkers(editor_client, home):
    target = PageFactory(parent=home)
    published(PageFactory(parent=home, title_fi="Viittaaja", body_fi=text("page", target)), "fi")

    question = editor_client.get(reverse("admin:pages_page_delete", args=[target.pk])).text

    assert "Viittaaja" in question
    assert "Change these first" in question


def test_withdrawing_contact_details_names_first_what_shows_them(editor_client, home):
    point = ContactPointFactory()
    page = PageFactory(parent=home, title_fi="Yhteys", title_en="", slug_fi="a")
    page.contact_points.add(point)
    published(page, "fi")
    address = reverse("admin:pages_contactpoint_change", args=[point.pk])
    data = sent(editor_client.get(address).text, id="contactpoint_form") | {"state": "withdrawn"}

    refused = editor_client.post(address, data)
    point.refresh_from_db()
    state_after_refusal = point.state
    editor_client.post(address, data | {"withdraw_anyway": "on"})
    point.refresh_from_db()

    assert refused.context["adminform"].form.errors["state"] == [
        "These link to it: Yhteys (fi). Change them first, or tick that you unpublish it all the same."
    ]
    assert 'name="withdraw_anyway"' in refused.text
    assert [state_after_refusal, point.state] == ["public", "withdrawn"]


def test_a_publication_is_withdrawn_at_once_where_nothing_leads_to_it_and_asked_about_where_something_does(
    officer_client, home
):
    withdrawn = []
    for linked in (False, True):
        publication = PublicationFactory()
        LanguageVersionFactory(publication=publication)
        if linked:
            body = text("publication", publication)
            published(PageFactory(parent=home, title_fi="Lähde", title_en="", slug_fi="lahde", body_fi=body), "fi")
        address = reverse("admin:publications_publication_change", args=[publication.pk])
        shown = officer_client.get(address)
        given_up = {"state": "withdrawn", "status_on": "1.9.2026", "status_reason_fi": "Tiedot ovat vanhentuneet."}
        answer = officer_client.post(address, sent(shown.text, id="publication_form") | given_up)
        withdrawn.append((answer.status_code, "Lähde (fi)" in answer.text, "withdraw_anyway" in shown.text))

    assert withdrawn == [(302, False, False), (200, True, False)]
