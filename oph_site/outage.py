"""While the database is away: stopped, refusing, hanging, locked or out of room."""

from django.db import InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError)  # what Django raises then
RETRY_AFTER = 120  # seconds


class Web:
    """Whether this process answers readers (wsgi.py), and until when it asks no database (time.monotonic(); postgres/base.py)."""

    is_on = False
    rests_until = 0.0


def try_later(response):
    """Says to programs when asking again makes sense."""
    response["Retry-After"] = str(RETRY_AFTER)
    return response
