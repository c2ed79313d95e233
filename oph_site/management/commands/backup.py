"""One command, one file: the database and the uploads."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from oph_site.backup.making import backup_to, write_backup


class Command(BaseCommand):
    help = (
        "Writes the database and the uploaded files into one archive with check sums, while the site runs. A folder gets a"
        " file named by the moment; - writes to the standard output, for a program that encrypts. SECRET_KEY is not in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("target", help="a new file, a folder, or -")

    def handle(self, *, target, **options):
        path = Path(target)
        if path.is_dir():
            path /= f"oph-site-{timezone.now():%Y-%m-%dT%H%M%SZ}.tar"
        try:
            if not connection.introspection.table_names():
                raise CommandError("The database is empty: is DATABASE_URL right?")
            made = write_backup(sys.stdout.buffer) if target == "-" else backup_to(path)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already. No backup is written over.") from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        for name in made.missing:
            self.stderr.write(f"MISSING: {name}. A row names this file, and it is not on the disk.")
        self.stderr.write(
            f"{len(made.tables)} tables, {made.rows} rows and {made.files} files are in {target if target == '-' else path}."
        )
