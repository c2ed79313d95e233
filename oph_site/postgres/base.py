"""Django's PostgreSQL, but a web process gives up a server that does not answer, in less than three seconds.

A server that is well ends a slow statement by itself (`statement_timeout`). One that hangs, or is cut off, ends nothing, and
psycopg would wait for ever: so this side counts too. After such a silence the process asks nobody for a moment: its readers
wait neither for the database nor for each other. The worker and the commands wait as long as it takes.
"""

import time
from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base

from oph_site.outage import Web

CONNECT, STATEMENT, SILENCE = 2, 2.5, 2.8  # seconds
REST = 10  # seconds after a silence, if nobody gets an answer before: one thread goes on asking (stamp/moving.py)


class Connection(psycopg.Connection):
    def wait(self, gen, *args, **kwargs):
        """Whatever is asked of the server goes through here: statements, commits, the check of an old connection."""
        if not Web.is_on:
            return super().wait(gen, *args, **kwargs)
        try:
            answer = super().wait(until_silence(gen), *args, **kwargs)
        except Silence:
            Web.rests_until = time.monotonic() + REST
            self.pgconn.finish()  # its answer may still come: nobody may take it for that of another question
            raise
        Web.rests_until = 0.0
        return answer


class Silence(psycopg.OperationalError):
    pass


def until_silence(gen):
    """What psycopg does step by step, until nothing comes from the server, or can be sent to it, for too long.

    It hears several times a second whether there was anything (`ready`). Thousands of small statements in a row take as
    long as they take.
    """
    heard = time.monotonic()
    try:
        state = next(gen)
        while True:
            ready = yield state
            if ready:
                heard = time.monotonic()
            elif time.monotonic() > heard + SILENCE:
                raise Silence(f"the server has not answered for {SILENCE} seconds")
            state = gen.send(ready)
    except StopIteration as end:
        return end.value


class DatabaseWrapper(base.DatabaseWrapper):
    Database = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})
    asks_always = False  # also while the process rests

    def get_connection_params(self):
        params = super().get_connection_params()
        if Web.is_on:
            options = f"{params.get('options', '')} -c statement_timeout={STATEMENT * 1000:.0f}"
            params |= {"connect_timeout": CONNECT, "options": options}
        return params

    def get_new_connection(self, conn_params):
        if time.monotonic() < Web.rests_until and not self.asks_always:
            raise psycopg.OperationalError("the server did not answer a moment ago")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout:
            Web.rests_until = time.monotonic() + REST
            raise

    def close_if_unusable_or_obsolete(self):
        """A connection that failed is not asked whether it works: this runs before every request, also before /healthz."""
        if Web.is_on and self.errors_occurred:
            self.close()
        else:
            super().close_if_unusable_or_obsolete()
