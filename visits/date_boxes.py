"""A date in three boxes: day, month and year, typed as people type them, or pasted whole into the first."""

import re
from datetime import date
from functools import lru_cache

from babel.dates import get_day_names, get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES

LENGTH = 40  # of what is worth reading in one box
DIGITS = re.compile(r"\d{1,4}")  # of any script
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
BETWEEN = re.compile(r"[\s./,\-\u2010-\u2014]+")
CENTURY = 2000
SHORT = 4  # signs that a narrow box shows


def box(width):
    return forms.TextInput({"class": f"input {width}", "inputmode": "numeric", "autocomplete": "off"})


class DateBoxes(forms.MultiWidget):
    template_name = "django/forms/widgets/date_boxes.html"

    def __init__(self):
        widths = {"day": "input--w3", "month": "input--w3", "year": "input--w5"}
        super().__init__({name: box(width) for name, width in widths.items()})

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], (_("Day"), _("Month"), _("Year")), strict=True):
            box["label"] = label
            box["is_wide"] = len(str(box["value"] or "")) > SHORT  # a whole date, which stays readable
            if box["name"] != f"{name}_day":  # the hint belongs to all three: only the first refers to it
                box["attrs"].pop("aria-describedby", None)
        return context


class DateField(forms.Field):
    """A day, or None where nothing was typed. `missing` is for the form, which knows when a date is needed."""

    widget = DateBoxes

    def __init__(self, *, missing="", is_conditional=False, **kwargs):
        self.is_conditional = is_conditional  # not marked "(optional)": the form may ask for it
        self.missing = missing
        self.years = range(0)  # in which a year of two digits is understood
        super().__init__(required=False, **kwargs)

    def to_python(self, boxes):
        boxes = [(box or "").strip() for box in boxes or ["", "", ""]]
        if not any(boxes):
            return None
        if any(len(box) > LENGTH for box in boxes):
            raise ValidationError(
                _("Enter the day, the month and the year as numbers, for example 12 4 2027"), code="invalid"
            )
        day, month, year = in_order(boxes)
        return to_date(day, month, self.whole_year(year))

    def whole_year(self, year):
        """2027 for 27, where that can be meant."""
        is_short = DIGITS.fullmatch(year) and len(year) == 2
        return str(CENTURY + int(year)) if is_short and CENTURY + int(year) in self.years else year


def in_order(boxes):
    """[day, month, year]; a whole date in the first box counts for all three."""
    parts = [ORDINAL.sub(r"\1", part) for part in BETWEEN.split(boxes[0]) if part]
    if len(parts) == 4 and parts[0].casefold() in day_names():  # Monday 12 April 2027
        parts = parts[1:]
    if len(parts) != 3:
        return [box.strip(" .,") for box in boxes]
    if len(parts[0]) == 4 and parts[0].isdecimal():  # 2027-04-12
        return parts[::-1]
    if month_number(parts[0]) and not parts[0].isdecimal():  # April 12, 2027
        return [parts[1], parts[0], parts[2]]
    return parts


def to_date(day, month, year):
    if not (day and month and year):
        raise ValidationError(_("Enter all three parts of the date: day, month and year"), code="incomplete")
    if not (DIGITS.fullmatch(day) and DIGITS.fullmatch(year) and month_number(month)):
        raise ValidationError(
            _("Enter the day, the month and the year as numbers, for example 12 4 2027"), code="invalid"
        )
    if len(year) != 4:
        raise ValidationError(_("Enter the year with four digits, for example 2027"), code="year")
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        raise ValidationError(
            _("There is no such day in the calendar. Check the day and the month"), code="no_such_day"
        ) from None


def month_number(text):
    """4 for "4", "04", "April", "apr", "huhtikuuta"; None for what is no month. 13 is left to the calendar."""
    return int(text) if DIGITS.fullmatch(text) else month_names().get(text.casefold())


@lru_cache
def month_names():
    """{name: number}: every way to write a month's name in the languages of the site."""
    return names(get_month_names) | {"sept": 9}


@lru_cache
def day_names():
    return names(get_day_names)


def names(get):
    """As Babel has them, in whole and shortened, for all languages of the site."""
    ways = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    return {
        name.casefold().strip("."): number
        for language in LANGUAGES
        for width, context in ways
        for number, name in get(width, context, locale=language).items()
    }
