"""What everybody changed lately: on the desk, one press from the difference, and nothing that the person may not see."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from pages.editions.publishing import publish
from tests.factories.pages import OrganisationFactory, PageFactory, published
from tests.factories.publications import PublicationFactory
from tests.forms import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def recent(client):
    found = [panel for panel in client.get("/admin/").context["desk"] if panel.key == "recent"]
    return found[0].rows if found else []


def test_what_a_colleague_published_is_one_press_from_the_difference(editor_client, administrator, home):
    page = published(PageFactory(parent=home, title_fi="Sivu", lead_fi="Neuvomme puhelimessa."), "fi")
    page.lead_fi = "Neuvomme sähköpostilla."
    page.save()
    publish(page, "fi", by=administrator)

    [row] = recent(editor_client)

    assert (row.text, row.meta.split(", ")[0], row.meta.split(", ")[-1]) == (
        "Sivu", "administrator", "published in Finnish",
    )  # fmt: skip
    text = editor_client.get(row.url).text
    assert "puhelimessa.</del>" in text.replace(" ", "")
    assert "sähköpostilla.</ins>" in text.replace(" ", "")


def test_a_save_leads_to_what_is_not_public_yet_and_is_no_second_row_beside_its_publishing(
    editor_client, administrator_client, home
):
    page = published(PageFactory(parent=home, title_fi="Sivu"), "fi")
    address = page.admin_url
    data = sent(administrator_client.get(address).text, id="page_form")

    administrator_client.post(address, data | {"lead_fi": "Uusi.", "_continue": "1"})
    [saved] = recent(editor_client)
    text = editor_client.get(saved.url).text
    LogEntry.objects.update(action_time=timezone.now() - timedelta(minutes=5))
    data = sent(administrator_client.get(address).text, id="page_form")
    administrator_client.post(address, data | {"lead_fi": "Uudempi.", "_publish_fi": "1"})

    assert saved.url.endswith("new=working")
    assert "<ins>Uusi.</ins>" in text
    assert [row.meta.split(", ")[-1] for row in recent(editor_client)][0] == "published in Finnish"
    assert len(recent(editor_client)) == 2


def test_nobody_sees_changes_of_what_they_may_not_open(editor_client, officer_client, administrator, home):
    organisation, publication = OrganisationFactory(name_en="Eurydice"), PublicationFactory(slug="opas")
    published(PageFactory(parent=home, title_fi="Sivu"), "fi")
    publish(PageFactory(parent=home, title_fi="Uusi"), "fi", by=administrator)
    for thing in (organisation, publication):
        LogEntry.objects.log_actions(administrator.pk, [thing], 2, "Changed.", single_object=True)

    seen = {client: [row.text for row in recent(client)] for client in (editor_client, officer_client)}

    assert [sorted(texts) for texts in seen.values()] == [["Eurydice", "Uusi"], [str(publication)]]
    for client, texts in seen.items():
        text = client.get("/admin/recent/").text
        assert all(name in text for name in texts)
        assert all(client.get(row.url).status_code == 200 for row in recent(client))
    assert "Uusi" not in officer_client.get("/admin/recent/").text


def test_what_was_deleted_has_no_link(editor_client, administrator, home):
    page = PageFactory(parent=home, title_fi="Turha")
    LogEntry.objects.log_actions(administrator.pk, [page], 3, "", single_object=True)
    page.delete()

    [row] = recent(editor_client)

    assert (row.text, row.url) == ("Turha", "")
    assert editor_client.get("/admin/recent/").status_code == 200
