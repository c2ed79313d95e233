import html
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from oph_site.search.models import Term
from oph_site.search.unfound import add

LIST, FORM = "admin:search_term_changelist", "admin:search_term_add"
TODAY = date(2026, 11, 29)
pytestmark = pytest.mark.usefixtures("in_english")


def text_of(answer):
    """The words of a page, without its markup."""
    return html.unescape(" ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split()))


def saved(client, **words):
    """Sends the form of a new term; the page that answers, errors and all."""
    return client.post(reverse(FORM), {"fi": "", "en": "", "sv": ""} | words, follow=True)


def rows():
    return list(Term.objects.values_list("fi", "en", "sv"))


def test_commas_spaces_and_words_written_twice_are_put_right(editor_client):
    saved(editor_client, fi=" hinta,hinnasto ;  maksu,, Hinta,", en="price  list")

    assert rows() == [("hinta, hinnasto, maksu", "price list", "")]


def test_a_word_of_another_row_is_named_with_that_row(editor_client):
    Term.objects.create(fi="hinta, hinnasto", en="price")

    answer = saved(editor_client, fi="kulut, Hinnasto", en="costs")

    assert "“Hinnasto” is already in another row: hinta, hinnasto | price. Add your words to that one." in text_of(
        answer
    )
    assert Term.objects.count() == 1


def test_the_same_word_may_stand_in_two_languages(editor_client):
    Term.objects.create(fi="media, lehdistö")

    saved(editor_client, en="media, press")

    assert Term.objects.count() == 2


def test_a_row_can_be_changed_without_being_its_own_duplicate(editor_client):
    term = Term.objects.create(fi="hinta, hinnasto")

    editor_client.post(
        reverse("admin:search_term_change", args=[term.pk]), {"fi": "hinta, hinnasto, maksu", "en": "", "sv": ""}
    )

    assert rows() == [("hinta, hinnasto, maksu", "", "")]


def test_one_word_alone_is_no_term(editor_client):
    answer = saved(editor_client, fi="hinta")

    assert "Enter at least two words that mean the same, in one language or in several." in text_of(answer)
    assert rows() == []


def test_what_was_searched_for_in_vain_stands_above_the_list_and_leads_to_a_filled_form(editor_client):
    for number in range(3):
        add([("fi", "ystävyyskoulu", TODAY - timedelta(days=number), 2)])

    page = editor_client.get(reverse(LIST))
    address = page.context["wanted"][0]["url"]
    form = editor_client.get(address)

    assert (
        "ystävyyskoulu Add to the list : ystävyyskoulu in Finnish, on 3 days, 6 times, last on 29 November 2026"
        in text_of(page)
    )
    assert form.context["adminform"].form.initial == {"fi": "ystävyyskoulu"}


def test_the_list_names_no_words_before_the_third_day(editor_client):
    for number in range(2):
        add([("fi", "ystävyyskoulu", TODAY - timedelta(days=number), 20)])

    assert "ystävyyskoulu" not in text_of(editor_client.get(reverse(LIST)))


def test_more_than_twenty_words_are_counted(editor_client):
    for number in range(3):
        add([("fi", f"sana {chr(97 + n)}", TODAY - timedelta(days=number), 1) for n in range(22)])

    page = editor_client.get(reverse(LIST))

    assert len(page.context["wanted"]) == 20
    assert "And 2 more." in text_of(page)


def test_the_list_is_searched_in_every_language(editor_client):
    Term.objects.create(fi="hinta, hinnasto", en="price", sv="pris")
    Term.objects.create(fi="vierailu", en="visit", sv="besök")

    assert [len(editor_client.get(reverse(LIST), {"q": word}).context["cl"].result_list) for word in ("hinnas", "visit", "pris")] == [1, 1, 1]  # fmt: skip


def test_others_than_editors_do_not_see_the_list(officer_client, coordinator_client):
    assert [client.get(reverse(LIST)).status_code for client in (officer_client, coordinator_client)] == [403, 403]
