"""The form and its receipt as a visitor meets them: nothing typed is lost, no cookie, no cache."""

import re
from datetime import timedelta
from html import unescape
from unittest.mock import patch

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oph_site.outbox.models import OutboxMessage
from oph_site.public_forms.spam import TRAP
from oph_site.public_forms.tokens import new_token
from tests.factories.visits import typed
from tests.properties import examples
from tests.reading import as_read
from visits.models import Enquiry

pytestmark = pytest.mark.django_db
ADDRESS = "/en/international-visits/enquiry/"
FINNISH = "/fi/kansainvaliset-vierailut/vierailupyynto/"
MORNING = "2026-11-24 10:42 +0200"
LATER = "2026-11-24 10:50 +0200"
ACTS = ["check", "edit", "estimate", "send"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def token(clock):
    """Of a form that was opened at MORNING and is sent at LATER."""
    token = new_token()
    clock.move_to(LATER)
    return token


def token_in(response):
    return unescape(re.search(r'name="token" value="([^"]+)"', response.text)[1])


def post(visitor, token, act, address=ADDRESS, **changes):
    return visitor.post(address, typed(**changes) | {"token": token, "act": act})


def send(visitor, token, address=ADDRESS, **changes):
    return post(visitor, token, "send", address, **changes)


@pytest.mark.parametrize(("address", "language"), [(ADDRESS, "en"), (FINNISH, "fi")])
def test_the_form_sets_no_cookie_and_is_stored_nowhere(visitor, address, language):
    visitor.cookies["sessionid"] = visitor.cookies["csrftoken"] = "forged"

    response = visitor.get(address)

    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" not in response.get("Vary", "")
    assert f'<html lang="{language}">' in response.text
    assert not re.search(
        r"\s(required|maxlength|style|onclick)[=\s>]|type=\"number\"|csrfmiddlewaretoken", response.text
    )


def test_a_sent_enquiry_leads_to_a_receipt_that_can_be_loaded_again(visitor, token):
    response = send(visitor, token)
    receipts = [visitor.get(response["Location"]) for _time in range(2)]

    assert (response.status_code, dict(response.cookies)) == (303, {})
    for receipt in receipts:
        assert receipt.status_code == 200
        assert all(
            text in receipt.text
            for text in ("V-2026-0001", "24 November 2026", "10:50", "8 December 2026", "training@example.org")
        )
        assert receipt["Cache-Control"] == "private, no-store"
        assert receipt["Referrer-Policy"] == "no-referrer"
        assert receipt["X-Robots-Tag"] == "noindex"
    assert (Enquiry.objects.count(), OutboxMessage.objects.count()) == (1, 2)


def test_the_receipt_speaks_finnish_too(visitor, token):
    response = send(visitor, token, FINNISH)

    assert response["Location"].startswith(FINNISH + "vastaanotettu/")
    assert "8.12.2026" in visitor.get(response["Location"]).text


def test_a_receipt_with_an_invented_address_does_not_exist(visitor, token):
    send(visitor, token)

    assert [visitor.get(f"{ADDRESS}received/{end}/").status_code for end in ("1", "MQ:1vNxyz:AAAA", "..:")] == [
        404,
        404,
        404,
    ]


def test_a_receipt_is_there_for_thirty_days(visitor, token, clock):
    address = send(visitor, token)["Location"]
    clock.shift(timedelta(days=30))
    last = visitor.get(address)
    clock.shift(timedelta(seconds=1))

    assert [last.status_code, visitor.get(address).status_code] == [200, 404]


def test_a_double_click_makes_one_enquiry(visitor, token):
    first, second = send(visitor, token), send(visitor, token)

    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == 1


def test_answers_changed_after_sending_are_not_swallowed(visitor, token):
    send(visitor, token)

    response = send(visitor, token, group_size="20")
    again = send(visitor, token_in(response), group_size="20")

    assert response.status_code == 422
    assert "You have sent an enquiry from this page already (V-2026-0001)" in response.text
    assert again.status_code == 303
    assert list(Enquiry.objects.order_by("pk").values_list("group_size", "is_suspected")) == [(14, False), (20, False)]


def test_mistakes_come_first_and_every_answer_stays(visitor, token):
    response = send(visitor, token, email="training@example", group_size="32", message="Räksmörgås & <tags>")

    page = response.text
    assert response.status_code == 422
    assert "<title>Error: Ask for a visit programme" in page
    assert "2 answers need a change" in page
    assert page.index("data-error-summary") < page.index("<h1>")
    assert re.search(r'<div class="summary" tabindex="-1" autofocus data-error-summary>\s*<div role="alert">', page)
    assert '<a href="#email">Enter the e-mail address in full, like name@example.org</a>' in page
    assert re.search(
        r'<input [^>]*value="training@example"[^>]*aria-invalid="true" aria-describedby="email_helptext email_error" id="email"',
        page,
    )
    assert all(
        kept in page
        for kept in (
            'value="32"',
            "Räksmörgås &amp; &lt;tags&gt;",
            '<option value="EE" selected>',
        )
    )
    assert page.count(" checked") == 4  # two themes, the length and the language
    assert Enquiry.objects.count() == 0


def test_a_wrong_group_of_controls_is_described_on_its_fieldset_and_its_first_control(visitor, token):
    page = as_read(send(visitor, token, first_1_day="40").text)

    assert '<fieldset class="field field--error" aria-describedby="first_1_helptext first_1_error">' in page
    assert '<a href="#first_1_0">' in page
    assert page.count('aria-describedby="first_1_helptext first_1_error"') == 2
    assert page.count('aria-invalid="true"') == 3


def test_the_finnish_error_page_says_virhe(visitor, token):
    assert "<title>Virhe: " in send(visitor, token, FINNISH, email="").text


@pytest.mark.parametrize("kind", ["missing", "broken", "expired"])
def test_a_bad_token_keeps_every_answer_and_asks_once_more(visitor, kind, clock):
    bad = {"missing": "", "broken": "x:y:é\0", "expired": new_token()}[kind]
    clock.move_to("2026-11-25 10:43 +0200")

    response = send(visitor, bad, aim="What I typed for an hour")
    again = send(visitor, token_in(response), aim="What I typed for an hour")

    assert response.status_code == 422
    assert "The form had been open for too long. Check your answers and send it once more." in response.text
    assert "What I typed for an hour" in response.text
    assert again.status_code == 303
    assert Enquiry.objects.get().is_suspected is False


@pytest.mark.parametrize("changes", [{TRAP: "https://spam.example"}, {"organisation": "www.spam.example"}])
def test_a_doubtful_enquiry_is_kept_and_marked(visitor, token, changes):
    response = send(visitor, token, **changes)

    assert response.status_code == 303
    receipt = visitor.get(response["Location"]).text
    assert (
        "No receipt has been sent yet" in receipt and "8 December" not in receipt
    )  # no day is promised before it is read
    assert Enquiry.objects.get().is_suspected is True
    assert OutboxMessage.objects.get().kind == "suspected_notice"


def test_what_a_password_manager_fills_in_harms_nobody(visitor, token):
    send(visitor, token, website="https://school.example", url="https://school.example", company="School", phone2="1")

    assert Enquiry.objects.get().is_suspected is False


def test_a_form_sent_faster_than_anybody_writes_is_doubtful(visitor):
    send(visitor, new_token())

    assert Enquiry.objects.get().is_suspected is True


def test_a_hundred_thousand_characters_get_a_sentence_and_are_kept(visitor, token):
    text = "ä€😀" * 33_333

    response = send(visitor, token, aim=text)

    assert "Shorten this to 2000 characters. Now there are 99999" in response.text
    assert text in response.text


def test_more_than_can_be_read_gets_a_sentence(visitor, token):
    response = send(visitor, token, aim="x" * 1_100_000)

    assert response.status_code == 413
    assert "Go back in your browser, shorten them and send the form again." in response.text


def test_another_charset_is_refused(visitor):
    response = visitor.post(ADDRESS, b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-16")

    assert response.status_code == 415


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_database_the_text_is_kept_and_the_visitor_asked_to_wait(visitor, token, method):
    away = patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("away"))
    data = {"data": typed(aim="My long text") | {"token": token}} if method == "post" else {}

    with away:
        response = getattr(visitor, method)(ADDRESS, **data)

    assert response.status_code == 503
    assert response["Retry-After"] == "120"
    if method == "post":
        assert "My long text" in response.text
        assert all(f'<input type="hidden" name="themes" value="{key}"' in response.text for key in typed()["themes"])
        assert send(visitor, token_in(response), aim="My long text").status_code == 303


@pytest.mark.django_db(transaction=True)
def test_the_form_costs_few_queries(visitor, django_assert_max_num_queries):
    visitor.get(ADDRESS)  # reads what is kept
    with django_assert_max_num_queries(6):
        visitor.get(ADDRESS)


def test_no_csrf_token_is_needed(token):
    assert send(Client(enforce_csrf_checks=True), token).status_code == 303


SENDABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.sampled_from(
        [
            "organisation",
            "email",
            "aim",
            "group_size",
            "first_1_day",
            "country",
            "themes",
            "lectures",
            "sites",
            "length",
            "visa_letters",
            "payer",
            "has_lunch",
            "token",
            "act",
        ]
    ),
    text=SENDABLE,
)
def test_no_text_in_any_field_is_too_much_for_the_page(visitor, token, field, text):
    responses = [visitor.post(ADDRESS, typed() | {"token": token, "act": act} | {field: text}) for act in ACTS]

    assert {response.status_code for response in responses} <= {200, 303, 422}
