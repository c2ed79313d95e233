"""A publication as data for search engines (schema.org)."""

from oph_site.files.views import CONTENT_TYPES
from oph_site.wording import absolute, data_block
from publications.citing.reference import REPORTS
from publications.standing import standing


def linked_data(publication, version, others=()):
    """The JSON-LD element of one version, which names the others in their languages."""
    told = standing(publication)
    data = {
        "@context": "https://schema.org",
        "@type": schema_type(publication),
        "name": version.full_title,
        "inLanguage": version.language,
        "url": absolute(publication.get_absolute_url()),
        "description": publication.summary,
        "datePublished": version.year and str(version.year),
        "numberOfPages": version.pages,
        "isbn": [isbn for isbn in (version.isbn_print, version.isbn_pdf) if isbn],
        "author": [
            {"@type": "Person", "familyName": family, "givenName": given} for family, given in publication.persons
        ],
        "publisher": {"@type": "Organization", "name": publication.corporate_author},
        "isPartOf": series(version),
        "encoding": file(version),
        "identifier": [address for address in (version.doi_url, version.urn_url) if address],
        "license": publication.licence_url,
        "creativeWorkStatus": told and told.sentence,
        "workTranslation": [translation(publication, other) for other in others],
    }
    return data_block({key: value for key, value in data.items() if value})


def schema_type(publication):
    return "Report" if publication.type in REPORTS else "Book"


def translation(publication, version):
    """Another language version. Which of them was written first the record does not say."""
    data = {
        "@type": schema_type(publication),
        "name": version.full_title,
        "inLanguage": version.language,
        "datePublished": version.year and str(version.year),
        "isbn": [isbn for isbn in (version.isbn_print, version.isbn_pdf) if isbn],
        "isPartOf": series(version),
        "encoding": file(version),
    }
    return {key: value for key, value in data.items() if value}


def series(version):
    if version.series is None:
        return None
    issn = [issn for issn in (version.series.issn_print, version.series.issn_online) if issn]
    data = {"@type": "CreativeWorkSeries", "name": version.series.title, "issn": issn, "position": version.number}
    return {key: value for key, value in data.items() if value}


def file(version):
    if version.offered is None:
        return None
    return {
        "@type": "MediaObject",
        "contentUrl": absolute(version.file_url),
        "encodingFormat": CONTENT_TYPES[version.document.kind],
        "contentSize": str(version.document.size),
        "sha256": version.document.sha256,
    }
