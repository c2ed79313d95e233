"""Readers search: from the header of any page, on a phone, and down to a page of a PDF that was added a moment ago. Editors, too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import findings, tab_to
from tests.browser.test_editor import log_in, make_page, press
from tests.files.samples import pdf_bytes


def three_pages(pdf):
    """Each with a text of its own."""
    pdf.Root.Lang = "fi"
    for page, words in zip(
        pdf.pages, [b"Vuosi kouluissa", b"Mukana olivat opettajat", b"Purjehdusretken opit"], strict=True
    ):
        page.Contents = pdf.make_stream(b"BT /F1 24 Tf 60 700 Td (" + words + b") Tj ET")


def test_a_word_of_the_third_page_of_a_new_pdf_leads_a_visitor_there(page, site, watch):
    log_in(page, site, user="officer")
    page.goto(f"{site.url}/admin/publications/publication/add/")
    page.set_input_files(
        "#id_versions-0-upload",
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes(three_pages, pages=3)},
    )
    page.fill("#id_versions-0-title", "Koulujen vuosi")
    page.select_option("#id_versions-0-language", "fi")
    page.select_option("#id_type", "report")
    page.select_option("#id_state", "public")
    page.fill("#id_summary_fi", "Mitä kouluissa tehtiin.")
    tab_to(page, "Save", limit=250)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.context.clear_cookies()
    page.goto(f"{site.url}/fi/")
    tab_to(page, "Mitä etsit?")
    page.keyboard.type("purjehdusretkelle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/haku/?q=purjehdusretkelle")
    result = page.locator(".result").filter(has_text="Koulujen vuosi")
    address = result.get_by_role("link", name="PDF:n sivu 3").get_attribute("href")
    pdf = page.request.get(f"{site.url}{address}")

    assert result.locator("mark").inner_text() == "Purjehdusretken"
    assert [address.partition("#")[2], pdf.status, pdf.headers["content-type"]] == ["page=3", 200, "application/pdf"]


def test_an_editor_finds_every_page_that_says_a_word_and_links_one_to_what_another_says_by_keyboard(page, site, watch):
    log_in(page, site)
    make_page(page, site, title_fi="Kesän kurssit", body_fi="<p>Kurssilla opitaan kulkemaan purjeveneillä.</p>")
    make_page(page, site, title_fi="Talven leirit", body_fi="<p>Purjeveneet lähtevät keväällä.</p>")
    aim = make_page(page, site, title_fi="Retket iltaisin", body_fi="<p>Katsomme taivasta tähtitornissa.</p>")
    page.goto(f"{site.url}/admin/")
    tab_to(page, "Find content")
    page.keyboard.type("purjevene")
    expect(page.locator("#found a")).to_have_count(2)
    found = page.locator("#found a").all_inner_texts()
    press(page, "Kesän kurssit")

    tab_to(page, "Text (in Finnish)")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator("dialog input[type=search]:focus").wait_for()
    page.keyboard.type("tähtito")
    page.keyboard.press("Enter")
    page.locator("dialog input[name$=id]:focus").wait_for()
    chosen = page.evaluate("document.activeElement.closest('label').innerText")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    press(page, "Save and continue editing")

    assert sorted(found) == ["Kesän kurssit", "Talven leirit"]
    assert chosen.startswith("Retket iltaisin")
    assert f'<a href="/~/page/{aim}/">' in page.locator("[name=body_fi]").input_value()


def test_on_a_phone_the_link_in_the_header_opens_the_search_with_the_cursor_in_its_field(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    for path in ["/fi/julkaisut/", "/fi/haku/?q=koulu"]:
        page.goto(f"{site.url}{path}")
        page.get_by_role("banner").get_by_role("link", name="Haku").click()
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("avustus")
        page.keyboard.press("Enter")
        page.wait_for_url("**/fi/haku/?q=avustus")
        assert page.locator(".result").count() > 0
    context.close()


@pytest.mark.parametrize(
    ("width", "is_field"), [(320, False), (640, False), (959, False), (960, True), (1000, True), (1280, True)]
)
def test_the_header_holds_a_field_where_there_is_room_and_stays_as_high(browser, site, width, is_field):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path, name in [("/fi/jarjestot/", "Haku"), ("/en/publications/", "Search"), ("/fi/pa-svenska/", "Sök")]:
        page.goto(f"{site.url}{path}")
        header = page.get_by_role("banner")
        seen = [
            header.get_by_role("searchbox").is_visible(),
            header.get_by_role("link", name=name, exact=True).is_visible(),
        ]
        assert [path, *seen] == [path, is_field, not is_field]
        if is_field and path != "/fi/pa-svenska/":
            assert header.locator(".site-header__bar").bounding_box()["height"] < 80
    context.close()


def test_results_are_filtered_and_turned_over_by_keyboard(page, site, watch):
    page.goto(f"{site.url}/en/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("schools")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=schools")
    everything = page.locator("h2").filter(has_text="results for").inner_text()

    filters = page.get_by_role("navigation", name="Narrow the results")
    filters.get_by_role("link", name="Publications").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=publication*")
    kinds = {kind.split("·")[0].strip() for kind in page.locator(".result .meta").all_inner_texts()}
    tab_to(page, "Remove filter: Type: Publications")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=schools")

    assert kinds == {"Publication"}
    assert page.locator("h2").filter(has_text="results for").inner_text() == everything
    assert findings(page) == []
