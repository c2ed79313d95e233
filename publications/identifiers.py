"""ISBN and ISSN: checked by their check digits and hyphenated as the agencies that give them out do. DOI and URN in one form."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import isbn, issn
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as NotValid

FIRST_YEAR = 1900
LABEL = re.compile(r"\b(?:ISBN|ISSN)(?:[-\s]?1[03](?=\W))?", re.IGNORECASE)  # "ISBN", "ISBN-13", "ISBN 10"
DOI_WRAPPING = re.compile(r"(https?://(dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s<>\"]+")
URN_WRAPPING = re.compile(r"https?://(www\.)?urn\.fi/", re.IGNORECASE)
URN = re.compile(r"urn:([a-z0-9][a-z0-9-]{0,30}[a-z0-9]):([^\s<>\"]+)", re.IGNORECASE)
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


def clean_doi(text):
    """10.1234/abc from any way of writing it, an address too. Raises ValidationError with one sentence for the mistake."""
    doi = DOI_WRAPPING.sub("", text.strip())
    if not DOI.fullmatch(doi):
        raise ValidationError(_("A DOI begins with 10. and has a slash, for example 10.1234/abcd."))
    return doi


def clean_urn(text):
    """URN:ISBN:978-952-13-4931-7 from any way of writing it, an address too. Raises ValidationError with one sentence."""
    found = URN.fullmatch(URN_WRAPPING.sub("", text.strip()))
    if not found:
        raise ValidationError(_("A URN has three parts, for example URN:ISBN:978-952-13-4931-7 or URN:NBN:fi-fe2021."))
    kind, rest = found[1].upper(), found[2]
    return f"URN:{kind}:{clean_isbn(rest) if kind == 'ISBN' else rest}"


def validate_doi(text):
    clean_doi(text)


def validate_urn(text):
    clean_urn(text)


def validate_persons(text):
    for person in filter(None, map(str.strip, text.splitlines())):
        family, comma, given = person.partition(",")
        if not (family.strip() and comma and given.strip()) or "," in given:
            raise ValidationError(
                _(
                    "“%(person)s”: write the family name, a comma and the given names, one person a line: Meikäläinen, Maija."
                )
                % {"person": person}
            )


def validate_isbn(text):
    clean_isbn(text)


def validate_issn(text):
    clean_issn(text)


def validate_year(year):
    """From 1900 to next year, which may be printed already."""
    last = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last:
        raise ValidationError(_("Enter a year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": last})
