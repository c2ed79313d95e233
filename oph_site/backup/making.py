"""Making a backup: first the database as it is at one moment, then the files that its rows name. Files never change."""

import os
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from oph_site.backup import on_postgres, on_sqlite
from oph_site.backup.archive import DATABASE, FORMAT, UPLOADS, Writer
from oph_site.backup.tables import tables_of
from oph_site.files.stored import stored_names

ENGINES = {"sqlite": on_sqlite, "postgresql": on_postgres}


@dataclass
class Made:
    tables: dict
    files: int = 0
    missing: list = field(default_factory=list)  # rows name them, and they are not on the disk

    @property
    def rows(self):
        return sum(count for count, _digest in self.tables.values())


def engine():
    return ENGINES[connection.vendor]


def version():
    """Of this release, as numbers that can be compared."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return [int(part) for part in project["version"].split(".")]


def backup_to(path):
    """Writes an archive that its owner alone can read. It bears its name only when it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            made = write_backup(stream, path.parent)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(unfinished, path)  # FileExistsError instead of writing over another one
        sync(path.parent)
        return made
    finally:
        unfinished.unlink(missing_ok=True)


def write_backup(stream, folder=None):
    """Writes an archive into a stream; the dump of the database lies in the folder meanwhile. Returns Made."""
    with (
        tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as work,
        engine().snapshot(Path(work)) as (taken, dump),
    ):
        archive = Writer(stream)
        made = Made(tables_of(taken))
        migrations = sorted(MigrationRecorder(taken).applied_migrations())
        archive.add(DATABASE, dump)
        for name in stored_names(taken.alias):
            try:
                archive.add(f"{UPLOADS}{name}", settings.MEDIA_ROOT / name)
                made.files += 1
            except FileNotFoundError:
                made.missing.append(name)
        facts = {"made_at": timezone.now().isoformat(), "version": version(), "engine": connection.vendor}
        archive.finish(
            {"format": FORMAT, **facts, "migrations": migrations, "tables": made.tables, "missing": made.missing}
        )
    if made.missing:
        still = set(stored_names())
        made.missing = [
            name for name in made.missing if name in still
        ]  # the others were deleted with their rows meanwhile
    return made


def sync(folder):
    """What was renamed in the folder outlasts a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
