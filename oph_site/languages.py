"""The site's languages, the words of its addresses, and how a request gets its language.

Addresses are not translations: a better wording in locale/ must not break a link. Hence this table.
"""

from functools import lru_cache

from django.urls import LocalePrefixPattern, URLResolver, reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

LANGUAGES = {"fi": "Suomi", "en": "English"}
DEFAULT_LANGUAGE = "fi"
IN_LANGUAGE = {"fi": _("in Finnish"), "en": _("in English")}  # for sentences of the admin

WORDS = {
    "acceptance": {"fi": "hyvaksyminen", "en": "acceptance"},
    "appropriations": {"fi": "maararahat", "en": "appropriations"},
    "calls": {"fi": "haut", "en": "calls"},
    "cancellation": {"fi": "peruutus", "en": "cancellation"},
    "change_request": {"fi": "muutospyynto", "en": "change-request"},
    "changes": {"fi": "muutokset", "en": "changes"},
    "citations": {"fi": "lahdeviitteet", "en": "citations"},
    "contact_details": {"fi": "yhteystiedot", "en": "contact-details"},
    "enquiry": {"fi": "vierailupyynto", "en": "enquiry"},
    "feed": {"fi": "kalenteri", "en": "calendar"},
    "feedback": {"fi": "palaute", "en": "feedback"},
    "feedback_form": {"fi": "lomake", "en": "form"},
    "file": {"fi": "tiedosto", "en": "file"},
    "final_details": {"fi": "lopulliset-tiedot", "en": "final-details"},
    "letter": {"fi": "vahvistus", "en": "confirmation"},
    "new_email": {"fi": "uusi-osoite", "en": "new-address"},
    "erasure": {"fi": "tietojen-poisto", "en": "erasure"},
    "own_data": {"fi": "omat-tiedot", "en": "your-data"},
    "new_link": {"fi": "uusi-linkki", "en": "new-link"},
    "programme": {"fi": "ohjelma", "en": "programme"},
    "publications": {"fi": "julkaisut", "en": "publications"},
    "receipt": {"fi": "vastaanotettu", "en": "received"},
    "refusal": {"fi": "kieltaytyminen", "en": "refusal"},
    "search": {"fi": "haku", "en": "search"},
    "section_changes": {"fi": "osion-muutokset", "en": "section-changes"},
    "series": {"fi": "sarjat", "en": "series"},
    "source_changes": {"fi": "lahdetekstin-muutokset", "en": "changes-in-finnish"},
    "terms": {"fi": "ehdot", "en": "terms"},
    "version": {"fi": "versio", "en": "version"},
    "versions": {"fi": "versiot", "en": "versions"},
    "visit": {"fi": "vierailu", "en": "visit"},
    "withdrawal": {"fi": "peruminen", "en": "withdrawal"},
    "visits": {"fi": "kansainvaliset-vierailut", "en": "international-visits"},
}


def word(name, language=None):
    """The word of an address in a language (the active one if not named)."""
    return WORDS[name][language or current_language()]


def address(pattern):
    """A URL pattern with the words of the active language: address("{visits}/{enquiry}/")."""
    return lazy(lambda: pattern.format(**{name: word(name) for name in WORDS}), str)()


class LanguagePrefix(LocalePrefixPattern):
    """The first part of a public address. Around the page in Swedish links lead to pages in the default language."""

    @property
    def language_prefix(self):
        return f"{current_language()}/"


def in_every_language(*patterns):
    """The patterns below /fi/, /en/ …, as i18n_patterns of Django."""
    return [URLResolver(LanguagePrefix(), list(patterns))]


def url_of(name, *args, language=None):
    """URL of a view in a language, the active one if not named. The addresses on one page mostly stand on the next, too."""
    return _url(name, args, language or translation.get_language())


@lru_cache(maxsize=10_000)
def _url(name, args, language):
    with translation.override(language):
        return reverse(name, args=args)


def urls_by_language(name, *args):
    """{language: URL of a view with these arguments in that language}."""
    return {language: url_of(name, *args, language=language) for language in LANGUAGES}


def current_language():
    language = translation.get_language()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def asked_language(request):
    """The language that ?lang= names, else the default."""
    asked = request.GET.get("lang")
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def language_of_path(path):
    """The language that a public address begins with, or None."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in LANGUAGES else None


class LanguageFromAddress:
    """The address is the language. In the admin it is the person's own setting, before log-in the browser's.

    Django's LocaleMiddleware is not used: it adds Vary: Cookie and redirects unknown addresses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(self.language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def language(self, request):
        if request.path_info.startswith("/admin/"):
            if request.user.is_authenticated:
                return request.user.language
            if request.GET.get("language") in LANGUAGES:  # the switch of the log-in page
                return request.GET["language"]
            return translation.get_language_from_request(request)
        return language_of_path(request.path_info) or DEFAULT_LANGUAGE
