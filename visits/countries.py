"""Countries by their ISO 3166-1 code, named and sorted in the language of the page."""

import re
from functools import lru_cache

from babel import Locale

from oph_site.alphabet import english_order, finnish_order
from oph_site.languages import current_language

# Babel's territories also hold groups of countries, exceptional reservations and test codes.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
WITHOUT_RESIDENTS = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}  # nobody who lives there can ask for a visit


def country_name(code):
    return with_brackets(Locale(current_language()).territories.get(code, code))


def with_brackets(name):
    """“Congo - Kinshasa” as people write it: “Congo (Kinshasa)”."""
    return re.sub(r" [-–] (.+)", r" (\1)", name)


def countries():
    """[(code, name)] in the alphabetical order of the active language."""
    return _countries(current_language())


@lru_cache
def _countries(language):
    names = Locale(language).territories.items()
    left_out = NO_COUNTRIES | WITHOUT_RESIDENTS
    rows = [(code, with_brackets(name)) for code, name in names if code.isalpha() and code not in left_out]
    order = {"fi": finnish_order}.get(language, english_order)
    return sorted(rows, key=lambda row: order(row[1]))
