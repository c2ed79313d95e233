"""Which writes move the stamp: all to the tables that public pages read, whoever makes them and however.

An app says in AppConfig.ready which those are: `watch(Organisation, …)`. tests/stamp/test_watching.py draws every public
page and fails with the name of a model that was forgotten.

The statements themselves are watched, not Django's signals: those are not sent by `update`, `bulk_create` and raw SQL, and
an act that forgets to say so would leave an old page in every cache. A migration that writes to a watched table names
("stamp", "0001_first_release") among its dependencies.
"""

import re

from oph_site.stamp.moving import move

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
WATCHED = {}  # table → model
EXEMPT = {}  # table → why public pages may read it unwatched


def watch(*models):
    """Every write to the tables of these models, and to those of their many-to-many fields, moves the stamp."""
    for model in models:
        for table in tables(model):
            WATCHED[table] = model


def exempt(model, reason):
    """Public pages read the model, but no write to it changes one."""
    EXEMPT[model._meta.db_table] = reason


def tables(model):
    joining = [field.remote_field.through for field in model._meta.local_many_to_many]
    return [one._meta.db_table for one in [model, *joining]]


def attend(connection, **kwargs):
    """Watches a connection that was just made."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, notice)  # the last place belongs to whoever measures queries


def notice(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    write = WRITE.match(sql) if isinstance(sql, str) else None
    if write and write[1] in WATCHED:
        move()
    return result
