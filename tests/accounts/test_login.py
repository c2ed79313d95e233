from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from oph_site.accounts.attempts import TooMany, forget_attempts, start
from oph_site.accounts.demo_password import DEMO_PASSWORD
from oph_site.accounts.models import FailedAttempt
from tests.accounts.conftest import current_code
from tests.conftest import PASSWORD, client_of

pytestmark = pytest.mark.django_db


def log_in(client, username="editor", password=PASSWORD, **extra):
    return client.post("/admin/login/", {"username": username, "password": password}, **extra)


def test_a_password_opens_the_admin_where_no_second_factor_exists(editor, visitor):
    log_in(visitor)

    assert visitor.get("/admin/").status_code == 200


def test_with_an_app_the_password_alone_opens_nothing_but_the_question_for_the_code(app, visitor):
    answer = log_in(visitor)
    opened = visitor.get("/admin/pages/page/")

    assert [answer["Location"], opened["Location"]] == ["/admin/", "/admin/two-factor/?next=%2Fadmin%2Fpages%2Fpage%2F"]


def test_the_code_of_the_app_opens_the_page_that_was_asked_for(app, visitor):
    log_in(visitor)
    answer = visitor.post("/admin/two-factor/", {"code": current_code(), "next": "/admin/pages/page/"})

    assert [answer["Location"], visitor.get("/admin/pages/page/").status_code] == ["/admin/pages/page/", 200]


def test_a_code_works_once(app, visitor):
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code()})
    thief = Client()
    log_in(thief)

    answer = thief.post("/admin/two-factor/", {"code": current_code()})

    assert [answer.status_code, thief.get("/admin/").status_code] == [200, 302]


def test_a_code_older_than_the_last_one_that_was_used_is_worth_nothing(app, visitor):
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code(later=1)})
    other = Client()
    log_in(other)
    other.post("/admin/two-factor/", {"code": current_code()})

    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("code", ["000000", "", "x" * 5000, "\0", "１２３４５６", "-"])
def test_other_codes_are_refused_in_words(app, visitor, code):
    log_in(visitor)
    answer = visitor.post("/admin/two-factor/", {"code": code})

    assert [answer.status_code, b'class="error"' in answer.content] == [200, True]


def test_a_code_of_two_minutes_ago_is_refused(app, visitor):
    log_in(visitor)
    answer = visitor.post("/admin/two-factor/", {"code": current_code(later=-4)})

    assert [answer.status_code, visitor.get("/admin/").status_code] == [200, 302]


def test_the_session_gets_a_new_key_with_the_password_and_with_the_code(app, visitor):
    keys = [visitor.session.session_key]
    log_in(visitor)
    keys.append(visitor.session.session_key)
    visitor.post("/admin/two-factor/", {"code": current_code()})
    keys.append(visitor.session.session_key)

    assert len(set(keys)) == 3


def test_wrong_password_and_unknown_account_get_the_same_answer(editor, visitor):
    def sentences(username):
        return log_in(visitor, username, "wrong").context["form"].non_field_errors()

    assert sentences("editor") == sentences("nobody")


def wrong_passwords(client, number, username="editor", **extra):
    for _attempt in range(number):
        log_in(client, username, "wrong", **extra)


def test_after_five_wrong_passwords_the_right_one_waits_a_minute(editor, visitor, clock):
    wrong_passwords(visitor, 5)
    log_in(visitor)
    before = visitor.get("/admin/").status_code
    clock.shift(61)
    log_in(visitor)

    assert [before, visitor.get("/admin/").status_code] == [302, 200]


def test_a_pause_answers_429_whether_the_account_exists_or_not(editor, app, visitor):
    for username in ["editor", "nobody"]:
        wrong_passwords(visitor, 4, username)
    statuses = [log_in(visitor, name, "wrong").status_code for name in ["editor", "nobody"] * 2]
    inside = client_of(editor)
    codes = [inside.post("/admin/two-factor/", {"code": "000000"}).status_code for _number in range(6)]

    assert [statuses, codes] == [[200, 200, 429, 429], [200] * 5 + [429]]


def test_each_further_wrong_password_doubles_the_wait(editor, visitor, clock):
    wrong_passwords(visitor, 5)
    clock.shift(61)
    wrong_passwords(visitor, 1)
    clock.shift(61)
    log_in(visitor)
    early = visitor.get("/admin/").status_code
    clock.shift(60)
    log_in(visitor)

    assert [early, visitor.get("/admin/").status_code] == [302, 200]


