import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from oph_site.sitemaps import SITEMAPS
from pages.editions.publishing import publish
from pages.models import Edition
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.publications import LanguageVersionFactory

pytestmark = pytest.mark.django_db


def addresses(answer):
    return re.findall("<loc>http://testserver([^<]*)</loc>", answer.content.decode())


def site():
    """A home page, one page of text and two publications."""
    page = published(PageFactory(parent=published(HomeFactory()), slug_fi="tuki", slug_en="support"))
    for slug in ("opas", "raportti"):
        LanguageVersionFactory(publication__slug=slug)
    return page


def test_the_index_names_its_parts_and_is_empty_on_an_empty_site(visitor):
    empty = addresses(visitor.get("/sitemap.xml"))
    site()

    assert [empty, addresses(visitor.get("/sitemap.xml"))] == [
        [],
        ["/sitemap-pages-1.xml", "/sitemap-publications-1.xml"],
    ]


def test_every_page_stands_in_it_with_its_translations_and_the_day_of_its_text(visitor):
    page = site()
    Edition.objects.filter(page=page).update(texts_since="2026-01-02T10:00:00Z")

    text = visitor.get("/sitemap-pages-1.xml").content.decode()

    assert text.count("<url>") == 4
    assert (
        "<url><loc>http://testserver/fi/tuki/</loc><lastmod>2026-01-02T12:00:00+02:00</lastmod>"
        '<xhtml:link rel="alternate" hreflang="en" href="http://testserver/en/support/"/>'
        '<xhtml:link rel="alternate" hreflang="fi" href="http://testserver/fi/tuki/"/></url>'
    ) in text


def test_a_part_holds_no_more_than_its_limit(visitor, monkeypatch):
    for sitemap, limit in zip(SITEMAPS.values(), (3, 1, 1, 1), strict=True):
        monkeypatch.setattr(sitemap, "limit", limit)
    site()

    parts = addresses(visitor.get("/sitemap.xml"))

    assert parts == [
        "/sitemap-pages-1.xml", "/sitemap-pages-2.xml", "/sitemap-publications-1.xml", "/sitemap-publications-2.xml",
    ]  # fmt: skip
    assert [addresses(visitor.get(part)) for part in parts] == [
        ["/fi/", "/en/", "/fi/tuki/"], ["/en/support/"],
        ["/fi/julkaisut/opas/", "/en/publications/opas/"], ["/fi/julkaisut/raportti/", "/en/publications/raportti/"],
    ]  # fmt: skip


def test_no_part_holds_more_than_a_thousand_addresses():
    assert [SITEMAPS["pages"].limit, 2 * SITEMAPS["publications"].limit, 2 * SITEMAPS["calls"].limit] == [1000] * 3


@pytest.mark.parametrize("path", ["pages-2", "pages-0", "publications-99", "nothing-1", "pages-999999999999"])
def test_there_is_no_other_part(visitor, path):
    site()

    assert visitor.get(f"/sitemap-{path}.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-publications-1.xml"])
def test_caches_may_keep_it_until_the_next_planned_change(visitor, path):
    page = site()
    before = visitor.get(path)
    publish(page, "fi", by=None, at=timezone.now() + timedelta(seconds=40))

    after = visitor.get(path)

    lifetime = int(re.search(r"s-maxage=(\d+)", after["Cache-Control"])[1])
    assert before["Cache-Control"] == "public, max-age=0, s-maxage=50, stale-if-error=86400"
    assert 30 <= lifetime <= 40
    assert [after["Content-Type"], after["X-Robots-Tag"], "Set-Cookie" in after] == [
        "application/xml",
        "noindex",
        False,
    ]


@pytest.mark.django_db(transaction=True)
def test_it_is_written_once_until_something_changes_or_a_plan_comes_true(visitor, django_assert_num_queries):
    page, now = site(), timezone.now()
    page.slug_fi = "apu"
    publish(page, "fi", by=None, at=now + timedelta(hours=1))
    part = "/sitemap-pages-1.xml"
    visitor.get(part)

    with django_assert_num_queries(0):
        before = addresses(visitor.get(part))
    LanguageVersionFactory(publication__slug="uusi")
    changed = addresses(visitor.get("/sitemap-publications-1.xml"))
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        later = addresses(visitor.get(part))

    assert before == ["/fi/", "/en/", "/fi/tuki/", "/en/support/"]
    assert "/fi/julkaisut/uusi/" in changed
    assert sorted(later) == ["/en/", "/en/support/", "/fi/", "/fi/apu/"]


@pytest.mark.parametrize("how_many", [3, 60])
@pytest.mark.parametrize(("path", "queries"), [("/sitemap-pages-1.xml", 8), ("/sitemap-publications-1.xml", 7)])
def test_a_part_costs_the_same_whatever_its_size(visitor, how_many, path, queries, django_assert_num_queries):
    home = site().parent
    for _number in range(how_many):
        published(PageFactory(parent=home), "fi")
        LanguageVersionFactory()

    with django_assert_num_queries(queries):  # those of boundaries and counts, which are kept, among them
        visitor.get(path)


def test_robots_are_led_to_it(visitor):
    assert "Sitemap: http://testserver/sitemap.xml" in visitor.get("/robots.txt").content.decode()
