"""RIS, for Zotero, EndNote and Mendeley: a tag and a value a line.

Which tag holds what follows the map that Zotero's importer has for the type: of a book SN is the ISBN, M1 the number in
the series and SP the number of pages; of a report SN is the report number, and the institution stands in PB.
"""


def ris(references, day):
    return "".join(map(lambda reference: record(reference, day), references))


def record(reference, day):
    """Lines end with CR LF."""
    own = of_report(reference) if reference.is_report else of_book(reference)
    lines = [
        ("TY", "RPRT" if reference.is_report else "BOOK"),
        ("ID", reference.key),
        ("TI", reference.title),
        *(("AU", author) for author in reference.authors),
        ("PB", reference.publisher),
        ("PY", reference.year),
        ("T2", reference.series),
        *own,
        ("SP", reference.pages),
        ("LA", reference.language),
        ("AB", reference.summary),
        *(("KW", topic) for topic in reference.topics),
        ("DO", reference.doi),
        ("N1", reference.note),
        ("UR", reference.url),
        ("L1", reference.file_url),
        ("Y2", f"{day:%Y/%m/%d}"),
    ]
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - ", "", ""])


def of_book(reference):
    return [("M1", reference.number), ("SN", reference.isbn)]


def of_report(reference):
    return [("SN", reference.number), ("M3", reference.kind)]
