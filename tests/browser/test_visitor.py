"""A reader without a mouse finds a publication, changes the language and searches."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import tab_to


def test_a_visitor_finds_a_publication_by_keyboard_and_opens_its_pdf(page, site, watch):
    page.goto(f"{site.url}/fi/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    assert page.evaluate("document.activeElement.id") == "main"

    page.goto(f"{site.url}/fi/")
    tab_to(page, "Julkaisut")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/julkaisut/")
    tab_to(page, "Seuraava")
    page.keyboard.press("Enter")
    page.wait_for_url("**/julkaisut/?page=2#results")
    tab_to(page, "Piilotettu osaaminen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/piilotettu-osaaminen/")

    assert page.locator("h1").inner_text().startswith("Piilotettu osaaminen")
    address = page.locator("a.button[hreflang=fi]").get_attribute("href")
    pdf = page.request.get(f"{site.url}{address}")
    assert [pdf.status, pdf.headers["content-type"]] == [200, "application/pdf"]


def test_a_visitor_changes_the_language_and_stays_on_the_page(page, site, watch):
    page.goto(f"{site.url}/fi/koulut-ja-oppilaitokset/valtionavustukset/")

    tab_to(page, "English")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/schools/state-grants/")

    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.context.cookies() == []


def test_a_visitor_searches_and_is_told_how_much_was_found(page, site, watch):
    page.goto(f"{site.url}/en/search/")
    expect(page.locator("#q")).to_be_focused()  # the field has the cursor, a moment after the page is there

    page.keyboard.type("eurydice")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=eurydice")

    assert "“eurydice”" in page.title()
    assert page.locator(".result").count() >= 1


def test_a_first_visit_to_a_text_page_is_light(page, site, watch):
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))

    page.goto(f"{site.url}/fi/koulut-ja-oppilaitokset/valtionavustukset/")
    page.wait_for_load_state("networkidle")

    assert len(sizes) <= 8
    assert sum(sizes) <= 100_000


WIDE_THINGS = [
    "/fi/",
    "/en/international-visits/prices-and-terms/",
    "/fi/julkaisut/",
    "/en/international-visits/enquiry/",
    "/fi/jarjestot/",
    "/en/publications/koulu-kohtaa-maailman/",
    "/fi/haku/?q=koulu",
    "/en/search/?q=zzzz",
]


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (640, "200%")])
def test_no_page_scrolls_sideways_on_a_small_screen_or_with_large_text(browser, site, width, text):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in WIDE_THINGS:
        page.goto(f"{site.url}{path}")
        page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
