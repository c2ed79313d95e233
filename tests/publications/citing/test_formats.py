"""The files for reference managers, read back by the libraries and the field map that their users have."""

import json
import re
from itertools import accumulate

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from publications.citing import FORMATS
from publications.citing.bibtex import bibtex
from publications.citing.csl import csl_json
from publications.citing.reference import Reference
from publications.citing.ris import ris
from publications.citing.tags import tags
from publications.citing.text import citation
from publications.linked_data import linked_data
from publications.models import LanguageVersion, Publication, Series
from publications.oai.dublin_core import dublin_core
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory
from tests.publications.citing.references import DAY, PLAIN_TITLE, PUBLISHER, hard

# How Zotero's importer of RIS reads the tags that we write, by its type (zotero/translators, RIS.js).
ZOTERO = {
    "BOOK": {"TI": "title", "AU": "author", "PB": "publisher", "T2": "series", "M1": "seriesNumber", "SN": "ISBN", "SP": "numPages"},
    "RPRT": {"TI": "title", "AU": "author", "PB": "institution", "T2": "seriesTitle", "SN": "reportNumber", "M3": "reportType", "SP": "pages"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def as_zotero(text):
    """The item that Zotero makes of one record."""
    lines = [line.partition("  - ")[::2] for line in text.split("\r\n") if line]
    return {ZOTERO[lines[0][1]][tag]: value for tag, value in lines if tag in ZOTERO[lines[0][1]]}


def unsaved(**values):
    publication = Publication(
        slug="a", type=values.pop("type", "guide"), corporate_author=values.pop("publisher", "Oph"),
        authors=values.pop("authors", ""),
    )  # fmt: skip
    return Reference(LanguageVersion(publication=publication, **{"language": "fi", "title": "A"} | values))


@pytest.mark.django_db
def test_zotero_gets_a_report_with_an_isbn_as_a_book_with_every_number_in_its_place():
    assert as_zotero(ris([Reference(hard())], DAY)) == {
        "title": PLAIN_TITLE, "author": "Ministry of Education Science and Culture", "publisher": PUBLISHER,
        "series": "Publications: A & B", "seriesNumber": "2011:34", "ISBN": "978-952-13-4935-5", "numPages": "36",
    }  # fmt: skip


def test_zotero_gets_the_number_of_a_report_without_an_isbn_as_its_report_number():
    found = as_zotero(ris([unsaved(type="report", number="2018:5", series=Series(title="Raportit"), pages=20)], DAY))

    assert found == {
        "title": "A", "author": "Oph", "institution": "Oph", "seriesTitle": "Raportit", "reportNumber": "2018:5",
        "reportType": "Report", "pages": "20",
    }  # fmt: skip


@pytest.mark.django_db
def test_rispy_reads_every_record_of_a_set():
    swedish = LanguageVersionFactory(
        language="sv", title="Skolan: möter världen", publication=PublicationFactory(type="guide")
    )

    found = rispy.loads(ris([Reference(hard()), Reference(swedish)], DAY).replace("\r\n", "\n"))

    first, second = found
    assert first["type_of_reference"] == "BOOK"
    assert first["title"] == PLAIN_TITLE
    assert first["issn"] == "978-952-13-4935-5"  # as rispy calls SN
    assert first["keywords"] == ["Erasmus+ & mobility"]
    assert first["abstract"] == "What it {says}: 50 %."
    assert first["access_date"] == "2026/11/30"
    assert first["urls"] == ["http://testserver/en/publications/kova/"]
    assert second["title"] == "Skolan: möter världen"
    assert second["language"] == "sv"


def read_bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [
        {field.key: str(field.value) for field in entry.fields} | {"kind": entry.entry_type}
        for entry in library.entries
    ]


@pytest.mark.django_db
def test_bibtexparser_reads_every_entry_of_a_set():
    sami = LanguageVersionFactory(language="se", title="Sets {A", publication=PublicationFactory(type="report"))

    first, second = read_bibtex(bibtex([Reference(hard()), Reference(sami)], DAY))

    assert without_braces(first["title"]) == without_braces(PLAIN_TITLE)
    assert without_braces(first["author"]) == without_braces(first["publisher"]) == PUBLISHER
    assert [first[name] for name in ("kind", "isbn", "series", "number", "year", "langid", "urldate")] == [
        "book", "978-952-13-4935-5", "Publications: A & B", "2011:34", "2011", "english", "2026-11-30",
    ]  # fmt: skip
    assert [second["kind"], second["langid"], "institution" in second] == ["techreport", "northernsami", True]


def without_braces(text):
    """The decoder leaves the braces that only group, and has a sign of its own for ^ and for quotation marks."""
    return " ".join(re.sub("[{}]", "", text).translate({ord("ˆ"): "^", ord("”"): '"'}).split())


@pytest.mark.django_db
def test_a_citation_processor_reads_csl_json(tmp_path):
    source = CiteProcJSON(json.loads(csl_json([Reference(hard())], DAY)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("oph-kova-en")]))

    words = str(bibliography.bibliography()[0])

    assert PUBLISHER in words and "2011" in words
    assert "pitkä kansainvälinen otsikko" in words


@pytest.mark.django_db
def test_csl_json_says_all_that_is_known():
    (item,) = json.loads(csl_json([Reference(hard())], DAY))

    assert item | {"title": "", "abstract": ""} == {
        "id": "oph-kova-en", "type": "book", "title": "", "author": [{"literal": PUBLISHER}], "publisher": PUBLISHER,
        "issued": {"date-parts": [[2011]]}, "collection-title": "Publications: A & B", "collection-number": "2011:34",
        "number-of-pages": "36", "genre": "Report", "language": "en", "ISBN": "978-952-13-4935-5", "abstract": "",
        "keyword": "Erasmus+ & mobility", "URL": "http://testserver/en/publications/kova/",
        "accessed": {"date-parts": [[2026, 11, 30]]},
    }  # fmt: skip


@given(st.text(min_size=1), st.text())
def test_no_title_breaks_out_of_its_line_or_braces(title, name):
    reference = unsaved(title=title, publisher=name, series=Series(title=title))

    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris([reference], DAY).split("\r\n")[:-2])
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in bibtex([reference], DAY)))  # as BibTeX counts
    assert (min(depths) >= 0, depths[-1]) == (True, 0)


