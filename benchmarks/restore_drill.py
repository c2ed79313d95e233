"""The drill: a backup is restored on a machine that has nothing, and every row and every file is proved equal.

    .venv/bin/python benchmarks/restore_drill.py ARCHIVE     that archive
    .venv/bin/python benchmarks/restore_drill.py             a new backup of the site that the environment names

The place is a folder and a database of its own, thrown away at the end: SQLite, or for an archive of PostgreSQL a server
of its own by pg_virtualenv (Debian: postgresql-common). The site is not touched. What `manage.py restore` proves by itself
is proved a second time: the place is backed up again, and both archives are compared. No erasures are repeated here, so
that the rows stay comparable.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from oph_site.backup import archive

# What a restore changes on purpose, after its proof: sessions end, and mail waits for a person.
SETTLED = {"django_session", "outbox_outboxmessage"}


def main():
    with tempfile.TemporaryDirectory(prefix="restore-drill-") as folder:
        place = Path(folder)
        if len(sys.argv) == 1:
            manage(os.environ, "backup", str(place / "site.tar"))
        path = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else place / "site.tar"
        facts, _sums = archive.check(path)
        within, url = [], f"sqlite:///{place}/restored.sqlite3"
        if facts["engine"] == "postgresql":
            within, url = ["pg_virtualenv", "-t", "-o", "fsync=off"], "postgres:///postgres"
        (place / "erasures.log").touch()
        empty = os.environ | {"VAR_DIR": f"{place}/var", "DATABASE_URL": url, "ERASURES_FILE": f"{place}/erasures.log"}
        began = time.monotonic()
        again = place / "again.tar"
        manage(empty, "restore", str(path), within=within, then=["backup", str(again)])
        compare(path, again)
        print(f"The drill took {time.monotonic() - began:.0f} s.")


def manage(environment, *arguments, within=(), then=None):
    """Runs manage.py with these arguments, and then with others, while the same server runs."""
    commands = [f"{sys.executable} manage.py {' '.join(words)}" for words in (arguments, then) if words]
    command = [*within, "sh", "-c", " && ".join(commands)]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:  # noqa: S603  # our own command
        sys.exit("The drill has failed.")


def compare(path, again):
    """Ends with an error unless both archives hold the same files and, but for what a restore settles, the same rows."""
    (before, files), (after, files_now) = archive.check(path), archive.check(again)
    lost = {
        name for name, digest in files.items() if name.startswith(archive.UPLOADS) and files_now.get(name) != digest
    }
    other = {name for name, figures in before["tables"].items() if after["tables"].get(name) != figures}
    unexpected = other - SETTLED
    if after["migrations"] != before["migrations"]:
        print("An older release made the archive: its rows were proved before the migrations, and not again.")
        unexpected = set()
    if lost or unexpected:
        sys.exit(f"NOT EQUAL: {', '.join(sorted(lost | unexpected))}")
    rows = sum(count for count, _digest in before["tables"].values())
    count = sum(name.startswith(archive.UPLOADS) for name in files)
    print(
        f"| {before['engine']} | {len(before['tables'])} tables, {rows} rows | {count} files, {path.stat().st_size:,} bytes |"
    )
    print(f"Settled after the proof: {', '.join(sorted(other)) or 'nothing'}.")


if __name__ == "__main__":
    main()
