"""From the form to the receipt: estimate, check page, the other language, a sample to start from, a pause."""

import re
from html import unescape

import pytest
import time_machine

from oph_site.public_forms.spam import TRAP
from oph_site.public_forms.tokens import new_token
from tests.factories.pages import ContactPointFactory, HomeFactory, PageFactory, published
from tests.factories.visits import (
    IntakePauseFactory,
    LectureFactory,
    PriceListFactory,
    SampleProgrammeFactory,
    ThemeFactory,
    VisitPeriodFactory,
    VisitRulesFactory,
    themes,
    typed,
)
from tests.forms import sent
from tests.reading import as_read
from visits.models import Enquiry

pytestmark = pytest.mark.django_db
ADDRESS = "/en/international-visits/enquiry/"
FINNISH = "/fi/kansainvaliset-vierailut/vierailupyynto/"
NO_DATES = {name: "" for name in ("first_1_day", "first_1_month", "first_1_year", "last_1_day", "last_1_month", "last_1_year")}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-24 10:42 +0200", tick=False) as clock:
        yield clock


@pytest.fixture
def token(clock):
    token = new_token()
    clock.shift(480)
    return token


def post(visitor, token, act, address=ADDRESS, **changes):
    return visitor.post(address, typed(**changes) | {"token": token, "act": act})


def words(response):
    """What a reader reads, without tags."""
    return unescape(re.sub(r"<[^>]+>", " ", as_read(response.text)).replace("\xa0", " "))


def read(response):
    return re.sub(r"\s+", " ", words(response))


def form_in(response):
    return sent(response.text, id="enquiry-form")


# The estimate


def test_the_estimate_needs_only_the_size_and_the_length(visitor, token):
    PriceListFactory()

    response = visitor.post(ADDRESS, {"token": token, "act": "estimate", "group_size": "14", "length": "1"})

    assert response.status_code == 200
    assert '<h2 id="estimate" tabindex="-1" autofocus>' in response.text
    assert "data-error-summary" not in response.text
    page = read(response)
    assert "If VAT is not charged €970 €69.29 a person If VAT is charged €1,217.35 €86.95 a person" in page
    assert "Planning 1 × €300 300.00 Lecture, 90 min 1 × €320 320.00 Visit to a place 1 × €350 350.00" in page
    assert "VAT 25.5% 247.35" in page
    assert "You have chosen no lectures or places" in page
    assert "not included above: interpreter." in page
    assert Enquiry.objects.count() == 0


def test_what_was_chosen_is_counted_and_everything_typed_stays(visitor, token):
    PriceListFactory()
    lectures = [LectureFactory(minutes=45), LectureFactory(minutes=90)]

    response = post(
        visitor, token, "estimate", lectures=[each.pk for each in lectures], sites=["basic", "agency"], has_lunch="on",
        email="not yet", aim="Half of a sentence",
    )  # fmt: skip

    page = read(response)
    assert "Lecture, 45 min 1 × €180 180.00" in page and "Visit to a place 2 × €350 700.00" in page
    assert "Lunch 28 × €14 392.00" in page
    assert "You have chosen no lectures" not in page
    assert form_in(response)["email"] == ["not yet"] and form_in(response)["token"] == [token]


@pytest.mark.parametrize(("dates", "price"), [({}, 310), (NO_DATES, 300)])
def test_the_prices_are_those_of_the_first_day_wished_for(visitor, token, dates, price):
    PriceListFactory()
    later = PriceListFactory(valid_from="2027-04-01")
    later.lines.filter(counted="programme").update(net=310)

    response = post(visitor, token, "estimate", is_flexible="on", **dates)

    assert f"Planning 1 × €{price}" in read(response)


def test_an_estimate_scolds_only_for_what_it_lacks(visitor, token):
    PriceListFactory()

    response = visitor.post(ADDRESS, {"token": token, "act": "estimate", "group_size": "a dozen"})

    assert response.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', response.text) == ["group_size", "length_0"]
    assert 'id="estimate"' not in response.text


