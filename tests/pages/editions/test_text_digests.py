"""Every edition keeps the digest of its own texts, however it came to be; what is compared is never stale."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages.editions.publishing import digest, publish
from pages.models import Edition, Fact
from tests.factories.pages import PageFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home):
    """A section with a page below it, both public in two languages."""
    section = published(PageFactory(parent=home, slug_fi="osa"))
    child = PageFactory(parent=section)
    Fact.objects.create(page=child, term_fi="Ryhmän koko", value_fi="5–25", term_en="Group size", value_en="5–25")
    published(child)
    return section


def plan(page, language, **texts):
    """A version with these texts that begins tomorrow."""
    for name, text in texts.items():
        setattr(page, name, text)
    page.save()
    return publish(page, language, by=None, at=timezone.now() + timedelta(days=1))


def test_every_edition_keeps_the_digest_of_its_texts(home, section):
    child = section.children.get()
    plan(child, "en", lead_en="A new lead.")
    plan(section, "fi", slug_fi="muutto")
    publish(child, "fi", by=None)

    editions = Edition.objects.all()

    assert editions.filter(is_continuation=True, page=child).exists()
    assert editions.filter(since__gt=timezone.now()).count() == 3
    assert [edition.text_digest for edition in editions] == [digest(edition) for edition in editions]


def test_a_text_changes_the_digest_and_a_place_does_not(section):
    live = section.editions.get(language="fi")

    moved = plan(section, "fi", slug_fi="muutto")
    rewritten = plan(section, "fi", body_fi="<p>Uusi teksti.</p>")

    assert moved.text_digest == live.text_digest != rewritten.text_digest
