"""Setting up, removing and resetting the second factor, and that nothing opens without it where it is required."""

from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from oph_site.accounts import one_time_codes, passkeys
from oph_site.accounts.models import AuthenticatorApp, Passkey
from oph_site.accounts.second_factor import make_recovery_codes
from oph_site.outbox.models import OutboxMessage
from tests.accounts.conftest import SECRET, current_code, shown_codes
from tests.accounts.test_login import log_in
from tests.conftest import client_of
from tests.oph_site.test_access import ROWS, address, objects  # noqa: F401

pytestmark = pytest.mark.django_db
SHOWN_BEFORE = {"login/", "logout/", "language/", "jsi18n/", "two-factor/", "session/", "login/passkey/"}
SHOWN_BEFORE |= {"password/forgotten/", "password/forgotten/sent/", "password/new/<str:token>/"}
SETTING_UP = SHOWN_BEFORE | {
    "security/", "security/app/", "security/passkey/", "security/passkey/options/", "security/recovery-codes/", "confirm/",
    "password_change/",
}  # fmt: skip


def opened(client, objects, allowed):  # noqa: F811
    """The addresses of the admin that answer otherwise than by leading to the page that asks."""
    for method, pattern, *_statuses in ROWS:
        if pattern.removeprefix("admin/") in allowed:
            continue
        answer = getattr(client, method.lower())(address(pattern, objects))
        if answer.status_code != 302 or not answer["Location"].startswith(("/admin/security/", "/admin/two-factor/")):
            yield pattern


def test_where_required_nothing_opens_before_a_second_factor_is_set_up(objects, administrator_client, required):  # noqa: F811
    assert list(opened(administrator_client, objects, SETTING_UP)) == []


def test_nothing_opens_before_the_code_not_even_where_it_is_not_required(objects, app, editor_client):  # noqa: F811
    assert list(opened(editor_client, objects, SHOWN_BEFORE)) == []


def test_production_warns_when_the_second_factor_is_switched_off(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    off = [warning.id for warning in run_checks(include_deployment_checks=True) if warning.id == "accounts.W001"]
    settings.SECOND_FACTOR_REQUIRED = True
    on = [warning.id for warning in run_checks(include_deployment_checks=True) if warning.id == "accounts.W001"]

    assert [off, on] == [["accounts.W001"], []]


@pytest.mark.parametrize(
    ("moment", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_rfc_6238(moment, code):
    assert one_time_codes.code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", moment // 30) == code


def secret_on(client):
    return client.get("/admin/security/app/").context["secret"].replace(" ", "")


def test_an_app_is_set_up_with_its_first_code_and_the_recovery_codes_are_shown(editor_client, required):
    secret = secret_on(editor_client)
    answer = editor_client.post("/admin/security/app/", {"code": current_code(secret)})

    assert [len(shown_codes(answer)), editor_client.get("/admin/").status_code] == [10, 200]


def test_a_wrong_first_code_keeps_the_secret_on_the_page(editor_client):
    secret = secret_on(editor_client)
    answer = editor_client.post("/admin/security/app/", {"code": "000000"})

    assert [answer.context["secret"].replace(" ", ""), AuthenticatorApp.objects.count()] == [secret, 0]


def test_the_code_that_set_up_the_app_does_not_log_in(editor, editor_client):
    code = current_code(secret_on(editor_client))
    editor_client.post("/admin/security/app/", {"code": code})
    other = Client()
    log_in(other)
    other.post("/admin/two-factor/", {"code": code})

    assert other.get("/admin/").status_code == 302


def test_the_secret_lies_encrypted_and_outlives_a_change_of_the_key(app, settings, visitor):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" * 8
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code()})
    settings.SECRET_KEY_FALLBACKS = []  # by its use the secret came under the new key
    app.refresh_from_db()

    assert [SECRET in app.secret, one_time_codes.decrypt(app.secret)] == [False, SECRET]


def test_a_secret_whose_key_is_gone_refuses_codes_without_breaking(app, settings, visitor):
    settings.SECRET_KEY = "another-" * 8
    log_in(visitor)
    answer = visitor.post("/admin/two-factor/", {"code": current_code()})

    assert answer.status_code == 200


def test_a_recovery_code_lets_in_once_however_it_is_typed(editor, app, visitor):
    code = make_recovery_codes(editor)[3]
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": f" {code.upper().replace('-', ' ')} "})
    thief = Client()
    log_in(thief)
    thief.post("/admin/two-factor/", {"code": code})

    assert [visitor.get("/admin/").status_code, thief.get("/admin/").status_code, editor.recovery_codes.count()] == [
        200,
        302,
        9,
    ]


def test_recovery_codes_are_shown_in_one_answer_only_and_kept_as_digests(editor, app, visitor):
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code()})
    shown = shown_codes(visitor.post("/admin/security/recovery-codes/"))
    page = visitor.get("/admin/security/").content.decode()
    kept = str(list(editor.recovery_codes.values_list("digest", flat=True)))

    assert [len(shown), any(code in page or code.replace("-", "") in kept for code in shown)] == [10, False]


