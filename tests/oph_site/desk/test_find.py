"""Finding content from the desk: every kind that the person may see, and nothing else."""

import pytest

from oph_site.search import index
from tests.factories.pages import HomeFactory, OrganisationFactory, PageFactory, saved
from tests.factories.publications import LanguageVersionFactory, PublicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def found(client, words):
    return [(hit["name"], hit["kind"]) for hit in client.get("/admin/find/", {"q": words, "live": "1"}).json()["hits"]]


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


def test_without_a_script_a_page_has_the_same(editor_client):
    page = saved(PageFactory(parent=HomeFactory(), title_fi="Löytyvä", title_en=""))

    text = editor_client.get("/admin/find/", {"q": "löyt"}).text

    assert f'<a href="{page.admin_url}" lang="fi">Löytyvä</a> Page' in text
    assert "Nothing was found" in editor_client.get("/admin/find/", {"q": "xyzzy"}).text