def test_without_a_price_list_there_is_no_estimate_and_no_failure(visitor, token):
    responses = [post(visitor, token, act) for act in ("estimate", "check")]

    assert [response.status_code for response in responses] == [200, 200]
    assert not any('id="estimate"' in response.text for response in responses)


def test_the_dates_are_warned_of_beside_them(visitor, token):
    VisitPeriodFactory()

    response = post(visitor, token, "estimate", first_1_day="18.10.2027", last_1_day="19.10.2027")

    page = as_read(response.text)
    assert "18–19 October 2027: schools are closed to visitors (Autumn break)." in page
    assert re.search(r'<fieldset class="field"\s+aria-describedby="last_1_helptext last_1_warnings">', page)
    assert 'id="last_1_warnings"' in page
    assert 'href="#last_1_warnings"' not in page  # without an estimate there is nothing to lead there from


# The check page


def test_the_check_page_shows_everything_as_it_will_be_sent(visitor, token):
    PriceListFactory()
    VisitPeriodFactory()
    lecture = LectureFactory()

    response = post(
        visitor, token, "check", group_size="10–14", lectures=[lecture.pk], sites=["basic"], has_coffee="on", visa_letters="0",
        payer="erasmus", access_needs="Step-free\nroutes", first_2_day="18.10.2027", last_2_day="19.10.2027", on_behalf_of="City of Tartu",
    )  # fmt: skip

    page = read(response)
    assert response.status_code == 200
    for answer in (
        "Organisation Tartu School Association", "On behalf of City of Tartu", "Country Estonia", "Themes Curriculum Leadership",
        "Lectures The national core curriculum (90 min)", "Places to visit Comprehensive school", "Group 14 people You wrote “10–14”.",
        "Length of the visit Two days", "Possible dates 12–13 April 2027 18–19 October 2027", "Lunch No", "Coffee Yes",
        "Access needs Step-free routes", "Letters for visas 0", "Who pays An Erasmus+ grant", "Phone Not answered",
    ):  # fmt: skip
        assert answer in page
    assert "schools are closed to visitors (Autumn break)" in page
    assert "If VAT is charged" in page
    assert Enquiry.objects.count() == 0


def test_the_check_page_sends_what_it_shows(visitor, token):
    changes = {
        "group_size": "14 people",
        "aim": 'Two\r\n"lines" <b>',
        "first_1_day": "12 April 2027",
        "visa_letters": "2",
    }
    checked = post(visitor, token, "check", **changes)

    response = visitor.post(ADDRESS, form_in(checked) | {"act": "send"})

    assert response.status_code == 303
    enquiry = Enquiry.objects.get()
    assert [enquiry.group_size, enquiry.aim, enquiry.visa_letters, enquiry.is_suspected] == [
        14,
        'Two\n"lines" <b>',
        2,
        False,
    ]
    assert [theme.pk for theme in enquiry.themes.all()] == [theme.pk for theme in themes()]


def test_the_check_page_leads_back_to_the_form_with_every_answer(visitor, token):
    checked = post(visitor, token, "check", message="Räksmörgås")

    response = visitor.post(ADDRESS, form_in(checked) | {"act": "edit"})

    back = form_in(response)
    assert response.status_code == 200
    assert {name: back[name] for name in ("organisation", "message", "themes", "first_1_day", "length", "token")} == {
        "organisation": ["Tartu School Association"], "message": ["Räksmörgås"], "themes": typed()["themes"],
        "first_1_day": ["12"], "length": ["2"], "token": [token],
    }  # fmt: skip


def test_a_filled_trap_travels_through_the_check_page(visitor, token):
    checked = post(visitor, token, "check", **{TRAP: "https://spam.example"})

    visitor.post(ADDRESS, form_in(checked) | {"act": "send"})

    assert Enquiry.objects.get().is_suspected is True


