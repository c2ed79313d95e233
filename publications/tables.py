"""Publications as a table, one row a language version: what the admin exports and `manage.py import_publications` reads."""

PARTS = "; "  # between several persons or topics in one cell
OF_PUBLICATION = ["slug", "type", "authors", "publisher_fi", "publisher_en", "summary_fi", "summary_en", "topics"]
OF_VERSION = [
    "language",
    "title",
    "subtitle",
    "series",
    "number",
    "year",
    "isbn_print",
    "isbn_pdf",
    "doi",
    "urn",
    "pages",
]
ONLY_SHOWN = ["state", "file"]  # an import leaves them alone
COLUMNS = [*OF_PUBLICATION, *OF_VERSION, *ONLY_SHOWN]


def rows(publications):
    """The header, and what is known of the versions of publications, with versions and topics. Publications without a version have one row without."""
    yield COLUMNS
    for publication in publications:
        beginning = of_publication(publication)
        for version in publication.versions.all() or [None]:
            yield [
                *beginning,
                *of_version(version),
                publication.state,
                version.document.name if version and version.document else "",
            ]


def of_publication(publication):
    return [
        publication.slug or "", publication.type, publication.authors.replace("\n", PARTS),
        publication.corporate_author_fi or "", publication.corporate_author_en or "",
        publication.summary_fi or "", publication.summary_en or "",
        PARTS.join(topic.title_fi or topic.title_en or "" for topic in publication.topics.all()),
    ]  # fmt: skip


def of_version(version):
    if version is None:
        return [""] * len(OF_VERSION)
    values = [getattr(version, name) for name in OF_VERSION]
    return ["" if value is None else value if isinstance(value, int) else str(value) for value in values]
