"""The home page: what it lifts for the readers of a language."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pages.editions.publishing import withdraw
from pages.models import Block, Link, Organisation, Page
from tests.factories.pages import OrganisationFactory, PageFactory, published
from tests.reading import as_read

pytestmark = pytest.mark.django_db


def lift(home, kind, **fields):
    """The home page with one block in English, published."""
    Block.objects.create(page=home, language="en", kind=kind, title="Heading of the block", **fields)
    return published(home, "en")


def read(visitor):
    return as_read(visitor.get("/en/").text)


def test_the_field_of_the_search_stands_under_the_sentence_that_says_who_we_are(visitor, home):
    text = read(visitor)

    assert text.index("A lead in English.") < text.index('role="search"') < text.index("</main>")
    assert text.count('role="search"') == 1
    assert 'action="/en/search/"' in text


def test_one_page_is_lifted_with_links_to_its_chapters(visitor, home):
    page = PageFactory(
        parent=home, title_en="Education in Finland", slug_en="education", lead_en="How the system is built.",
        body_en="<h2>Basic education</h2><p>Nine years.</p><h2>Who decides</h2><p>Many.</p>",
    )  # fmt: skip
    published(page)
    lift(home, Block.Kind.PAGE, target=page)

    text = read(visitor)

    assert "How the system is built." in text  # its lead, as the block has no text
    assert '<a href="/en/education/#basic-education">Basic education</a>' in text
    assert '<a class="more" href="/en/education/">Education in Finland</a>' in text


def test_a_page_that_is_withdrawn_takes_its_block_along(visitor, home):
    page = published(PageFactory(parent=home))
    lift(home, Block.Kind.PAGE, target=page)
    before = read(visitor)
    withdraw(page, "en", by=None)

    assert "Heading of the block" in before
    assert "Heading of the block" not in read(visitor)


def test_the_lifted_page_knows_that_the_home_page_leads_there(home):
    page = published(PageFactory(parent=home))
    lift(home, Block.Kind.PAGE, target=page)

    assert Link.objects.filter(kind="page", target=page.pk, way=Link.Way.BLOCK, edition__page=home).exists()


@pytest.mark.parametrize(("kind", "has_page"), [(Block.Kind.PAGE, False), (Block.Kind.FIGURES, True)])
def test_a_block_names_a_page_when_it_shows_one_and_only_then(home, kind, has_page, in_english):
    block = Block(page=home, language="en", kind=kind, title="Heading", target=home if has_page else None)

    with pytest.raises(ValidationError, match="Choose the page for a block that shows one page"):
        block.full_clean()


def test_networks_stand_under_their_kinds_and_lead_to_what_we_do_there(visitor, home):
    published(PageFactory(parent=home, kind=Page.Kind.ORGANISATIONS, key="organisations", slug_en="organisations"))
    oecd = OrganisationFactory(short_name_en="OECD", kind=Organisation.Kind.INTERNATIONAL)
    OrganisationFactory(short_name_en="Eurydice")
    OrganisationFactory(name_en="A network without a short name")
    lift(home, Block.Kind.NETWORKS)

    text = read(visitor)

    assert (
        f'<dt>International organisations</dt><dd><a href="/en/organisations/#organisation-{oecd.pk}">OECD</a></dd>'
        in text
    )
    assert text.index("OECD") < text.index("Eurydice")
    assert "A network without a short name" not in text


def test_what_is_new_says_what_changed_and_leaves_silent_corrections_out(visitor, home):
    old, corrected, told = (
        published(PageFactory(parent=home, title_en=title)) for title in ("Old", "Corrected", "Told")
    )
    for page in (corrected, told):
        page.body_en = "<p>Another text.</p>"
        page.save()
    two_days_ago = timezone.now() - timedelta(days=2)
    Page.objects.get(pk=home.pk).editions.model.objects.update(since=two_days_ago, texts_since=two_days_ago)
    published(corrected, "en")
    published(told, "en", change_note="The deadline is a week later.")
    lift(home, Block.Kind.CHANGES)

    text = read(visitor)

    assert text.index(">Told</a><p>The deadline is a week later.</p>") < text.index(">Old</a><p>A new page.</p>")
    assert ">Corrected</a>" not in text


def test_a_home_page_without_anything_to_lift_shows_no_heading(visitor, home):
    for kind in (
        Block.Kind.NETWORKS,
        Block.Kind.CHANGES,
        Block.Kind.VISITS,
        Block.Kind.PUBLICATIONS,
        Block.Kind.FIGURES,
    ):
        Block.objects.create(page=home, language="en", kind=kind, title="Heading of the block")
    published(home, "en")

    assert "Heading of the block" not in read(visitor)
