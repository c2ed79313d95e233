"""Backup and restore: the database and the uploads in one archive, and back.

`on_sqlite.py` and `on_postgres.py` are twins: they take a snapshot of the database and load one. `archive.py` writes and reads
the file, `making.py` and `restoring.py` are what the two commands do.
"""