@pytest.mark.parametrize("act", ["", "check", "castle"])
def test_a_form_that_names_no_act_is_checked_first(visitor, token, act):
    response = post(visitor, token, act)

    assert "<title>Check your answers" in response.text
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("act", ["check", "send"])
def test_wrong_answers_come_back_with_the_summary(visitor, token, act):
    response = post(visitor, token, act, email="")

    assert response.status_code == 422
    assert "data-error-summary" in response.text and "Nothing was lost" in response.text


def test_an_empty_form_is_not_told_that_nothing_was_lost(visitor, token):
    themes()

    response = visitor.post(ADDRESS, {"token": token, "act": "check"})

    assert response.status_code == 422
    assert "13 answers need a change" in read(response)
    assert "Nothing was lost" not in response.text


def test_an_expired_form_can_still_be_checked_and_sent(visitor, token, clock):
    clock.shift(25 * 3600)

    checked = post(visitor, token, "check")
    response = visitor.post(ADDRESS, form_in(checked) | {"act": "send"})

    assert (checked.status_code, response.status_code) == (200, 303)
    assert Enquiry.objects.get().is_suspected is False


# The other language


def test_switching_the_language_keeps_what_was_typed_and_scolds_nobody(visitor, token):
    theme = ThemeFactory()

    response = post(visitor, token, "edit", FINNISH, email="half", themes=[theme.pk], group_size="")

    form = form_in(response)
    assert response.status_code == 200
    assert '<html lang="fi">' in response.text and "data-error-summary" not in response.text
    assert [form["email"], form["themes"], form["token"]] == [["half"], [str(theme.pk)], [token]]


@pytest.mark.parametrize("act", ["check", "estimate"])
def test_the_language_links_of_form_and_check_page_take_the_answers_along(visitor, token, act):
    page = post(visitor, token, act).text

    button = (
        f'<button class="as-link" form="enquiry-form" formaction="{FINNISH}" name="act" value="edit" lang="fi">Suomi'
    )
    assert page.count(button) == 2  # in the header and in the footer
    assert f'href="{FINNISH}" lang="fi" hreflang="fi"' not in page


def test_enter_in_a_field_does_not_switch_the_language(visitor):
    first = re.search(r'<button [^>]*form="enquiry-form"[^>]*>', visitor.get(ADDRESS).text)[0]

    assert 'value="check"' in first and 'tabindex="-1"' in first and 'aria-hidden="true"' in first


# A sample to start from


def test_a_sample_programme_fills_the_form(visitor):
    sample = SampleProgrammeFactory(has_coffee=False)

    response = visitor.get(f"{ADDRESS}?programme={sample.pk}")

    form = form_in(response)
    assert "the sample programme “From curriculum to classroom”" in read(response)
    assert [form["length"], form["sites"], form["has_lunch"], form["has_coffee"], form["aim"]] == [
        ["1"],
        ["basic"],
        ["on"],
        [],
        [""],
    ]
    assert form["themes"] == [str(theme.pk) for theme in sample.themes.all()]
    assert form["lectures"] == [str(lecture.pk) for lecture in sample.lectures.all()]
    assert response["Cache-Control"] == "private, no-store"


def test_of_a_sample_only_what_is_offered_is_chosen(visitor):
    sample = SampleProgrammeFactory()
    sample.themes.update(is_offered=False)

    assert form_in(visitor.get(f"{ADDRESS}?programme={sample.pk}"))["themes"] == []


@pytest.mark.parametrize("key", ["0", "99999", "9" * 400, "-1", "1.5", "٣", "castle", "%00", "%ff", ""])
def test_an_unknown_sample_is_ignored(visitor, key):
    response = visitor.get(f"{ADDRESS}?programme={key}")

    assert response.status_code == 200
    assert "sample programme" not in response.text


def test_a_withdrawn_sample_is_ignored(visitor):
    sample = SampleProgrammeFactory(is_offered=False)

    assert "sample programme" not in visitor.get(f"{ADDRESS}?programme={sample.pk}").text


