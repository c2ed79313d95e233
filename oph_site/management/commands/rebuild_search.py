import sys
import time

from django.core.management.base import BaseCommand

from oph_site.search import index

WIDTH = 40


class Command(BaseCommand):
    help = "Look at everything that can be found again and write what changed into the index. Readers go on searching."

    def handle(self, **options):
        began = time.monotonic()
        index.rebuild(self.bar if sys.stdout.isatty() else lambda done, of: None)
        self.stdout.write(f"The index was rebuilt in {time.monotonic() - began:.0f} seconds.")

    def bar(self, done, of):
        full = WIDTH * done // of
        self.stdout.write(
            f"\r{'█' * full}{'·' * (WIDTH - full)} {100 * done // of} %", ending="\n" if done == of else ""
        )
        self.stdout.flush()
