from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from oph_site.languages import LANGUAGES
from publications.importing import Unreadable, import_rows, read_table
from publications.tables import COLUMNS


class Command(BaseCommand):
    help = (
        "Says line by line what an import of publications from a CSV file would do, and changes nothing. With --apply --by USERNAME:"
        " does it, unless a line has a problem. A row is a language version; run again, it changes nothing. New publications are drafts."
        f" Columns: {', '.join(COLUMNS)}. The admin downloads its list in the same form."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV file in UTF-8")
        parser.add_argument("--apply", action="store_true", help="import it")
        parser.add_argument(
            "--by", metavar="USERNAME", help="whose account answers for the import in the log of the admin"
        )
        parser.add_argument("--language", choices=list(LANGUAGES), default="en", help="of what is said")

    def handle(self, *args, file, apply, by, language, **options):
        person = account(by) if apply else None
        with translation.override(language):
            try:
                lines = import_rows(read_table(file.read_bytes()), by=person)
            except OSError as error:
                raise CommandError(f"{file} could not be read: {error.strerror}") from error
            except Unreadable as reason:
                raise CommandError(str(reason)) from reason
            for line in lines:
                self.stdout.write(str(line))
        wrong = sum(bool(line.problems) for line in lines)
        if wrong:
            raise CommandError(f"Nothing was imported: {wrong} of {len(lines)} lines have a problem.")
        changed = sum(bool(line.deeds) for line in lines)
        done = "Imported" if apply else "Nothing was changed. To import them, add --apply:"
        self.stdout.write(f"{done} {changed} of {len(lines)} lines; the others are there already.")


def account(name):
    if not name:
        raise CommandError("Say with --by whose account answers for the import: it stands in the log of the admin.")
    person = get_user_model().objects.filter(username=name, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no account {name} that may log in.")
    return person
