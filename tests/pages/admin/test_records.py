import pytest
from django.urls import reverse

from oph_site.accounts.models import User
from pages.models import ContactPoint, Organisation
from tests.factories.pages import ContactPointFactory, OrganisationFactory
from tests.factories.records import InformationSourceFactory
from tests.forms import sent

pytestmark = pytest.mark.django_db


def test_an_organisation_is_written_in_both_languages(editor_client):
    data = {
        "state": "public", "kind": "international", "name_fi": "Euroopan neuvosto", "name_en": "Council of Europe",
        "what_fi": "Edistää demokratiaa.", "what_en": "Promotes democracy.", "role_fi": "Jäsen", "role_en": "Member",
        "url": "www.coe.int",
    }  # fmt: skip

    editor_client.post(reverse("admin:pages_organisation_add"), data)

    organisation = Organisation.objects.get()
    assert [organisation.name_fi, organisation.name_en, organisation.url] == [
        "Euroopan neuvosto", "Council of Europe", "https://www.coe.int",
    ]  # fmt: skip


@pytest.mark.parametrize("factory", [OrganisationFactory, ContactPointFactory])
def test_records_are_listed_and_not_deleted_when_they_were_public(administrator_client, factory):
    record = factory()
    name = record._meta.model_name

    listed = administrator_client.get(reverse(f"admin:pages_{name}_changelist")).text

    assert (record.title_en if name == "contactpoint" else record.name_en) in listed
    assert administrator_client.get(reverse(f"admin:pages_{name}_delete", args=[record.pk])).status_code == 403


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_an_organisation_that_goes_names_the_sources_that_vanish_with_it(editor_client, state):
    organisation = OrganisationFactory(name_en="Council of Europe")
    source = InformationSourceFactory(organisation=organisation, name_en="Framework")
    InformationSourceFactory(organisation=organisation, name_en="Unfinished", state="draft")
    address = reverse("admin:pages_organisation_change", args=[organisation.pk])
    list_of_sources = reverse("admin:pages_informationsource_changelist")
    data = sent(editor_client.get(address).text, id="organisation_form") | {"state": state}
    before = editor_client.get(list_of_sources).text

    refused = editor_client.post(address, data)
    still = Organisation.objects.get().state
    editor_client.post(address, data | {"withdraw_anyway": "on"})
    after = [editor_client.get(page).text for page in (list_of_sources, f"{list_of_sources}{source.pk}/change/")]

    assert refused.context["adminform"].form.errors["state"] == [
        "These vanish from the site with it: Framework. Move them first, or tick that you unpublish it all the same."
    ]
    assert f'<a href="{list_of_sources}{source.pk}/change/">Framework</a>' in refused.text
    assert [still, Organisation.objects.get().state] == ["public", state]
    words = f"not shown: Council of Europe is not public ({'unpublished' if state == 'withdrawn' else state})"
    assert [words in text for text in (before, *after)] == [False, True, True]


def test_a_person_chooses_the_language_of_the_admin(editor_client, editor):
    before = editor_client.get(reverse("admin:index"))
    response = editor_client.post(reverse("admin:language"), {"language": "fi", "next": "/admin/pages/page/"})

    editor.refresh_from_db()
    assert before.headers["Content-Language"] == "en"
    assert [editor.language, response.url] == ["fi", "/admin/pages/page/"]
    assert editor_client.get(reverse("admin:index")).headers["Content-Language"] == "fi"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/admin/", "/fi/", "http://["])
def test_the_choice_of_language_leads_nowhere_else(editor_client, back):
    response = editor_client.post(reverse("admin:language"), {"language": "xx", "next": back})

    assert response.url == "/admin/"


def test_the_language_is_not_changed_by_a_link(editor_client):
    assert editor_client.get(reverse("admin:language")).status_code == 405


def test_administrators_manage_accounts_and_nobody_makes_superusers(administrator_client, editor):
    address = reverse("admin:accounts_user_change", args=[editor.pk])
    data = {
        "username": "editor",
        "language": "fi",
        "is_active": "on",
        "is_superuser": "on",
        "last_name": "Uusi",
    }

    administrator_client.post(address, data)

    editor = User.objects.get(pk=editor.pk)
    assert [editor.last_name, editor.is_superuser] == ["Uusi", False]


def test_editors_see_no_accounts(editor_client):
    assert editor_client.get(reverse("admin:accounts_user_changelist")).status_code == 403
    assert ContactPoint.objects.count() == 0
