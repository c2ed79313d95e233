import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.utils import timezone

from oph_site.health import rounds
from oph_site.health.calendar import confirm_clock
from oph_site.jobs import run_jobs

PAUSE = 5  # seconds


class Command(BaseCommand):
    help = (
        "Sends waiting mail and does the other regular jobs, until it is stopped. With --once: one round, for a timer."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument(
            "--clock-is-right", action="store_true", help="reminders and the expiry of offers go on after a long pause"
        )

    def handle(self, *args, once, clock_is_right, **options):
        if clock_is_right:
            confirm_clock(timezone.now())
        if once:
            run_jobs()
            rounds.write()
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())  # the round that runs is finished first
        while not stopped.is_set():
            run_jobs()
            stopped.wait(PAUSE)
        rounds.write()
