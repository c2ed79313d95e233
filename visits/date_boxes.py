"""A date in three boxes: day, month and year, typed as people type them, or pasted whole into the first."""

import re
from datetime import date
from functools import lru_cache

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES

LENGTH = 40  # of what is worth reading in one box
DIGITS = re.compile(r"\d{1,4}")  # of any script
BETWEEN = re.compile(r"[\s./,\-]+")


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
            if box["name"] != f"{name}_day":  # the hint belongs to all three: only the first refers to it
                box["attrs"].pop("aria-describedby", None)
        return context


class DateField(forms.Field):
    """A day, or None where nothing was typed. `missing` is for the form, which knows when a date is needed."""

    widget = DateBoxes

    def __init__(self, *, missing="", is_conditional=False, **kwargs):
        self.is_conditional = is_conditional  # not marked "(optional)": the form may ask for it
        self.missing = missing
        super().__init__(required=False, **kwargs)

    def to_python(self, boxes):
        boxes = [(box or "").strip() for box in boxes or ["", "", ""]]
        if not any(boxes):
            return None
        if any(len(box) > LENGTH for box in boxes):
            raise ValidationError(
                _("Write the day, the month and the year as numbers, for example 12 4 2027"), code="invalid"
            )
        return to_date(*in_order(boxes))


def in_order(boxes):
    """[day, month, year]; a whole date in the first box counts for all three."""
    parts = [part for part in BETWEEN.split(boxes[0]) if part]
    if len(parts) != 3:
        return [box.strip(" .,") for box in boxes]
    if len(parts[0]) == 4:  # 2027-04-12
        return parts[::-1]
    if month_number(parts[0]) and not parts[0].isdecimal():  # April 12, 2027
        return [parts[1], parts[0], parts[2]]
    return parts


def to_date(day, month, year):
    if not (day and month and year):
        raise ValidationError(_("Write all three parts of the date: day, month and year"), code="incomplete")
    if not (DIGITS.fullmatch(day) and DIGITS.fullmatch(year) and month_number(month)):
        raise ValidationError(
            _("Write the day, the month and the year as numbers, for example 12 4 2027"), code="invalid"
        )
    if len(year) != 4:
        raise ValidationError(_("Write the year with four digits, for example 2027"), code="year")
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
    """Every way to write a month's name in the languages of the site."""
    ways = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    return {
        name.casefold().strip("."): number
        for language in LANGUAGES
        for width, context in ways
        for number, name in get_month_names(width, context, locale=language).items()
    }
