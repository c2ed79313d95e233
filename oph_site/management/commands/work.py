import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.utils import timezone

from oph_site.jobs import run_jobs
from visits.retention import anonymise_old_enquiries

PAUSE = 5  # seconds


class Command(BaseCommand):
    help = (
        "Sends waiting mail and does the other regular jobs, until it is stopped. With --once: one round, for a timer."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument(
            "--anonymise-anyway",
            action="store_true",
            help="only make old enquiries anonymous, also when the desk says that this waits for a person, then end",
        )

    def handle(self, *args, once, anonymise_anyway, **options):
        if anonymise_anyway:
            self.stdout.write(f"Anonymised {anonymise_old_enquiries(timezone.now(), anyway=True)} enquiries.")
            return
        if once:
            run_jobs()
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())  # the round that runs is finished first
        while not stopped.is_set():
            run_jobs()
            stopped.wait(PAUSE)