# What the form says of its day


def test_the_form_says_the_rules_and_the_open_weeks_of_the_day(visitor):
    VisitRulesFactory(notice_weeks=2, answer_workdays=1, most_group=30)
    ThemeFactory()

    page = read(visitor.get(ADDRESS))

    assert "we answer within 1 working day." in page
    assert "From 5 to 30, leaders and interpreters included." in page
    assert "The first day that leaves us enough time is 8 December 2026." in page
    assert (
        "The next open weeks are 14–18 December 2026, 21–25 December 2026, 28 December 2026 – 1 January 2027." in page
    )


def test_a_group_too_small_is_sent_to_the_coordinators_mailbox(visitor, token):
    home = HomeFactory()
    visits = PageFactory(parent=home, key="visits", slug_fi="kansainvaliset-vierailut", slug_en="international-visits")
    visits.contact_points.add(ContactPointFactory(email_en="groups@example.org", email_fi="ryhmat@example.org"))
    published(home, "fi", "en")
    published(visits, "fi", "en")

    assert "write to us first: groups@example.org" in post(visitor, token, "check", group_size="4").text
    assert "kirjoita ensin meille: ryhmat@example.org" in post(visitor, token, "check", FINNISH, group_size="4").text


# A pause


def test_while_no_enquiries_are_taken_the_form_says_why_and_cannot_be_sent(visitor):
    IntakePauseFactory()

    page = visitor.get(ADDRESS)

    assert page.status_code == 200
    assert (
        "We are not taking new enquiries at the moment. All visits of the spring have been agreed. You can send an enquiry again from 1 January 2027 on."
        in read(page)
    )
    assert 'value="check"' not in page.text and 'value="send"' not in page.text


@pytest.mark.parametrize("act", ["check", "send"])
def test_what_was_typed_before_a_pause_is_kept(visitor, token, act):
    IntakePauseFactory(last_on=None)

    response = post(visitor, token, act, aim="My long text")

    assert response.status_code == 422
    assert "We are not taking new enquiries at the moment." in read(response)
    assert form_in(response)["aim"] == ["My long text"]
    assert Enquiry.objects.count() == 0


def test_an_estimate_is_made_during_a_pause_as_well(visitor, token):
    IntakePauseFactory()
    PriceListFactory()

    response = post(visitor, token, "estimate")

    assert response.status_code == 200 and 'id="estimate"' in response.text


# The receipt


def test_the_receipt_says_what_was_asked_and_what_it_would_cost(visitor, token):
    PriceListFactory()
    VisitPeriodFactory()
    address = post(visitor, token, "send", sites=["basic"], first_2_day="18.10.2027", last_2_day="19.10.2027", message="No hurry")["Location"]  # fmt: skip
    PriceListFactory(valid_from="2026-11-25").lines.exclude(counted="cost").update(net=999)

    page = read(visitor.get(address))

    assert "If we can arrange a programme, we send you an offer" in page
    assert "Answer the receipt that comes by e-mail, or write to us and name your reference V-2026-0001 ." in page
    assert "Places to visit Comprehensive school" in page and "Anything else No hurry" in page
    assert "schools are closed to visitors (Autumn break)" in page
    assert "Planning 1 × €300 300.00" in page and "999" not in page


def test_the_receipt_names_whom_to_write_to(visitor, token):
    home = HomeFactory()
    visits = PageFactory(parent=home, key="visits", slug_fi="kansainvaliset-vierailut", slug_en="international-visits")
    visits.contact_points.add(ContactPointFactory(email_en="groups@example.org", phone="0295 000 003"))
    published(home, "fi", "en")
    published(visits, "fi", "en")

    page = visitor.get(post(visitor, token, "send")["Location"]).text

    assert '<a href="mailto:groups@example.org">' in page
    assert '<a href="tel:+358295000003">+358 295 000 003</a>' in as_read(page)
