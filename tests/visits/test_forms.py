"""Every rule of the enquiry form has its own sentence, in the language of the page; what is right is understood as meant."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oph_site.public_forms.fields import EmailLine
from tests.factories.visits import LectureFactory, ThemeFactory, VisitRulesFactory, themes, typed
from visits.countries import countries, country_name
from visits.forms import EnquiryForm
from visits.intake import Intake

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
CONTROLS = [
    "organisation", "on_behalf_of", "organisation_type", "country", "contact_name", "contact_role", "email", "phone", "aim",
    "themes", "lectures", "sites", "group_size", "length", "first_1_day", "first_1_month", "first_1_year", "last_1_day",
    "first_2_day", "last_2_year", "is_flexible", "programme_language", "has_lunch", "access_needs", "visa_letters", "payer", "message",
]  # fmt: skip
LONG = "x" * 100_000


def form_of(**changes):
    form = EnquiryForm(typed(**changes), intake=Intake(TODAY))
    form.full_clean()
    return form


def test_right_answers_pass_as_they_were_meant():
    lecture = LectureFactory()

    form = form_of(
        organisation="  Tartu School\u200b Association\t", group_size="14", is_flexible="on", lectures=[str(lecture.pk)],
        sites=["basic", "day-care"], has_lunch="on", visa_letters="3", payer="erasmus", access_needs="Step-free routes",
        on_behalf_of="City of Tartu",
    )  # fmt: skip

    assert form.errors == {}
    assert form.answers() == {
        "organisation": "Tartu School Association", "on_behalf_of": "City of Tartu", "organisation_type": "ngo", "country": "EE",
        "contact_name": "Head of Training", "contact_role": "Head of training", "email": "training@example.org", "phone": "",
        "aim": "We want to learn how schools plan their own curricula.", "themes": themes(), "lectures": [lecture],
        "sites": ["day-care", "basic"], "group_size": 14, "length": "2", "is_flexible": True, "programme_language": "en",
        "has_lunch": True, "has_coffee": False, "access_needs": "Step-free routes", "visa_letters": 3, "payer": "erasmus",
        "message": "", "dates": [(date(2027, 4, 12), date(2027, 4, 13))],
    }  # fmt: skip


def test_little_is_required():
    form = EnquiryForm({}, intake=Intake(TODAY))
    themes()

    required = EnquiryForm({}, intake=Intake(TODAY)).errors

    assert set(required) == {
        "organisation", "organisation_type", "country", "contact_name", "contact_role", "email", "aim", "themes",
        "group_size", "length", "first_1", "last_1", "programme_language",
    }  # fmt: skip
    assert "themes" not in form.errors  # a site without themes does not ask for them


WRONG = [
    ("organisation", {"organisation": " "}, "Enter the name of your organisation"),
    ("organisation", {"organisation": LONG}, "Shorten this to 200 characters. Now there are 100000"),
    ("organisation", {"organisation": "\u202e\u200b"}, "Enter the name of your organisation"),
    ("on_behalf_of", {"on_behalf_of": LONG}, "Shorten this to 200 characters. Now there are 100000"),
    ("organisation_type", {"organisation_type": ""}, "Choose the type of your organisation"),
    ("organisation_type", {"organisation_type": "castle"}, "Choose the type of your organisation from the list"),
    ("country", {"country": ""}, "Choose your country"),
    ("country", {"country": "ZZ"}, "Choose your country from the list"),
    ("contact_name", {"contact_name": ""}, "Enter your name"),
    ("contact_role", {"contact_role": ""}, "Enter your role in the organisation"),
    ("email", {"email": ""}, "Enter your e-mail address: we answer by e-mail"),
    ("email", {"email": "training@example"}, "Enter the e-mail address in full, like name@example.org"),
    ("email", {"email": "a@example.org, b@example.org"}, "Enter the e-mail address in full, like name@example.org"),
    ("email", {"email": "user@xn--ä.com"}, "We cannot send mail to this address. Check its spelling, or enter another address"),
    ("email", {"email": "ſ@example.org"}, "We cannot send mail to this address. Check its spelling, or enter another address"),
    ("email", {"email": "user@[127.0.0.1]"}, "We cannot send mail to this address. Check its spelling, or enter another address"),
    ("phone", {"phone": "call me"}, "Enter the phone number with its country code, for example +372 555 0100, or leave the field empty"),
    ("aim", {"aim": ""}, "Tell us in a few sentences what you want to learn"),
    ("aim", {"aim": LONG}, "Shorten this to 2000 characters. Now there are 100000"),
    ("themes", {"themes": []}, "Choose at least one theme"),
    ("themes", {"themes": ["castles"]}, "Choose the themes from the list"),
    ("themes", {"themes": ["9" * 400]}, "Choose the themes from the list"),
    ("themes", {"themes": ["1\0"]}, "Choose the themes from the list"),
    ("lectures", {"lectures": ["-1"]}, "Choose the lectures from the list"),
    ("sites", {"sites": ["castle"]}, "Choose the places from the list"),
    ("group_size", {"group_size": ""}, "Enter the number of people"),
    ("group_size", {"group_size": "a dozen"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "-5"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "1_4"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "²0"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "14,5"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "12 + 2"}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "9" * 30}, "Enter the number of people in digits, for example 14"),
    ("group_size", {"group_size": "9" * 5000}, "Shorten this to 40 characters. Now there are 5000"),
    ("group_size", {"group_size": "4"}, "Groups have at least 5 people. If you are fewer, write to us first: visits@example.org"),
    ("group_size", {"group_size": "26"}, "Groups have at most 25 people. Two programmes are needed for more: send an enquiry for each of them"),
    ("length", {"length": ""}, "Choose how long the visit is"),
    ("length", {"length": "6"}, "Choose the length of the visit from the list"),
    ("first_1", {"first_1_day": "", "first_1_month": "", "first_1_year": ""}, "Enter the first possible day, or mark your dates as flexible"),
    ("first_1", {"first_1_year": ""}, "Enter all three parts of the date: day, month and year"),
    ("first_1", {"first_1_month": "Smarch"}, "Enter the day, the month and the year as numbers, for example 12 4 2027"),
    ("first_1", {"first_1_day": LONG}, "Enter the day, the month and the year as numbers, for example 12 4 2027"),
    ("first_1", {"first_1_year": "25"}, "Enter the year with four digits, for example 2027"),
    ("first_1", {"first_1_year": "87"}, "Enter the year with four digits, for example 2027"),
    ("first_1", {"first_1_day": "31"}, "There is no such day in the calendar. Check the day and the month"),
    ("first_1", {"first_1_year": "0000"}, "There is no such day in the calendar. Check the day and the month"),
    ("first_1", {"first_1_day": "23.11.2026"}, "This day has passed. Enter a day that is still to come"),
    ("first_1", {"first_1_year": "9999"}, "Enter a first day no later than 23 November 2028"),
    ("last_1", {"last_1_day": "", "last_1_month": "", "last_1_year": ""}, "Enter the last possible day"),
    ("last_1", {"last_1_day": "11"}, "The last day must not be before the first day"),
    ("last_1", {"last_1_day": "12", "last_1_month": "5"}, "A period may cover 30 days at most. Enter an earlier last day"),
    ("last_2", {"first_2_day": "1.6.2027"}, "Enter the last day of the other period"),
    ("first_2", {"last_2_day": "1.6.2027"}, "Enter the first day of the other period, or leave it empty"),
    ("programme_language", {"programme_language": ""}, "Choose the language of the programme"),
    ("programme_language", {"programme_language": "la"}, "Choose the language of the programme from the list"),
    ("access_needs", {"access_needs": "y" * 1001}, "Shorten this to 1000 characters. Now there are 1001"),
    ("visa_letters", {"visa_letters": "some"}, "Enter the number of letters in digits, or leave the field empty"),
    ("visa_letters", {"visa_letters": "15"}, "There cannot be more letters than people in the group"),
    ("payer", {"payer": "castle"}, "Choose who pays from the list"),
    ("message", {"message": "y" * 2001}, "Shorten this to 2000 characters. Now there are 2001"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "changes", "sentence"), WRONG)
def test_each_mistake_gets_its_own_sentence_beside_its_field(field, changes, sentence, in_english):
    LectureFactory()

    assert form_of(**changes).errors == {field: [sentence]}


@pytest.mark.parametrize(("field", "changes", "sentence"), WRONG)
def test_each_sentence_exists_in_finnish(field, changes, sentence):
    LectureFactory()
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


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("14 people", 14), ("noin 14", 14), ("about 14", 14), ("14 hlö", 14), ("10–14", 14), ("10-14", 14), ("10 to 14 people", 14),
        ("14 tai 15", 15), ("(14)", 14), ("14\u00a0people.", 14), ("١٤", 14), ("१४", 14), ("１４", 14),
    ],
)  # fmt: skip
def test_a_number_of_people_is_understood_as_it_is_written(written, size):
    form = form_of(group_size=written)

    assert form.errors == {}
    assert form.cleaned_data["group_size"] == size


def test_the_limits_of_the_group_are_those_of_the_rules_of_the_day(in_english):
    VisitRulesFactory(least_group=3, most_group=12)

    assert form_of(group_size="3").errors == {}
    assert form_of(group_size="13").errors["group_size"][0].startswith("Groups have at most 12 people.")
    assert form_of().fields["group_size"].help_text == "From 3 to 12, leaders and interpreters included."


def test_what_is_no_longer_offered_cannot_be_chosen(in_english):
    theme = ThemeFactory(is_offered=False)

    assert form_of(themes=[str(theme.pk)]).errors == {"themes": ["Choose the themes from the list"]}


def test_more_than_five_themes_are_too_many(in_english):
    chosen = [str(theme.pk) for theme in ThemeFactory.create_batch(6)]

    assert form_of(themes=chosen).errors == {"themes": ["Choose at most 5 themes. Now there are 6"]}


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


def test_windows_line_breaks_count_once():
    assert form_of(aim="\r\n".join(["line"] * 400)).errors == {}  # 1999 characters, 2398 with the carriage returns


@pytest.mark.parametrize("language", ["fi", "en"])
def test_countries_are_named_as_people_write_them_and_somebody_lives_there(language):
    with translation.override(language):
        names = dict(countries())
        of_an_old_enquiry = country_name("AQ")

    assert names["CG"] == {"fi": "Kongon tasavalta", "en": "Congo (Brazzaville)"}[language]
    assert [name for name in names.values() if " - " in name or " – " in name] == []
    assert {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"} & set(names) == set()
    assert of_an_old_enquiry == {"fi": "Antarktis", "en": "Antarctica"}[language]


def test_countries_stand_in_the_order_of_the_page_language():
    with translation.override("fi"):
        finnish = [name for _code, name in EnquiryForm(intake=Intake(TODAY)).fields["country"].choices]
    with translation.override("en"):
        english = [name for _code, name in EnquiryForm(intake=Intake(TODAY)).fields["country"].choices]

    assert [finnish[1], finnish[-1]] == ["Afganistan", "Zimbabwe"]
    assert finnish.index("Venezuela") < finnish.index("Venäjä")
    assert english[1:4] == ["Afghanistan", "Åland Islands", "Albania"]


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(CONTROLS), text=ANYTHING)
def test_any_text_in_any_field_is_accepted_or_has_a_sentence(field, text):
    form = form_of(**{field: [text] if field in ("themes", "lectures", "sites") else text})

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
