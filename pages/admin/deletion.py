"""What the question before deleting a page names."""

from django.utils.text import capfirst

from pages.models import Link


def without_links(rows):
    """The admin's nested list of what goes with a page; the table of links only says again what the texts say."""
    of_links = f"{capfirst(Link._meta.verbose_name)}: "
    return [without_links(row) if isinstance(row, list) else row for row in rows if not str(row).startswith(of_links)]
