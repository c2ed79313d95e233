"""What a database holds, table by table, in figures that are equal when every row is."""

from hashlib import sha256

CHUNK = 2000
ALL = 2**256


def tables_of(connection):
    """{table: [number of rows, digest]}. The order of the rows does not matter, so nothing has to be sorted."""
    return {name: list(sum_of(connection, name)) for name in sorted(connection.introspection.table_names())}


def sum_of(connection, table):
    """(number of rows, sum of their SHA-256)."""
    count = total = 0
    name = connection.ops.quote_name(table)
    columns = (
        f"{name}::text" if connection.vendor == "postgresql" else "*"
    )  # a whole row as the database itself writes it
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name}")  # noqa: S608  # the name comes from the database
        while rows := cursor.fetchmany(CHUNK):
            count += len(rows)
            total += sum(int.from_bytes(sha256(repr(row).encode()).digest()) for row in rows)
    return count, f"{total % ALL:064x}"


def differences(before, after):
    """The tables that are not equal, in words."""
    for name in sorted(before.keys() | after.keys()):
        (rows, digest), (rows_now, digest_now) = before.get(name, [0, ""]), after.get(name, [0, ""])
        if rows != rows_now:
            yield f"{name}: {rows} rows became {rows_now}"
        elif digest != digest_now:
            yield f"{name}: the number of rows is right, what they say is not"
