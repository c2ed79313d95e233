"""The stamp: a value that is another one as soon as anything public has changed.

It is the ids of the newest rows of Stamp. A transaction that changes what the public may see adds one row, so that the
change and the new value come true at the same moment. All of the newest ids, not the highest alone: a transaction that
commits late adds a lower id after a higher one was read.
"""

import time
from contextlib import suppress

from django.db import Error, connection, transaction

from oph_site.stamp.models import Stamp

NEWEST = 50  # far more than transactions that run at one time
KEPT = 500
HOUR = 3  # UTC: at night is enough
# For which a process goes by what it read: on a busy machine too all see within a second what is published.
SECONDS = 0.5
LONGEST_AWAY = 24 * 60 * 60  # seconds: after that without a database nothing is known any more


class Seen:
    """What this process knows of the stamp."""

    value = None
    until = 0.0  # of time.monotonic(): then the database is asked again
    read_at = 0.0  # when it last answered
    moves = 0  # of this process


def move():
    """Adds the row of this transaction, if it has none. Without a transaction: at once.

    Its hook stands for the row: Django drops hooks together with what a savepoint rolls back.
    """
    if not any(forget in hook for hook in connection.run_on_commit):
        Stamp.objects.create()
        transaction.on_commit(forget)


def forget():
    """The next reader in this process asks the database: it sees its own writes at once.

    Should the database be away by then, nothing that was kept before the write is shown any more.
    """
    Seen.moves += 1
    Seen.value, Seen.until = None, 0.0


def current():
    """The value, half a second old at most; the last one known while the database is away, None when there never was one.

    None within a transaction too: what it sees may never come true, so nothing may be kept.
    """
    if connection.in_atomic_block:
        return None
    if time.monotonic() >= Seen.until:
        ask()
    return Seen.value


def seen():
    """The value without asking anybody; None from a write of this process until the database was asked again.

    For whoever lets follow() ask beside the requests: then it is little more than half a second old, or the last one known while the
    database is away.
    """
    return Seen.value


def follow():
    """Asks twice a second, for ever: the work of a thread of its own. Its waiting holds nobody up (postgres/base.py)."""
    connection.asks_always = True
    while True:
        time.sleep(SECONDS)
        ask()
        with suppress(Error):
            connection.close_if_unusable_or_obsolete()


def ask():
    moves = Seen.moves
    try:
        value = tuple(Stamp.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
        Seen.read_at = time.monotonic()
    except Error:  # the database is away: what is kept may still be shown, for a day
        value = Seen.value if time.monotonic() < Seen.read_at + LONGEST_AWAY else None
    if Seen.moves == moves:  # else another thread has written meanwhile, and what was read may be from before
        if value != Seen.value:  # else the same object stays: what is kept compares it by `is`
            Seen.value = value
        Seen.until = time.monotonic() + SECONDS


def forget_old_stamps(now):
    """The job of the night: what is older than the newest rows says nothing any more."""
    if now.hour == HOUR:
        oldest = Stamp.objects.order_by("-pk").values_list("pk", flat=True)[KEPT - 1 : KEPT].first()
        Stamp.objects.filter(pk__lt=oldest or 0).delete()
