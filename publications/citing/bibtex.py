"""BibTeX and biblatex, in UTF-8. A body as author stands in double braces: it has no first name."""

import re

SPECIAL = re.compile(r"[\\{}&%$#_~^]")
BRACE = re.compile("[{}]")
WRITTEN = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"{\textbraceleft}", "}": r"{\textbraceright}",  # BibTeX counts braces whatever stands before them
}  # fmt: skip
BABEL = {  # how LaTeX calls the languages of documents
    "fi": "finnish", "sv": "swedish", "en": "english", "se": "northernsami", "smn": "inarisami", "sms": "skoltsami",
}  # fmt: skip


def bibtex(references, day):
    return "\n".join(entry(reference, day) for reference in references)


def entry(reference, day):
    publisher = "institution" if reference.is_report else "publisher"
    fields = [
        ("title", f"{{{escaped(reference.title)}}}"),
        ("author", authors(reference)),
        (publisher, f"{{{escaped(reference.publisher)}}}"),
        ("year", reference.year),
        ("series", escaped(reference.series)),
        ("number", escaped(reference.number)),
        ("isbn", reference.isbn),
        ("doi", "" if BRACE.search(reference.doi) else reference.doi),  # verbatim: nothing in it may be escaped
        ("pagetotal", reference.pages),
        ("langid", BABEL[reference.language]),
        ("abstract", escaped(reference.summary)),
        ("keywords", escaped(", ".join(reference.topics))),
        ("note", escaped(reference.note)),
        ("url", reference.url),
        ("urldate", f"{day:%Y-%m-%d}"),
    ]
    written = [f"  {name} = {{{value}}}," for name, value in fields if value]
    kind = "techreport" if reference.is_report else "book"
    return "\n".join([f"@{kind}{{{reference.key},", *written, "}", ""])


def authors(reference):
    return escaped(" and ".join(reference.authors)) if reference.persons else f"{{{escaped(reference.publisher)}}}"


def escaped(value):
    return SPECIAL.sub(lambda sign: WRITTEN.get(sign[0], f"\\{sign[0]}"), value)
