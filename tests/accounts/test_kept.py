"""A session that ends at save loses nothing."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pages.models import Page
from tests.accounts.test_login import log_in
from tests.factories.pages import PageFactory
from tests.pages.admin.test_page import filled

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
LONG = "Ensimmäinen rivi\r\n\r\n<p>toinen & \"kolmas\" 'neljäs'</p>" + "å" * 30_000


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def kept_fields(answer):
    """What the form of the page would send, as a browser reads it."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    found = [(html.unescape(name), html.unescape(value)) for name, value in inputs]
    return [(name, value) for name, value in found if name != "csrfmiddlewaretoken"]


def token_of(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]


def test_a_form_sent_after_the_session_ended_is_shown_and_kept(visitor):
    sent = {"name_fi": LONG, "places": ["1", "2"], "_save": "x"}
    answer = visitor.post("/admin/pages/organisation/add/", sent, headers=OURS)

    assert [answer.status_code, answer["Cache-Control"]] == [403, "private, no-store"]
    assert kept_fields(answer) == [("name_fi", LONG), ("places", "1"), ("places", "2"), ("_save", "x")]


def test_the_kept_form_of_a_page_is_published_after_logging_in_again_without_script(editor, strict, home):  # noqa: F811
    page = PageFactory(parent=home, title_fi="Vanha")
    address = f"/admin/pages/page/{page.pk}/change/"
    sent = filled(page, title_fi="Uusi otsikko", _publish_fi="x")

    ended = strict.post(address, sent, headers=OURS)
    strict.force_login(editor)
    stale = strict.post(address, dict(kept_fields(ended)), headers=OURS)
    saved = strict.post(address, dict(kept_fields(stale)) | {"csrfmiddlewaretoken": token_of(stale)}, headers=OURS)

    page.refresh_from_db()
    assert [ended.status_code, stale.status_code, saved.status_code, page.title_fi] == [403, 403, 302, "Uusi otsikko"]
    assert "You are logged in as editor" in stale.content.decode()
    assert page.editions.get().title == "Uusi otsikko"


def test_with_the_fresh_token_that_the_script_fetches_once_is_enough(editor, strict, home):  # noqa: F811
    page = PageFactory(parent=home, title_fi="Vanha")
    address = f"/admin/pages/page/{page.pk}/change/"
    ended = strict.post(address, filled(page, title_fi="Uusi otsikko", _save="x"), headers=OURS)
    strict.force_login(editor)
    fresh = strict.get("/admin/session/").json()
    strict.post(address, dict(kept_fields(ended)) | {"csrfmiddlewaretoken": fresh["token"]}, headers=OURS)

    page.refresh_from_db()
    assert [fresh["user"], page.title_fi] == ["editor", "Uusi otsikko"]


def test_passwords_and_tokens_are_not_kept(visitor):
    answer = visitor.post(
        "/admin/accounts/user/add/",
        {"username": "aino", "password1": "secret words", "csrfmiddlewaretoken": "x"},
        headers=OURS,
    )

    text = answer.content.decode()
    assert ["secret words" in text, 'value="aino"' in text] == [False, True]


def test_files_that_cannot_be_kept_are_named(visitor):
    answer = visitor.post(
        "/admin/files/picture/add/", {"file": SimpleUploadedFile("<lake>.png", b"x"), "name": "Järvi"}, headers=OURS
    )

    text = answer.content.decode()
    assert ["&lt;lake&gt;.png" in text, 'enctype="multipart/form-data"' in text] == [True, True]


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_from_elsewhere_gets_no_token_and_no_button(strict, editor, headers):
    strict.force_login(editor)
    answer = strict.post("/admin/pages/page/add/", {"title_fi": "Planted"}, headers=headers)

    assert [answer.status_code, "Planted" in answer.content.decode()] == [403, False]


def test_same_origin_is_also_seen_without_an_origin_header(visitor):
    answer = visitor.post("/admin/pages/page/add/", {"title_fi": "Oma"}, headers={"sec-fetch-site": "same-origin"})

    assert 'value="Oma"' in answer.content.decode()


@pytest.mark.parametrize("path", ["login/", "logout/", "two-factor/", "confirm/", "language/", "session/"])
def test_pages_of_the_log_in_keep_nothing(strict, path):
    answer = strict.post(f"/admin/{path}", {"text": "kept?"}, headers=OURS)

    assert "kept?" not in answer.content.decode()


def test_somebody_else_who_logged_in_meanwhile_lacks_the_right_and_the_text_stays(coordinator_client):
    answer = coordinator_client.post("/admin/pages/page/add/", {"title_fi": "Tärkeä"}, headers=OURS)

    assert [answer.status_code, 'value="Tärkeä"' in answer.content.decode(), Page.objects.count()] == [403, True, 0]


def test_a_link_from_the_page_leads_back_by_way_of_the_log_in(visitor, editor):
    visitor.post("/admin/pages/page/add/", {"title_fi": "x"}, headers=OURS)
    asked = visitor.get("/admin/session/ready/")
    log_in(visitor)

    assert [asked["Location"], visitor.get("/admin/session/ready/").status_code] == [
        "/admin/login/?next=/admin/session/ready/",
        200,
    ]


def test_the_page_speaks_finnish(visitor):
    answer = visitor.post("/admin/pages/page/add/", {"title_fi": "x"}, headers=OURS | {"accept-language": "fi"})

    assert '<html lang="fi"' in answer.content.decode()


def test_what_was_written_can_be_read_and_copied_without_its_markup(visitor):
    sent = {
        "title_fi": "Otsikko",
        "body_fi": "<p>Eka</p><ul><li>Toka</li></ul>",
        "facts-TOTAL_FORMS": "0",
        "_save": "x",
    }
    answer = visitor.post("/admin/pages/page/add/", sent, headers=OURS | {"accept-language": "en"})

    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", answer.content.decode(), re.DOTALL)
    assert shown == [("Title (in Finnish)", "Otsikko"), ("Text (in Finnish)", "Eka\nToka")]
