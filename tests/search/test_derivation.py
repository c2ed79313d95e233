import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.search.analysis import derivation, stem


@pytest.mark.parametrize(
    ("language", "words", "common"),
    [
        ("fi", "rahoittaa rahoitus rahoittaja rahoittaminen", "rahoit"),
        ("fi", "suunnitella suunnittelu suunnitelma suunnittelija", "suunnit"),
        ("fi", "kansainvälinen kansainvälisyys kansainvälistyä kansainvälistyminen", "kansainväl"),
        ("fi", "vierailu vierailla vierailija", "vierail"),
        ("fi", "tilasto tilastollinen", "tilast"),
        ("en", "teach teacher teaching", "teach"),
        ("en", "assess assessment assessor", "assess"),
        ("en", "international internationalise internationalisation", "internation"),
        ("en", "internship", "intern"),
        ("fi", "tutkia tutkimus tutkija", "tutki"),
        ("en", "qualify qualification", "qualif"),
    ],
)
def test_words_of_a_family_have_something_in_common(language, words, common):
    assert {derivation(word, language) for word in words.split()} == {common}


@pytest.mark.parametrize("word", ["opas", "luokka", "haku"])
def test_short_words_have_no_family(word):
    assert derivation(word, "fi") == ""


def test_other_languages_have_no_families():
    assert derivation("utbildning", "sv") == ""


def test_stems_are_those_of_the_language():
    assert [stem("koulutus", "fi"), stem("policy", "en"), stem("skolorna", "sv"), stem("école", "fr")] == [
        "koulutus", "polici", "skol", "école",
    ]  # fmt: skip


@given(st.text(), st.sampled_from(["fi", "en", "sv", "xx"]))
def test_any_word_has_a_stem(word, language):
    stem(word, language)
    derivation(word, language)
