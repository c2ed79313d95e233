"""What settings.LOGGING needs beyond the standard library."""

import logging


class RefusalsInOneLine(logging.Filter):
    """Django logs a refused request (a strange Host, broken JSON) with its traceback: anybody could fill the log with them.

    Tracebacks stay for the site's own faults.
    """

    def filter(self, record):
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
