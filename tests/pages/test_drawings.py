"""What stands at the head of a page for which nobody chose a picture."""

import re

import pytest
from django.contrib.staticfiles import finders

from pages.drawings import BY_CHILD, BY_KIND
from pages.models import Page
from tests.factories.pages import PageFactory, published

pytestmark = pytest.mark.django_db


def art(response):
    found = re.search(r'class="head__art" src="/static/art/([a-z]+)', response.text)
    return found and found[1]


def test_a_section_has_the_drawing_of_what_stands_in_it(visitor, home):
    for slug, kind in [("koulut", Page.Kind.GRANTS), ("tieto", Page.Kind.SOURCES), ("palvelut", Page.Kind.TEXT)]:
        section = published(PageFactory(parent=home, kind=Page.Kind.SECTION, slug_fi=slug))
        published(PageFactory(parent=section, kind=kind, slug_fi="sivu"))

    assert [art(visitor.get(f"/fi/{slug}/")) for slug in ("koulut", "tieto", "palvelut")] == [
        "schoolyard", "paths", "cranes",
    ]  # fmt: skip


def test_a_text_has_no_drawing(visitor, home):
    published(PageFactory(parent=home, slug_fi="teksti"))

    assert art(visitor.get("/fi/teksti/")) is None


@pytest.mark.parametrize("name", sorted({*BY_KIND.values(), *BY_CHILD.values()}))
def test_a_drawing_is_small_and_holds_neither_words_nor_scripts(name):
    with open(finders.find(f"art/{name}.svg"), encoding="utf-8") as file:
        drawing = file.read()

    assert len(drawing) < 4_500 and 'viewBox="0 0 800 600"' in drawing
    assert not re.search(r"<(text|script|style|image|a)\b| on\w+=", drawing)
