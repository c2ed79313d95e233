import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.files.worker.hyphens import Joiner


def joined(page, *other_pages):
    return Joiner([page, *other_pages]).join(page)


@pytest.mark.parametrize(("parted", "whole"), [
    ("koulu\ufffetus", "koulutus"),
    ("koulu-\ntus", "koulutus"),
    ("koulu\u2010 \n tus", "koulutus"),
    ("Opetus\ufffehallituksen", "Opetushallituksen"),
    ("KANSAIN\ufffeVÄLISYYS", "KANSAINVÄLISYYS"),
    ("EU\ufffemaat", "EU-maat"),
    ("S2\ufffeopetus", "S2-opetus"),
    ("e\ufffeoppiminen", "e-oppiminen"),
    ("2020-\n2021", "2020-2021"),
    ("Pohjola\ufffeNorden", "Pohjola-Norden"),
    ("linja\ufffeauto", "linja-auto"),
    ("maa\ufffeja metsätalous", "maa- ja metsätalous"),
    ("skol\ufffeoch fritid", "skol- och fritid"),
    ("Sivu 1 -\n2 – kolmas –\nneljäs", "Sivu 1 -\n2 – kolmas –\nneljäs"),
])  # fmt: skip
def test_a_word_parted_at_the_end_of_a_line_is_made_whole(parted, whole):
    assert joined(parted) == whole


@pytest.mark.parametrize(("parted", "elsewhere", "whole"), [
    ("opetta\ufffeja", "Opettaja opettaa.", "opettaja"),
    ("Erasmus\ufffeohjelma", "Mikä on Erasmus+?", "Erasmus-ohjelma"),
    ("Erasmus\ufffeohjelma", "Erasmus-ohjelmassa on", "Erasmus-ohjelma"),
    ("Opetus\ufffehallitus", "Opetus- ja kulttuuriministeriö", "Opetushallitus"),
    ("long\ufffeterm", "a Long-term plan", "long-term"),
    ("linja\ufffeauto", "linjaauto", "linjaauto"),
])  # fmt: skip
def test_the_rest_of_the_file_says_whether_the_hyphen_belongs_to_the_word(parted, elsewhere, whole):
    assert joined(parted, elsewhere) == whole


@given(st.lists(st.text(alphabet="aäAÄ1-+_ \n\ufffe\u2010\U0001d465", max_size=30), max_size=4))
def test_nothing_but_hyphens_and_ends_of_lines_is_lost(pages):
    def letters(text):
        return [letter for letter in text if letter.isalnum()]

    joiner = Joiner(pages)

    assert [letters(joiner.join(page)) for page in pages] == [letters(page) for page in pages]


def test_a_long_page_without_spaces_takes_no_time():
    assert joined("a" * 20_000 + "\ufffe" + "b" * 20_000) == "a" * 20_000 + "b" * 20_000
