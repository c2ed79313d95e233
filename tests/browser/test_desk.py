"""From the desk to the work and back, without a mouse."""

from tests.browser.conftest import tab_to
from tests.browser.test_editor import log_in, press


def number(page, panel):
    """The number in the heading of a panel of the desk."""
    return int(page.locator(f"#desk-{panel} .desk__count").inner_text())


def test_a_page_due_for_review_is_read_through_and_leaves_the_desk(page, site, watch):
    log_in(page, site)
    before = number(page, "reviews")
    press(page, "Hinnat ja ehdot")

    tab_to(page, "I have read the content through today", limit=250)
    page.keyboard.press("Space")
    press(page, "Save")
    press(page, "Home")

    assert page.inner_text("h1") == "My desk"
    assert number(page, "reviews") == before - 1
    assert not page.locator(".desk__panel:has(#desk-reviews)", has_text="Hinnat ja ehdot").count()


def test_the_board_leads_to_an_outdated_translation(page, site, watch):
    log_in(page, site)
    press(page, "Content and translations")
    page.locator("#board_state").select_option("outdated")
    press(page, "Show")
    states = set(
        page.locator(".board tbody tr").evaluate_all("rows => rows.map(row => row.innerText.includes('outdated'))")
    )
    press(page, "outdated: Kansainväliset ohjelmat")

    assert states == {True}
    assert page.inner_text("h1") == "Translation in English: Kansainväliset ohjelmat"
