"""ISBN and ISSN: checked by their check digits and hyphenated as the agencies that give them out do."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import isbn, issn
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as NotValid

FIRST_YEAR = 1900
LABEL = re.compile(r"\b(?:ISBN|ISSN)(?:[-\s]?1[03](?=\W))?", re.IGNORECASE)  # "ISBN", "ISBN-13", "ISBN 10"
NUMBER = re.compile(r"\d[\d\s\u00ad\u2010-\u2015\u2212-]{6,}[\dX]\b", re.IGNORECASE)


def numbers_in(text):
    return NUMBER.findall(LABEL.sub(" ", text))


def without_wrapping(text):
    """The number alone, from “ISBN 978-952-13-4931-7 (PDF)”. Text with none in it, or with several, stays as it is."""
    if len(numbers := numbers_in(text)) != 1:
        return text
    return re.sub(r"\s+|[\u2010-\u2015\u2212]", "-", numbers[0]).replace("\u00ad", "")


def clean_isbn(text):
    """978-952-13-4930-0 from any way of writing it. Raises ValidationError with one sentence for the mistake."""
    if len(numbers_in(text)) > 1:
        raise ValidationError(_("There are several numbers here: enter one."))
    digits = isbn.compact(without_wrapping(text))
    if len(digits) == 10 and digits[:9].isdigit():
        raise ValidationError(_("This is an old ISBN of 10 digits: enter the one of 13 digits, which begins with 978."))
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValidationError(_("An ISBN has 13 digits, for example 978-952-13-4930-0."))
    if not digits.startswith(("978", "979")):
        raise ValidationError(_("An ISBN begins with 978 or 979."))
    if not isbn.is_valid(digits):
        raise ValidationError(_("The last digit does not fit the others: check the ISBN for a slip."))
    return isbn.format(digits)


def clean_issn(text):
    """1798-8950 from any way of writing it. Raises ValidationError with one sentence for the mistake."""
    try:
        return issn.format(issn.validate(without_wrapping(text)))
    except NotValid as error:
        if isinstance(error, InvalidLength):
            raise ValidationError(_("An ISSN has eight characters, for example 1798-8950.")) from error
        raise ValidationError(_("The last character does not fit the others: check the ISSN for a slip.")) from error


def validate_isbn(text):
    clean_isbn(text)


def validate_issn(text):
    clean_issn(text)


def validate_year(year):
    """From 1900 to next year, which may be printed already."""
    last = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last:
        raise ValidationError(_("Enter a year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": last})
