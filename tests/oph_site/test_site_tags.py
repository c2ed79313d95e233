import pytest

from oph_site.line_breaks import bound
from oph_site.search.analysis import words
from oph_site.templatetags.site import hyphenated, in_brief
from tests.search.conftest import dictionary


def test_long_finnish_compounds_may_be_broken_between_their_parts(monkeypatch):
    known = dictionary("fi", "koulutus:\norganisaatio: organisaatiot\nasiakirja:\njulkisuus:\nkuvaus:")
    monkeypatch.setattr(words, "_dictionaries", {"fi": known})

    assert hyphenated("Koulutusorganisaatiot ja Maailman\u00adkansalaisuus", "fi").replace("\u00ad", "|") == (
        "Koulutus|organisaatiot ja Maailman|kansalaisuus"
    )
    assert hyphenated("Asiakirjajulkisuuskuvaus", "fi").replace("\u00ad", "|") == "Asiakirja|julkisuus|kuvaus"
    assert hyphenated("Julkaisut", "fi") == "Julkaisut"
    assert hyphenated("Internationalisation", "en") == "Internationalisation"


def test_a_description_ends_with_a_whole_word():
    assert in_brief("Kansain\u00advälinen " * 20).endswith("Kansainvälinen …")
    assert len(in_brief("word " * 100)) <= 160
    assert in_brief(None) == ""


@pytest.mark.parametrize(("written", "shown"), [
    ("Erasmus+ -ohjelman", "Erasmus+ \u2011ohjelman"), ("esi- ja perusopetus", "esi- ja perusopetus"), ("-5 °C", "-5 °C"),
    ("tiistaina klo 17–19", "tiistaina klo\u00a017–19"), ("5–25 henkeä, 30 päivää", "5–25\u00a0henkeä, 30\u00a0päivää"),
    ("1 December 2026", "1\u00a0December 2026"), ("25,5 %", "25,5\u00a0%"), ("Nordplus 2 on ohjelma", "Nordplus 2 on ohjelma"),
])  # fmt: skip
def test_no_line_ends_within_a_date_or_between_a_number_and_what_it_counts(written, shown):
    assert bound(written) == shown
