"""A snapshot of PostgreSQL by pg_dump, and its way back by psql. Readers and writers go on meanwhile."""

import gzip
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction
from django.db.backends.postgresql.client import DatabaseClient

from oph_site.backup.tables import differences, tables_of

ALIAS = "backup"
# The limits of web requests are not those of a dump.
NO_LIMITS = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def snapshot(folder):
    """(a connection to the database as it was at one moment, the file that holds it); both last as long as the block."""
    dump = folder / "database.gz"
    connections[ALIAS] = other = connection.copy(ALIAS)
    try:
        with transaction.atomic(using=ALIAS):
            with other.cursor() as cursor:
                cursor.execute(ONE_MOMENT)
                cursor.execute(NO_LIMITS)
                cursor.execute("SELECT pg_export_snapshot()")
                [name] = cursor.fetchone()
            write(dump, name)
            yield other, dump
    finally:
        other.close()
        del connections[ALIAS]


def write(dump, snapshot_name):
    """The dump as SQL, of what the transaction of that snapshot sees."""
    command, environment = client("pg_dump")
    command += ["--no-owner", "--no-privileges", f"--snapshot={snapshot_name}", *where()]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)  # noqa: S603  # our own command
    with process, gzip.open(dump, "wb") as target:
        shutil.copyfileobj(process.stdout, target)
    if process.returncode:
        raise OSError("pg_dump has failed; what it said stands above.")


def load(dump, folder, tables):
    """Puts the tables of the dump in place of those that there are, in one transaction. Raises ValueError or OSError."""
    script = folder / "database.sql"
    old = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    with gzip.open(dump) as source, script.open("wb") as target:
        target.write(b"SET lock_timeout = '20s';\n")  # somebody is at work in the database
        target.write(f"DROP TABLE {old} CASCADE;\n".encode() if old else b"")
        shutil.copyfileobj(source, target)
    connection.close()
    command, environment = client("psql")
    command += ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}", *where()]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603
        raise OSError("psql has failed, and the database is as it was; what psql said stands above.")
    if problems := list(differences(tables, tables_of(connection))):
        raise ValueError("; ".join(problems))


def where():
    """Of the server: what its programs take as arguments. The password goes by the environment."""
    arguments, _environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return arguments[1:]


def client(name):
    """([the program of the server's own version], its environment). Raises OSError where only an older one is installed."""
    connection.ensure_connection()
    wanted = connection.pg_version // 10_000
    own = DEBIAN / f"{wanted}/bin/{name}"
    program = str(own) if own.exists() else shutil.which(name)
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout if program else ""  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    if found is None or int(found[1]) < wanted:
        raise OSError(
            f"{name} {wanted} is needed, as the server has it. On Debian: apt-get install postgresql-client-{wanted}"
        )
    _arguments, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return [program], os.environ | (environment or {})