def test_new_recovery_codes_replace_the_old(editor, app, visitor):
    old = make_recovery_codes(editor)[0]
    make_recovery_codes(editor)
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": old})

    assert visitor.get("/admin/").status_code == 302


def test_changing_the_factor_asks_for_the_password_again(editor_client, clock):
    editor_client.get("/admin/")
    clock.shift(60 * 16)
    asked = editor_client.get("/admin/security/app/")
    editor_client.post(asked["Location"], {"password": "wrong"})
    still = editor_client.get("/admin/security/app/").status_code
    answer = editor_client.post(asked["Location"], {"password": "correct horse battery staple"})

    assert [still, answer["Location"], editor_client.get("/admin/security/app/").status_code] == [
        302,
        "/admin/security/app/",
        200,
    ]


def test_removing_the_last_factor_takes_the_recovery_codes_along_and_asks_for_a_new_one(editor, app, visitor, required):
    make_recovery_codes(editor)
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code()})
    visitor.post("/admin/security/app/removal/")

    assert [editor.recovery_codes.count(), visitor.get("/admin/")["Location"]] == [
        0,
        "/admin/security/?next=%2Fadmin%2F",
    ]


def test_nobody_removes_the_passkey_of_another(editor_client, administrator):
    other = Passkey.objects.create(user=administrator, name="theirs", credential_id="abc", credential=b"")

    assert editor_client.post(f"/admin/security/passkey/{other.pk}/removal/").status_code == 404


@pytest.mark.parametrize("credential", ["", "null", "{}", "[]", '{"rawId": 5}', '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","attestationObject":"oA","authenticatorData":"YQ","signature":"YQ"}}'])  # fmt: skip
def test_no_answer_of_a_browser_breaks_the_passkeys(editor, editor_client, visitor, credential):
    Passkey.objects.create(user=editor, name="key", credential_id="YQ", credential=b"")
    visitor.get("/admin/login/passkey/")
    used = visitor.post("/admin/login/passkey/", {"credential": credential})
    Passkey.objects.all().delete()
    editor_client.get("/admin/security/passkey/options/")
    added = editor_client.post("/admin/security/passkey/", {"name": "x", "credential": credential})

    assert [used.status_code, added.status_code, visitor.get("/admin/").status_code, Passkey.objects.count()] == [
        302,
        200,
        302,
        0,
    ]


@pytest.mark.parametrize("credential", ["not json", "[" * 100_000, "9" * 5000, '{"id": "YQ"'])
def test_what_no_browser_sends_as_a_passkey_is_a_bad_request(editor_client, visitor, credential):
    used = visitor.post("/admin/login/passkey/", {"credential": credential})
    added = editor_client.post("/admin/security/passkey/", {"name": "x", "credential": credential})

    assert [used.status_code, added.status_code] == [400, 400]


