"""The list of terms that a new site begins with; afterwards it is the editors'."""

import tomllib
from pathlib import Path

from oph_site.search.models import Term

FILE = Path(__file__).with_name("starting_terms.toml")


def add_starting_terms():
    """Fills the list when it is empty; how many rows it added."""
    if Term.objects.exists():
        return 0
    return len(Term.objects.bulk_create(Term(**row) for row in starting_terms()))


def starting_terms():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]
