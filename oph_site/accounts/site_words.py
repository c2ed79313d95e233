"""Passwords made of words that belong to this site are guessed first (OWASP ASVS 5.0, 6.1.2 and 6.2.11)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = [
    "opetushallitus", "utbildningsstyrelsen", "oph", "edufi", "agency", "education", "kansainvälinen", "international", "toiminta",
    "activities", "vierailu", "visit", "julkaisu", "publication", "administrator", "admin", "editor", "coordinator", "officer",
    "pääkäyttäjä", "toimittaja", "salasana", "password", "helsinki", "hakaniemi", "suomi", "finland", "demo",
]  # fmt: skip
ANY = re.compile("|".join(sorted(WORDS, key=len, reverse=True)), re.IGNORECASE)
LEAST = 10  # signs besides them


class NotOfSiteWords:
    """A validator of Django: without the words of the site enough must be left of a password."""

    def validate(self, password, user=None):
        rest = re.sub(r"[\W\d_]", "", ANY.sub("", password))
        if ANY.search(password) and len(rest) < LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_site_words")

    def get_help_text(self):
        return _("The password must not be made of words that belong to this site, such as Opetushallitus or admin.")
