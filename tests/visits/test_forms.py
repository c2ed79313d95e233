"""Every rule of the enquiry form has its own sentence, in the language of the page; what is right is understood as meant."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.visits import typed
from visits.fields import EmailLine
from visits.forms import EnquiryForm

TODAY = date(2026, 11, 24)
LONG = "x" * 100_000


def form_of(**changes):
    form = EnquiryForm(typed(**changes), today=TODAY)
    form.full_clean()
    return form


def test_right_answers_pass_as_they_were_meant():
    form = form_of(organisation="  Tartu School\u200b Association\t", group_size="14", is_flexible="on")

    assert form.errors == {}
    assert form.answers() == {
        "organisation": "Tartu School Association", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": ["curriculum", "leadership"],
        "group_size": 14, "is_flexible": True, "programme_language": "en", "message": "",
        "dates": [(date(2027, 4, 12), date(2027, 4, 13))],
    }  # fmt: skip


WRONG = [
    ("organisation", {"organisation": " "}, "Write the name of your organisation"),
    ("organisation", {"organisation": LONG}, "Shorten this to 200 characters. Now there are 100000"),
    ("organisation", {"organisation": "\u202e\u200b"}, "Write the name of your organisation"),
    ("organisation_type", {"organisation_type": ""}, "Choose the type of your organisation"),
    ("organisation_type", {"organisation_type": "castle"}, "Choose the type of your organisation from the list"),
    ("country", {"country": ""}, "Choose your country"),
    ("country", {"country": "ZZ"}, "Choose your country from the list"),
    ("contact_name", {"contact_name": ""}, "Write your name"),
    ("contact_role", {"contact_role": ""}, "Write your role in the organisation"),
    ("email", {"email": ""}, "Write your e-mail address: we answer by e-mail"),
    ("email", {"email": "training@example"}, "Write the e-mail address in full, like name@example.org"),
    ("email", {"email": "a@example.org, b@example.org"}, "Write the e-mail address in full, like name@example.org"),
    ("email", {"email": "user@xn--ä.com"}, "We cannot send mail to this address. Check its spelling, or write another address"),
    ("email", {"email": "ſ@example.org"}, "We cannot send mail to this address. Check its spelling, or write another address"),
    ("email", {"email": "user@[127.0.0.1]"}, "We cannot send mail to this address. Check its spelling, or write another address"),
    ("phone", {"phone": "call me"}, "Write the phone number with its country code, for example +372 555 0100, or leave the field empty"),
    ("aim", {"aim": ""}, "Tell us in a few sentences what you want to learn"),
    ("aim", {"aim": LONG}, "Shorten this to 2000 characters. Now there are 100000"),
    ("themes", {"themes": []}, "Choose at least one theme"),
    ("themes", {"themes": ["castles"]}, "Choose the themes from the list"),
    ("themes", {"themes": ["system", "curriculum", "early", "basic", "upper", "teachers"]}, "Choose at most 5 themes. Now there are 6"),
    ("group_size", {"group_size": ""}, "Write how many people come"),
    ("group_size", {"group_size": "a dozen"}, "Write the number of people in digits, for example 14"),
    ("group_size", {"group_size": "-5"}, "Write the number of people in digits, for example 14"),
    ("group_size", {"group_size": "1_4"}, "Write the number of people in digits, for example 14"),
    ("group_size", {"group_size": "²0"}, "Write the number of people in digits, for example 14"),
    ("group_size", {"group_size": "9" * 5000}, "Shorten this to 20 characters. Now there are 5000"),
    ("group_size", {"group_size": "4"}, "Groups have 5 to 25 people. Write a number between them, or ask for two programmes"),
    ("group_size", {"group_size": "26"}, "Groups have 5 to 25 people. Write a number between them, or ask for two programmes"),
    ("first_1", {"first_1_day": "", "first_1_month": "", "first_1_year": ""}, "Write the first day of the visit, or mark your dates as flexible"),
    ("first_1", {"first_1_year": ""}, "Write all three parts of the date: day, month and year"),
    ("first_1", {"first_1_month": "Smarch"}, "Write the day, the month and the year as numbers, for example 12 4 2027"),
    ("first_1", {"first_1_day": LONG}, "Write the day, the month and the year as numbers, for example 12 4 2027"),
    ("first_1", {"first_1_year": "27"}, "Write the year with four digits, for example 2027"),
    ("first_1", {"first_1_day": "31"}, "There is no such day in the calendar. Check the day and the month"),
    ("first_1", {"first_1_year": "0000"}, "There is no such day in the calendar. Check the day and the month"),
    ("first_1", {"first_1_day": "18", "first_1_month": "1"}, "The first day must be 19 January 2027 or later, eight weeks from today"),
    ("first_1", {"first_1_year": "2026"}, "The first day must be 19 January 2027 or later, eight weeks from today"),
    ("first_1", {"first_1_year": "9999"}, "Write a first day before 23 November 2028"),
    ("last_1", {"last_1_day": "", "last_1_month": "", "last_1_year": ""}, "Write the last day of the visit"),
    ("last_1", {"last_1_day": "11"}, "The last day must not be before the first day"),
    ("last_1", {"last_1_day": "12", "last_1_month": "5"}, "The dates may cover 30 days at most. Write an earlier last day"),
    ("last_2", {"first_2_day": "1.6.2027"}, "Write the last day of the other dates"),
    ("first_2", {"last_2_day": "1.6.2027"}, "Write the first day of the other dates, or leave them all empty"),
    ("programme_language", {"programme_language": ""}, "Choose the language of the programme"),
    ("programme_language", {"programme_language": "la"}, "Choose the language of the programme from the list"),
    ("message", {"message": "y" * 2001}, "Shorten this to 2000 characters. Now there are 2001"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "changes", "sentence"), WRONG)
def test_each_mistake_gets_its_own_sentence_beside_its_field(field, changes, sentence, in_english):
    assert form_of(**changes).errors == {field: [sentence]}


@pytest.mark.parametrize(("field", "changes", "sentence"), WRONG)
def test_each_sentence_exists_in_finnish(field, changes, sentence):
    with translation.override("fi"):
        found = [str(message) for _id, message in form_of(**changes).problems()]

    assert len(found) == 1
    assert found != [sentence]


@pytest.mark.parametrize(("field", "typed", "kept"), [
    ("organisation", "School\r\nBcc: all@example.org", "School Bcc: all@example.org"),
    ("organisation", "School\u2028Two\x0bThree\0", "School Two Three"),
    ("organisation", "Kansain\u00adva\u0308linen\u202e\ufeff", "Kansainvälinen"),
    ("contact_name", "علی\u200cرضا می\u200cرزایی", "علی\u200cرضا می\u200cرزایی"),
    ("contact_name", "क्\u200dष\u200c Anna\u200cMaria", "क्\u200dष\u200c AnnaMaria"),
    ("email", "\u200btraining\u00ad@example.org", "training@example.org"),
    ("aim", "Learn\x0bmore\x0cand\u2028more\x00\x1bnow", "Learn\nmore\nand\nmore  now"),
    ("message", "A\u0308iti 👩\u200d🏫 \u202eabc", "Äiti 👩\u200d🏫 abc"),
])  # fmt: skip
def test_characters_that_nobody_sees_are_mended_and_never_refused(field, typed, kept):
    form = form_of(**{field: typed})

    assert form.errors == {}
    assert form.cleaned_data[field] == kept


SAME_DAY = [
    ("12", "4", "2027"), ("12", "04", "2027"), ("012", "4.", "2027"), (" 12. ", " April ", "2027"), ("12", "apr", "2027"),
    ("12", "HUHTIKUU", "2027"), ("12", "huhtikuuta", "2027"), ("١٢", "٤", "٢٠٢٧"),
    ("12.4.2027", "", ""), ("12/4/2027", "", ""), ("2027-04-12", "", ""), ("12. huhtikuuta 2027", "", ""),
    ("12 April 2027", "", ""), ("April 12, 2027", "", ""), ("12.4.2027", "5", "2028"),
]  # fmt: skip


@pytest.mark.parametrize("boxes", SAME_DAY)
def test_a_date_is_understood_however_it_is_written(boxes):
    form = form_of(**dict(zip(["first_1_day", "first_1_month", "first_1_year"], boxes, strict=True)))

    assert form.errors == {}
    assert form.cleaned_data["first_1"] == date(2027, 4, 12)


def test_flexible_dates_need_no_range():
    no_dates = {name: "" for name in typed() if name.startswith(("first", "last"))}

    form = form_of(**no_dates, is_flexible="on")

    assert form.errors == {}
    assert form.answers()["dates"] == []


def test_a_wrong_first_day_and_a_missing_last_day_are_told_at_once():
    form = form_of(first_1_day="40", last_1_day="", last_1_month="", last_1_year="")

    assert list(form.errors) == ["first_1", "last_1"]


def test_a_range_of_thirty_days_is_not_too_long():
    assert form_of(last_1_day="11", last_1_month="5").errors == {}  # from 12 April


def test_two_ranges_are_kept_in_their_order():
    form = form_of(first_2_day="3.5.2027", last_2_day="3.5.2027")

    assert form.answers()["dates"] == [
        (date(2027, 4, 12), date(2027, 4, 13)), (date(2027, 5, 3), date(2027, 5, 3)),
    ]  # fmt: skip


@pytest.mark.parametrize("digits", ["١٤", "१४", "１４"])
def test_digits_of_other_scripts_are_understood(digits):
    assert form_of(group_size=digits).cleaned_data["group_size"] == 14


def test_windows_line_breaks_count_once():
    assert form_of(aim="\r\n".join(["line"] * 400)).errors == {}  # 1999 characters, 2398 with the carriage returns


def test_countries_stand_in_the_order_of_the_page_language():
    with translation.override("fi"):
        finnish = [name for _code, name in EnquiryForm().fields["country"].choices]
    with translation.override("en"):
        english = [name for _code, name in EnquiryForm().fields["country"].choices]

    assert [finnish[1], finnish[-1]] == ["Afganistan", "Zimbabwe"]
    assert finnish.index("Venezuela") < finnish.index("Venäjä")
    assert english[1:4] == ["Afghanistan", "Åland Islands", "Albania"]


FIELDS = [name for name in typed() if name != "themes"] + ["first_2_day", "last_2_year", "is_flexible"]
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


@given(field=st.sampled_from(FIELDS), text=ANYTHING)
def test_any_text_in_any_field_is_accepted_or_has_a_sentence(field, text):
    form = form_of(**{field: text})

    if form.is_valid():
        assert form.answers()
    else:
        assert all(sentence for _id, sentence in form.problems())


@pytest.mark.parametrize(
    "typed",
    [
        "mari@example.org.", "mari@example.org;", "<mari@example.org>", "(mari@example.org).", "“mari@example.org”", "'mari@example.org'",
        "mailto:mari@example.org", "MAILTO:mari@example.org?subject=Visit", "Mari Tamm <mari@example.org>", '"Tamm, Mari" <mari@example.org>,',
        "Mari Tamm [mailto:mari@example.org]", "mari@example.org <mari@example.org>", "Mari Tamm (mari@example.org)", "<mailto:mari@example.org>",
    ],
)  # fmt: skip
def test_an_address_is_taken_out_of_its_wrapping(typed):
    assert EmailLine(missing="-", wrong="-").clean(typed) == "mari@example.org"


@pytest.mark.parametrize(
    "typed", ["a@example.org, b@example.org", "A <a@example.org>, B <b@example.org>", "mailto:", "Mari Tamm <>", "<a@example.org> b@example.org"]
)  # fmt: skip
def test_text_with_no_address_or_several_is_refused(typed):
    with pytest.raises(ValidationError):
        EmailLine(missing="-", wrong="-").clean(typed)
