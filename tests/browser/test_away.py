"""The database goes away while an editor writes: what only a browser knows of sending a form again."""

import pytest

from tests.browser.conftest import findings, in_both_views
from tests.conftest import client_of
from tests.factories.pages import PageFactory
from tests.oph_site.test_unavailable import away


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "en-GB"}  # who it is cannot be asked


def test_an_editor_saves_by_keyboard_when_the_database_is_back(page, live_server, editor, home):
    draft = PageFactory(parent=home, title_fi="Vanha otsikko")
    session = client_of(editor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/pages/page/{draft.pk}/change/")
    page.locator("[name=title_fi]").fill("Uusi otsikko")

    def send(button):
        page.locator(button).first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def faults():
        return [found for _view in in_both_views(page) for found in findings(page)]

    with away():
        send("[name=_save]")
        title, wrong = page.title(), faults()
        send("input[type=submit]")
    send("input[type=submit]")
    with away():
        for path in ("/admin/pages/page/", "/en/nothing/"):
            page.goto(f"{live_server.url}{path}")
            wrong += faults()

    draft.refresh_from_db()
    assert [title.split(" –")[0], wrong, draft.title_fi] == ["Not saved yet", [], "Uusi otsikko"]
