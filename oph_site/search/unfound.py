"""What people search for and do not find: noted by the process that answers, gathered by the worker, kept for 90 days.

No answer waits for this or fails by it. A request only counts in memory; a thread writes what came together in a minute as
one small file below VAR_DIR, and the worker makes rows of the files. Nobody's name or address comes along.
"""

import contextlib
import json
import threading
import time
from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oph_site import characters
from oph_site.search.models import UnfoundQuery

KEPT = timedelta(days=90)
LONGEST = 100
FEWEST_DIGITS = 5  # of telephone numbers, identity numbers and ISBNs; a year has four
MOST_NOTED = 500  # different ones in a minute
MOST_FILES = 100  # that wait for the worker
MOST_A_DAY = 1000  # different ones
MINUTE = 60

_lock = threading.Lock()
_noted = Counter()


def note(query, language):
    """Counts a search without result in memory; what is too long or may be about a person is forgotten at once."""
    text = harmless(query)
    key = language, text, timezone.localdate().isoformat()
    with _lock:
        if not text or key not in _noted and len(_noted) >= MOST_NOTED:
            return
        is_first = not _noted
        _noted[key] += 1
    if is_first:
        hand_over_in_a_minute()


def harmless(query):
    """The words in small letters; "" for what is too long, holds no letter, or may be an address or a number of somebody."""
    text = " ".join(characters.code(query).casefold().split())
    digits = sum(sign.isdigit() for sign in text)
    is_word = any(sign.isalpha() for sign in text)
    return text if is_word and len(text) <= LONGEST and digits < FEWEST_DIGITS and "@" not in text else ""


def hand_over_in_a_minute():
    """In a thread of its own, which keeps no process from ending."""
    timer = threading.Timer(MINUTE, hand_over)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # no thread to be had: the next search tries again
        with _lock:
            _noted.clear()


def hand_over():
    """Writes what was noted as a file for the worker. Where the disk is full or read-only, it is lost."""
    with _lock:
        rows = [[*key, times] for key, times in _noted.items()]
        _noted.clear()
    with contextlib.suppress(OSError):
        folder().mkdir(exist_ok=True)
        if len(list(folder().iterdir())) < MOST_FILES:
            unfinished = folder() / f"{uuid4().hex}.part"
            unfinished.write_text(json.dumps(rows), encoding="ascii")
            unfinished.rename(unfinished.with_suffix(".json"))


def folder():
    return settings.VAR_DIR / "unfound"


def gather_unfound(now):
    """Makes rows of what the web processes have written, and deletes those older than 90 days."""
    for path in folder().glob("*.json"):
        rows = rows_of(path)
        try:
            path.unlink()
        except FileNotFoundError:  # another worker has it
            continue
        add(rows)
    for path in folder().glob("*.part"):
        if path.stat().st_mtime < time.time() - MINUTE:  # its process was killed
            path.unlink(missing_ok=True)
    UnfoundQuery.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()


def rows_of(path):
    """[(language, text, day, times)] of a file; nothing of a damaged one."""
    try:
        return [(language, text, date.fromisoformat(day), times) for language, text, day, times in json.loads(path.read_bytes())]  # fmt: skip
    except (OSError, ValueError, TypeError):
        return []


@transaction.atomic
def add(rows):
    for language, text, day, times in rows:
        known = UnfoundQuery.objects.filter(language=language, text=text, day=day)
        if known.update(times=F("times") + times) or UnfoundQuery.objects.filter(day=day).count() >= MOST_A_DAY:
            continue
        UnfoundQuery.objects.create(language=language, text=text, day=day, times=times)
