"""Lines of the log: in production JSON, one event a line; in the demo words. What each event means: docs/operations.md.

Nothing personal gets in. Messages name accounts and records by their numbers, paths lose what is secret in them (access_log.py),
e-mail addresses are left out wherever they come from, and tracebacks show code, never values.
"""

import json
import logging
import re
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

logger = logging.getLogger(__name__)
MOST = 1_000  # signs of an event
FRAMES = 30  # of a traceback, the last ones
DETAILS = ("account", "job", "status", "ms")  # what a message may carry as `extra`, beside its words
EMAIL = re.compile(r"[^\s@<>'\"(]+@[^\s@<>'\")]+")
SECRET = re.compile(r"(?<![\w-])(?:(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}|[0-9a-f-]{32,})")  # signatures, keys, digests
QUOTED = re.compile(r"""(?<!\w)b?(['"])(.*?)\1(?!\w)""")
NAME = re.compile(r"[a-z_][a-z0-9_.]*")  # of a field or table
LONG_NUMBER = re.compile(r"\+?\d[\d -]{5,}\d")  # of a telephone, or worse

about = ContextVar("about", default=None)  # of the request that is being answered: its number, method and path


def without_addresses(text):
    return SECRET.sub("…", EMAIL.sub("…", text[:MOST]))


def without_values(text):
    """Of what an exception says: its first line. A database adds the row to the second."""
    first = text.strip().partition("\n")[0]
    names_only = QUOTED.sub(lambda quoted: quoted[0] if NAME.fullmatch(quoted[2]) else "…", without_addresses(first))
    return LONG_NUMBER.sub("…", names_only)


def traceback_of(error):
    """The lines of code that led to an exception, what it says, and the same of the one it came from."""
    parts = []
    while error is not None and len(parts) < 5:
        kind = type(error)
        words = f"{kind.__module__}.{kind.__qualname__}: {without_values(str(error))}"
        parts.append("".join(traceback.format_tb(error.__traceback__, limit=-FRAMES)) + words)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nwhich led to\n\n".join(reversed(parts))


class JsonLines(logging.Formatter):
    def format(self, record):
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "event": without_addresses(record.getMessage()),
        }
        fields |= (about.get() or {}) | details(record)
        if record.exc_info and record.exc_info[1]:
            fields["error"] = traceback_of(record.exc_info[1])
        return json.dumps(fields, default=str)  # ASCII alone: no control character, no new line


class Words(logging.Formatter):
    """For a person in front of the demo."""

    def formatMessage(self, record):
        more = "".join(f" {name}={value}" for name, value in details(record).items())
        return super().formatMessage(record) + more


def details(record):
    return {name: getattr(record, name) for name in DETAILS if hasattr(record, name)}


def attend():
    """In production also what Python itself would print with values: what ends a command or a thread, and warnings."""
    sys.excepthook = log_the_end
    threading.excepthook = lambda ended: log_the_end(ended.exc_type, ended.exc_value, ended.exc_traceback)
    logging.captureWarnings(True)


def log_the_end(kind, error, trace):
    if not issubclass(kind, KeyboardInterrupt):
        logger.critical("A program or a thread of it ended", exc_info=(kind, error, trace))


class RefusalsInOneLine(logging.Filter):
    """Django logs a refused request (a strange Host, broken JSON) as an error with its traceback: anybody could fill the log.

    Tracebacks and errors stay for the site's own faults; one that the database could not serve (503) says why, in one line.
    """

    def filter(self, record):
        status = getattr(record, "status_code", 500)
        if status == 503 and record.exc_info:
            record.msg, record.args = "%s (%s)", (record.getMessage(), in_one_line(record.exc_info[1]))
        if status < 500 or status == 503:
            record.exc_info = record.exc_text = None
            if record.levelno > logging.WARNING:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def in_one_line(error):
    return " ".join(str(error).split())
