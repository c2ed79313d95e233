"""The feedback form, as a reader meets it."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError

from feedback import views
from feedback.models import Feedback
from oph_site.outbox.models import OutboxMessage
from oph_site.public_forms.spam import TRAP
from pages.models import Page
from tests.factories.offers import VisitFactory
from tests.factories.pages import PageFactory, published
from tests.forms import sent
from visits import links

pytestmark = pytest.mark.django_db
FORM = "/en/feedback/form/"
ANSWERS = {"subject": "error", "message": "The price list is empty.", "answer": "yes", "email": "mari@example.org"}


@pytest.fixture
def clock():
    """Monday morning, and time for somebody to fill in the form."""
    with time_machine.travel("2026-11-30 10:00 +0200", tick=False) as clock:
        yield clock


@pytest.fixture
def organisations(home):
    page = PageFactory(parent=home, title_en="Organisations", title_fi="Järjestöt", slug_fi="jarjestot", slug_en="organisations")  # fmt: skip
    return published(page)


def opened(visitor, clock, page="/en/organisations/"):
    """The fields of the form, some time after it was opened."""
    form = sent(visitor.get(f"{FORM}?page={page}").text, id="feedback-form")
    clock.shift(60)
    return form


def send(visitor, clock, **changes):
    return visitor.post(FORM, opened(visitor, clock) | ANSWERS | changes)


def test_the_link_at_the_foot_of_a_page_leads_to_a_form_that_knows_the_page(visitor, organisations):
    assert 'href="/en/feedback/form/?page=%2Fen%2Forganisations%2F"' in visitor.get("/en/organisations/").text

    answer = visitor.get(f"{FORM}?page=%2Fen%2Forganisations%2F")

    assert '<a href="/en/organisations/">Organisations</a>' in answer.text
    assert (answer["Cache-Control"], answer.cookies) == ("private, no-store", {})
    assert '<meta name="robots" content="noindex">' in answer.text


def test_the_secret_address_of_a_visit_goes_nowhere(visitor, home):
    visit = VisitFactory()
    secret = links.url_of(visit.enquiry, "en")

    text = visitor.get(secret).text

    assert 'href="/en/feedback/form/?page=%2Fen%2Finternational-visits%2F"' in text
    assert f'name="page" value="{secret}"' not in visitor.get(f"{FORM}?page={secret}").text


@pytest.mark.parametrize("page", [
    "https://example.org/", "//example.org/", "/en//example.org/", "javascript:alert(1)", "/admin/", "/de/", "/en/\x00", "/en/?q=me",
    "/en/" + "a" * 600, '/en/"><script>', "/en/feedback/form/",
])  # fmt: skip
def test_what_is_no_public_page_of_ours_is_not_kept(visitor, home, page):
    answer = visitor.get(FORM, {"page": page})

    assert (answer.status_code, answer.context["path"]) == (200, "")


def test_who_wants_an_answer_gets_a_receipt_with_its_day(visitor, organisations, clock):
    answer = send(visitor, clock)
    page = visitor.get(answer["Location"])

    assert answer.status_code == 303
    assert "We will answer you at mari@example.org by 7 December 2026." in page.text
    assert '<a href="/en/organisations/">' in page.text and page["Cache-Control"] == "private, no-store"
    feedback = Feedback.objects.get()
    assert (feedback.page, feedback.message, feedback.language) == ("/en/organisations/", ANSWERS["message"], "en")
    receipt, notice = OutboxMessage.objects.order_by("kind").reverse()
    assert (receipt.kind, receipt.to) == ("feedback_receipt", "mari@example.org")
    assert (notice.kind, notice.to) == ("feedback_notice", settings.FEEDBACK_EMAIL)
    assert ANSWERS["message"] not in receipt.text + receipt.html + notice.text + notice.html


def test_accessibility_is_answered_in_fourteen_days(visitor, organisations, clock):
    send(visitor, clock, subject="accessibility")

    assert str(Feedback.objects.get().answer_by) == "2026-12-14"


def test_who_wants_no_answer_is_not_written_to_and_leaves_no_address(visitor, organisations, clock):
    answer = send(visitor, clock, answer="no", email="mari@")

    assert "You asked for no answer" in visitor.get(answer["Location"]).text
    assert (Feedback.objects.get().email, Feedback.objects.get().answer_by) == ("", None)
    assert [message.kind for message in OutboxMessage.objects.all()] == ["feedback_notice"]


def test_everything_that_is_missing_is_said_beside_its_field_and_nothing_is_lost(visitor, organisations, clock):
    form = opened(visitor, clock)

    first = visitor.post(FORM, form)
    second = visitor.post(FORM, sent(first.text, id="feedback-form") | {"message": "Lost? <b>", "answer": "yes"})

    assert [sentence for _id, sentence in first.context["problems"]] == [
        "Choose what your feedback is about", "Enter your feedback", "Choose whether you want an answer",
    ]  # fmt: skip
    assert [sentence for _id, sentence in second.context["problems"]] == [
        "Choose what your feedback is about", "Enter your e-mail address, or choose that you do not need an answer",
    ]  # fmt: skip
    assert (first.status_code, second.status_code) == (422, 422)
    kept = sent(second.text, id="feedback-form")
    assert (kept["message"], kept["answer"], kept["page"]) == (["Lost? <b>"], ["yes"], ["/en/organisations/"])
    assert Feedback.objects.count() == 0


def test_a_message_that_is_too_long_is_not_cut(visitor, organisations, clock):
    answer = send(visitor, clock, message="x" * 5001)

    assert "Shorten this to 5000 characters. Now there are 5001" in answer.text
    assert "x" * 5001 in answer.text


def test_sending_twice_is_once(visitor, organisations, clock):
    form = opened(visitor, clock) | ANSWERS

    pages = [visitor.get(visitor.post(FORM, form)["Location"]).context["feedback"].pk for _time in range(2)]

    assert (len(set(pages)), Feedback.objects.count(), OutboxMessage.objects.count()) == (1, 1, 2)


def test_an_expired_form_keeps_everything_and_asks_once_more(visitor, organisations, clock):
    form = opened(visitor, clock) | ANSWERS
    clock.shift(timedelta(days=2))

    first = visitor.post(FORM, form)
    second = visitor.post(FORM, sent(first.text, id="feedback-form"))

    assert (first.status_code, second.status_code) == (422, 303)


def test_the_language_is_switched_without_losing_a_word(visitor, organisations, clock):
    answer = visitor.post("/fi/palaute/lomake/", opened(visitor, clock) | ANSWERS | {"act": "edit"})

    kept = sent(answer.text, id="feedback-form")
    assert (answer.status_code, answer.context["problems"]) == (200, [])
    assert (kept["message"], kept["subject"], kept["page"]) == ([ANSWERS["message"]], ["error"], ["/en/organisations/"])


@pytest.mark.parametrize("changes", [{TRAP: "x"}, {"message": "http://a http://b http://c www.d"}])
def test_what_looks_like_spam_is_kept_and_nobody_is_written_to(visitor, organisations, clock, changes):
    answer = send(visitor, clock, **changes)

    assert "A person reads it first" in visitor.get(answer["Location"]).text
    assert (Feedback.objects.get().is_suspected, OutboxMessage.objects.count()) == (True, 0)


def test_a_form_that_comes_back_at_once_is_suspected(visitor, organisations):
    visitor.post(FORM, sent(visitor.get(FORM).text, id="feedback-form") | ANSWERS)

    assert Feedback.objects.get().is_suspected


def test_the_twenty_first_message_a_day_from_one_network_is_suspected(visitor, organisations, clock):
    for _number in range(21):
        send(visitor, clock, answer="no")

    assert [feedback.is_suspected for feedback in Feedback.objects.order_by("pk")] == [False] * 20 + [True]


def test_while_the_database_is_away_everything_stays_in_the_form(visitor, organisations, clock, monkeypatch):
    form = opened(visitor, clock) | ANSWERS

    def away(*args, **kwargs):
        raise DatabaseError("away")

    monkeypatch.setattr(views, "submit", away)
    answer = visitor.post(FORM, form)

    kept = sent(answer.text, id="feedback-form")
    assert (answer.status_code, kept["message"], kept["token"]) == (503, [ANSWERS["message"]], form["token"])


def test_a_receipt_of_another_address_is_not_found(visitor, home):
    assert visitor.get(f"{FORM}received/1:abc/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"subject": "zzz", "answer": "maybe"},
        {"message": "\x00\u2028", "email": "a@"},
        {"token": "x" * 5000},
    ],
)
def test_odd_input_is_answered_in_words(visitor, home, data):
    assert visitor.post(FORM, data).status_code == 422


def test_the_page_about_feedback_is_named_by_the_form(visitor, home):
    published(PageFactory(parent=home, key="feedback", kind=Page.Kind.TEXT, slug_fi="palaute", slug_en="feedback"))

    assert 'href="/en/feedback/">When we answer' in visitor.get(FORM).text
