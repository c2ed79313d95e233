"""The list of a large tree opens as far as it fits, and a branch by its link."""

import pytest
from django.urls import reverse

from pages.admin import levels
from pages.admin.levels import deepest_that_fits
from tests.factories.pages import HomeFactory, PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def sections(monkeypatch):
    """A home page with two sections of three pages each, where five rows fit."""
    monkeypatch.setattr(levels, "FITS", 5)
    monkeypatch.setattr("pages.admin.page.FITS", 5)
    home = HomeFactory(title_fi="Etusivu")
    made = [PageFactory(parent=home, title_fi=f"Osio {name}") for name in "AB"]
    for section in made:
        for number in (1, 2, 3):
            PageFactory(parent=section, title_fi=f"{section.title_fi}{number}")
    return made


def listed(client, **query):
    answer = client.get(reverse("admin:pages_page_changelist"), query)
    return [str(page) for page in answer.context["cl"].result_list]


@pytest.mark.parametrize(
    ("depths", "deepest"),
    [({}, 0), ({0: 1}, 0), ({0: 1, 1: 149}, 1), ({0: 1, 1: 400, 2: 1}, 1), ({0: 1, 1: 8, 2: 96, 3: 900}, 2), ({2: 1, 3: 9, 4: 9}, 4)],
)  # fmt: skip
def test_as_many_levels_are_open_as_fit_and_always_one_below_the_top(depths, deepest):
    assert deepest_that_fits(depths) == deepest


def test_a_large_tree_is_closed_and_says_what_stands_below(editor_client, sections):
    answer = editor_client.get(reverse("admin:pages_page_changelist"))

    assert [str(page) for page in answer.context["cl"].result_list] == ["Etusivu", "Osio A", "Osio B"]
    assert f'<a href="?ancestor={sections[0].pk}" aria-label="Osio A: 3 pages">3 pages</a>' in answer.text


def test_a_branch_opens_by_its_link_and_is_named_in_the_filter(editor_client, sections):
    answer = editor_client.get(reverse("admin:pages_page_changelist"), {"ancestor": sections[1].children.first().pk})

    assert [str(page) for page in answer.context["cl"].result_list] == ["Osio B1"]
    assert listed(editor_client, ancestor=sections[1].pk) == ["Osio B", "Osio B1", "Osio B2", "Osio B3"]
    assert '<li class="selected">' in answer.text and "tree-depth-2" in answer.text


def test_a_search_finds_pages_in_closed_branches(editor_client, sections):
    assert listed(editor_client, q="Osio A2") == ["Osio A2"]


def test_a_search_does_not_mind_soft_hyphens_in_titles(editor_client):
    PageFactory(parent=HomeFactory(), title_fi="Koti\u00adkansainvälisyys")

    assert listed(editor_client, q="kotikansainvälisyys") == ["Kotikansainvälisyys"]


def test_a_place_is_chosen_from_the_tree_as_it_is(editor_client, sections):
    """Pages of both sections share their positions: by these alone they would stand below the wrong section."""
    fields = editor_client.get(reverse("admin:pages_page_add")).context["adminform"].form.fields
    sections_and_pages = [f"Osio {name}{number}" for name in "AB" for number in ["", 1, 2, 3]]

    for name in ("parent", "related_pages"):
        assert [str(page) for page in fields[name].queryset] == ["Etusivu", *sections_and_pages]


@pytest.mark.parametrize("value", ["0", "x", "9" * 30, "²"])
@pytest.mark.parametrize("name", ["ancestor", "parent"])
def test_a_branch_that_is_none_is_no_error(editor_client, sections, name, value):
    answer = editor_client.get(reverse("admin:pages_page_changelist"), {name: value}, follow=True)

    assert answer.status_code == 200


def test_a_small_tree_is_open_and_has_no_further_column(editor_client, monkeypatch):
    section = PageFactory(parent=HomeFactory(title_fi="Etusivu"), title_fi="Osio")
    PageFactory(parent=section, title_fi="Sivu")

    answer = editor_client.get(reverse("admin:pages_page_changelist"))

    assert [str(page) for page in answer.context["cl"].result_list] == ["Etusivu", "Osio", "Sivu"]
    assert "?ancestor" in answer.text and "below_column" not in answer.text
