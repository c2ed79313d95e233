import csv
import json
import re

import pytest

from pages.editions.publishing import publish
from publications.fields import FIELDS
from publications.models import Publication
from publications.sets.feed import LICENCE
from tests.factories.pages import HomeFactory, PageFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.publications.citing.references import hard
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing():
    home = HomeFactory()
    pages = [home, PageFactory(parent=home, key="publications", kind="publications", slug_en="publications")]
    for page in pages:
        publish(page, "en", by=None)


def table(client, path="/en/publications.csv", separator=","):
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=separator))


def test_the_table_has_a_row_for_each_language_version(visitor):
    version = hard()
    LanguageVersionFactory(publication=version.publication, language="sv", title="Skolan")
    LanguageVersionFactory(publication=PublicationFactory(state="draft"))
    LanguageVersionFactory(publication=PublicationFactory(state="withdrawn"))

    first, second = table(visitor)

    assert [first["Language"], second["Language"], second["Title"]] == ["en", "sv", "Skolan"]
    assert [first[name] for name in ("ISBN, PDF", "Number in the series", "Pages", "Address", "Licence of this data")] == [
        "978-952-13-4935-5", "2011:34", "36", "http://testserver/en/publications/kova/", "CC0 1.0",
    ]  # fmt: skip
    assert [row["Kieli"] for row in table(visitor, "/fi/julkaisut.csv", ";")] == ["en", "sv"]


def test_the_data_says_all_that_the_record_has(visitor):
    newer = LanguageVersionFactory(publication__slug="uusi").publication
    version = hard(doi="10.1234/ab", urn="URN:ISBN:978-952-13-4935-5")
    Publication.objects.filter(pk=version.publication_id).update(
        authors="Meikäläinen, Maija\nMallikas, Matti", licence="cc-by", replaced_by=newer, status_on="2026-11-02",
        status_reason_fi="Uusittu.", status_reason_en="Renewed.",
    )  # fmt: skip
    file = "http://testserver/en/publications/kova/en.pdf"
    document = version.document

    row = next(row for row in table(visitor) if row["Title"].startswith("Ää"))
    data = next(
        each
        for each in json.loads(visitor.get("/en/publications.json").content)["publications"]
        if each["id"] == version.publication_id
    )

    assert [row[name] for name in ("Authors", "DOI", "URN", "Licence of the publication", "Status", "Status since", "Reason", "Replaced by")] == [
        "Meikäläinen, Maija; Mallikas, Matti", "10.1234/ab", "URN:ISBN:978-952-13-4935-5", "CC BY 4.0", "Replaced by a newer one",
        "2026-11-02", "Renewed.", "http://testserver/en/publications/uusi/",
    ]  # fmt: skip
    assert [row["File"], row["Size of the file"], row["SHA-256"]] == [file, str(document.size), document.sha256]
    assert {name: data[name] for name in ("authors", "licence", "status", "status_on", "status_reason", "replaced_by")} == {
        "authors": [{"family": "Meikäläinen", "given": "Maija"}, {"family": "Mallikas", "given": "Matti"}],
        "licence": "https://creativecommons.org/licenses/by/4.0/", "status": "replaced", "status_on": "2026-11-02",
        "status_reason": {"fi": "Uusittu.", "en": "Renewed."}, "replaced_by": "http://testserver/en/publications/uusi/",
    }  # fmt: skip
    assert [data["versions"][0][name] for name in ("doi", "urn", "file", "pages")] == [
        "10.1234/ab",
        version.urn,
        file,
        36,
    ]


def test_what_was_withdrawn_says_so_and_has_no_file(visitor):
    version = hard()
    Publication.objects.update(state="withdrawn", status_on="2026-11-02")

    (row,) = table(visitor)

    assert [row["Status"], row["Status since"], row["File"], row["SHA-256"]] == ["Withdrawn", "2026-11-02", "", ""]
    assert row["ISBN, PDF"] == version.isbn_pdf


def test_the_list_says_what_each_field_is(visitor, landing):
    LanguageVersionFactory()

    html = as_read(visitor.get("/en/publications/").text)

    assert (
        re.findall(r"<dt>([^<]*)</dt>", html)[: len(FIELDS)]
        == next(csv.reader(visitor.get("/en/publications.csv").content.decode("utf-8-sig").splitlines()))[:-1]
    )
    assert "<dd>Check sum of today’s file.</dd>" in html


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u00ad=1", "\x0b=1"])
def test_no_cell_is_a_formula(visitor, title):
    LanguageVersionFactory(title=title, number=title)

    (row,) = table(visitor)

    assert [row["Title"][0], row["Number in the series"][0]] == ["'", "'"] or row["Title"][0] in " "


def test_json_has_each_publication_once_in_every_language_of_the_site(visitor):
    version = hard()
    LanguageVersionFactory(publication=version.publication, language="sv", title="Skolan")

    answer = visitor.get("/en/publications.json")

    data = json.loads(answer.content)
    (publication,) = data["publications"]
    assert data["licence"] == LICENCE in answer["Link"]
    assert publication["summary"] == {"fi": "Tiivistelmä suomeksi.", "en": "What it {says}:\n50 %."}
    assert [each["language"] for each in publication["versions"]] == ["en", "sv"]
    assert publication["versions"][1] == {"language": "sv", "title": "Skolan", "year": 2018}


def test_an_empty_catalogue_is_an_empty_table(visitor):
    assert table(visitor) == []
    assert json.loads(visitor.get("/fi/julkaisut.json").content)["publications"] == []
