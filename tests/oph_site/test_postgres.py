"""A web process gives up a PostgreSQL that hangs, and then asks nobody for a moment; everybody else waits."""

import os
import signal
import socket
import time
from contextlib import contextmanager
from threading import Timer

import pytest
from django.db import OperationalError, connection

from feedback.models import Feedback
from oph_site.outage import Web
from oph_site.postgres import base
from tests.feedback.test_form import ANSWERS, FORM
from tests.forms import sent


def on_a_server(test):
    return pytest.mark.database(pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is no server")(test))


@pytest.fixture(autouse=True)
def web(monkeypatch, django_db_blocker):
    monkeypatch.setattr(Web, "is_on", True)
    monkeypatch.setattr(Web, "rests_until", 0.0)
    monkeypatch.setattr(base, "SILENCE", 0.3)
    with django_db_blocker.unblock():  # no table is used
        yield


@pytest.fixture
def site():
    site = base.DatabaseWrapper(connection.settings_dict)
    yield site
    site.close()


def ask(site, question="SELECT 1"):
    with site.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@contextmanager
def hanging(site):
    """The process of the server that answers `site` is stopped; the kernel still takes what is sent to it."""
    pid = ask(site, "SELECT pg_backend_pid()")
    try:
        os.kill(pid, signal.SIGSTOP)
    except OSError:
        pytest.skip("the server runs elsewhere, or as somebody else")
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGCONT)


@on_a_server
def test_a_server_that_hangs_is_given_up_and_left_alone_until_somebody_gets_an_answer(site):
    with hanging(site), pytest.raises(OperationalError, match=r"has not answered for 0\.3 seconds"):
        ask(site)
    site.close_if_unusable_or_obsolete()  # as the next request does, and asks nothing
    with pytest.raises(OperationalError, match="a moment ago"):
        ask(site)
    prober = base.DatabaseWrapper(connection.settings_dict)  # as the thread that follows the stamp
    prober.asks_always = True

    assert [ask(prober), ask(site)] == [1, 1]
    prober.close()


@on_a_server
def test_a_commit_that_hangs_is_given_up_too(site):
    site.set_autocommit(False)
    with hanging(site), pytest.raises(OperationalError, match="has not answered"):
        site.commit()


@on_a_server
def test_the_server_itself_ends_a_slow_statement_of_a_web_process(site):
    assert ask(site, "SHOW statement_timeout") == "2500ms"


@on_a_server
def test_many_small_statements_in_a_row_take_as_long_as_they_take(site):
    with site.cursor() as cursor:
        start = time.monotonic()
        cursor.executemany("SELECT pg_sleep(%s)", [[0.001]] * 400)

    assert time.monotonic() - start > base.SILENCE and ask(site) == 1


@on_a_server
def test_the_worker_waits_as_long_as_it_takes(site, monkeypatch):
    monkeypatch.setattr(Web, "is_on", False)
    with hanging(site) as pid:
        Timer(2 * base.SILENCE, os.kill, [pid, signal.SIGCONT]).start()

        assert [ask(site), ask(site, "SHOW statement_timeout")] == [1, "0"]


@on_a_server
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_while_the_server_hangs_keeps_its_text_and_is_stored_once(visitor):
    form = sent(visitor.get(FORM).text, id="feedback-form") | ANSWERS
    with hanging(connection):
        hung = visitor.post(FORM, form)
    kept = sent(hung.text, id="feedback-form")
    resting = visitor.post(FORM, kept)
    Web.is_on, Web.rests_until = False, 0.0
    answers = [visitor.post(FORM, kept).status_code for _time in range(2)]

    assert [hung.status_code, kept["message"], resting.status_code] == [503, [ANSWERS["message"]], 503]
    assert [answers, Feedback.objects.count()] == [[303, 303], 1]


def test_a_server_that_takes_a_connection_and_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr("psycopg.connection.timeout_from_conninfo", lambda params: int(params["connect_timeout"]) / 10)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = {"NAME": "x", "USER": "x", "PASSWORD": "x", "HOST": "127.0.0.1", "PORT": str(silent.getsockname()[1])}
        site = base.DatabaseWrapper(connection.settings_dict | place | {"OPTIONS": {}})
        for reason in ("timeout", "a moment ago"):
            with pytest.raises(OperationalError, match=reason):
                site.ensure_connection()
