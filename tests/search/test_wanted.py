from datetime import date, timedelta

from oph_site.search.models import Term
from oph_site.search.unfound import add
from oph_site.search.wanted import in_words, remedy_url, wanted

TODAY = date(2026, 11, 29)


def days_before(number):
    return TODAY - timedelta(days=number)


def test_editors_see_what_was_asked_on_three_days_most_days_first(db):
    for text, days in {"amis": [0, 1, 2], "maikka": [0, 1], "taitaja": [0, 3, 9, 12]}.items():
        add([("fi", text, days_before(number), 2) for number in days])
    add([("en", "amis", days_before(number), 1) for number in (0, 1)])

    assert wanted() == [
        {"language": "fi", "text": "taitaja", "days": 4, "total": 8, "last": TODAY},
        {"language": "fi", "text": "amis", "days": 3, "total": 6, "last": TODAY},
    ]


def test_a_word_that_got_its_term_is_no_longer_wanted(db):
    add([("fi", "amis", days_before(number), 1) for number in range(3)])

    Term.objects.create(fi="ammatillinen koulutus,  Amis")

    assert wanted() == []


def test_a_row_says_how_much_it_is_wanted_and_leads_to_its_remedy(in_english):
    row = {"language": "fi", "text": "ystävyys & koulu", "days": 3, "total": 7, "last": TODAY}

    assert in_words(row) == "in Finnish, on 3 days, 7 times, last on 29 November 2026"
    assert remedy_url(row) == "/admin/search/term/add/?fi=yst%C3%A4vyys+%26+koulu"
