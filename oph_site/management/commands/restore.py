"""A machine that has lost everything, or a copy beside the site to look something up in."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from oph_site.backup.restoring import Refused, restore


class Command(BaseCommand):
    help = (
        "Loads an archive of `manage.py backup` into an empty database and proves that every row and file is as it was."
        " Then it repeats the erasures of personal data that were made since. Stop the site and the worker first."
    )
    requires_system_checks = []  # the database is empty

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away what the database holds")

    def handle(self, *, archive, replace, **options):
        if not archive.is_file():
            raise CommandError(f"{archive} is no file.")
        try:
            done = restore(archive, replace=replace)
        except Refused as refusal:
            raise CommandError(f"Nothing was changed. {refusal}") from refusal
        except (OSError, ValueError, DatabaseError) as error:
            raise CommandError(f"The restore has failed, do not start the site: {error}") from error
        self.stdout.write(f"Restored the backup of {done.made_at}.")
        self.stdout.write(f"Equal to it: {done.tables} tables with {done.rows} rows, and {done.files} files.")
        for name in done.missing:
            self.stdout.write(f"MISSING in the archive: {name}")
        self.say_what_was_erased(done.erased)
        if done.held_mail:
            self.stdout.write(
                f"{done.held_mail} messages that waited then stand on the desk as failed: they may have gone out since."
            )
        self.stdout.write("All sessions have ended. What to do next: docs/operations.md, “Back up and restore”.")

    def say_what_was_erased(self, erased):
        if erased is None:
            self.stderr.write(
                f"NO LIST OF ERASURES at {settings.ERASURES_FILE}: people whose data was erased since are back. Bring the"
                " list here, then: manage.py repeat_erasures. Do not start the site before."
            )
        else:
            what = ", ".join(f"{kind} {count}" for kind, count in sorted(erased.items()))
            self.stdout.write(f"Erasures repeated: {what}.")
