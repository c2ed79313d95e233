"""The pages that the site itself links to: the one table of them, the act that makes them, the check that misses them.

Editors write, publish and order them like any other page; nobody can delete them or change their address.
"""

from dataclasses import dataclass

from django.core.checks import Warning
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from oph_site.languages import WORDS
from pages.editions.working_copy import follow_working_copy
from pages.models import Page

Kind = Page.Kind


@dataclass(frozen=True)
class Words:
    title: str
    slug: str
    menu_title: str = ""  # "" is the title


@dataclass(frozen=True)
class LandingPage:
    """words: language → Words; a language that is not named stays empty. is_duty: readers find it in the footer."""

    key: str
    words: dict
    kind: str = Kind.TEXT
    parent: str | None = "home"
    in_menu: bool = False
    is_duty: bool = False

    def columns(self):
        return {
            f"{field}_{language}": getattr(words, field)
            for language, words in self.words.items()
            for field in ("title", "slug", "menu_title")
        }


# Parents before children; the duties in the order of the footer.
LANDING_PAGES = [
    LandingPage(
        "home",
        {
            "fi": Words("Kansainvälinen toiminta", "", "Etusivu"),
            "en": Words("International activities", "", "Home"),
        },
        Kind.HOME,
        parent=None,
    ),
    LandingPage(
        "visits",
        {
            "fi": Words("Kansainväliset vierailut", WORDS["visits"]["fi"], "Vierailut"),
            "en": Words("International visits", WORDS["visits"]["en"], "Visits"),
        },
        Kind.VISITS,
        in_menu=True,
    ),
    LandingPage(
        "organisations",
        {
            "fi": Words("Opetushallitus kansainvälisissä järjestöissä", "jarjestot", "Järjestöt"),
            "en": Words("The Agency in international organisations", "organisations", "Organisations"),
        },
        Kind.ORGANISATIONS,
        in_menu=True,
    ),
    LandingPage(
        "publications",
        {
            "fi": Words("Oppaita ja julkaisuja", WORDS["publications"]["fi"], "Julkaisut"),
            "en": Words("Guides and publications", WORDS["publications"]["en"], "Publications"),
        },
        Kind.PUBLICATIONS,
        in_menu=True,
    ),
    LandingPage(
        "contact",
        {"fi": Words("Yhteystiedot", "yhteystiedot"), "en": Words("Contact", "contact")},
        Kind.CONTACT,
        is_duty=True,
    ),
    LandingPage(
        "accessibility",
        {
            "fi": Words("Saavutettavuus\u00adseloste", "saavutettavuusseloste"),
            "en": Words("Accessibility statement", "accessibility"),
        },
        is_duty=True,
    ),
    LandingPage(
        "privacy",
        {
            "fi": Words("Tietosuoja\u00adseloste", "tietosuojaseloste"),
            "en": Words("Privacy notice", "privacy"),
        },
        is_duty=True,
    ),
    LandingPage(
        "document-publicity",
        {
            "fi": Words("Asiakirja\u00adjulkisuus\u00adkuvaus", "asiakirjajulkisuuskuvaus"),
            "en": Words("Description of document publicity", "document-publicity", "Document publicity"),
        },
        is_duty=True,
    ),
    LandingPage(
        "prices",
        {"fi": Words("Hinnat ja ehdot", "hinnat-ja-ehdot"), "en": Words("Prices and terms", "prices-and-terms")},
        Kind.VISIT_PRICES,
        parent="visits",
        is_duty=True,
    ),
    LandingPage(
        "service-breaks",
        {"fi": Words("Palvelukatkot", "palvelukatkot"), "en": Words("Service breaks", "service-breaks")},
        is_duty=True,
    ),
    LandingPage(
        "feedback",
        {
            "fi": Words("Anna palautetta", WORDS["feedback"]["fi"], "Palaute"),
            "en": Words("Give feedback", WORDS["feedback"]["en"], "Feedback"),
        },  # in the footer stands the form, which knows the page that the reader comes from
    ),
    LandingPage(
        "about",
        {"fi": Words("Tietoa palvelusta", "tietoa-palvelusta"), "en": Words("About this service", "about")},
        is_duty=True,
    ),
    LandingPage(
        "site-map",
        {"fi": Words("Sivukartta", "sivukartta"), "en": Words("Site map", "site-map")},
        Kind.SITE_MAP,
        is_duty=True,
    ),
    LandingPage("swedish", {"fi": Words("På svenska", "pa-svenska")}, Kind.SWEDISH),
]


def missing():
    keys = set(Page.objects.exclude(key=None).values_list("key", flat=True))
    return [row for row in LANDING_PAGES if row.key not in keys]


@transaction.atomic
def make_landing_pages():
    """Make the working copies of those that are missing and return them; the others stay as they are.

    Readers see a page when an editor publishes it. Nobody's name stands in its history: the operator makes them.
    Raises ValidationError when another page stands at an address that is needed.
    """
    return [make(row) for row in missing()]


def make(row):
    parent = Page.objects.get(key=row.parent) if row.parent else None
    page = Page(key=row.key, kind=row.kind, parent=parent, in_menu=row.in_menu, **row.columns())
    try:
        page.validate_constraints()
    except ValidationError as error:
        raise ValidationError(f"{page}: {' '.join(error.messages)}") from error
    page.save()
    follow_working_copy(page)
    return page


def landing_pages_are_there(app_configs, databases=None, **kwargs):
    """A system check for `check --database default` and `migrate`: the start of the site asks no database."""
    if DEFAULT_DB_ALIAS not in (databases or []) or Page._meta.db_table not in connection.introspection.table_names():
        return []
    keys = [row.key for row in missing()]
    if not keys:
        return []
    return [
        Warning(f"Landing pages are missing: {', '.join(keys)}.", hint="Run manage.py start_site.", id="pages.W001")
    ]
