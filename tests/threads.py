"""Two people at once: tests of what they lock and wait for."""

import sqlite3
from contextlib import closing, contextmanager
from threading import Barrier, Thread

from django.db import connection


@contextmanager
def on_disk(path):
    """SQLite as the site uses it, in that file: a copy of the database in memory, which every thread opens for itself.

    Other databases are shared by threads as they are.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as file:
        in_memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, path
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = in_memory, name


def errors_of(*acts):
    """Runs the acts at the same moment, each in a thread with a connection of its own: [error], when all have ended.

    For SQLite the test needs the fixture `shared_database`.
    """
    errors, start = [], Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
        except Exception as error:  # noqa: BLE001  # the test names it
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
