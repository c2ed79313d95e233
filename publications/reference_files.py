"""A publication for reference managers: RIS (Zotero, EndNote, Mendeley) and BibTeX (LaTeX)."""

import re

from oph_site.wording import absolute, for_machines
from publications.citations import author
from publications.models import Publication

REPORTS = {Publication.Type.REPORT, Publication.Type.STATISTICS}
BIBTEX_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
BIBTEX_WORDS = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"{\textbraceleft}", "}": r"{\textbraceright}",  # BibTeX counts braces whatever stands before them
}  # fmt: skip
BABEL = {  # how LaTeX calls the languages of documents
    "fi": "finnish", "sv": "swedish", "en": "english", "se": "northernsami", "smn": "inarisami", "sms": "skoltsami",
}  # fmt: skip


def ris(version):
    """The record in RIS: a tag and a value a line, lines end with CR LF."""
    lines = [
        ("TY", "RPRT" if version.publication.type in REPORTS else "BOOK"),
        ("TI", version.full_title),
        ("AU", author(version).replace(",", "")),  # before a comma stands the last name of a person
        ("PB", author(version)),
        ("PY", version.year),
        ("T2" if version.publication.type in REPORTS else "T3", version.series),
        ("SV" if version.publication.type in REPORTS else "VL", version.number),
        ("SP", version.pages),
        ("SN", version.isbn_pdf or version.isbn_print),
        ("LA", version.language),
        ("UR", absolute(version.publication.get_absolute_url())),
        ("L1", version.document and absolute(version.document.get_absolute_url())),
    ]
    written = [f"{tag}  - {one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


def bibtex(version):
    """The record in BibTeX, in UTF-8. A corporate author stands in double braces: it has no first name."""
    publication = version.publication
    is_report = publication.type in REPORTS
    fields = [
        ("title", f"{{{escaped(version.full_title)}}}"),
        ("author", f"{{{escaped(author(version))}}}"),
        ("institution" if is_report else "publisher", escaped(author(version))),
        ("year", version.year),
        ("series", version.series and escaped(version.series)),
        ("number", escaped(version.number)),
        ("isbn", version.isbn_pdf or version.isbn_print),
        ("pagetotal", version.pages),
        ("langid", BABEL[version.language]),
        ("url", absolute(publication.get_absolute_url())),
    ]
    written = [f"  {name} = {{{value}}}," for name, value in fields if value]
    kind = "techreport" if is_report else "book"
    return "\n".join([f"@{kind}{{oph-{publication.slug}-{version.language},", *written, "}", ""])


FORMATS = {"ris": (ris, "application/x-research-info-systems"), "bib": (bibtex, "application/x-bibtex")}


def one_line(value):
    return " ".join(for_machines(str(value)).split())


def escaped(value):
    return BIBTEX_SPECIAL.sub(lambda sign: BIBTEX_WORDS.get(sign[0], f"\\{sign[0]}"), one_line(value))
