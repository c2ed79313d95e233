"""ISBN and ISSN: checked by their check digits and hyphenated as the agencies that give them out do."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import isbn, issn
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as NotValid

FIRST_YEAR = 1900


def clean_isbn(text):
    """978-952-13-4930-0 from any way of writing it. Raises ValidationError with one sentence for the mistake."""
    digits = isbn.compact(text.upper().replace("ISBN", "").strip(" :"))
    if len(digits) == 10 and digits[:9].isdigit():
        raise ValidationError(_("This is an old ISBN of 10 digits: write the one of 13 digits, which begins with 978."))
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
        return issn.format(issn.validate(text.upper().replace("ISSN", "").strip(" :")))
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
        raise ValidationError(_("Write a year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": last})
