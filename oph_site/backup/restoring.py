"""Restoring a backup. Everything that can be refused is refused before anything is touched."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from oph_site import erasures
from oph_site.backup import archive
from oph_site.backup.making import engine, sync, version
from oph_site.outbox.models import OutboxMessage

HELD = "It waited when the backup was made, and may have gone out since. Send it again, or set it aside."


class Refused(Exception):
    """The archive or the place does not fit; nothing was touched."""


@dataclass
class Restored:
    made_at: str
    tables: int
    rows: int
    files: int
    missing: list
    held_mail: int
    erased: dict | None  # kind → how many; None: there is no list of erasures


def restore(path, *, replace=False):
    """Loads an archive into this place, proves that every row and file is as it was, and settles what has happened since."""
    try:
        facts, sums = archive.check(path)
    except archive.Damaged as error:
        raise Refused(f"The archive is damaged: {error}") from error
    refuse_other_release(facts)
    if connection.introspection.table_names() and not replace:
        raise Refused("The database is not empty. --replace throws away what is in it.")
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR_DIR) as work:
        dump = unpack(path, sums, Path(work))
        engine().load(dump, Path(work), facts["tables"])
    call_command("migrate", verbosity=0)  # an archive of an older release
    held, erased = settle()
    rows = sum(count for count, _digest in facts["tables"].values())
    return Restored(facts["made_at"], len(facts["tables"]), rows, len(uploads(sums)), facts["missing"], held, erased)


def refuse_other_release(facts):
    if facts["format"] > archive.FORMAT or facts["version"] > version():
        raise Refused("A newer release of the site made the archive. Restore it with that release, or a later one.")
    unknown = {tuple(each) for each in facts["migrations"]} - MigrationLoader(None).disk_migrations.keys()
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown))
        raise Refused(f"This release does not know migrations of the archive, so a newer one made it: {names}")
    if facts["engine"] != connection.vendor:
        raise Refused(
            f"The archive holds a database of {facts['engine']}; DATABASE_URL names one of {connection.vendor}."
        )


def unpack(path, sums, work):
    """Puts the uploads in their place, each as a whole; returns the file of the database. Files that are there already stay."""
    for member, file in archive.members(path):
        if member.name == archive.DATABASE:
            archive.extract(file, work / member.name)
        elif member.name.startswith(archive.UPLOADS):
            place = settings.MEDIA_ROOT / member.name.removeprefix(archive.UPLOADS)
            place.parent.mkdir(parents=True, exist_ok=True)
            archive.extract(file, work / "file")
            if archive.sum_of(work / "file") != sums[member.name]:
                raise OSError(f"{member.name} was not written as it was read: is the disk full or broken?")
            os.chmod(work / "file", settings.FILE_UPLOAD_PERMISSIONS)
            os.replace(work / "file", place)
    for folder in {(settings.MEDIA_ROOT / name.removeprefix(archive.UPLOADS)).parent for name in uploads(sums)}:
        sync(folder)
    return work / archive.DATABASE


def uploads(sums):
    return [name for name in sums if name.startswith(archive.UPLOADS)]


@transaction.atomic
def settle():
    """What the backup does not know: everybody logs in anew, mail waits for a person, erasures are repeated."""
    Session.objects.all().delete()
    waiting = OutboxMessage.objects.filter(state__in=OutboxMessage.OPEN)
    held = waiting.update(state=OutboxMessage.State.FAILED, last_error=HELD, locked_until=None)
    try:
        erased = erasures.repeat()
    except FileNotFoundError:
        erased = None
    return held, erased
