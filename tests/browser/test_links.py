"""An editor links to a publication, and mends a broken link, without a mouse."""

import re

import pytest

from tests.browser.conftest import findings, move_caret, tab_to
from tests.browser.test_editor import log_in, make_page, press


def open_dialog(page, site, **fields):
    pk = make_page(page, site, **fields)
    page.goto(f"{site.url}/admin/pages/page/{pk}/change/")
    page.locator("#id_body_fi").focus()
    move_caret(page, "Control+a")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").wait_for()
    return pk


def test_a_publication_is_linked_by_keyboard_and_the_link_leads_there(page, site, watch):
    log_in(page, site)
    open_dialog(page, site, title_fi="Linkki julkaisuun", body_fi="<p>Koulu kohtaa maailman</p>")
    begins_in = page.evaluate("document.activeElement.type")
    page.keyboard.press("Shift+Tab")  # to the kinds
    for _press in range(4):
        if page.evaluate("document.activeElement.value") == "publication":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("koulu kohtaa")
    page.keyboard.press("Enter")
    page.locator("dialog input[name$=id]:focus").wait_for()
    chosen = page.evaluate("document.activeElement.closest('label').innerText")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    back_in = page.evaluate("document.activeElement.id")
    press(page, "Publish in Finnish")
    press(page, "View on site in Finnish")
    press(page, "Koulu kohtaa maailman")

    assert begins_in == "search"
    assert chosen.startswith("Koulu kohtaa maailman")
    assert back_in == "id_body_fi"
    assert re.search(r"/fi/julkaisut/[a-z-]*koulu-kohtaa-maailman", page.url)


def test_the_dialog_says_when_nothing_is_found_and_takes_any_address(page, site, watch):
    log_in(page, site)
    open_dialog(page, site, title_fi="Muu osoite", body_fi="<p>OECD</p>")
    page.keyboard.type("xyzzy")
    status = page.get_by_role("dialog").get_by_role("status")
    status.filter(has_text="Nothing was found").wait_for()
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    refused = status.inner_text()
    page.get_by_role("radio", name="Another address").check()
    address = page.get_by_label("Address, for example")
    address.fill("htps://www.oecd.org")
    page.keyboard.press("Enter")
    reason = page.get_by_role("dialog").get_by_role("alert").filter(has_text="htps:").inner_text()
    is_marked = address.get_attribute("aria-invalid")
    address.fill("www.oecd.org")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")

    assert refused == "Choose one of what was found, or cancel."
    assert [reason.startswith("A link leads to a web page (https://)"), is_marked] == [True, "true"]
    assert page.locator("[name=body_fi]").input_value() == '<p><a href="https://www.oecd.org">OECD</a></p>'


@pytest.mark.parametrize(("width", "scheme", "language"), [(320, "dark", "fi"), (1280, "light", "en")])
def test_the_dialog_and_the_lists_of_links_have_no_finding(page, site, width, scheme, language):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    log_in(page, site, language=language)
    open_dialog(page, site, title_fi="Saavutettava", body_fi="<p>Vierailut</p>")
    page.wait_for_selector("dialog .editor-dialog__choice input[name$=id]")
    found = {"dialog": findings(page)}
    for path in ("links-to/page/1/", "link_check/outsidelink/", "link_check/outsidelink/1/change/"):
        page.goto(f"{site.url}/admin/{path}")
        found[path] = findings(page)

    assert {place: what for place, what in found.items() if what} == {}


def test_a_broken_link_is_found_on_the_desk_and_mended(page, site, watch):
    log_in(page, site)
    panel = page.locator("[aria-labelledby=desk-links]")
    told = panel.inner_text()
    name = panel.locator("li a").first.inner_text()
    press(page, name)
    text = page.locator("#id_body_en")
    text.wait_for()
    sent = page.locator("[name=body_en]").input_value()
    page.evaluate("document.querySelector('#id_body_en a[href*=archive]').firstChild.parentElement.id = 'broken'")
    page.locator("#broken").click()
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("https://www.example.org/")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    press(page, "Publish in English")
    page.goto(f"{site.url}/admin/")

    assert "https://archive.example.org/school-years-2019/, the page is not there, last worked" in told
    assert "archive.example.org" in sent
    assert page.locator("[aria-labelledby=desk-links]").count() == 0
