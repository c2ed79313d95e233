import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.models import LanguageVersion, Publication, Series
from publications.reference_files import bibtex, ris
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory


@pytest.mark.django_db
def test_a_publication_is_offered_to_reference_managers(visitor):
    publication = PublicationFactory(slug="koulu", type="report", corporate_author_en="EDUFI")
    LanguageVersionFactory(
        publication=publication, language="en", title="Schools", subtitle="A guide", year=2011, pages=36,
        series=SeriesFactory(title="Publications"), number="2011:34", isbn_pdf="978-952-13-4935-5",
    )  # fmt: skip

    answer = visitor.get("/en/publications/koulu/en.ris")

    assert answer.text.split("\r\n") == [
        "TY  - RPRT", "TI  - Schools: A guide", "AU  - EDUFI", "PB  - EDUFI", "PY  - 2011", "T2  - Publications",
        "SV  - 2011:34", "SP  - 36", "SN  - 978-952-13-4935-5", "LA  - en",
        "UR  - http://testserver/en/publications/koulu/", "ER  - ", "",
    ]  # fmt: skip
    assert answer["Content-Disposition"] == 'attachment; filename="koulu-en.ris"'
    assert "@techreport{oph-koulu-en," in visitor.get("/en/publications/koulu/en.bib").text
    assert "/en/publications/koulu/en.bib" in visitor.get("/en/publications/koulu/").text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["koulu/sv.ris", "koulu/fi.pdf", "ei/fi.ris", "luonnos/fi.ris"])
def test_what_is_not_there_is_not_found(visitor, path):
    LanguageVersionFactory(publication=PublicationFactory(slug="koulu"), language="fi")
    LanguageVersionFactory(publication=PublicationFactory(slug="luonnos", state="draft"), language="fi")

    assert visitor.get(f"/fi/julkaisut/{path}").status_code == 404


@given(st.text(min_size=1), st.text())
def test_no_title_breaks_out_of_its_line_or_braces(title, name):
    version = LanguageVersion(
        publication=Publication(slug="a", type="guide", corporate_author=name), title=title, language="fi", series=Series(title=title)
    )  # fmt: skip

    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(version).split("\r\n")[:-1])
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in bibtex(version)))  # as BibTeX counts them
    assert (min(depths) >= 0, depths[-1]) == (True, 0)


def test_a_body_is_no_person_and_a_language_has_its_latex_name():
    publication = Publication(slug="a", type="guide", corporate_author="Ministry of Education, Science and Culture")
    version = LanguageVersion(publication=publication, title="Sets {A", language="se")

    assert "AU  - Ministry of Education Science and Culture\r\nPB  - Ministry of Education, Science and Culture" in ris(
        version
    )
    assert "langid = {northernsami}" in bibtex(version)
    assert r"Sets {\textbraceleft}A" in bibtex(version)
