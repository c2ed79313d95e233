import csv
import json

import pytest

from publications.sets.feed import LICENCE
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.publications.citing.references import hard

pytestmark = pytest.mark.django_db


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
