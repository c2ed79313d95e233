"""The places of message texts: words in square brackets that stand for something of the enquiry.

A fixed list, no format strings: what is not in it stays as it is written, and a text with such a word cannot be saved.
"""

import re

from django.utils import translation

from oph_site.wording import day

# Finnish word, English word → what it stands for, of an enquiry in its language.
PLACES = {
    ("viitenumero", "reference"): lambda enquiry: enquiry.reference,
    ("nimi", "name"): lambda enquiry: enquiry.contact_name,
    ("organisaatio", "organisation"): lambda enquiry: enquiry.organisation,
    ("maa", "country"): lambda enquiry: enquiry.country_name,
    ("ryhmän koko", "group size"): lambda enquiry: str(enquiry.group_size),
    ("ajankohta", "dates"): lambda enquiry: ", ".join(map(str, enquiry.dates.all())),
    ("teemat", "themes"): lambda enquiry: ", ".join(enquiry.theme_names),
    ("vastauspäivä", "answer day"): lambda enquiry: day(enquiry.answer_by),
    ("tarjouksen viimeinen päivä", "last day of the offer"): lambda enquiry: (
        enquiry.offer_until and day(enquiry.offer_until)
    ),
}
BY_WORD = {word: fill for words, fill in PLACES.items() for word in words}
PLACE = re.compile(r"\[([^\[\]\n]{1,40})\]")


def unknown(text):
    """The words in square brackets that are no places, as they stand."""
    return [found[0] for found in PLACE.finditer(text or "") if known(found[1]) is None]


def fill(text, enquiry):
    """The text as the visitor reads it. What the enquiry leaves empty becomes a dash."""

    def filled(found):
        place = known(found[1])
        return found[0] if place is None else place(enquiry) or "–"

    with translation.override(enquiry.language):
        return PLACE.sub(filled, text)


def known(word):
    return BY_WORD.get(" ".join(word.split()).lower())