@pytest.mark.parametrize(("scope", "minutes"), [("password", 60), ("code", 60), ("address", 15)])
def test_no_pause_is_longer_than_its_limit(scope, minutes):
    now = timezone.now()
    FailedAttempt.objects.bulk_create([FailedAttempt(scope=scope, key="somebody", at=now)] * 50)
    with pytest.raises(TooMany):
        start({scope: "somebody"}, now + timedelta(minutes=minutes, seconds=-1))

    assert len(start({scope: "somebody"}, now + timedelta(minutes=minutes))) == 1


def test_nobody_locks_a_colleague_out_from_another_address(editor, visitor):
    wrong_passwords(Client(), 8, REMOTE_ADDR="203.0.113.9")
    log_in(visitor)

    assert visitor.get("/admin/").status_code == 200


def test_an_address_that_tries_many_accounts_waits(editor, visitor):
    for number in range(30):
        log_in(visitor, f"guess{number}", "wrong")
    log_in(visitor)

    assert visitor.get("/admin/").status_code == 302


def test_addresses_of_one_ipv6_network_count_as_one(editor, visitor):
    for number in range(5):
        wrong_passwords(visitor, 1, REMOTE_ADDR=f"2001:db8::{number}")
    log_in(visitor, REMOTE_ADDR="2001:db8::ffff")

    assert visitor.get("/admin/").status_code == 302


def test_a_right_password_forgets_the_mistakes_before_it(editor, visitor):
    wrong_passwords(visitor, 4)
    log_in(visitor)
    wrong_passwords(Client(), 4)
    last = Client()
    log_in(last)

    assert last.get("/admin/").status_code == 200


def test_wrong_codes_hold_up_the_account_whatever_the_address(app, visitor):
    log_in(visitor)
    for number in range(5):
        visitor.post("/admin/two-factor/", {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}")
    visitor.post("/admin/two-factor/", {"code": current_code()}, REMOTE_ADDR="203.0.113.99")

    assert visitor.get("/admin/").status_code == 302


def test_rows_of_attempts_tell_neither_name_nor_address(editor, visitor):
    wrong_passwords(visitor, 1)

    text = str(list(FailedAttempt.objects.values_list()))
    assert ["editor" in text, "127.0.0.1" in text, FailedAttempt.objects.count()] == [False, False, 2]


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/fi/", "http://[", "javascript:alert(1)", "\0"]
)
def test_the_way_on_stays_in_the_admin(editor, visitor, address):
    answer = visitor.post("/admin/login/", {"username": "editor", "password": PASSWORD, "next": address})

    assert answer["Location"] == "/admin/"


def test_the_page_speaks_the_language_that_was_chosen_on_it(visitor):
    finnish = visitor.get("/admin/login/", {"language": "fi"}, headers={"accept-language": "en"}).content.decode()

    assert ['<html lang="fi"' in finnish, "language=en" in finnish] == [True, True]


def test_logging_in_leaves_no_cookie_in_the_public_world(editor_client):
    editor_client.get("/admin/")
    answer = editor_client.get("/fi/haku/")

    assert [answer.cookies, "Cookie" in answer.get("Vary", "")] == [{}, False]


def test_an_inactive_or_outside_account_is_refused_like_a_wrong_password(editor, visitor, django_user_model):
    django_user_model.objects.filter(pk=editor.pk).update(is_staff=False)

    assert (
        log_in(visitor).context["form"].non_field_errors()
        == log_in(visitor, "nobody").context["form"].non_field_errors()
    )


def test_no_mail_leaves_while_a_request_is_answered(app, visitor):
    log_in(visitor)
    visitor.post("/admin/two-factor/", {"code": current_code()})

    assert mail.outbox == []


def test_old_attempts_are_forgotten(editor, visitor, clock):
    wrong_passwords(visitor, 1)
    clock.shift(60 * 60 * 25)
    forget_attempts(timezone.now())

    assert FailedAttempt.objects.count() == 0


def test_the_password_of_the_demonstration_opens_nothing_elsewhere_and_cannot_be_set(
    editor, visitor, settings, in_english
):
    editor.set_password(DEMO_PASSWORD)
    editor.save()
    form = {"username": "editor", "password": DEMO_PASSWORD}

    answer = visitor.post("/admin/login/?language=en", form)

    assert "This is the password of the demonstration" in answer.text
    assert "_auth_user_id" not in visitor.session
    with pytest.raises(ValidationError, match="too common"):
        validate_password(DEMO_PASSWORD, editor)
    settings.DEMO = True
    assert visitor.post("/admin/login/?language=en", form).status_code == 302
