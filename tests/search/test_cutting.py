import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.search.cutting import LONGEST, cut, fold, without_dots


def texts_of(text):
    return [word.text for word in cut(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Opas opettajille.", ["opas", "opettajille"]),
        ("(“Koulu”, 2021)", ["koulu", "2021"]),
        ("koulu\u00adtus, kansain\u200bvälinen", ["koulutus", "kansainvälinen"]),
        (unicodedata.normalize("NFD", "Äitiys Åbo"), ["äitiys", "åbo"]),
        ("Erasmus+-ohjelma", ["erasmus", "ohjelma"]),
        ("e-oppiminen", ["e-oppiminen", "e", "oppiminen"]),
        ("Suomi–Ruotsi", ["suomi-ruotsi", "suomi", "ruotsi"]),
        ("koulu- ja opetustoimi", ["koulu", "ja", "opetustoimi"]),
        ("EU:n OPH:lla S2:een 5:nnen", ["eu", "oph", "s2", "5"]),
        ("Huom:tärkeää", ["huom", "tärkeää"]),
        ("Bordeaux’ssa teacher's don't raa'an", ["bordeaux", "teacher", "don't", "raa'an"]),
        ("2021:11 ja 2011/16", ["2021:11", "2021", "11", "ja", "2011:16", "2011", "16"]),
        ("klo 10.30–12", ["klo", "10", "30-12", "30", "12"]),
        ("a_b oph.fi", ["a", "b", "oph", "fi"]),
    ],
)
def test_a_text_is_cut_into_words(text, words):
    assert texts_of(text) == words


@pytest.mark.parametrize(
    "text", ["978-952-13-9121-7", "978 952 13 9121 7", "978\u2011952\u201313\u20129121\u20147", "9789521391217"]
)
def test_an_isbn_is_one_word_whatever_stands_between_its_digits(text):
    assert texts_of(f"ISBN {text}.") == ["isbn", "9789521391217"]


def test_an_isbn_of_ten_signs_is_the_same_as_that_of_13():
    assert texts_of("952-13-1121-5 951 1 23676 8") == texts_of("9789521311215 9789511236764")


def test_ten_digits_that_are_no_isbn_stay_what_they_are():
    assert texts_of("029 533 1000") == ["029", "533", "1000"]


def test_an_issn_is_one_word_and_its_halves_too():
    assert texts_of("ISSN 1798-8918") == ["issn", "17988918", "1798-8918", "1798", "8918"]
    assert texts_of("17988918") == ["17988918"]


def test_years_are_no_issn():
    assert texts_of("2015–2020") == ["2015-2020", "2015", "2020"]


def test_a_very_long_word_is_shortened():
    assert texts_of("x" * 10_000) == ["x" * LONGEST]


def test_words_say_where_they_stand_in_the_text_as_given():
    text = "Koulu\u00adtus: e-oppi, ISBN 978-952-13-9121-7"

    assert [text[word.start : word.end] for word in cut(text)] == [
        "Koulu\u00adtus", "e-oppi", "e", "oppi", "ISBN", "978-952-13-9121-7",
    ]  # fmt: skip


@given(st.text())
def test_any_text_can_be_cut(text):
    words = cut(text)

    assert all(word.text and 0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@given(st.lists(st.from_regex(r"[a-zåäö]{1,9}", fullmatch=True)))
def test_plain_words_are_cut_at_spaces(words):
    assert texts_of(" ".join(words).upper()) == words


@given(st.text())
def test_what_was_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_leaves_nothing_that_a_database_refuses(text):
    fold(text).encode()

    assert "\0" not in fold(text)


def test_dots_and_accents_can_be_left_out():
    assert without_dots(fold("Äidinkieli, Åland, työ, Café")) == "aidinkieli, aland, tyo, cafe"


@pytest.mark.parametrize("before", ["s. 16 ", "2011:16\n", "puh. 0295 331 000 "])
def test_numbers_before_an_isbn_do_not_hide_it(before):
    assert "9789521349317" in [word.text for word in cut(f"{before}978-952-13-4931-7")]
