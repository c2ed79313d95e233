"""How the site is, as its operators hear of it: by mail, on the desk and by /metrics."""

import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from oph_site import jobs
from oph_site.health import readings, rounds
from oph_site.health.models import CalendarRound, JobRound
from oph_site.health.report import report_health
from oph_site.outbox.mail import deliver_waiting
from oph_site.outbox.models import OutboxMessage
from oph_site.page_cache import OWN_NAME
from tests.factories.feedback import FeedbackFactory
from tests.factories.files import DocumentFactory
from tests.factories.visits import EnquiryFactory, OutboxMessageFactory
from visits.models import RetentionRound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MORNING = "2027-03-10T05:30:00+00:00"  # half past seven in Helsinki
TOKEN = "only-for-tests-0123456789-abcdefghij"


@pytest.fixture
def bad_day(monkeypatch, tmp_path):
    """Everything that can be measured is not well, on a Wednesday morning."""
    marker = tmp_path / "last-backup"
    marker.touch()
    monkeypatch.setattr(readings, "BACKUP_MARKER", marker)
    monkeypatch.setattr(readings, "LEAST_DISK", 1.1)
    with time_machine.travel(MORNING, tick=False):
        now = timezone.now()
        os.utime(marker, (now.timestamp() - 3 * 86400,) * 2)
        OutboxMessageFactory(state="failed", created_at=now - timedelta(days=1))
        OutboxMessageFactory(state="waiting", created_at=now - timedelta(hours=2), next_try_at=now + timedelta(hours=4))
        EnquiryFactory(answer_by=timezone.localdate() - timedelta(days=1))
        FeedbackFactory(answer_by=timezone.localdate() - timedelta(days=1))
        DocumentFactory()  # nobody has read its text
        RetentionRound.objects.update_or_create(pk=1, defaults={"held_at": now, "held_count": 30})
        CalendarRound.objects.create(pk=1, held_at=now, held_count=1)
        hour_ago = now - timedelta(hours=1)
        JobRound.objects.create(job="deliver_waiting", ended_at=hour_ago, seconds=0.2, succeeded_at=hour_ago)
        JobRound.objects.create(job="clear_sessions", ended_at=hour_ago, seconds=0.1, succeeded_at=None)
        yield now


def test_the_mail_of_the_day_says_in_sentences_what_is_not_well(bad_day, settings):
    settings.OPERATIONS_EMAIL = "operations@example.org"

    assert [report_health(bad_day), report_health(bad_day + timedelta(hours=3))] == [True, False]
    deliver_waiting(bad_day)
    [message] = mail.outbox
    told = [line[2:] for line in message.body.splitlines() if line.startswith("- ")]
    assert message.to == ["operations@example.org"] and message.subject == "11 korjattavaa asiaa verkkosivustolla"
    assert len(told) == 11 and all(sentence.endswith(".") for sentence in told)
    assert told[0] == "Postia on jonossa: vanhin viesti on odottanut 10.3.2027 klo 5.30 alkaen."
    assert "clear_sessions" in message.body and "deliver_waiting" not in message.body


def test_the_mail_comes_once_a_day_also_when_all_is_well_and_the_worker_was_away(settings):
    settings.OPERATIONS_EMAIL = "operations@example.org"
    with time_machine.travel(MORNING, tick=False):
        at = lambda **later: report_health(timezone.now() + timedelta(**later))  # noqa: E731

        assert [at(hours=-4), at(), at(hours=1), at(days=1)] == [False, True, False, True]
        assert "kunnossa" in OutboxMessage.objects.filter(kind="health").last().subject
        settings.OPERATIONS_EMAIL = ""
        assert at(days=2) is False


def test_administrators_see_on_their_desk_what_has_no_panel_of_its_own(bad_day, administrator_client, editor_client):
    panel = administrator_client.get("/admin/").context["desk"][0]

    assert [panel.key, panel.count, len(panel.rows)] == ["health", 6, 6]
    assert "The worker stopped after 10 March 2027" in " ".join(row.text for row in panel.rows)
    assert "health" not in [panel.key for panel in editor_client.get("/admin/").context["desk"]]


def numbers(answer):
    families = text_string_to_metric_families(answer.text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_metrics_are_for_the_token_alone_and_never_stored(bad_day, visitor, settings, django_assert_max_num_queries):
    ask = lambda token: visitor.get("/metrics", headers={"authorization": f"Bearer {token}"})  # noqa: E731

    assert [ask("").status_code, ask(TOKEN).status_code] == [404, 404]  # off
    settings.METRICS_TOKEN = TOKEN
    assert [visitor.get("/metrics").status_code, ask("").status_code, ask(TOKEN[:-1]).status_code] == [404] * 3
    with django_assert_max_num_queries(15):
        answer = ask(TOKEN)
    assert answer["Cache-Control"] == "private, no-store"
    found = numbers(answer)
    assert {name: found[f"oph_{name}",] for name in (
        "database_up", "mail_oldest_waiting_seconds", "mail_failed", "mail_oldest_failed_seconds", "enquiries_late", "feedback_late",
        "worker_last_round_seconds", "jobs_failing", "backup_age_seconds", "documents_unread", "anonymising_held", "reminders_held",
    )} == {
        "database_up": 1, "mail_oldest_waiting_seconds": 7200, "mail_failed": 1, "mail_oldest_failed_seconds": 86400, "enquiries_late": 1,
        "feedback_late": 1, "worker_last_round_seconds": 3600, "jobs_failing": 1, "backup_age_seconds": 3 * 86400, "documents_unread": 1,
        "anonymising_held": 30, "reminders_held": 1,
    }  # fmt: skip
    assert found["oph_job_last_success_seconds", "deliver_waiting"] == 3600
    assert ("oph_job_last_success_seconds", "clear_sessions") not in found
    assert found["oph_release_info", "unknown"] == 1
    assert 0 < found["oph_disk_free_ratio",] < 1 < found["oph_disk_free_bytes",]


def test_metrics_say_what_the_process_has_in_its_memory(visitor, settings):
    settings.METRICS_TOKEN = TOKEN
    in_front = {OWN_NAME: SimpleNamespace(hits=2, misses=1, bytes=3000)}

    found = numbers(visitor.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}, **in_front))

    memory = {key: value for key, value in found.items() if "page_cache" in key[0]}
    assert {process for _name, process in memory} == {str(os.getpid())}
    assert sorted(memory.values()) == [1, 2, 3000]


def test_metrics_answer_while_the_database_is_away(visitor, settings):
    settings.METRICS_TOKEN = TOKEN

    def away(*args):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        found = numbers(visitor.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}))

    assert found["oph_database_up",] == 0 and ("oph_disk_free_ratio",) in found
    assert ("oph_mail_failed",) not in found


def test_the_worker_notes_the_rounds_of_its_jobs(monkeypatch):
    def good(now):
        pass

    def bad(now):
        raise ValueError("broken")

    monkeypatch.setattr(jobs, "JOBS", [good, bad])
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)  # the test's transaction lives on them
    monkeypatch.setattr(rounds.Kept, "due", float("inf"))  # a minute has not gone by
    jobs.run_jobs()
    assert JobRound.objects.count() == 0
    call_command("work", once=True)
    JobRound.objects.filter(job="bad").update(succeeded_at=timezone.now() - timedelta(days=1))
    call_command("work", once=True)

    assert [(each.job, each.has_failed) for each in JobRound.objects.all()] == [("bad", True), ("good", False)]
    assert JobRound.objects.get(job="bad").succeeded_at is not None  # a failure does not forget it
    assert readings.failing_jobs(timezone.now()).number == 1
