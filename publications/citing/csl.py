"""CSL-JSON, which citation processors (citeproc) read."""

import json


def csl_json(references, day):
    return json.dumps([item(reference, day) for reference in references], ensure_ascii=False, indent=1)


def item(reference, day):
    found = {
        "id": reference.key,
        "type": "report" if reference.is_report else "book",
        "title": reference.title,
        "author": authors(reference),
        "publisher": reference.publisher,
        "issued": reference.year and {"date-parts": [[reference.year]]},
        "collection-title": reference.series,
        "collection-number": reference.number,
        "number": reference.number if reference.is_report else "",
        "number-of-pages": str(reference.pages),
        "genre": reference.kind,
        "language": reference.language,
        "ISBN": reference.isbn,
        "DOI": reference.doi,
        "ISSN": next(iter(reference.issns), ""),
        "abstract": reference.summary,
        "keyword": ", ".join(reference.topics),
        "note": reference.note,
        "URL": reference.url,
        "accessed": {"date-parts": [[day.year, day.month, day.day]]},
    }
    return {name: value for name, value in found.items() if value}


def authors(reference):
    persons = [{"family": family, "given": given} for family, given in reference.persons]
    return persons or [{"literal": reference.publisher}]
