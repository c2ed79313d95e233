"""A publication as data for search engines (schema.org)."""

from oph_site.wording import absolute, data_block
from publications.models import Publication

REPORTS = {Publication.Type.REPORT, Publication.Type.STATISTICS}


def linked_data(publication, version):
    """The JSON-LD element of one version."""
    data = {
        "@context": "https://schema.org",
        "@type": "Report" if publication.type in REPORTS else "Book",
        "name": version.full_title,
        "inLanguage": version.language,
        "url": absolute(publication.get_absolute_url()),
        "description": publication.summary,
        "datePublished": version.year and str(version.year),
        "numberOfPages": version.pages,
        "isbn": [isbn for isbn in (version.isbn_print, version.isbn_pdf) if isbn],
        "publisher": {"@type": "Organization", "name": publication.corporate_author},
        "isPartOf": series(version),
        "encoding": file(version.document),
    }
    return data_block({key: value for key, value in data.items() if value})


def series(version):
    if version.series is None:
        return None
    issn = [issn for issn in (version.series.issn_print, version.series.issn_online) if issn]
    data = {"@type": "CreativeWorkSeries", "name": version.series.title, "issn": issn, "position": version.number}
    return {key: value for key, value in data.items() if value}


def file(document):
    if document is None:
        return None
    return {
        "@type": "MediaObject",
        "contentUrl": absolute(document.get_absolute_url()),
        "contentSize": str(document.size),
    }