def test_looking_at_the_log_in_page_writes_no_session(visitor):
    visitor.get("/admin/login/")
    visitor.get("/admin/login/passkey/")

    assert Session.objects.count() == 0


@pytest.mark.parametrize(("later", "accepted"), [(0, True), (301, False)])
def test_the_answer_of_a_passkey_counts_once_and_for_five_minutes(editor, clock, monkeypatch, later, accepted):
    Passkey.objects.create(user=editor, name="key", credential_id="YQ", credential=b"")
    data = SimpleNamespace(counter=0)
    answer = SimpleNamespace(raw_id=b"a", response=SimpleNamespace(authenticator_data=data))
    monkeypatch.setattr(passkeys.AuthenticationResponse, "from_dict", lambda given: answer)
    monkeypatch.setattr(passkeys, "AttestedCredentialData", lambda given: given)
    monkeypatch.setattr(passkeys.Fido2Server, "authenticate_complete", lambda *given: None)

    def send(cookie):
        client = Client()
        client.cookies[passkeys.COOKIE] = cookie
        return client.post("/admin/login/passkey/", {"credential": '{"id": "YQ"}'})["Location"]

    cookie = Client().get("/admin/login/passkey/").cookies[passkeys.COOKIE].value
    clock.shift(1 + later)

    assert [send(cookie) == "/admin/", send(cookie) == "/admin/"] == [accepted, False]


def test_an_administrator_removes_a_lost_factor_and_the_person_hears_of_it(editor, app, administrator_client):
    editor.email = "editor@example.org"
    editor.save()
    inside = client_of(editor)
    make_recovery_codes(editor)

    administrator_client.post(f"/admin/accounts/user/{editor.pk}/second-factor/")

    message = OutboxMessage.objects.get()
    assert [message.to, "An administrator removed your second factor" in message.text] == ["editor@example.org", True]
    assert [editor.has_second_factor, editor.recovery_codes.count()] == [False, 0]
    assert inside.get("/admin/")["Location"].startswith("/admin/login/")
    with translation.override("en"):
        assert LogEntry.objects.get().get_change_message() == "Changed second factor."


def test_an_administrator_without_superuser_rights_resets_no_superuser(administrator_client, django_user_model):
    root = django_user_model.objects.create_superuser("root", password="correct horse battery staple")

    assert administrator_client.post(f"/admin/accounts/user/{root.pk}/second-factor/").status_code == 404


def test_the_list_of_people_shows_who_has_what_in_a_constant_number_of_queries(
    app, administrator, administrator_client, coordinator, django_assert_max_num_queries
):
    Passkey.objects.create(user=administrator, name="key", credential_id="abc", credential=b"")
    session = administrator_client.session
    session["proved_at"] = "2026-11-30T09:00:00+00:00"
    session.save()
    administrator_client.get("/admin/accounts/user/")

    with django_assert_max_num_queries(12):
        page = administrator_client.get("/admin/accounts/user/").content.decode()

    assert [page.count(f'field-second_factor">{what}<') for what in ("app", "passkey", "none")] == [1, 1, 1]


def test_on_the_server_the_last_administrator_gets_in_again(editor, app, capsys):
    call_command("reset_second_factor", "editor")

    assert [editor.has_second_factor, "sets up a new second factor" in capsys.readouterr().out] == [False, True]


def test_a_passkey_that_somebody_has_is_not_added_again(administrator, editor_client, monkeypatch):
    Passkey.objects.create(user=administrator, name="theirs", credential_id="YQ", credential=b"")
    data = type("Data", (bytes,), {"credential_id": b"a"})()  # "YQ" in base64url
    made = SimpleNamespace(credential_data=data, counter=0)
    monkeypatch.setattr(passkeys.Fido2Server, "register_complete", lambda *given: made)
    answer = editor_client.post("/admin/security/passkey/", {"name": "mine", "credential": '{"id": "YQ"}'})

    assert [answer.status_code, Passkey.objects.count()] == [200, 1]
