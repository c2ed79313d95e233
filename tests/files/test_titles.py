import pytest

from oph_site.files.titles import real_title

MADE_BY_PROGRAMS = """
Microsoft Word - Testeingabe.docx|Microsoft Word - Opas 2026|Microsoft PowerPoint - esitys|PowerPoint - Opas|PowerPoint Presentation
PowerPoint-esitys|raportti.doc|Raportti lopullinen.DOCX|taulukko.xls|opas.indd|guide.pdf|opas.docx (2)|opas.docx - Google Docs
Untitled|Untitled-1|Untitled document|untitled 3.indd|Document1|Document|Nimetön|Nimetön asiakirja|Namnlös|Asiakirja1|Esitys1
Presentation1|Työkirja1|Book1|Slide 1|Dia 1|raportti_final_v3|C:\\Users\\anna\\opas|file:///H:/opas|https://www.oph.fi/opas|12345|-|Scan 2026-11-29
"""
WRITTEN_BY_PEOPLE = """
Skolan möter världen|Opas 2026|Word in the classroom|Document of the year 2026|Esitys eduskunnalle|Nimetön marsalkka|Book of good practices
PowerPoint as a tool of learning|Julkaisu|New national core curriculum|Title and abstract: how to write them|Kansainvälisyys.fi|Layout of schools
"""


def cases(text):
    return [title for title in text.replace("\n", "|").split("|") if title]


@pytest.mark.parametrize("title", cases(MADE_BY_PROGRAMS))
def test_what_a_program_wrote_is_no_title(title):
    assert real_title(title) == ""


@pytest.mark.parametrize("title", cases(WRITTEN_BY_PEOPLE))
def test_what_a_person_wrote_is_kept(title):
    assert real_title(title) == title
