"""Records know whether their translations are missing, outdated or fine."""

import pytest
from django.urls import reverse

from pages import record_translations
from pages.editions.translations import Translation
from pages.models import Organisation
from publications.models import Publication
from tests.factories.pages import OrganisationFactory
from tests.factories.publications import PublicationFactory
from tests.reading import as_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def sent(record, **changed):
    names = [f"{name}_{language}" for name in ("name", "what", "role", "short_name") for language in ("fi", "en")]
    texts = {name: getattr(record, name) or "" for name in names}
    return texts | {"state": record.state, "kind": record.kind} | changed


def saved(client, record, **changed):
    answer = client.post(reverse("admin:pages_organisation_change", args=[record.pk]), sent(record, **changed))
    assert answer.status_code == 302
    return Organisation.objects.get(pk=record.pk)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, "fine"),
        ({"role_en": ""}, "missing"),
        ({"name_en": None}, "missing"),
        ({"short_name_fi": "", "short_name_en": ""}, "fine"),
        ({"short_name_fi": "Vain", "short_name_en": ""}, "missing"),
    ],
)
def test_a_translation_is_missing_where_readers_would_see_another_language(texts, expected):
    assert record_translations.state(OrganisationFactory(**texts), "en") == expected


def test_the_source_language_can_be_missing_but_never_outdated(editor_client):
    record = saved(editor_client, OrganisationFactory(), role_en="Changed")

    assert record_translations.state(record, "fi") == Translation.FINE
    assert record_translations.state(OrganisationFactory(role_fi=""), "fi") == Translation.MISSING
    assert record_translations.state(OrganisationFactory(short_name_fi="", short_name_en="Only"), "fi") == "fine"


def test_a_change_of_the_source_leaves_the_translation_outdated_until_it_changes_too(editor_client):
    record = saved(editor_client, OrganisationFactory(role_fi="Jäsen"), role_fi="Puheenjohtaja")
    outdated = record_translations.state(record, "en")

    record = saved(editor_client, record, role_en="Chair")

    assert [outdated, record_translations.state(record, "en")] == ["outdated", "fine"]


def test_the_form_of_an_outdated_record_shows_what_changed_and_takes_still_right(editor_client):
    record = saved(editor_client, OrganisationFactory(role_fi="Jäsen"), role_fi="Perustajajäsen")
    form = as_read(editor_client.get(reverse("admin:pages_organisation_change", args=[record.pk])).text)

    record = saved(editor_client, record, still_right="en")

    assert [words in form for words in ["<del>Jäsen</del>", "<ins>Perustajajäsen</ins>"]] == [True, True]
    assert record_translations.state(record, "en") == "fine"
    assert record.role_en == "Member"


def test_it_is_outdated_since_the_first_change_of_the_source(editor_client):
    record = saved(editor_client, OrganisationFactory(role_fi="Jäsen"), role_fi="Toinen")
    first = record_translations.since(record, "en")

    record = saved(editor_client, record, role_fi="Kolmas")

    assert record_translations.since(record, "en") == first is not None
    assert record_translations.checked_against(record, "en")["role"] == "Jäsen"


@pytest.mark.parametrize(("state", "count"), [("outdated", 1), ("missing", 1), ("fine", 1), ("nonsense", 3)])
def test_the_list_of_records_is_filtered_by_the_state_of_the_translation(editor_client, state, count):
    saved(editor_client, OrganisationFactory(), role_fi="Uusi")
    OrganisationFactory(role_en="")
    OrganisationFactory()

    answer = editor_client.get(reverse("admin:pages_organisation_changelist"), {"translation_en": state})

    assert answer.context["cl"].result_count == count


def test_publications_have_the_same_filter(officer_client):
    PublicationFactory(summary_en="")
    PublicationFactory(summary_en="A summary.", corporate_author_en="The agency")

    answer = officer_client.get(reverse("admin:publications_publication_changelist"), {"translation_en": "missing"})

    assert [record.pk for record in answer.context["cl"].result_list] == [Publication.objects.earliest("pk").pk]
