"""Where the clock of the machine may be wrong, the worker writes nobody that a day has come."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from oph_site import jobs
from oph_site.health import rounds
from oph_site.health.models import CalendarRound
from oph_site.outbox.models import OutboxMessage
from tests.conftest import client_of
from tests.factories.offers import OfferFactory
from visits.models import Offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MORNING = datetime(2027, 3, 10, 5, 30, tzinfo=UTC)
YEAR = timedelta(days=400)


@pytest.fixture
def offer(monkeypatch):
    """One that waits for an answer for three weeks. The worker does what goes by the calendar, and nothing else."""
    monkeypatch.setattr(jobs, "JOBS", [job for job in jobs.JOBS if job in jobs.BY_THE_CALENDAR])
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)  # days go by: that of the test would be too old
    monkeypatch.setattr(rounds, "note", lambda job, **more: None)
    with time_machine.travel(MORNING, tick=False):
        yield OfferFactory(
            state=Offer.State.SENT, enquiry__state="offered", valid_until=(MORNING + timedelta(days=21)).date()
        )


def work(moment):
    with time_machine.travel(moment, tick=False):
        jobs.run_jobs()


def has_expired(offer):
    offer.refresh_from_db()
    return offer.state == Offer.State.EXPIRED


def test_every_day_goes_on_to_the_last_of_an_offer(offer):
    for days in range(0, 24, 6):
        work(MORNING + timedelta(days=days))

    assert not has_expired(offer)

    work(MORNING + timedelta(days=22))

    assert has_expired(offer)
    assert CalendarRound.objects.get().held_at is None


def test_a_jump_of_the_clock_writes_to_nobody_and_ends_by_itself_when_the_clock_is_back(offer, coordinator):
    work(MORNING)
    work(MORNING + YEAR)
    work(MORNING + YEAR + timedelta(days=1))

    assert not has_expired(offer)
    assert not OutboxMessage.objects.exists() and mail.outbox == []
    assert CalendarRound.objects.get().held_at == MORNING + YEAR
    assert "Reminders have stopped" in client_of(coordinator).get("/admin/").text

    work(MORNING + timedelta(minutes=1))

    assert not has_expired(offer)
    assert CalendarRound.objects.get().held_at is None
    assert "Reminders have stopped" not in client_of(coordinator).get("/admin/").text


def test_after_a_long_pause_somebody_says_that_the_clock_is_right(offer):
    work(MORNING)
    work(MORNING + YEAR)
    with time_machine.travel(MORNING + YEAR, tick=False):
        call_command("work", "--once", "--clock-is-right")

    assert has_expired(offer)
    assert OutboxMessage.objects.filter(kind="offer_expired").exists()
