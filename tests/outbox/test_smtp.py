"""Sending by a real mail server: what it does to us and what becomes of our workers, nothing is lost.

At least once: what the server took without our knowing comes a second time with the same Message-ID, and nothing else does.
"""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from oph_site.outbox.mail import HOLD, deliver_waiting
from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import OutboxMessageFactory
from tests.threads import errors_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
HOUR = timedelta(hours=1)


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", "attempts"))


def came(server):
    """The Message-IDs, sorted."""
    return sorted(message["Message-ID"] for message in server.messages)


def url_of_database():
    """As DATABASE_URL says it to another process."""
    name = connection.settings_dict["NAME"]
    return (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    )


def worker_of(server):
    """`manage.py work --once` in a process of its own, as in production."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "oph_site.settings", "DATABASE_URL": url_of_database(),
        "EMAIL_HOST": server.hostname, "EMAIL_PORT": str(server.port),
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "manage.py", "work", "--once"], cwd=ROOT, env=environment)


def test_two_workers_send_each_message_once(shared_database, mail_server):
    messages = OutboxMessageFactory.create_batch(20)
    now = timezone.now()

    errors = errors_of(*[lambda: deliver_waiting(now)] * 2)

    assert errors == []
    assert came(mail_server) == sorted(message.message_id for message in messages)
    assert states() == [("sent", 1)] * 20


def test_what_a_killed_worker_had_sent_comes_again_as_the_same_message_and_nothing_else_does(
    shared_database, mail_server
):
    first, second = OutboxMessageFactory.create_batch(2)
    worker = worker_of(mail_server)
    mail_server.at_goodbye = worker.kill  # the server has taken the first message, the outbox does not know yet

    assert worker.wait(timeout=120) == -signal.SIGKILL
    assert (came(mail_server), states()) == ([first.message_id], [("sending", 1), ("waiting", 0)])

    mail_server.at_goodbye = None
    now = timezone.now()
    assert [deliver_waiting(now), deliver_waiting(now + HOLD / 2), deliver_waiting(now + HOLD)] == [1, 0, 1]

    assert came(mail_server) == sorted([first.message_id, first.message_id, second.message_id])
    assert states() == [("sent", 2), ("sent", 1)]


def test_a_server_that_is_away_for_a_day_gets_everything_when_it_is_back(mail_server, settings):
    messages = OutboxMessageFactory.create_batch(3)
    morning = timezone.now()
    with socket.socket() as nobody:  # takes the port, and no calls
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        for hour in range(24):
            assert deliver_waiting(morning + hour * HOUR) == 0
    settings.EMAIL_PORT = mail_server.port

    sent = sum(deliver_waiting(morning + hour * HOUR) for hour in range(24, 28))  # after four hours at most

    assert sent == 3
    assert came(mail_server) == sorted(message.message_id for message in messages)
    assert {state for state, _attempts in states()} == {"sent"}


def test_a_server_that_takes_the_call_and_says_nothing_holds_nothing_up_for_ever(mail_server, settings):
    message, now = OutboxMessageFactory(), timezone.now()
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = hanging.getsockname()[1], 0.2
        assert deliver_waiting(now) == 0
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = mail_server.port, 20
    message.refresh_from_db()
    assert (message.state, message.last_error[-9:]) == ("waiting", "timed out")

    assert [deliver_waiting(now), deliver_waiting(now + HOUR)] == [0, 1]

    assert came(mail_server) == [message.message_id]


def test_what_a_server_took_without_saying_so_comes_again_as_the_same_message(mail_server):
    message, now = OutboxMessageFactory(), timezone.now()
    mail_server.breaks_off = True
    assert deliver_waiting(now) == 0

    mail_server.breaks_off = False
    assert deliver_waiting(now + HOUR) == 1

    assert came(mail_server) == [message.message_id] * 2


def test_whom_the_server_refuses_for_good_is_not_tried_again_and_the_others_get_theirs(mail_server):
    refused, later, good = (OutboxMessageFactory(to=f"{name}@example.org") for name in ("refused", "later", "good"))
    mail_server.refusals = {refused.to: "550 no such user", later.to: "451 greylisted, come again"}
    now = timezone.now()

    assert deliver_waiting(now) == 1
    assert states() == [("failed", 1), ("waiting", 1), ("sent", 1)]

    mail_server.refusals = {}
    assert [deliver_waiting(now + hour * HOUR) for hour in range(1, 48)].count(1) == 1
    assert [message["To"] for message in mail_server.messages] == [good.to, later.to]
