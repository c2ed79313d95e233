"""The tags in the head of a publication page that Google Scholar, Zotero and library crawlers read: Highwire and Dublin Core."""


def tags(reference):
    """[(name, content, language of the content or "")] of what is known."""
    language, site = reference.language, reference.publication.summary_foreign
    found = [
        ("citation_title", reference.title, language),
        *(("citation_author", author, "") for author in reference.authors),
        ("citation_publisher", reference.publisher, ""),
        ("citation_publication_date", reference.year, ""),
        ("citation_language", language, ""),
        ("citation_series_title", reference.series, language),
        *(("citation_isbn", isbn, "") for isbn in reference.isbns),
        *(("citation_issn", issn, "") for issn in reference.issns),
        ("citation_doi", reference.doi, ""),
        *of_report(reference),
        ("citation_abstract_html_url", reference.url, ""),
        ("citation_pdf_url", reference.file_url if is_pdf(reference) else "", ""),
        ("DC.title", reference.title, language),
        *(("DC.creator", creator, "") for creator in reference.creators),
        ("DC.publisher", reference.publisher, ""),
        ("DC.date", reference.year, ""),
        ("DC.language", language, ""),
        ("DC.type", reference.kind, ""),
        ("DC.identifier", reference.url, ""),
        *(("DC.identifier", f"urn:isbn:{isbn}", "") for isbn in reference.isbns),
        *(("DC.identifier", address, "") for address in reference.identifiers),
        ("DC.rights", reference.licence, ""),
        ("DC.relation", f"{reference.series} {reference.number}".strip(), language),
        ("DC.description", reference.summary, site),
        ("DC.description", reference.note, ""),
    ]
    return [(name, content, words) for name, content, words in found if content]


def of_report(reference):
    if not reference.is_report:
        return []
    return [
        ("citation_technical_report_institution", reference.publisher, ""),
        ("citation_technical_report_number", reference.number, ""),
    ]


def is_pdf(reference):
    return reference.version.document and reference.version.document.kind == "pdf"
