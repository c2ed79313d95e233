"""Form fields for what strangers type: every rule has its own sentence, nothing is cut, no input fails.

None of them sets `maxlength`, `required` or `type=number`: the browser must not swallow what somebody types or pastes.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from oph_site import characters
from oph_site.soft_hyphens import without_soft_hyphens

LONGEST_NUMBER = 6  # digits


class TypedText(forms.CharField):
    """Text with a greatest length. A subclass says what becomes of its characters: they are mended, never refused."""

    def __init__(self, *, length, missing="", **kwargs):
        self.length = length
        super().__init__(required=bool(missing), **kwargs)
        self.error_messages["required"] = missing

    def to_python(self, value):
        value = self.tidy("" if value is None else str(value)).strip()
        if len(value) > self.length:
            message = _("Shorten this to %(length)d characters. Now there are %(now)d")
            raise ValidationError(message, code="too_long", params={"length": self.length, "now": len(value)})
        return value

    def tidy(self, value):
        raise NotImplementedError


class Line(TypedText):
    """One line without anything invisible: it may stand in a subject or a list."""

    def __init__(self, *, css="input", autocomplete="", widget=None, **kwargs):
        widget = widget or forms.TextInput()
        widget.attrs |= {"class": css} | ({"autocomplete": autocomplete} if autocomplete else {})
        super().__init__(widget=widget, **kwargs)

    def tidy(self, value):
        return without_soft_hyphens(characters.line(value))


class Paragraphs(TypedText):
    """Several lines."""

    def __init__(self, *, rows, length, **kwargs):
        widget = forms.Textarea({"class": "input", "rows": rows})
        super().__init__(length=length, widget=widget, **kwargs)

    def tidy(self, value):
        return characters.lines(value)


IN_BRACKETS = re.compile(r"[<\[(]\s*((?:mailto:)?[^<>\[\]()\s]+@[^<>\[\]()\s]+)\s*[>\])]", re.IGNORECASE)
MAILTO = re.compile(r"mailto:([^?]*)", re.IGNORECASE)
QUOTES, ENDS = "\"'“”„‘’«»", " .,;:!?"


def unwrapped(text):
    """The address alone: without `mailto:`, the name before it, brackets, quotation marks or the end of a sentence.

    Text that names no address, or more than one, stays as it is.
    """
    bare = text.strip().rstrip(ENDS)
    if found := IN_BRACKETS.search(bare):  # Mari Tamm <mari@example.org>
        around = bare.replace(found[1], "").replace(found[1].casefold(), "")
        if "@" in around:
            return text
        bare = found[1]
    if bare and bare[0] in QUOTES and bare[-1] in QUOTES:
        bare = bare.strip(QUOTES)
    if found := MAILTO.match(bare):
        bare = found[1]
    return bare.strip().rstrip(ENDS) if "@" in bare else text


class EmailLine(Line):
    """An address that mail can be sent to."""

    def __init__(self, *, wrong, **kwargs):
        super().__init__(length=254, widget=forms.EmailInput(), autocomplete="email", **kwargs)
        self.error_messages["invalid"] = wrong

    def tidy(self, value):
        return unwrapped(characters.code(value))

    def clean(self, value):
        value = super().clean(value)
        if value:
            try:
                validate_email(value)
            except ValidationError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
            if not can_be_sent_to(value):
                message = _("We cannot send mail to this address. Check its spelling, or enter another address")
                raise ValidationError(message, code="unsendable")
        return value


def can_be_sent_to(address):
    """Whether the address can be written into a message: user@xn--ä.com looks right and fails when it is sent."""
    name, domain = address.rsplit("@", 1)
    try:
        sanitize_address(address, "utf-8")
        domain.encode("idna").decode("idna")
    except ValueError:  # and its child UnicodeError
        return False
    return name.isascii() and "[" not in domain


class PhoneLine(Line):
    def __init__(self, **kwargs):
        super().__init__(
            length=40, css="input input--w20", widget=forms.TextInput({"type": "tel"}), autocomplete="tel", **kwargs
        )

    def clean(self, value):
        value = super().clean(value)
        if value and sum(sign.isdecimal() for sign in value) < 5:
            message = _(
                "Enter the phone number with its country code, for example +372 555 0100, or leave the field empty"
            )
            raise ValidationError(message, code="invalid")
        return value


DIGITS = re.compile(r"(\d+)")  # of any script
RANGES = {"-", "–", "—", "…", "..", "...", "to", "or", "tai"}
AROUND = ".,:()~"  # besides letters and spaces, what may stand around a number


def number_in(text):
    """The number that somebody means: 14 of "14", "about 14 people" and "10–14"; None where it could be another one."""
    before, *rest = DIGITS.split(text)
    numbers, between, after = rest[::2], rest[1:-1:2], rest[-1] if rest else ""
    is_plain = all(sign.isalpha() or sign.isspace() or sign in AROUND for sign in before + after)
    is_range = [words.strip().casefold() in RANGES for words in between] in ([], [True])
    if not (numbers and is_plain and is_range) or max(map(len, numbers)) > LONGEST_NUMBER:
        return None
    return max(map(int, numbers))


class Count(Line):
    """How many there are, as people write it. Digits of every script are understood. Its limits are the form's."""

    def __init__(self, *, wrong, **kwargs):
        super().__init__(length=40, css="input input--w5", widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)
        self.error_messages["invalid"] = wrong

    def clean(self, value):
        value = super().clean(value)
        if not value and not self.required:
            return None
        number = number_in(value)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number