@pytest.mark.parametrize(("end", "words"), [
    ("ris", "N1  - Withdrawn."),
    ("bib", "note = {Withdrawn.}"),
    ("json", '"note": "Withdrawn."'),
])  # fmt: skip
def test_every_format_says_that_a_publication_was_withdrawn(end, words):
    reference = unsaved()
    before = FORMATS[end].write([reference], DAY)
    reference.publication.state = Publication.State.WITHDRAWN

    assert words not in before
    assert words in FORMATS[end].write([reference], DAY)


@pytest.mark.django_db
def test_a_publication_is_offered_to_reference_managers(visitor):
    version = hard()

    answer = visitor.get("/en/publications/kova/en.ris")

    assert answer.text == ris([Reference(version)], DAY).replace(
        "2026/11/30", re.search(r"Y2  - (.*)\r", answer.text)[1]
    )
    assert answer["Content-Disposition"] == 'attachment; filename="kova-en.ris"'
    assert "s-maxage" in answer["Cache-Control"]
    for end, each in FORMATS.items():
        assert visitor.get(f"/en/publications/kova/en.{end}")["Content-Type"] == f"{each.content_type}; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["koulu/sv.ris", "koulu/fi.pdf", "ei/fi.ris", "luonnos/fi.ris"])
def test_what_is_not_there_is_not_found(visitor, path):
    LanguageVersionFactory(publication=PublicationFactory(slug="koulu"), language="fi", series=SeriesFactory())
    LanguageVersionFactory(publication=PublicationFactory(slug="luonnos", state="draft"), language="fi")

    assert visitor.get(f"/fi/julkaisut/{path}").status_code == 404


@pytest.mark.django_db
def test_what_was_withdrawn_can_still_be_cited_but_its_file_is_not_offered(visitor):
    version = hard()
    before = visitor.get("/en/publications/kova/en.ris").text
    version.publication.state = Publication.State.WITHDRAWN
    version.publication.save()

    answer = visitor.get("/en/publications/kova/en.ris").text

    assert "L1  - " in before and "L1  - " not in answer
    assert "N1  - Withdrawn." in answer


def test_persons_stand_as_the_authors_and_the_body_as_the_publisher():
    reference = unsaved(publisher="Opetus, Oph", authors="Meikäläinen, Maija\nvon Mallikas, Matti")
    persons = ["Meikäläinen, Maija", "von Mallikas, Matti"]

    [in_ris] = rispy.loads(ris([reference], DAY).replace("\r\n", "\n"))
    in_bibtex = bibtexparser.parse_string(bibtex([reference], DAY)).entries[0]
    [in_csl] = json.loads(csl_json([reference], DAY))

    assert in_ris["authors"] == persons and in_ris["publisher"] == "Opetus, Oph"
    assert in_bibtex["author"] == "Meikäläinen, Maija and von Mallikas, Matti"
    assert in_csl["author"] == [
        {"family": "Meikäläinen", "given": "Maija"},
        {"family": "von Mallikas", "given": "Matti"},
    ]
    assert [content for name, content, _language in tags(reference) if name == "citation_author"] == persons
    assert citation(reference.version) == "A. Maija Meikäläinen, Matti von Mallikas. Opetus, Oph."


@pytest.mark.django_db
def test_doi_urn_and_licence_stand_where_each_format_has_them():
    version = hard(doi="10.1234/a_b", urn="URN:ISBN:978-952-13-4935-5")
    version.publication.licence = "cc-by"
    reference = Reference(version)
    addresses = ["https://doi.org/10.1234/a_b", "https://urn.fi/URN:ISBN:978-952-13-4935-5"]

    in_head = [(name, content) for name, content, _language in tags(reference)]
    in_oai = [(name, text) for name, _language, text in dublin_core(version, version.publication)]

    assert rispy.loads(ris([reference], DAY).replace("\r\n", "\n"))[0]["doi"] == "10.1234/a_b"
    assert bibtexparser.parse_string(bibtex([reference], DAY)).entries[0]["doi"] == "10.1234/a_b"
    assert json.loads(csl_json([reference], DAY))[0]["DOI"] == "10.1234/a_b"
    assert {("citation_doi", "10.1234/a_b"), *(("DC.identifier", each) for each in addresses)} <= set(in_head)
    assert {
        ("rights", "https://creativecommons.org/licenses/by/4.0/"),
        *(("identifier", each) for each in addresses),
    } <= set(in_oai)
    assert linked_data(version.publication, version).count("https://doi.org/10.1234/a_b") == 1


def test_a_brace_in_a_doi_does_not_break_bibtex():
    assert "doi = " not in bibtex([unsaved(doi="10.1234/a{b")], DAY)
