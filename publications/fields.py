"""What the catalogue as data says of a publication, field by field: for the table, for JSON, and for the page that offers them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.wording import absolute


@dataclass(frozen=True)
class Field:
    """name: in JSON. title: above the column. cell, data: Reference → what stands there in the table and in JSON, which leaves
    out what is empty. is_shared: the same for all versions of a publication. note: what the name does not say."""

    name: str
    title: Promise | str
    cell: Callable
    data: Callable = None
    is_shared: bool = False
    note: Promise | str = ""

    def value(self, one):
        return (self.data or self.cell)(one)


def in_languages(thing, field):
    texts = {language: getattr(thing, f"{field}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def persons(one):
    return [{"family": family, "given": given} for family, given in one.persons]


def newer_url(one):
    newer = one.publication.replaced_by
    return absolute(newer.get_absolute_url()) if newer and newer.has_page and newer.slug else ""


def topics(one):
    return [in_languages(topic, "title") for topic in one.publication.topics_in_order]


def of_file(name):
    """A fact of the file, where that is offered."""
    return lambda one: getattr(one.version.offered, name, "")


def since(one):
    return one.publication.status_on.isoformat() if one.publication.status_on else ""


FIELDS = [
    Field("id", _("Publication"), lambda one: one.publication.pk, is_shared=True, note=_("The same for all its language versions.")),
    Field("language", _("Language"), lambda one: one.language, note=_("As a code of two or three letters.")),
    Field("title", _("Title"), lambda one: one.version.title),
    Field("subtitle", _("Subtitle"), lambda one: one.version.subtitle),
    Field(
        "authors", _("Authors"), lambda one: "; ".join(one.authors) if one.persons else "", persons, is_shared=True,
        note=_("Persons. Empty: the publisher is the author."),
    ),
    Field("publisher", _("Publisher"), lambda one: one.publication.corporate_author, lambda one: in_languages(one.publication, "corporate_author"), is_shared=True),
    Field("type", _("Type"), lambda one: one.kind, lambda one: one.publication.type, is_shared=True),
    Field("topics", _("Topics"), lambda one: "; ".join(one.topics), topics, is_shared=True),
    Field("year", _("Year"), lambda one: one.year),
    Field("series", _("Series"), lambda one: one.series),
    Field("number", _("Number in the series"), lambda one: one.number),
    Field("issn", _("ISSN"), lambda one: "; ".join(one.issns), lambda one: one.issns, note=_("Of the series.")),
    Field("isbn_pdf", _("ISBN, PDF"), lambda one: one.version.isbn_pdf),
    Field("isbn_print", _("ISBN, printed"), lambda one: one.version.isbn_print),
    Field("doi", "DOI", lambda one: one.version.doi),
    Field("urn", "URN", lambda one: one.version.urn),
    Field("pages", _("Pages"), lambda one: one.pages),
    Field("summary", _("Summary"), lambda one: one.summary, lambda one: in_languages(one.publication, "summary"), is_shared=True),
    Field("url", _("Address"), lambda one: one.url, is_shared=True, note=_("Permanent.")),
    Field("file", _("File"), lambda one: one.file_url, note=_("Permanent: it leads to today’s file.")),
    Field("file_size", _("Size of the file"), of_file("size"), note=_("In bytes.")),
    Field("sha256", "SHA-256", of_file("sha256"), note=_("Check sum of today’s file.")),
    Field(
        "licence", _("Licence of the publication"), lambda one: one.publication.get_licence_display(),
        lambda one: one.publication.licence_url or one.publication.licence, is_shared=True, note=_("Empty: the publication does not say."),
    ),
    Field(
        "status", _("Status"), lambda one: str(one.publication.status and one.publication.status.label), lambda one: str(one.publication.status),
        is_shared=True, note=_("Withdrawn, replaced or partly outdated. Empty: it stands as it is."),
    ),
    Field("status_on", _("Status since"), since, is_shared=True),
    Field("status_reason", _("Reason"), lambda one: one.publication.status and one.publication.status_reason, lambda one: in_languages(one.publication, "status_reason"), is_shared=True),
    Field("replaced_by", _("Replaced by"), newer_url, is_shared=True, note=_("Address of the newer publication.")),
    Field("changed", _("Changed"), lambda one: one.publication.changed_at.isoformat(timespec="seconds"), is_shared=True, note=_("When the record was saved last.")),
]  # fmt: skip
SHARED = [field for field in FIELDS if field.is_shared]
OF_VERSION = [field for field in FIELDS if not field.is_shared]


@lru_cache
def fields_in_words(language):
    """[(title, name, note)] of FIELDS."""
    with translation.override(language):
        return [(str(field.title), field.name, str(field.note)) for field in FIELDS]
