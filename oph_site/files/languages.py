"""The languages that documents are written in, whatever the languages of the site; in the order in which they are listed."""

from django.utils.translation import gettext_lazy as _

DOCUMENT_LANGUAGES = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
    "smn": _("Inari Sámi"),
    "sms": _("Skolt Sámi"),
}
IN_LANGUAGE = {
    "fi": _("in Finnish"),
    "sv": _("in Swedish"),
    "en": _("in English"),
    "se": _("in Northern Sámi"),
    "smn": _("in Inari Sámi"),
    "sms": _("in Skolt Sámi"),
}


def document_language(tag):
    """One of DOCUMENT_LANGUAGES for a language tag such as fi-FI, else ""."""
    first = tag.strip().lower().replace("_", "-").split("-")[0]
    return first if first in DOCUMENT_LANGUAGES else ""
