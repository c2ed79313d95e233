"""Countries by their ISO 3166-1 code, named and sorted in the language of the page."""

from functools import lru_cache

from babel import Locale

from oph_site.alphabet import english_order, finnish_order
from oph_site.languages import current_language

# Babel's territories also hold groups of countries, exceptional reservations and test codes.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def country_name(code):
    return Locale(current_language()).territories.get(code, code)


def countries():
    """[(code, name)] in the alphabetical order of the active language."""
    return _countries(current_language())


@lru_cache
def _countries(language):
    names = Locale(language).territories.items()
    rows = [(code, name) for code, name in names if code.isalpha() and code not in NO_COUNTRIES]
    order = {"fi": finnish_order}.get(language, english_order)
    return sorted(rows, key=lambda row: order(row[1]))
