"""A snapshot of SQLite by its online backup, and its way back. Readers and writers go on meanwhile."""

import gzip
import shutil
import sqlite3
from contextlib import closing, contextmanager

from django.db import connection, connections

from oph_site.backup.tables import differences, tables_of

ALIAS = "backup"


@contextmanager
def snapshot(folder):
    """(a connection to the database as it was at one moment, the file that holds it); both last as long as the block."""
    copy, dump = folder / "copy.sqlite3", folder / "database.gz"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(sqlite3.connect(copy)) as target:
        live.backup(target)
    with copy.open("rb") as source, gzip.open(dump, "wb") as target:
        shutil.copyfileobj(source, target)
    with opened(copy) as taken:
        yield taken, dump


def load(dump, folder, tables):
    """Puts the database of the dump in place of this one, once its tables are as they should be. Raises ValueError."""
    copy = folder / "copy.sqlite3"
    with gzip.open(dump) as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target)
    with opened(copy) as loaded:
        if problems := list(differences(tables, tables_of(loaded))):
            raise ValueError("; ".join(problems))
    connection.close()
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(name, timeout=20)) as live:
        try:
            source.backup(live)  # one transaction
        except sqlite3.Error as error:
            raise OSError(f"{error}; the database is as it was. Do the site and the worker still run?") from error


@contextmanager
def opened(path):
    """A file beside the site's own database, as a connection."""
    other = connection.copy(ALIAS)
    other.settings_dict["NAME"] = path
    connections[ALIAS] = other
    try:
        yield other
    finally:
        other.close()
        del connections[ALIAS]
