import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from oph_site.accounts.sessions import clear_sessions
from tests.accounts.test_login import log_in
from tests.conftest import PASSWORD, client_of

pytestmark = pytest.mark.django_db
NEW = "a quite different pass phrase"


def test_half_an_hour_without_work_ends_the_session_on_the_server(editor_client, clock):
    editor_client.get("/admin/")
    clock.shift(60 * 29)
    before = editor_client.get("/admin/").status_code
    clock.shift(60 * 31)

    assert [before, editor_client.get("/admin/").status_code, Session.objects.count()] == [200, 302, 0]


def test_eight_hours_end_the_session_however_busy_it_was(editor_client, clock):
    answers = []
    for _part in range(21):
        answers.append(editor_client.get("/admin/password_change/").status_code)  # less to draw than the desk
        clock.shift(60 * 25)

    assert [answers[:20], answers[20]] == [[200] * 20, 302]


def test_what_scripts_ask_in_the_background_does_not_count_as_work(editor_client, clock):
    editor_client.get("/admin/")
    for _minute in range(31):
        clock.shift(60)
        editor_client.get("/admin/session/", headers={"sec-fetch-mode": "cors"})

    assert editor_client.get("/admin/").status_code == 302


def test_whoever_types_in_an_open_form_stays_logged_in(editor_client, clock):
    editor_client.get("/admin/")
    for _part in range(3):
        clock.shift(60 * 20)
        editor_client.post("/admin/session/", headers={"sec-fetch-mode": "cors"})

    assert editor_client.get("/admin/").status_code == 200


def test_staying_logged_in_is_refused_to_who_is_not(visitor):
    assert [visitor.post("/admin/session/").status_code, visitor.get("/admin/session/").json()] == [403, {"user": ""}]


def test_another_password_ends_the_other_sessions_and_keeps_this_one(editor, editor_client):
    elsewhere = client_of(editor)
    words = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    editor_client.post("/admin/password_change/", words)

    assert [elsewhere.get("/admin/").status_code, editor_client.get("/admin/").status_code] == [302, 200]


def form_of(person, **changes):
    data = {
        "username": person.username,
        "language": "en",
        "is_active": "on",
        "groups": [person.groups.get().pk],
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


@pytest.mark.parametrize("changes", [{"groups": []}, {"is_active": None}])
def test_other_rights_end_every_session_for_good(editor, editor_client, administrator_client, changes):
    address = f"/admin/accounts/user/{editor.pk}/change/"
    all_rights = form_of(editor)
    administrator_client.post(address, form_of(editor, **changes))
    administrator_client.post(address, all_rights)

    assert editor_client.get("/admin/").status_code == 302


def test_another_name_ends_no_session(editor, editor_client, administrator_client):
    administrator_client.post(f"/admin/accounts/user/{editor.pk}/change/", form_of(editor, first_name="Aino"))
    editor.refresh_from_db()

    assert [editor.first_name, editor_client.get("/admin/").status_code] == ["Aino", 200]


def test_logging_out_ends_the_session_on_the_server(editor, visitor):
    log_in(visitor)
    stolen = Client()
    stolen.cookies["sessionid"] = visitor.cookies["sessionid"].value
    visitor.post("/admin/logout/")

    assert stolen.get("/admin/").status_code == 302


def test_the_worker_throws_away_sessions_that_ran_out(editor_client, clock):
    clock.shift(60 * 60 * 9)
    clear_sessions(timezone.now())

    assert Session.objects.count() == 0


def test_managing_people_asks_for_the_password_again_and_keeps_what_was_typed(editor, administrator_client, clock):
    address = f"/admin/accounts/user/{editor.pk}/change/"
    administrator_client.get(address)
    clock.shift(60 * 16)
    asked = administrator_client.get(address)
    kept = administrator_client.post(
        address, form_of(editor, first_name="Aino"), headers={"origin": "http://testserver"}
    )

    assert asked["Location"].startswith("/admin/confirm/")
    assert 'name="first_name" value="Aino"' in kept.content.decode()


def test_the_old_password_is_not_guessed_without_end_in_an_open_session(editor_client):
    words = {"new_password1": NEW, "new_password2": NEW}
    for _number in range(5):
        editor_client.post("/admin/password_change/", words | {"old_password": "wrong"})
    answer = editor_client.post("/admin/password_change/", words | {"old_password": PASSWORD})

    assert answer.context["form"].errors["old_password"].data[0].code == "too_many"
