"""What those who handle feedback do with it, in the admin and on the desk, and how long it is kept."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from feedback.acts import NotAllowed, answer, clear_suspicion, mark_handled, submit
from feedback.models import Feedback
from feedback.retention import delete_old_feedback
from feedback.spam import forget_senders
from oph_site.accounts.log_ins import forget_log_ins, record_login
from oph_site.accounts.models import LoginEvent
from oph_site.audit import READING, log_of
from oph_site.outbox.models import OutboxMessage
from tests.factories.feedback import FeedbackFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/admin/feedback/feedback/"


def page_of(feedback, act=""):
    return f"{LIST}{feedback.pk}/{act or 'change'}/"


def listed(client, query=""):
    return [feedback.pk for feedback in client.get(f"{LIST}{query}").context["cl"].result_list]


def test_an_answer_goes_to_the_reader_and_says_who_gave_it(editor_client, editor):
    feedback = FeedbackFactory(email="mari@example.org")

    editor_client.post(page_of(feedback, "answer"), {"text": "Thank you, it is mended & works."})

    feedback.refresh_from_db()
    mail = OutboxMessage.objects.get()
    assert (mail.to, mail.kind, "mended & works" in mail.text) == ("mari@example.org", "feedback_answer", True)
    assert (feedback.handled_by, feedback.answer) == (editor, "Thank you, it is mended & works.")
    text = editor_client.get(page_of(feedback)).text
    assert "editor" in text and "mended &amp; works" in text and "What to do" not in text


def test_an_answer_greets_and_is_signed_in_the_language_of_the_reader_not_of_the_editor(editor_client):
    feedback = FeedbackFactory(email="mari@example.org", language="fi")

    editor_client.post(page_of(feedback, "answer"), {"text": "Kiitos, korjasimme sivun."})

    text = OutboxMessage.objects.get().text
    assert text.startswith("Hei\n\nKiitos, korjasimme sivun.\n")
    assert "\n\nVerkkotoimitus\ninternational@example.org\nKansainvälinen toiminta, Opetushallitus\n" in text


def test_an_empty_answer_is_not_sent(editor_client):
    feedback = FeedbackFactory(email="mari@example.org")

    page = editor_client.post(page_of(feedback, "answer"), {"text": " "})

    assert (page.status_code, "Write the answer first" in page.text, OutboxMessage.objects.count()) == (422, True, 0)


def test_two_people_answer_once(editor, administrator):
    feedback = FeedbackFactory(email="mari@example.org")
    answer(feedback, "Thank you.", by=editor)

    with pytest.raises(NotAllowed, match="handled already"):
        answer(feedback, "Thanks.", by=administrator)

    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("changes", [{"email": ""}, {"email": "mari@example.org", "is_suspected": True}])
def test_nobody_is_answered_who_did_not_ask_or_may_be_spam(editor, changes):
    with pytest.raises(NotAllowed):
        answer(FeedbackFactory(**changes), "Thank you.", by=editor)


def test_what_is_found_genuine_gets_its_receipt_and_its_time(editor):
    feedback = FeedbackFactory(email="mari@example.org", is_suspected=True, subject="accessibility")

    feedback = clear_suspicion(feedback, by=editor)

    assert feedback.answer_by == timezone.localdate() + timedelta(days=14)
    assert {message.kind for message in OutboxMessage.objects.all()} == {"feedback_receipt", "feedback_notice"}


def test_the_list_shows_what_waits_and_the_rest_when_asked(editor_client, editor):
    waiting, handled, suspected = (
        FeedbackFactory(),
        mark_handled(FeedbackFactory(), by=editor),
        FeedbackFactory(is_suspected=True),
    )

    assert [listed(editor_client, query) for query in ("", "?state=handled", "?state=suspected", "?state=all")] == [
        [waiting.pk], [handled.pk], [suspected.pk], [suspected.pk, handled.pk, waiting.pk],
    ]  # fmt: skip


def test_who_opened_a_message_stands_in_the_log(editor_client, editor):
    feedback = FeedbackFactory()

    editor_client.get(page_of(feedback))

    assert [(row.user, row.action_flag) for row in log_of(feedback)] == [(editor, READING)]


def test_the_desk_counts_what_waits_the_promised_first(editor_client, coordinator_client):
    today = timezone.localdate()
    other = FeedbackFactory()
    promised = FeedbackFactory(email="a@example.org", answer_by=today - timedelta(days=1))
    suspected = FeedbackFactory(is_suspected=True)

    panels = {panel.key: panel for panel in editor_client.get("/admin/").context["desk"]}

    assert [row.text for row in panels["feedback"].rows] == [f"{each.reference}, an error in the content" for each in (promised, other)]  # fmt: skip
    assert panels["feedback"].rows[0].meta.endswith("late")
    assert [panels["feedback"].count, panels["suspected_feedback"].count] == [2, 1]
    assert suspected.reference in panels["suspected_feedback"].rows[0].text
    assert {panel.key for panel in coordinator_client.get("/admin/").context["desk"]}.isdisjoint(
        panels.keys() & {"feedback"}
    )


def test_it_is_deleted_with_its_mail_when_its_time_is_over():
    now = timezone.now()
    old = submit(
        {"subject": "other", "message": "Hi", "email": "a@example.org"}, token="00000000-0000-0000-0000-000000000001", language="en",
        at=now - timedelta(days=366),
    )  # fmt: skip
    young = FeedbackFactory(received_at=now - timedelta(days=364))
    FeedbackFactory(received_at=now - timedelta(days=31), is_suspected=True)
    lines = StringIO()

    call_command("anonymise", stdout=lines)
    assert f"feedback: 2 {old.reference}" in lines.getvalue() and Feedback.objects.count() == 3
    assert delete_old_feedback(now) == 2

    assert (list(Feedback.objects.all()), OutboxMessage.objects.count()) == ([young], 0)


def test_a_clock_that_is_ahead_deletes_no_feedback_and_no_log_in_and_the_desk_says_so(administrator_client):
    FeedbackFactory()
    record_login(LoginEvent.Kind.PASSWORD)
    for round_made in (delete_old_feedback, forget_log_ins):
        assert round_made(timezone.now()) == 0
        assert round_made(timezone.now() + timedelta(days=400)) == 0
    assert [Feedback.objects.count(), LoginEvent.objects.count()] == [1, 1]

    panels = {panel.key: panel for panel in administrator_client.get("/admin/").context["desk"]}
    assert [row.text for row in panels["deleting"].rows] == ["Feedback: 1", "Log-in events: 1"]

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        call_command("anonymise", "--apply", stdout=StringIO())  # a person says that it is right
    assert [Feedback.objects.count(), LoginEvent.objects.count()] == [0, 0]
    panels = {panel.key for panel in administrator_client.get("/admin/").context["desk"]}
    assert "deleting" not in panels


def test_the_digest_of_the_sender_is_kept_for_a_day():
    now = timezone.now()
    old = FeedbackFactory(sender_digest="digest", received_at=now - timedelta(days=1, minutes=1))
    new = FeedbackFactory(sender_digest="digest")

    forget_senders(now)

    assert dict(Feedback.objects.values_list("pk", "sender_digest")) == {old.pk: "", new.pk: "digest"}


def test_what_readers_write_is_in_no_index_and_on_no_page(visitor, home):
    FeedbackFactory(message="Ainutkertainensana")

    assert "Ainutkertainensana" not in visitor.get("/fi/").text
    assert visitor.get("/fi/haku/?q=Ainutkertainensana").text.count("/palaute/lomake/") == 1  # the link at its foot
