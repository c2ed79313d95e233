from collections import Counter

from oph_site.search.models import Term
from oph_site.search.starting_terms import add_starting_terms, starting_terms


def test_every_row_has_words_that_mean_the_same():
    assert [row for row in starting_terms() if len(Term(**row).all_words()) < 2] == []


def test_a_word_stands_in_one_row():
    places = Counter(
        (language, word.casefold())
        for row in starting_terms()
        for language in Term.LANGUAGES
        for word in Term(**row).words(language)
    )

    assert [place for place, number in places.items() if number > 1] == []


def test_rows_are_written_as_the_form_would_write_them(db):
    for row in starting_terms():
        term = Term(**row)
        term.full_clean()

        assert row == {language: ", ".join(term.words(language)) for language in Term.LANGUAGES}


def test_an_empty_list_is_filled_once(db):
    assert add_starting_terms() == Term.objects.count() == len(starting_terms())
    assert add_starting_terms() == 0


def test_the_list_of_editors_stays_as_it_is(db):
    Term.objects.create(fi="amis, ammatillinen koulutus")

    assert add_starting_terms() == 0
    assert Term.objects.count() == 1
