"""What `manage.py work` does in every round, in this order. A job takes the present moment; one that fails stops no other."""

import logging
import time
from functools import cache

from django.db import close_old_connections, connection
from django.utils import timezone

from feedback.retention import delete_old_feedback
from feedback.spam import forget_senders
from oph_site.accounts.attempts import forget_attempts
from oph_site.accounts.log_ins import forget_log_ins
from oph_site.accounts.sessions import clear_sessions
from oph_site.files.cleaning import remove_orphans
from oph_site.health import rounds
from oph_site.health.calendar import may_go_on
from oph_site.health.report import report_health
from oph_site.link_check.checking import check_outside_links
from oph_site.logs import in_one_line
from oph_site.mirror.keeping import keep_mirror
from oph_site.outage import AWAY
from oph_site.outbox.mail import deliver_waiting
from oph_site.search.analysis.word_data import build_word_data_once
from oph_site.search.index import rebuild_if_outdated
from oph_site.search.unfound import gather_unfound
from oph_site.stamp.moving import forget_old_stamps
from pages.presence import forget_open_forms
from publications.oai.ledger import catch_up
from visits.enquiries import report_suspected
from visits.offers import expire_offers
from visits.reminders import remind
from visits.retention import anonymise_old_enquiries
from visits.spam import forget_sender_digests
from visits.visits import remind_of_details

logger = logging.getLogger(__name__)

JOBS = [
    report_health,  # first: it sees how long the worker was away
    report_suspected,
    expire_offers,
    remind_of_details,
    remind,
    deliver_waiting,
    forget_sender_digests,
    anonymise_old_enquiries,
    forget_senders,
    delete_old_feedback,
    remove_orphans,
    forget_attempts,
    forget_log_ins,
    clear_sessions,
    forget_open_forms,
    gather_unfound,
    build_word_data_once,  # ten seconds, once on a machine
    rebuild_if_outdated,  # seldom, and then for minutes at most
    catch_up,  # the records for harvesters
    forget_old_stamps,
    keep_mirror,  # some seconds after each change of the public site
    check_outside_links,  # last: it may wait for another server
]

# They write to people because a day has come, and no letter comes back.
BY_THE_CALENDAR = {expire_offers, remind_of_details, remind}


def run_jobs():
    if away := database_away():
        logger.error("No round, the database is away: %s", in_one_line(away))
        return
    trusts_clock = cache(lambda: may_go_on(timezone.now()))  # asked for once a round
    for job in JOBS:
        close_old_connections()  # a database that was restarted is found again
        began, failed = time.monotonic(), False
        try:
            if job not in BY_THE_CALENDAR or trusts_clock():
                job(timezone.now())
        except AWAY as error:
            failed = True
            logger.error("A job failed: %s", in_one_line(error), extra={"job": job.__name__})
        except Exception:
            failed = True
            logger.exception("A job failed", extra={"job": job.__name__})
        rounds.note(job.__name__, seconds=time.monotonic() - began, failed=failed)


def database_away():
    """What keeps us from the database, or None."""
    close_old_connections()
    try:
        connection.ensure_connection()
    except AWAY as error:
        return error
