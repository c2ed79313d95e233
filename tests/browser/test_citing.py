"""Readers choose publications in several parts of the list, cite and download them; an officer replaces the file of one of them."""

import re

import rispy
from playwright.sync_api import expect

from tests.browser.test_editor import log_in, press
from tests.files.samples import pdf_bytes


def tick(page, number):
    """The title of that publication of the list, which is chosen now."""
    row = page.locator("li.publication").nth(number)
    row.get_by_role("checkbox").check()
    return row.locator("h3").inner_text().replace("\xad", "")


def test_a_reader_narrows_the_list_chooses_three_in_two_parts_of_it_cites_and_downloads_them(page, site, watch):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}/en/publications/")
    page.get_by_role("checkbox", name=re.compile("^English ")).check()
    page.get_by_role("button", name="Show publications").click()
    page.wait_for_url("**lang=en**")
    titles = [tick(page, 0), tick(page, 1)]
    expect(page.locator("#_ticked")).to_have_text("Chosen for citing: 2")
    page.get_by_label("Order").select_option("title")
    page.get_by_role("button", name="Show publications").click()
    page.wait_for_url("**order=title**")
    expect(page.locator("#_ticked")).to_have_text("Chosen for citing: 2")
    page.get_by_role("link", name=re.compile("Remove filter: Language")).click()
    page.get_by_role("link", name="Page 2").click()
    page.wait_for_url("**page=2**")
    expect(page.locator("#_ticked")).to_have_text("Chosen for citing: 2")
    fresh = page.locator("li.publication:not(:has(input:checked))").first
    titles.append(fresh.locator("h3").inner_text().replace("\xad", ""))
    fresh.get_by_role("checkbox").check()
    page.get_by_role("button", name="Cite the chosen").click()
    page.wait_for_url(re.compile(r"/en/citations/\?id=\d+&id=\d+&id=\d+$"))

    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    files = {}
    for name in ("RIS", "BibTeX"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        files[name] = download.value.path().read_text(encoding="utf-8")
    references = rispy.loads(files["RIS"])
    pdf = page.request.get(next(each["file_attachments1"] for each in references if "file_attachments1" in each))

    assert sorted(words.partition(" (")[0] for words in copied) == sorted(titles)
    assert sorted(each["title"] for each in references) == sorted(titles)
    assert files["BibTeX"].count("langid = ") == 3
    assert [pdf.status, pdf.headers["content-type"]] == [200, "application/pdf"]


def test_without_script_buttons_keep_what_is_chosen_and_no_button_promises_more(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.url}/fi/julkaisut/")
        title = tick(page, 0)
        page.get_by_role("button", name="Säilytä valinnat ja jatka valitsemista").click()
        page.get_by_role("link", name="Sivu 2").click()
        counts = [page.locator("#_ticked").inner_text()]
        page.get_by_role("checkbox", name=title).uncheck()
        tick(page, 0)
        page.get_by_role("button", name="Näytä julkaisut").click()
        counts.append(page.locator("#_ticked").inner_text())
        page.get_by_role("link", name="Poista kaikki valinnat").click()
        counts.append(page.locator("#_ticked").inner_text())
        page.goto(f"{site.url}/fi/julkaisut/koulu-kohtaa-maailman/")

        assert [count.rpartition(" ")[2] for count in counts] == ["1", "1", "0"]
        assert page.get_by_role("button", name="Kopioi").count() == 0
        assert "Viitattu " in page.locator("#_citation").inner_text()


def test_an_officer_replaces_a_file_and_its_old_addresses_lead_to_the_new_one(page, site, watch):
    lasting = f"{site.url}/en/publications/key-figures-on-vet-in-finland/en.pdf"
    old, pdf = page.request.get(lasting).url, pdf_bytes(pages=2)
    log_in(page, site, user="officer")
    page.goto(f"{site.url}/admin/publications/publication/?q=key-figures-on-vet")
    page.get_by_role("link", name="Key figures on vocational education").click()
    upload = {"name": "new.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.set_input_files("#id_versions-0-upload", upload)
    press(page, "Save and continue editing")
    page.context.clear_cookies()
    answers = [page.request.get(address) for address in (old, lasting)]

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].url == answers[1].url != old
    assert [answer.body() for answer in answers] == [pdf, pdf]
