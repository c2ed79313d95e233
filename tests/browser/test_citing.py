"""A reader filters the catalogue, ticks three publications and takes their citations along: as text and in two formats."""

import rispy
from playwright.sync_api import expect


def test_a_reader_cites_three_of_a_filtered_list(page, site, watch):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}/en/publications/?type=report")
    titles = [page.locator(".publication h3").nth(number).inner_text().replace("\xad", "") for number in range(3)]
    for number in range(3):
        page.get_by_role("checkbox", name="Choose for citing").nth(number).check()
    page.get_by_role("button", name="Cite the publications you ticked").click()
    page.wait_for_url("**/en/citations/?**")

    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    addresses = {name: page.get_by_role("link", name=name).get_attribute("href") for name in ("RIS", "BibTeX")}
    files = {name: page.request.get(f"{site.url}{address}").text() for name, address in addresses.items()}

    assert [words.partition(" (")[0] for words in copied] == titles
    assert [each["title"] for each in rispy.loads(files["RIS"].replace("\r\n", "\n"))] == titles
    assert files["BibTeX"].count("langid = ") == 3


def test_without_script_the_citation_is_there_to_select_and_no_button_promises_more(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.url}/fi/julkaisut/koulu-kohtaa-maailman/")

        assert page.get_by_role("button", name="Kopioi").count() == 0
        assert "Viitattu " in page.locator("#_citation").inner_text()
