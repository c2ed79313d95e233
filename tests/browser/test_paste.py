"""The pastes of tests/pages/text/pastes, through the clipboard of a browser: what is stored reads as it does on the server."""

import pytest

from pages.text import richtext
from tests.browser.test_editor import log_in, make_page
from tests.pages.text.test_pastes import PASTES, shown

PASTE = """(text, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def address(page, site):
    log_in(page, site)
    pk = make_page(page, site, title_fi="Liitetty")
    return f"{site.url}/admin/pages/page/{pk}/change/"


def pasted(page, address, file):
    """What the form would send after the paste into an empty text."""
    page.goto(address)
    text = page.locator("#id_body_fi[contenteditable]")
    text.wait_for()
    text.focus()
    text.evaluate(PASTE, file.read_text(encoding="utf-8"))
    return page.locator("[name=body_fi]").input_value()


def expected(file):
    of_browsers = file.with_suffix(".browser.html")  # where a browser sees more than the server
    wanted = of_browsers if of_browsers.exists() else file.with_suffix(".expected.html")
    return wanted.read_text(encoding="utf-8").strip()


def test_a_paste_keeps_what_it_means(page, address, watch):
    wanted = {file.stem: expected(file) for file in PASTES}

    assert {file.stem: shown(richtext.clean(pasted(page, address, file))) for file in PASTES} == wanted


def test_a_saved_paste_is_shown_as_it_was_pasted(page, address, watch):
    [file] = [file for file in PASTES if file.stem == "word-desktop-nested-list"]
    pasted(page, address, file)
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()

    assert shown(page.locator("[name=body_fi]").input_value()) == expected(file)
