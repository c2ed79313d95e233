from babel.dates import format_date

from oph_site.languages import current_language
from oph_site.wording import day

# How a range begins when its ends share the month, only the year, or neither: pattern and dash.
BEGINNINGS = {
    "fi": [("d.", "–"), ("d.M.", "–"), ("d.M.y", "–")],
    "en": [("d", "–"), ("d MMMM", " – "), ("d MMMM y", " – ")],
}
OTHERS = [("long", " – ")] * 3


def date_range(first, last):
    """12.–13.4.2027 / 12–13 April 2027; a single day stands alone."""
    if first == last:
        return day(first)
    shared = 2 if first.year != last.year else 1 if first.month != last.month else 0
    pattern, dash = BEGINNINGS.get(current_language(), OTHERS)[shared]
    return format_date(first, pattern, locale=current_language()) + dash + day(last)
