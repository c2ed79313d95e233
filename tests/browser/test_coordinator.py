"""A coordinator keeps prices and weeks: by keyboard alone, and without JavaScript."""

from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.browser.test_editor import log_in


def test_a_week_is_closed_from_the_desk_by_keyboard(page, site):
    log_in(page, site, user="coordinator")
    keyboard = Keyboard(page)

    keyboard.follow("Closed and tight periods")
    keyboard.skip()
    keyboard.follow("Add closed or tight period")
    keyboard.skip()
    keyboard.fill("First day (required)", "8.11.2027")
    keyboard.fill("Last day (required)", "12.11.2027")
    keyboard.fill("Reason (in Finnish) (required)", "Messut")
    keyboard.fill("Reason (in English) (required)", "Education fair")
    keyboard.follow("Save")

    expect(page.locator(".messagelist")).to_contain_text("week 45 (8–12 November 2027): closed.")
    assert keyboard.loads <= 4
    assert keyboard.presses + keyboard.characters < 120


def test_a_price_list_is_copied_and_a_price_in_it_taken_out_and_added_by_keyboard(page, site):
    log_in(page, site, user="coordinator")
    page.goto(f"{site.url}/admin/visits/pricelist/add/")
    keyboard = Keyboard(page)
    rows = page.locator("#lines-group .inline-related")
    expect(rows).to_have_count(7)

    keyboard.fill("Valid from (required)", "1.1.2031")
    keyboard.fill("Price without VAT, euros", "325,50")
    keyboard.use("Delete", key="Space")
    keyboard.use("Add another Price")
    keyboard.use("Remove")
    expect(rows).to_have_count(7)
    keyboard.follow("Save and continue editing")

    expect(page.locator("h1")).to_have_text("Change price list: 1 January 2031")
    expect(rows).to_have_count(6)
    expect(page.locator("#id_lines-0-net")).to_have_value("325.50")


def test_without_javascript_a_copy_of_old_rules_is_saved(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    context.add_cookies(site.sessions["coordinator"])
    page.goto(f"{site.url}/admin/visits/visitrules/")

    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Copy to new rules").click()
    page.get_by_label("Valid from").fill("1.2.2031")
    page.get_by_label("Weeks of notice").fill("10")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#result_list tbody tr").first).to_contain_text("1 February 2031")
    expect(page.locator("#result_list tbody tr").first).to_contain_text("10")
    context.close()
