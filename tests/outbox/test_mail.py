"""No message is lost, none stops the others, two workers never hold the same one."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail as sent_mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.utils import timezone

from oph_site.audit import log_of
from oph_site.outbox import mail
from oph_site.outbox.mail import HOLD, MAX_ATTEMPTS, claim, deliver_waiting, post, send_again
from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import EnquiryFactory, OutboxMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch):
    """A mail server that fails for an address as told: server["a@example.org"] = error."""
    troubles = {}
    send = EmailMultiAlternatives.send

    def pretend(message, *args, **kwargs):
        if error := troubles.get(message.to[0]):
            raise error
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMultiAlternatives, "send", pretend)
    return troubles


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", "attempts"))


def test_a_message_is_written_in_its_language_and_sent_with_its_id(settings):
    enquiry = EnquiryFactory(reference="V-2026-0042")
    message = post(
        "enquiry_receipt",
        to="visitor@example.org",
        language="fi",
        context={"enquiry": enquiry},
        reference="V-2026-0042",
        reply_to="visits@example.org",
    )

    assert sent_mail.outbox == []
    assert deliver_waiting(timezone.now()) == 1

    (mail_sent,) = sent_mail.outbox
    assert mail_sent.subject == "Olemme vastaanottaneet vierailupyyntösi V-2026-0042"
    assert (mail_sent.to, mail_sent.reply_to) == (["visitor@example.org"], ["visits@example.org"])
    assert mail_sent.extra_headers["Message-ID"] == message.message_id
    assert [kind for _content, kind in mail_sent.alternatives] == ["text/html"]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.locked_until) == ("sent", 1, None)
    assert message.sent_at is not None


def test_one_bad_message_does_not_stop_the_others(server):
    bad, _good = OutboxMessageFactory(to="bad@example.org"), OutboxMessageFactory(to="good@example.org")
    server[bad.to] = RuntimeError("no idea")

    deliver_waiting(timezone.now())

    assert states() == [("waiting", 1), ("sent", 1)]
    bad.refresh_from_db()
    assert bad.last_error == "RuntimeError: no idea"


@time_machine.travel("2026-11-24 10:00 +0200", tick=False)
def test_a_server_that_is_away_is_asked_ever_more_seldom_and_then_no_more(server):
    now = timezone.now()
    message = OutboxMessageFactory(next_try_at=now)
    server[message.to] = SMTPServerDisconnected("away")
    tries = [now]

    while message.state == "waiting":
        assert deliver_waiting(tries[-1] - timedelta(seconds=1)) == 0  # not before its time
        deliver_waiting(tries[-1])
        message.refresh_from_db()
        tries.append(message.next_try_at)

    waits = [later - earlier for earlier, later in zip(tries, tries[1:], strict=False)][:-1]
    assert [wait / timedelta(minutes=1) for wait in waits] == [1, 5, 15, 60] + 12 * [4 * 60]
    assert (message.state, message.attempts) == ("failed", 17)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (UnicodeError("label empty or too long"), "failed"),
        (SMTPRecipientsRefused({"a": (550, b"no such user")}), "failed"),
        (SMTPRecipientsRefused({"a": (451, b"greylisted")}), "waiting"),
        (SMTPDataError(554, b"looks like spam"), "waiting"),
        (TimeoutError("timed out"), "waiting"),
    ],
)
def test_what_would_fail_every_time_fails_at_once(server, error, state):
    message = OutboxMessageFactory()
    server[message.to] = error

    deliver_waiting(timezone.now())

    assert states() == [(state, 1)]


def test_an_address_that_cannot_be_written_is_quarantined():
    OutboxMessageFactory(to="user@xn--ä.com")
    OutboxMessageFactory()

    deliver_waiting(timezone.now())

    assert states() == [("failed", 1), ("sent", 1)]


def test_a_claimed_message_is_nobody_elses_until_its_worker_is_dead():
    now = timezone.now()
    message = OutboxMessageFactory(next_try_at=now)

    first = claim(message.pk, now)
    second = claim(message.pk, now + timedelta(minutes=10, seconds=-1))
    after_its_death = claim(message.pk, now + timedelta(minutes=10, seconds=1))

    assert (first.pk, second, after_its_death.attempts) == (message.pk, None, 2)
    assert first.message_id == after_its_death.message_id


def test_what_was_put_off_or_held_while_the_clock_was_a_year_ahead_is_sent_when_it_is_right_again(server):
    now, ahead = timezone.now(), timezone.now() + timedelta(days=365)
    put_off, held, later = (OutboxMessageFactory(next_try_at=at, to=f"{n}@example.org") for n, at in enumerate([now, now, now + timedelta(hours=4)]))  # fmt: skip
    server["0@example.org"] = SMTPServerDisconnected()
    mail.deliver(put_off.pk, ahead)
    claim(held.pk, ahead)
    server.clear()

    assert deliver_waiting(now) == 2
    assert {message.to[0] for message in sent_mail.outbox} == {"0@example.org", "1@example.org"}
    later.refresh_from_db()
    assert later.state == "waiting"


def test_a_worker_that_was_taken_for_dead_does_not_overwrite_what_came_after():
    now = timezone.now()
    slow = claim(OutboxMessageFactory(next_try_at=now).pk, now)
    deliver_waiting(now + HOLD + timedelta(seconds=1))

    mail.record_failure(slow, RuntimeError("late"), now)

    assert states() == [("sent", 2)]


def test_a_message_that_kills_its_workers_is_given_up():
    now = timezone.now()
    message = OutboxMessageFactory(next_try_at=now)
    for attempt in range(MAX_ATTEMPTS):
        assert claim(message.pk, now + attempt * 2 * HOLD)

    assert claim(message.pk, now + (MAX_ATTEMPTS + 1) * 2 * HOLD) is None

    message.refresh_from_db()
    assert message.state == "failed"


def test_while_the_server_is_slow_a_round_ends_soon_and_a_second_worker_sends_nothing_twice(monkeypatch):
    messages = OutboxMessageFactory.create_batch(12)
    sent = []
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def slow(message):
            sent.append(message.pk)
            clock.shift(timedelta(seconds=50))
            if len(sent) == 10:  # another worker begins: the tenth is still on its way
                deliver_waiting(timezone.now())

        monkeypatch.setattr(mail, "send", slow)
        rounds = [deliver_waiting(timezone.now()) for _round in range(6)]

    assert rounds[0] == 2
    assert sorted(sent) == [message.pk for message in messages]


def test_a_failed_or_sent_message_is_sent_again_a_waiting_one_is_not(coordinator, in_english):
    failed = OutboxMessageFactory(state="failed", attempts=8, last_error="away")
    sent, waiting = OutboxMessageFactory(state="sent", attempts=1), OutboxMessageFactory()

    assert [send_again(message, by=coordinator) for message in (failed, sent, waiting)] == [True, True, False]
    assert [
        [(entry.user, entry.get_change_message()) for entry in log_of(message)] for message in (failed, waiting)
    ] == [
        [(coordinator, "To be sent again.")],
        [],
    ]
    assert states() == [("waiting", 0)] * 3


def test_one_round_of_work_sends_what_waits(monkeypatch):
    OutboxMessageFactory()
    monkeypatch.setattr("oph_site.jobs.close_old_connections", lambda: None)  # the test's transaction lives on them

    call_command("work", "--once")

    assert states() == [("sent", 1)]


def test_a_job_that_fails_stops_no_other(monkeypatch):
    from oph_site import jobs

    done = []

    def broken(now):
        raise RuntimeError

    monkeypatch.setattr(jobs, "JOBS", [broken, done.append])
    jobs.run_jobs()

    assert len(done) == 1
