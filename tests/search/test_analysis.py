import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oph_site.search import analysis
from oph_site.search.analysis import Analysis, analyse, stop_words, version, with_dots
from oph_site.search.cutting import fold


def test_a_compound_has_a_base_form_and_parts(with_words):
    assert analyse("valtionavustuksen", "fi") == Analysis(("valtionavustus",), ("valtio", "avustus"), is_known=True)


def test_what_is_unknown_is_its_own_base_form(with_words):
    assert analyse("xyzzy", "fi") == analyse("xyzzy", "en") == Analysis(("xyzzy",), (), is_known=False)


def test_the_parts_are_never_base_forms_of_the_same_word(with_words):
    bases, parts, _ = analyse("lukukausimaksun", "fi")

    assert set(bases).isdisjoint(parts)


def test_stop_words_are_not_analysed(with_words):
    assert analyse("jonka", "fi") == Analysis(("jonka",), (), is_known=True)


def test_without_word_data_every_word_is_its_own_base_form():
    assert analyse("koulujen", "fi") == Analysis(("koulujen",), (), is_known=False)
    assert with_dots("lahikoulu") == []


def test_a_language_without_word_data_gets_stems_alone(with_words):
    assert analyse("skolorna", "sv") == Analysis(("skolorna",), (), is_known=False)


def test_the_version_says_what_analyses(with_words):
    assert version() == f"simplemma 2.0.0, rules {analysis.RULES}"


def test_without_word_data_the_version_is_another():
    assert version() == f"snowball 3.1.1, rules {analysis.RULES}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tarkea", ["tärkeä"]),
        ("etaopetus", ["etäopetus"]),
        ("etaopetuksessa", ["etäopetuksessa"]),
        ("savellajin", ["sävellajin"]),
        ("kansainvalistymisen", ["kansainvälistymisen"]),
        ("yhteistyon", ["yhteistyön"]),
        ("koulu", []),
        ("xyzzao", []),
        ("o" * 200, []),
    ],
)
def test_forgotten_dots_are_put_back(with_words, typed, meant):
    assert with_dots(typed) == meant


def test_stop_words_stand_as_words_are_compared():
    assert all(word == fold(word) for words in stop_words.STOP_WORDS.values() for word in words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(), language=st.sampled_from(["fi", "en", "sv", "xx"]))
def test_any_word_can_be_analysed(with_words, word, language):
    assert analyse(word, language).bases
    with_dots(word)
