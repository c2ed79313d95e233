"""A change planned for Monday, and two people at one page: by keyboard."""

from playwright.sync_api import expect

from tests.browser.conftest import findings, tab_to
from tests.browser.test_editor import log_in, make_page, press


def test_a_change_is_planned_for_monday_and_cancelled_by_keyboard(page, site, watch):
    log_in(page, site)
    pk = make_page(page, site, title_fi="Maanantaina", _publish_fi="1")
    page.goto(f"{site.url}/admin/pages/page/{pk}/change/")
    press(page, "Schedule a change in Finnish")
    tab_to(page, "The working copy, as it is now, becomes public")
    page.keyboard.press("Space")
    tab_to(page, "When")
    page.keyboard.type("maanantaina")
    press(page, "Schedule")
    wrong = page.locator(".summary:focus").inner_text()
    tab_to(page, "When: Enter the day and the time as numbers, for example 27.3.2027 9.00")
    page.keyboard.press("Enter")
    kept = page.evaluate("document.activeElement.value")
    page.keyboard.press("Control+a")
    page.keyboard.type("2.12.2030 klo 9.00")
    press(page, "Schedule")
    planned = page.inner_text("main")
    press(page, "Cancel: New version on 2 December 2030 9:00.")

    assert ["Nothing was changed" in wrong, kept] == [True, "maanantaina"]
    assert "New version on 2 December 2030 9:00." in planned
    assert "Nothing is scheduled." in page.inner_text("main")


def test_what_two_people_changed_is_chosen_by_keyboard(page, site, watch):
    log_in(page, site)
    pk = make_page(page, site, title_fi="Yhteinen")
    page.goto(f"{site.url}/admin/pages/page/{pk}/change/")
    data = page.evaluate("Object.fromEntries(new FormData(document.querySelector('#page_form')))")
    page.request.post(page.url, form=data | {"title_fi": "Toisen otsikko"}, headers={"Referer": page.url})

    page.locator("#id_title_fi").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Oma otsikko")
    press(page, "Save and continue editing")
    expect(page.locator(".summary:focus")).to_contain_text("Nothing has been saved yet: choose first")
    tab_to(page, "Yours")
    page.keyboard.press("ArrowRight")
    press(page, "Go on with these choices")

    assert page.locator("#id_title_fi").input_value() == "Toisen otsikko"


def test_plans_and_conflicts_have_no_finding(page, site):
    page.set_viewport_size({"width": 320, "height": 900})
    log_in(page, site)
    pk = make_page(page, site, title_fi="Yhteinen sivu", _publish_fi="1")
    page.goto(f"{site.url}/admin/pages/page/{pk}/plan/fi/")
    found = {"plan": findings(page)}
    page.locator("#id_at").fill("31.10.2027 3.30")
    page.locator("#id_act_0").check()
    with page.expect_navigation():
        page.locator("input[type=submit]").last.click()
    found["wrong"] = findings(page)
    page.goto(f"{site.url}/admin/pages/page/{pk}/change/")
    data = page.evaluate("Object.fromEntries(new FormData(document.querySelector('#page_form')))")
    page.request.post(page.url, form=data | {"title_fi": "Toisen otsikko"}, headers={"Referer": page.url})
    page.locator("#id_title_fi").fill("Oma otsikko")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    found["conflict"] = findings(page)

    assert found == {"plan": [], "wrong": [], "conflict": []}
