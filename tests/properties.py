"""How hard the property tests try."""

from django.db import connection


def examples(number):
    """So many; on PostgreSQL a third of them: what is tried is our Python, and they show that its queries say the same."""
    return number if connection.vendor == "sqlite" else number // 3
