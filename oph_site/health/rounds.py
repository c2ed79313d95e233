"""The worker says that it is alive: what each job last did, kept in memory and written once a minute."""

import time

from django.db import Error
from django.utils import timezone

from oph_site.health.models import JobRound

PAUSE = 60  # seconds between two writes


class Kept:
    """What this process has not written yet."""

    rounds = {}  # job → JobRound
    due = 0.0  # of time.monotonic()


def note(job, *, seconds, failed):
    """job: the name of one that has just ended."""
    now = timezone.now()
    before = Kept.rounds.get(job)
    succeeded_at = (before and before.succeeded_at) if failed else now
    Kept.rounds[job] = JobRound(job=job, ended_at=now, seconds=seconds, succeeded_at=succeeded_at)
    if time.monotonic() >= Kept.due:
        write()


def write():
    """Of a job that has only failed meanwhile, its last success stays as it is stored."""
    rounds, Kept.rounds, Kept.due = Kept.rounds.values(), {}, time.monotonic() + PAUSE
    fields = ["ended_at", "seconds"]
    try:
        store([each for each in rounds if each.succeeded_at], [*fields, "succeeded_at"])
        store([each for each in rounds if not each.succeeded_at], fields)
    except Error:  # the database is away, which the jobs have said already
        return


def store(rounds, fields):
    JobRound.objects.bulk_create(rounds, update_conflicts=True, unique_fields=["job"], update_fields=fields)
