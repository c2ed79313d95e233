"""The database is away: who asks is told so in their language, with what they typed, and nothing ends in a 500."""

from contextlib import contextmanager
from unittest.mock import Mock, patch

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from oph_site import jobs
from oph_site.logs import RefusalsInOneLine
from oph_site.stamp import moving
from pages.models import Page
from tests.accounts.test_kept import OURS, kept_fields, token_of
from tests.factories.pages import PageFactory, published
from tests.pages.admin.test_page import filled
from visits import links

pytestmark = pytest.mark.django_db


@contextmanager
def away(error=None):
    """No statement gets through, whoever sends it."""
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=error or OperationalError("away")):
        yield


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("error", [OperationalError("away"), InterfaceError("connection already closed")])
def test_pages_say_so_in_the_language_of_the_address_and_programs_get_a_plain_line(reader, home, error):
    with away(error):
        found = {path: reader.get(path) for path in ("/fi/", "/en/search/?q=a", "/en/publications/x/", "/oai?verb=Identify", "/fi/muutokset.xml")}  # fmt: skip

    assert {(answer.status_code, answer["Retry-After"], answer["Cache-Control"]) for answer in found.values()} == {
        (503, "120", "no-store")
    }
    kinds = {path: answer["Content-Type"] for path, answer in found.items()}
    assert [path for path, kind in kinds.items() if kind.startswith("text/plain")] == [
        "/oai?verb=Identify",
        "/fi/muutokset.xml",
    ]
    assert "Sivua ei voida näyttää juuri nyt" in found["/fi/"].text and '<html lang="fi">' in found["/fi/"].text
    assert "The page cannot be shown at the moment" in found["/en/publications/x/"].text
    assert 'class="site-header"' in found["/fi/"].text


@pytest.mark.django_db(transaction=True)
def test_the_page_has_menu_and_footer_as_this_process_last_read_them(reader, home):
    published(PageFactory(parent=home, in_menu=True, menu_title_en="Our networks", slug_en="networks"))
    reader.get("/en/")
    moving.Seen.until = 0.0  # a second later
    with away():
        answer = reader.get("/en/nothing/")

    assert [answer.status_code, answer.text.count("Our networks")] == [503, 1]


def test_what_needs_no_database_goes_on(reader):
    with away():
        answers = {path: reader.get(path).status_code for path in ("/", "/healthz", "/robots.txt", "/admin/login/")}
        ready = reader.get("/readyz")

    assert answers == {"/": 302, "/healthz": 200, "/robots.txt": 200, "/admin/login/": 200}
    assert [ready.status_code, ready.text] == [503, "database\n"]


def test_a_form_behind_a_secret_link_keeps_what_was_typed(reader):
    address = f"/en/international-visits/enquiry/visit/{links.signer.sign('1.1')}/change-request/"
    with away():
        answer = reader.post(address, {"text": "We come <b>later</b>", "act": "send"})

    assert [answer.status_code, answer["Cache-Control"], answer["Referrer-Policy"]] == [503, "private, no-store", "no-referrer"]  # fmt: skip
    assert kept_fields(answer) == [("text", "We come <b>later</b>"), ("act", "send")]
    assert f'<form method="post" action="{address}">' in answer.text


def test_an_editor_who_saves_sends_the_same_form_again_when_the_database_is_back(editor, home):
    page = PageFactory(parent=home, title_fi="Vanha")
    address = f"/admin/pages/page/{page.pk}/change/"
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(editor)
    token = strict.get("/admin/session/").json()["token"]
    sent = filled(page, title_fi="Uusi & <parempi>", _publish_fi="x") | {"csrfmiddlewaretoken": token}
    with away():
        kept = strict.post(address, sent, headers=OURS | {"accept-language": "en"})
        still = strict.post(address, dict(kept_fields(kept)) | {"csrfmiddlewaretoken": token_of(kept)}, headers=OURS)
        shown = strict.get(address)
    saved = strict.post(address, dict(kept_fields(still)) | {"csrfmiddlewaretoken": token_of(still)}, headers=OURS)

    page.refresh_from_db()
    assert [kept.status_code, still.status_code, shown.status_code, saved.status_code] == [503, 503, 503, 302]
    assert [kept["Retry-After"], kept["Cache-Control"]] == ["120", "private, no-store"]
    assert kept["Referrer-Policy"] != "no-referrer"  # a browser would send the form without saying where it comes from
    assert "Not saved yet" in kept.text and "Uusi &amp; &lt;parempi&gt;" in kept.text
    assert page.title_fi == "Uusi & <parempi>" and page.editions.get().title == "Uusi & <parempi>"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server has a disk of its own")
def test_a_full_disk_loses_nothing_that_an_editor_typed(editor_client, home):
    editor_client.raise_request_exception = False
    page = PageFactory(parent=home, title_fi="Vanha")
    sent = filled(page, title_fi="Uusi", body_fi="<p>sana</p>" * 5_000, _save="x")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no room that other tests have left
        cursor.execute("PRAGMA max_page_count")
        room = cursor.fetchone()[0]
        cursor.execute("PRAGMA max_page_count = 1")  # as many as there are
        answer = editor_client.post(f"/admin/pages/page/{page.pk}/change/", sent, headers=OURS)
        cursor.execute(f"PRAGMA max_page_count = {room}")

    assert [answer.status_code, dict(kept_fields(answer))["title_fi"]] == [503, "Uusi"]
    assert Page.objects.get(pk=page.pk).title_fi == "Vanha"


def test_a_log_in_and_a_form_from_elsewhere_are_not_kept(reader):
    with away():
        login = reader.post("/admin/login/", {"username": "aino", "password": "secret words"}, headers=OURS)
        reader.cookies["sessionid"] = "of-somebody"
        planted = reader.post("/admin/pages/page/add/", {"title_fi": "Planted"}, headers={"origin": "https://evil.example"})  # fmt: skip

    assert [login.status_code, "secret words" in login.text, "aino" in login.text] == [503, False, False]
    assert [planted.status_code, "Planted" in planted.text] == [503, False]


def test_the_log_says_why_in_one_line(reader, home, caplog):
    with away(OperationalError("connection refused\n\tIs the server running?")):
        reader.get("/fi/")
    record = next(record for record in caplog.records if record.name == "django.request")
    RefusalsInOneLine().filter(record)

    assert record.getMessage() == "Service Unavailable: /fi/ (connection refused Is the server running?)"
    assert record.exc_info is None


def test_the_worker_begins_no_round_and_says_so_in_one_line(monkeypatch, caplog):
    refused = OperationalError("refused")
    monkeypatch.setattr(jobs, "connection", Mock(**{"ensure_connection.side_effect": refused}))
    monkeypatch.setattr(jobs, "JOBS", [lambda now: pytest.fail("a job ran")])
    jobs.run_jobs()

    assert [record.getMessage() for record in caplog.records] == ["No round, the database is away: refused"]
