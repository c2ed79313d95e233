"""Words of the page in Swedish, which no catalogue of translations has: the site itself has no Swedish."""

from babel.dates import format_date
from django import template

from visits.models import PriceLine

register = template.Library()
Counted = PriceLine.Counted
UNITS = {
    Counted.PROGRAMME: "program",
    Counted.SHORT_LECTURE: "föreläsning",
    Counted.LONG_LECTURE: "föreläsning",
    Counted.SITE: "halv dag",
    Counted.LUNCH: "person och måltid",
    Counted.COFFEE: "person och gång",
    Counted.COST: "faktisk kostnad",
}


@register.filter
def swedish_unit(counted):
    return UNITS[counted]


@register.filter
def swedish_day(day):
    """1 januari 2027"""
    return format_date(day, "d MMMM y", locale="sv_FI")


@register.filter
def one_or_many(number, words):
    """One of two words parted by a comma: "dag" for 1, else "dagar"."""
    one, many = words.split(",")
    return one if number == 1 else many
