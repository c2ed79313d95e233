"""The list of erasures of personal data. It lies outside the database and its backups: after a restore they are repeated from it.

A line is a moment (UTC), a kind and the token of a row: `2026-11-30T09:15:00+00:00 enquiry 0f6c7a4e-…`. Tokens are random and
used once, so a row that comes later is never taken for one that was erased. The list holds no personal data.
"""

import os
import re
from datetime import UTC

from django.conf import settings

ENTRY = re.compile(r"(\w+) ([0-9a-f-]{36})\n")  # also behind a line that a full disk cut short
REPEATED_BY = {}  # kind → function(tokens) that erases those still there and returns how many; filled in AppConfig.ready


def note(kind, tokens, at):
    """Adds rows to the list. Called in the transaction that erases them, before it ends: OSError leaves everything as it was.

    An erasure that nobody could repeat would not outlast the next restore, so it is refused and tried again later.
    """
    lines = [f"{at.astimezone(UTC).isoformat(timespec='seconds')} {kind} {token}\n" for token in tokens]
    if not lines:
        return
    content = "".join(lines).encode()
    file = os.open(settings.ERASURES_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(file, content) < len(content):  # one write: the worker and the web processes share the list
            raise OSError(f"The disk of {settings.ERASURES_FILE} is full.")
        os.fsync(file)
    finally:
        os.close(file)


def repeat():
    """Erases what the list names and the database still holds. Returns {kind: how many}. OSError: there is no list."""
    listed = {kind: set() for kind in REPEATED_BY}
    for kind, token in ENTRY.findall(settings.ERASURES_FILE.read_text()):
        if kind not in listed:
            raise ValueError(f"{settings.ERASURES_FILE} names “{kind}”, which this release cannot erase.")
        listed[kind].add(token)
    return {kind: REPEATED_BY[kind](tokens) for kind, tokens in listed.items()}
