"""VAT and business numbers as buyers write them. Only the format is checked, with python-stdnum; no register is asked."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fi import ytunnus

GREECE = {"GR": "EL"}  # its VAT numbers begin otherwise than its name in lists of countries
ELSEWHERE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./-]{3,29}")
MESSAGE = _(
    "Check the number: a VAT number begins with the letters of its country, for example DE136695976, a Finnish business ID looks like 2077474-0. Or leave the field empty"
)  # fmt: skip


def cleaned(text, country):
    """The number in its usual form: DE136695976, 2077474-0, or as it was written where the country is outside the EU.

    country: of the buyer, ISO 3166. Raises a ValidationError of Django.
    """
    written = " ".join(text.upper().split())
    if not written:
        return ""
    is_eu = country.lower() in vat.MEMBER_STATES
    with_letters = GREECE.get(country, country) + written
    readings = [(vat_number, written), (business_id, written if country == "FI" or "-" in written else "")]
    readings += [(vat_number, with_letters)] if is_eu else []
    for read, number in readings:
        try:
            return read(number)
        except WrongNumber:
            pass
    begins_as_eu = written[:2].lower() in {*vat.MEMBER_STATES, "el"}
    if is_eu or begins_as_eu or not ELSEWHERE.fullmatch(written):
        raise ValidationError(MESSAGE, code="invalid")
    return written


def vat_number(written):
    number = vat.validate(written)
    return GREECE.get(number[:2], number[:2]) + number[2:]


def business_id(written):
    return ytunnus.format(ytunnus.validate(written))


def is_eu_vat_number(number):
    return vat.is_valid(number)
