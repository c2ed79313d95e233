"""Times and days in the admin: one labelled text field each, written as Finns write them, read tolerantly.

Not the browser's own date field: one that is filled by half arrives as an empty one, and what was typed is lost.
And texts: what a feed, a page or a mail cannot hold is mended as it comes in.
"""

import re
from datetime import UTC, date, datetime, time
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site import characters
from oph_site.typed_links import completed
from oph_site.wording import in_a_field

DAY = r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})|(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
CLOCK = r"(?:klo|at)?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?"
A_DAY = re.compile(DAY)
A_CLOCK = re.compile(CLOCK, re.IGNORECASE)
A_MOMENT = re.compile(rf"(?:{DAY})[\s,T]+{CLOCK}", re.IGNORECASE)
NO_SUCH_DAY = _("There is no such day in the calendar. Check the day and the month")


class MendedText:
    """Characters that nobody sees are mended before anything else looks at the text (oph_site/characters.py)."""

    def to_python(self, value):
        if isinstance(value, str):
            if isinstance(self, forms.URLField):
                value = completed(value)
            elif isinstance(self, forms.SlugField | forms.EmailField):
                value = characters.code(value)
            else:
                value = characters.lines(value) if isinstance(self.widget, forms.Textarea) else characters.line(value)
        return super().to_python(value)


@cache
def mended(field_class):
    """The same class of form fields for text, with mended characters."""
    return type(f"Mended{field_class.__name__}", (MendedText, field_class), {})


class AddressLine(forms.CharField):
    """A path of the site or the address of another one, completed."""

    def to_python(self, value):
        return super().to_python(completed(value) if isinstance(value, str) else value)


class AsWritten(forms.TextInput):
    """Shows a value in the admin's own form; what was typed wrong comes back as it was."""

    def __init__(self, attrs=None):
        super().__init__({"class": "vMomentField", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value):
        return in_a_field(value) if isinstance(value, date | time) else super().format_value(value)


class DayField(forms.DateField):
    """A day: 27.3.2027."""

    widget = AsWritten
    default_error_messages = {"invalid": _("Enter the day as numbers, for example 27.3.2027")}

    def __init__(self, **kwargs):
        kwargs.pop("input_formats", None)
        super().__init__(**{"help_text": _("For example: 27.3.2027")} | without_empty_help(kwargs))

    def to_python(self, value):
        if isinstance(value, str):
            value = read(value, A_DAY, self.error_messages["invalid"])
        return super().to_python(value)


class ClockField(forms.TimeField):
    """A time of the clock: 9.15."""

    widget = AsWritten
    default_error_messages = {"invalid": _("Enter the time as numbers, for example 9.15")}

    def __init__(self, **kwargs):
        kwargs.pop("input_formats", None)
        super().__init__(**{"help_text": _("For example: 9:15")} | without_empty_help(kwargs))

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        found = A_CLOCK.fullmatch(value.strip())
        if not found or int(found["hour"]) > 23 or int(found["minute"]) > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(int(found["hour"]), int(found["minute"]))


class AmountField(forms.DecimalField):
    """A number with decimals, written with a comma or a point: 310,50. The browser's own number field loses the other one."""

    widget = forms.TextInput({"class": "vIntegerField", "inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"localize": True})

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


class MomentField(forms.DateTimeField):
    """A day and a time of the clock in Helsinki: 27.3.2027 klo 9.00."""

    widget = AsWritten
    default_error_messages = {"invalid": _("Enter the day and the time as numbers, for example 27.3.2027 9.00")}

    def __init__(self, **kwargs):
        kwargs.pop("input_formats", None)
        super().__init__(**{"help_text": _("Finnish time, for example: 27.3.2027 9:00")} | without_empty_help(kwargs))

    def to_python(self, value):
        if isinstance(value, str):
            value = read(value, A_MOMENT, self.error_messages["invalid"])
        return in_helsinki(value) if isinstance(value, datetime) and timezone.is_naive(value) else value

    def has_changed(self, initial, data):
        """Seconds are not shown: a field that nobody touched has not changed because of them."""
        shown = self.widget.format_value(self.prepare_value(initial)) or ""
        return shown != (data or "").strip() and super().has_changed(initial, data)


def without_empty_help(kwargs):
    """A model field without a help text of its own gets the example."""
    return {key: value for key, value in kwargs.items() if key != "help_text" or value}


def read(text, pattern, sentence):
    """The day or naive moment that a text names, None for nothing."""
    text = text.strip()
    if not text:
        return None
    found = pattern.fullmatch(text)
    if not found:
        raise ValidationError(sentence, code="invalid")
    parts = found.groupdict()
    year, month, day = parts["iso"].split("-") if parts["iso"] else (parts["year"], parts["month"], parts["day"])
    try:
        if "hour" not in parts:
            return date(int(year), int(month), int(day))
        return datetime(int(year), int(month), int(day), int(parts["hour"]), int(parts["minute"]))  # noqa: DTZ001  # made aware below
    except ValueError:
        raise ValidationError(sentence if int(parts.get("hour") or 0) > 23 else NO_SUCH_DAY, code="invalid") from None


def in_helsinki(naive):
    """Refuses the hour that the clocks leave out in March. Of the hour that comes twice in October it takes the first."""
    try:
        moment = timezone.make_aware(naive).astimezone(UTC)  # in UTC, or moments of the double hour equal nothing
    except OverflowError:  # the first day of the year 1
        raise ValidationError(NO_SUCH_DAY, code="invalid") from None
    if timezone.make_naive(moment) != naive:
        raise ValidationError(
            _("This time does not exist, because the clocks go forward that night. Choose another hour"), code="gap"
        )
    return moment
