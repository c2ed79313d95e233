"""Asking for an accessible version of one file."""

import pytest
import time_machine
from django.db import DatabaseError

from feedback import views
from feedback.models import Feedback
from oph_site.outbox.models import OutboxMessage
from publications.models import Publication
from tests.factories.files import DocumentFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.forms import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ANSWERS = {"message": "One for a screen reader, please.", "email": "mari@example.org"}


@pytest.fixture
def document():
    document = DocumentFactory(title="Skolan möter världen", language="sv")
    LanguageVersionFactory(publication=PublicationFactory(slug="koulu"), document=document, language="sv")
    return document


@pytest.fixture(autouse=True)
def clock():
    """Monday morning, and time for somebody to fill in the form."""
    with time_machine.travel("2026-11-30 10:00 +0200", tick=False) as clock:
        yield clock


def address(document):
    return f"/en/feedback/form/file/{document.pk}/"


def opened(visitor, document, clock):
    page = visitor.get(f"{address(document)}?page=/en/publications/koulu/")
    clock.shift(60)
    return sent(page.text, id="feedback-form")


def test_the_form_names_the_file_and_is_a_private_page(visitor, document):
    page = visitor.get(address(document))

    assert '<cite lang="sv">Skolan möter världen</cite> (PDF)' in page.text
    assert page["Cache-Control"] == "private, no-store" and "noindex" in page.text


def test_a_request_goes_to_the_desk_with_its_file_and_is_answered_within_14_days(
    visitor, editor_client, document, clock
):
    response = visitor.post(address(document), opened(visitor, document, clock) | ANSWERS)

    request = Feedback.objects.get()
    assert response.status_code == 303 and visitor.get(response["Location"]).status_code == 200
    assert (request.document, request.page, request.subject) == (document, "/en/publications/koulu/", "accessibility")
    assert str(request.answer_by) == "2026-12-14"
    receipt, notice = OutboxMessage.objects.order_by("pk")
    assert (receipt.to, "an accessible version of “Skolan möter världen”" in receipt.text) == ("mari@example.org", True)
    assert "Skolan möter världen" in notice.text
    page = editor_client.get(f"/admin/feedback/feedback/{request.pk}/change/").text
    assert f'href="/admin/files/document/{document.pk}/change/">Skolan möter världen (PDF)</a>' in page
    assert "Accessible version of Skolan möter världen (PDF)" in editor_client.get("/admin/feedback/feedback/").text
    assert "accessible version of Skolan möter världen (PDF)" in editor_client.get("/admin/").text


def test_what_is_missing_is_asked_for_and_nothing_is_lost(visitor, document, clock):
    page = visitor.post(address(document), opened(visitor, document, clock) | {"message": "Large print"})

    assert page.status_code == 422 and "Enter your e-mail address" in page.text
    assert sent(page.text, id="feedback-form")["message"] == ["Large print"]
    assert Feedback.objects.count() == 0


def test_the_trap_of_other_forms_holds_here_too(visitor, document, clock):
    visitor.post(address(document), opened(visitor, document, clock) | ANSWERS | {views.TRAP: "spam"})

    assert Feedback.objects.get().is_suspected and OutboxMessage.objects.count() == 0


def test_a_file_that_is_not_public_has_no_form_and_tells_no_title(visitor, document):
    Publication.objects.update(state="draft")

    assert visitor.get(address(document)).status_code == 404
    assert visitor.get("/en/feedback/form/file/999/").status_code == 404


def test_where_the_file_goes_meanwhile_the_general_form_keeps_what_was_typed(visitor, document, clock):
    filled = opened(visitor, document, clock) | ANSWERS
    Publication.objects.update(state="withdrawn")

    page = visitor.post(address(document), filled)

    assert "The file is not on the site any more" in page.text and "Skolan" not in page.text
    kept = sent(page.text, id="feedback-form")
    assert (kept["message"], kept["subject"], kept["answer"]) == ([ANSWERS["message"]], ["accessibility"], ["yes"])
    assert 'action="/en/feedback/form/"' in page.text


def test_without_the_database_the_form_keeps_everything(visitor, document, clock, monkeypatch):
    filled = opened(visitor, document, clock) | ANSWERS

    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(views, "submit", away)
    page = visitor.post(address(document), filled)

    assert page.status_code == 503 and sent(page.text, id="feedback-form")["email"] == [ANSWERS["email"]]
