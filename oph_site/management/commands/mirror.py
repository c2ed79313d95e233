import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from oph_site.mirror.folder import Busy, NotAMirror
from oph_site.mirror.keeping import Away, keep


class Command(BaseCommand):
    help = "Write the public site as files that any web server can serve. Only what has changed since the last time is written."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", default=settings.MIRROR_DIR, help="without it: MIRROR_DIR")

    def handle(self, *, folder, **options):
        if not folder:
            raise CommandError("Name a folder, or set MIRROR_DIR.")
        began = time.monotonic()
        try:
            done = keep(folder, timezone.now())
        except Away as error:
            raise CommandError("The database is away: the mirror stays as it was.") from error
        except (Busy, NotAMirror) as error:
            raise CommandError(str(error)) from error
        if done is None:
            self.stdout.write("Nothing has changed.")
            return
        self.stdout.write(
            f"{len(done.places)} files, {len(done.folder.written)} written, {len(done.folder.removed)} removed,"
            f" {len(done.failed)} failed, in {time.monotonic() - began:.0f} seconds."
        )
