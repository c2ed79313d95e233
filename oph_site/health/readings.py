"""How the site is: one table of values, which the desk, /metrics and the daily mail read.

A measure is a function (now) → Reading and a row of MEASURES. What each value means and what to do: docs/operations.md.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import Feedback
from oph_site.files.texts import unread
from oph_site.health.models import CalendarRound, JobRound
from oph_site.outbox.models import OutboxMessage
from oph_site.stamp.models import Stamp
from oph_site.wording import day, moment_in_words
from visits.models import Enquiry, RetentionRound

LONGEST_WAIT = timedelta(hours=1)  # of mail that is to be sent
WORKER_LATE = timedelta(minutes=5)  # it says each minute that it is alive
LEAST_DISK = 0.1
OLDEST_BACKUP = timedelta(days=2)
BACKUP_MARKER = settings.VAR_DIR / "last-backup"  # touched when a backup has ended well


@dataclass(frozen=True)
class Reading:
    """number: None when there is nothing to measure. problem: what is not well, a sentence of the active language."""

    number: float | None
    problem: str = ""


@dataclass(frozen=True)
class Measure:
    """name, about: as /metrics says them. read(now) → Reading. stands_on_desk: a panel of its own says it already."""

    name: str
    about: str
    read: Callable
    needs_database: bool = True
    stands_on_desk: bool = False


def readings(now, measures=None):
    """{Measure: Reading} of these, or of all; without a database of those that need none."""
    has_database = bool(database(now).number)
    return {each: each.read(now) for each in measures or MEASURES if has_database or not each.needs_database}


def problems(now, measures=None):
    """What is not well by these measures, or by all: sentences of the active language."""
    return [reading.problem for reading in readings(now, measures).values() if reading.problem]


def age(moment, now):
    """In seconds; None of what never was."""
    return moment and max((now - moment).total_seconds(), 0)


def database(now):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Reading(0)
    return Reading(1)


def waiting_mail(now):
    waiting = OutboxMessage.objects.filter(state__in=OutboxMessage.OPEN)
    oldest = waiting.aggregate(at=Min("created_at"))["at"]
    is_late = oldest and now - oldest > LONGEST_WAIT
    words = _("Mail has been waiting to be sent since %(moment)s.")
    return Reading(age(oldest, now), words % {"moment": moment_in_words(oldest)} if is_late else "")


def failed_mail(now):
    count = OutboxMessage.objects.failed().count()
    words = ngettext("%(count)d message could not be sent.", "%(count)d messages could not be sent.", count)
    return Reading(count, words % {"count": count} if count else "")


def oldest_failed_mail(now):
    return Reading(age(OutboxMessage.objects.failed().aggregate(at=Min("created_at"))["at"], now))


def late_enquiries(now):
    count = Enquiry.objects.late_on(timezone.localdate(now)).count()
    words = ngettext(
        "%(count)d visit enquiry is late: nobody has answered by the day that we promised.",
        "%(count)d visit enquiries are late: nobody has answered by the day that we promised.",
        count,
    )
    return Reading(count, words % {"count": count} if count else "")


def late_feedback(now):
    count = Feedback.objects.waiting().filter(answer_by__lt=timezone.localdate(now)).count()
    words = ngettext(
        "%(count)d feedback message is late: nobody has answered by the day that we promised.",
        "%(count)d feedback messages are late: nobody has answered by the day that we promised.",
        count,
    )
    return Reading(count, words % {"count": count} if count else "")


def worker(now):
    beat = JobRound.objects.aggregate(at=Max("ended_at"))["at"]
    is_late = beat and now - beat > WORKER_LATE
    words = _("The worker stopped after %(moment)s. While it is stopped, no mail goes out and nothing is deleted.")
    return Reading(age(beat, now), words % {"moment": moment_in_words(beat)} if is_late else "")


def failing_jobs(now):
    of_today = JobRound.objects.filter(ended_at__gte=now - timedelta(days=1))  # not one that has been renamed
    failing = [each.job for each in of_today if each.has_failed]
    words = _("Jobs of the worker that fail: %(jobs)s. The log of the worker says why.")
    return Reading(len(failing), words % {"jobs": ", ".join(failing)} if failing else "")


def disk(now):
    usage = shutil.disk_usage(settings.VAR_DIR)
    share = usage.free / usage.total
    words = _("Only %(percent)d%% of the disk for data and uploads is free.")
    return Reading(round(share, 4), words % {"percent": share * 100} if share < LEAST_DISK else "")


def free_bytes(now):
    return Reading(shutil.disk_usage(settings.VAR_DIR).free)


def backup(now):
    try:
        at = datetime.fromtimestamp(BACKUP_MARKER.stat().st_mtime, UTC)
    except OSError:
        return Reading(None)
    words = _("The last backup was made on %(moment)s.") % {"moment": moment_in_words(at)}
    return Reading(age(at, now), words if now - at > OLDEST_BACKUP else "")


def unread_documents(now):
    count = unread().count()
    words = ngettext(
        "The search does not know the text of %(count)d PDF: run manage.py read_documents.",
        "The search does not know the text of %(count)d PDFs: run manage.py read_documents.",
        count,
    )
    return Reading(count, words % {"count": count} if count else "")


def held(round_class, words):
    """words: the sentence, with %(day)s for the day since when."""
    row = round_class.held()
    return Reading(row.held_count, words % {"day": day(row.held_at)}) if row else Reading(0)


def held_anonymising(now):
    words = _(
        "Anonymising has been stopped since %(day)s: check the clock of the server, then run manage.py anonymise."
    )
    return held(RetentionRound, words)


def held_reminders(now):
    words = _(
        "Reminders and the expiry of offers have been stopped since %(day)s: check the clock of the server, then run manage.py work --once --clock-is-right."
    )
    return held(CalendarRound, words)


def public_change(now):
    return Reading(age(Stamp.objects.aggregate(at=Max("at"))["at"], now))


MEASURES = [
    Measure("database_up", "1 while the database answers.", database, needs_database=False),
    Measure("mail_oldest_waiting_seconds", "Age of the oldest mail that is not sent yet.", waiting_mail),
    Measure("mail_failed", "Mail that is not tried again.", failed_mail, stands_on_desk=True),
    Measure("mail_oldest_failed_seconds", "Age of the oldest of that mail.", oldest_failed_mail),
    Measure("enquiries_late", "Enquiries past their promised day.", late_enquiries, stands_on_desk=True),
    Measure("feedback_late", "Feedback past its promised day.", late_feedback, stands_on_desk=True),
    Measure("worker_last_round_seconds", "How long ago the worker ended a job.", worker),
    Measure("jobs_failing", "Jobs whose last round failed.", failing_jobs),
    Measure("disk_free_ratio", "Free share of the disk of VAR_DIR.", disk, needs_database=False),
    Measure("disk_free_bytes", "Free bytes on the disk of VAR_DIR.", free_bytes, needs_database=False),
    Measure("backup_age_seconds", "How long ago a backup ended well.", backup, needs_database=False),
    Measure("documents_unread", "PDFs whose text nobody has read.", unread_documents),
    Measure("anonymising_held", "Enquiries of a held round.", held_anonymising, stands_on_desk=True),
    Measure(
        "reminders_held", "1 while no reminder is written and no offer expires.", held_reminders, stands_on_desk=True
    ),
    Measure("public_change_age_seconds", "How long ago anything public changed.", public_change),
]
