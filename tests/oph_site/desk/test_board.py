"""The board: all public content, its languages in words with their age, its owner and its review."""

import pytest
import time_machine
from django.utils import timezone

from pages.editions.publishing import publish, withdraw
from tests.factories.pages import (
    ContactPointFactory,
    HomeFactory,
    OrganisationFactory,
    PageFactory,
    published,
    published_batch,
)
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY_1, DAY_2, DAY_3, DAY_4 = (f"2026-11-0{number} 09:00Z" for number in (2, 3, 4, 5))


@pytest.fixture
def home(db):
    with time_machine.travel("2026-11-01 09:00Z"):
        return published(HomeFactory(title_fi="Etusivu"))


def rows(client, **query):
    """{name: {language: (state, day of the month since when)}} in the order of the board."""
    found = client.get("/admin/board/", query).context["page"]
    return {
        row.name: {cell.language: (cell.standing.state.value, cell.standing.since and cell.standing.since.day) for cell in row.cells}
        for row in found
    }  # fmt: skip


def change(page, day, language="fi"):
    with time_machine.travel(day):
        page.lead_fi = f"Johdanto {day}"
        page.save()
        publish(page, language, by=None)


def test_a_page_is_outdated_since_the_first_change_after_its_translation_was_checked(editor_client, home):
    with time_machine.travel(DAY_1):
        page = published(PageFactory(parent=home, title_fi="Sivu"))
    change(page, DAY_2)
    change(page, DAY_3)

    assert rows(editor_client)["Sivu"] == {"fi": ("fine", 4), "en": ("outdated", 3)}


def test_a_text_that_came_back_is_not_behind_and_the_age_begins_anew(editor_client, home):
    with time_machine.travel(DAY_1):
        page = published(PageFactory(parent=home, title_fi="Sivu"))
    first = page.lead_fi
    change(page, DAY_2)
    with time_machine.travel(DAY_3):
        page.lead_fi = first
        page.save()
        publish(page, "fi", by=None)
    back = rows(editor_client)["Sivu"]["en"]
    change(page, DAY_4)

    assert [back, rows(editor_client)["Sivu"]["en"]] == [("fine", 2), ("outdated", 5)]


def test_a_page_is_missing_since_its_source_is_public_or_its_translation_ended(editor_client, home):
    with time_machine.travel(DAY_1):
        ended = published(PageFactory(parent=home, title_fi="Päättynyt"))
    with time_machine.travel(DAY_2):
        published(PageFactory(parent=home, title_fi="Uusi"), "fi")
    with time_machine.travel(DAY_3):
        withdraw(ended, "en", by=None)

    found = rows(editor_client)

    assert [found["Uusi"]["en"], found["Päättynyt"]["en"]] == [("missing", 3), ("missing", 4)]


def test_the_source_can_be_missing_too(editor_client, home):
    with time_machine.travel(DAY_2):
        published(PageFactory(parent=home, title_fi="Vain englanniksi"), "en")

    assert rows(editor_client)["Vain englanniksi"] == {"fi": ("missing", 3), "en": ("fine", 3)}


def test_every_role_sees_the_content_it_may_see(
    editor_client, officer_client, coordinator_client, administrator_client, home
):
    OrganisationFactory(name_fi="Verkosto", name_en="Network")
    ContactPointFactory(title_fi="Neuvonta", title_en="Advice")
    PublicationFactory(slug="opas")
    OrganisationFactory(state="draft", name_en="Draft")

    editors, officers = set(rows(editor_client)), set(rows(officer_client))

    assert editors == {"Etusivu", "Network", "Advice"}
    assert officers == {"opas"}
    assert set(rows(administrator_client)) == editors | officers
    assert coordinator_client.get("/admin/board/").status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Englanti puuttuu", "Network", "Etusivu"]),
        ({"state": "missing"}, ["Englanti puuttuu", "Network"]),
        ({"state": "missing", "language": "fi"}, []),
        ({"state": "open", "kind": "pages.organisation"}, ["Network"]),
        ({"state": "fine", "language": "en"}, ["Etusivu"]),
        ({"owner": "mine"}, ["Englanti puuttuu"]),
        ({"owner": "nobody"}, ["Network", "Etusivu"]),
        ({"owner": "desk", "review": "due"}, ["Englanti puuttuu"]),
        ({"sort": "name"}, ["Englanti puuttuu", "Etusivu", "Network"]),
        ({"sort": "-name"}, ["Network", "Etusivu", "Englanti puuttuu"]),
        ({"sort": "en"}, ["Englanti puuttuu", "Network", "Etusivu"]),
        ({"sort": "review"}, ["Englanti puuttuu", "Etusivu", "Network"]),
        ({"sort": "x'", "state": "x", "owner": "9" * 40, "page": "x"}, ["Englanti puuttuu", "Network", "Etusivu"]),
    ],
)  # fmt: skip
def test_the_board_is_filtered_and_sorted(editor_client, editor, home, query, expected):
    OrganisationFactory(name_en="Network", role_en="")
    published(PageFactory(parent=home, title_fi="Englanti puuttuu", owner=editor, review_on=timezone.localdate()), "fi")

    assert list(rows(editor_client, **query)) == expected


def test_the_words_lead_to_the_work(editor_client, home):
    with time_machine.travel(DAY_1):
        page = published(PageFactory(parent=home, title_fi="Sivu"))
        missing = published(PageFactory(parent=home, title_fi="Toinen"), "fi")
    change(page, DAY_2)

    text = editor_client.get("/admin/board/").text

    assert f'href="/admin/pages/page/{page.pk}/translation/en/">outdated<' in text
    assert f'href="/admin/pages/page/{missing.pk}/change/">missing<' in text
    assert "since 3 November 2026" in text


def test_a_column_head_turns_the_order_and_keeps_what_was_asked(editor_client, home):
    text = editor_client.get("/admin/board/", {"state": "fine", "sort": "name", "page": "1"}).text

    assert '<th scope="col" aria-sort="ascending"><a href="?state=fine&amp;sort=-name">' in text


def test_a_long_board_comes_in_pages(editor_client, home, monkeypatch):
    monkeypatch.setattr("oph_site.desk.board_page.ROWS", 2)
    for _number in range(3):
        published(PageFactory(parent=home), "fi")

    answer = editor_client.get("/admin/board/", {"page": "2", "state": "missing"})

    assert len(answer.context["page"].object_list) == 1
    assert '<a href="?page=2&amp;state=missing" aria-label="Page 2" aria-current="page">2</a>' in answer.text


@pytest.mark.parametrize("number", [3, 30])
def test_the_board_needs_the_same_queries_for_any_number_of_pages(
    administrator_client, home, number, django_assert_num_queries
):
    published_batch(number, "fi", parent=home)
    PublicationFactory.create_batch(number)
    OrganisationFactory.create_batch(number)

    with django_assert_num_queries(15):
        administrator_client.get("/admin/board/")
