"""What is withdrawn is gone from shared caches within a minute: every answer there may be kept for less, and what comes in its
place may be kept too, so that it takes the place of what they have."""

import re

import pytest
from django.utils import timezone

from pages.editions.publishing import withdraw
from publications.models import Publication
from tests.factories.files import DocumentFactory, PictureFactory
from tests.factories.pages import PageFactory, published, saved
from tests.factories.publications import LanguageVersionFactory
from tests.stamp import world

pytestmark = pytest.mark.django_db
AT_MOST = 55  # and a second or two on the way
PRIVATE = {"enquiry", "accessible_version", "form"}


def kept_by_shared_caches(answer):
    found = re.fullmatch(r"public, max-age=\d+, s-maxage=(\d+)(?:, stale-if-error=\d+)?", answer["Cache-Control"])
    return int(found[1]) if found else None


def test_every_public_answer_is_kept_by_shared_caches_and_for_less_than_a_minute(visitor):
    world.make()
    addresses = {name: each for name, each in world.addresses().items() if name not in PRIVATE}

    kept = {address: kept_by_shared_caches(visitor.get(address)) for each in addresses.values() for address in each}

    assert {address: seconds for address, seconds in kept.items() if seconds is None or seconds > AT_MOST} == {}


def test_what_comes_in_place_of_a_page_or_file_takes_its_place_in_shared_caches(visitor, home, settings):
    settings.ACCEL_REDIRECT = "/protected/"  # there are no files on the disk
    picture, version = PictureFactory(), LanguageVersionFactory(document=DocumentFactory(language="fi"))
    page = published(PageFactory(parent=home, slug_fi="vanha", picture=picture, is_picture_decorative=True), "fi")
    other = published(PageFactory(parent=home, slug_fi="toinen"), "fi")
    document, slug = version.document, version.publication.slug
    addresses = [
        "/fi/vanha/", "/fi/toinen/", picture.url(400), picture.url(800), f"/fi/julkaisut/{slug}/",
        document.get_absolute_url(), document.cover_url(300), f"/~/file/{document.pk}/", f"/fi/julkaisut/{slug}/fi.pdf",
    ]  # fmt: skip
    before = [visitor.get(address).status_code for address in addresses]

    page.slug_fi = "uusi"
    published(saved(page), "fi")
    withdraw(other, "fi", by=None)
    moved = visitor.get("/fi/vanha/")
    withdraw(page, "fi", by=None)
    Publication.objects.update(state="withdrawn", status_on=timezone.localdate())
    after = [visitor.get(address) for address in addresses]

    assert before == [200, 200, 200, 200, 200, 200, 200, 302, 302]
    assert [answer.status_code for answer in [moved, *after]] == [301, 404, 404, 404, 404, 200, 410, 404, 404, 410]
    assert [kept_by_shared_caches(answer) for answer in [moved, *after]] == [10, 10, 10, 10, 10, 50, 10, 10, 10, 10]


def test_what_is_private_is_stored_by_nobody_also_where_there_is_nothing(visitor, home):
    answers = [visitor.get(address) for address in ("/admin/nothing/", "/~/preview/nothing/", "/fi/palaute/lomake/x/")]

    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
