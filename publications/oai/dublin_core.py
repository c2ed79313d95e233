"""A language version in unqualified Dublin Core, whatever the language of the request."""

from django.utils import translation

from oph_site.files.views import CONTENT_TYPES
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, current_language
from oph_site.wording import for_machines
from publications.citing.reference import Reference, one_line
from publications.models import in_order


def dublin_core(version, publication):
    """[(element, its language or "", text)]. publication: with its versions and topics fetched."""
    version.publication = publication
    with translation.override(version.language if version.language in LANGUAGES else DEFAULT_LANGUAGE):
        one = Reference(version)
        found = [
            ("title", one.language, one.title),
            *(("creator", "", creator) for creator in one.creators),
            *(("subject", code, one_line(getattr(topic, f"title_{code}"))) for topic in publication.topics.all() for code in LANGUAGES),
            *(("description", code, one_line(getattr(publication, f"summary_{code}"))) for code in LANGUAGES),
            ("description", current_language(), one.note),
            ("publisher", "", one.publisher),
            ("date", "", str(one.year)),
            ("type", "", "Text"),
            ("type", "en", kind_in_english(publication)),
            ("format", "", CONTENT_TYPES[version.document.kind] if one.file_url else ""),
            ("identifier", "", one.url),
            ("identifier", "", one.file_url),
            *(("identifier", "", f"urn:isbn:{isbn}") for isbn in one.isbns),
            *(("identifier", "", address) for address in one.identifiers),
            ("language", "", one.language),
            ("relation", one.language, f"{one.series} {one.number}".strip()),
            *(("relation", "", f"urn:issn:{issn}") for issn in one.issns),
            *(("relation", other.language, one_line(other.full_title)) for other in in_order(publication.versions.all()) if other.pk != version.pk),
            ("rights", "", one.licence),
        ]  # fmt: skip
    return [(name, code, for_machines(text)) for name, code, text in found if text]


def kind_in_english(publication):
    with translation.override("en"):
        return str(publication.get_type_display())
