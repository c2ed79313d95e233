"""The pastes of tests/pages/text/pastes, through the clipboard of a browser: what is stored reads as it does on the server."""

import pytest

from tests.browser.test_editor import log_in, make_page
from tests.pages.text.test_pastes import PASTES, shown

PASTE = """(text, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def stored(page):
    return page.locator("[name=body_fi]").input_value()


@pytest.fixture
def editor(page, site):
    log_in(page, site)
    pk = make_page(page, site, title_fi="Liitetty")
    return f"{site.url}/admin/pages/page/{pk}/change/"


def test_a_paste_keeps_what_it_means(page, editor, watch):
    wrong = {}
    for file in PASTES:
        page.goto(editor)
        text = page.locator("#id_body_fi[contenteditable]")
        text.wait_for()
        text.press("Control+a")
        text.evaluate(PASTE, file.read_text(encoding="utf-8"))
        with page.expect_navigation():
            page.get_by_role("button", name="Save and continue editing").click()
        of_browsers = file.with_suffix(".browser.html")  # what only a browser can see
        expected = of_browsers if of_browsers.exists() else file.with_suffix(".expected.html")
        seen = shown(stored(page))
        if seen != expected.read_text(encoding="utf-8").strip():
            wrong[file.stem] = seen

    assert wrong == {}
