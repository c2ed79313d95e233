from django.core.management.base import BaseCommand

from oph_site.files.documents import add_missing_sums
from oph_site.files.texts import read_missing
from oph_site.search import index


class Command(BaseCommand):
    help = "Reads the text and the outline of the PDFs, and measures the check sums of the files, that were stored before the site kept them. It can be stopped and started again."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="also those that could not be read before")

    def handle(self, *args, again, **options):
        count, unreadable = read_missing(self.show, follow=index.write_files, again=again)
        self.stdout.write(f"Read {count} PDFs; {unreadable} of them could not be read (the log says why).")
        self.stdout.write(f"Measured {add_missing_sums()} check sums.")

    def show(self, number, total):
        self.stdout.write(f"\r{number} / {total}", ending="\n" if number == total else "")
        self.stdout.flush()
