"""The visitor's own page: reached by a secret link alone, stored nowhere, and the start of everything that follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oph_site.outbox import mail as outbox
from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import EnquiryFactory
from visits import conversation, enquiries, links
from visits.enquiries import NotAllowed
from visits.models import Enquiry
from visits.retention import anonymise

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry():
    return EnquiryFactory()


@pytest.fixture
def page(enquiry):
    return links.url_of(enquiry)


def state(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk).state


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_page_is_read_in_either_language_and_kept_nowhere(visitor, enquiry, language):
    response = visitor.get(links.url_of(enquiry, language))

    assert response.status_code == 200
    assert enquiry.reference in response.text
    assert f'<html lang="{language}">' in response.text
    assert dict(response.cookies) == {}
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert response["X-Robots-Tag"] == "noindex"


def test_every_address_below_the_form_is_private(visitor, enquiry, page):
    addresses = [page, f"{page}withdrawal/", "/en/international-visits/enquiry/new-link/", f"{page[:-2]}x/"]

    assert {visitor.get(address)["Cache-Control"] for address in addresses} == {"private, no-store"}


def test_a_look_changes_nothing(visitor, enquiry, page):
    visitor.get(page)
    visitor.get(f"{page}withdrawal/")

    assert enquiry.events.count() == 1
    assert not OutboxMessage.objects.exists()


def test_a_message_reaches_the_coordinators_once(visitor, enquiry, page, settings):
    first, again = (visitor.post(page, {"text": "Could we also see a day-care centre?"}) for _time in range(2))
    shown = visitor.get(page)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first["Location"] == f"{page}?sent#messages"
    assert shown.text.count("Could we also see a day-care centre?") == 1
    assert [(m.kind, m.to) for m in OutboxMessage.objects.all()] == [("visitor_notice", settings.COORDINATORS_EMAIL)]
    assert "day-care" not in OutboxMessage.objects.get().text


def test_an_empty_message_says_what_is_missing(visitor, page):
    response = visitor.post(page, {"text": " "})

    assert response.status_code == 422
    assert response.text.count("Enter your message") == 2


def test_too_many_messages_a_day_are_refused_and_none_is_lost(visitor, enquiry, page):
    for number in range(conversation.MESSAGES_A_DAY):
        conversation.write(enquiry, f"Message {number}")

    response = visitor.post(page, {"text": "One more"})

    assert response.status_code == 422
    assert "One more" in response.text
    assert enquiry.events.filter(kind="written").count() == conversation.MESSAGES_A_DAY


def test_both_sides_read_each_other(visitor, enquiry, page, coordinator):
    enquiries.ask_for_details(enquiry, by=coordinator, text="How old are your pupils?")
    asked = visitor.get(page).text
    visitor.post(page, {"text": "Seven to twelve."})
    answered = visitor.get(page).text

    assert "We have written to you" in asked and "How old are your pupils?" in asked
    assert "We are reading your message" in answered and "Seven to twelve." in answered


def test_notes_of_colleagues_stay_among_them(visitor, enquiry, page, coordinator):
    enquiries.note(enquiry, by=coordinator, text="Ask the school in Vantaa")

    assert "Vantaa" not in visitor.get(page).text


def test_the_visitor_withdraws_and_it_is_over(visitor, enquiry, page):
    asked = visitor.get(f"{page}withdrawal/")
    first, again = (visitor.post(f"{page}withdrawal/", {"text": "The trip is off"}) for _time in range(2))
    after = visitor.get(page)

    assert "Withdraw the enquiry" in asked.text
    assert [response.status_code for response in (first, again)] == [303, 303]
    assert state(enquiry) == "withdrawn"
    assert "Your enquiry is withdrawn" in after.text
    assert "withdrawal/" not in after.text
    assert OutboxMessage.objects.filter(kind="visitor_notice").count() == 1


def test_a_new_link_ends_the_old_one_and_goes_to_the_address_given(visitor, enquiry, page):
    sent = {"reference": enquiry.reference.lower(), "email": "Training@Example.org"}
    response = visitor.post("/en/international-visits/enquiry/new-link/", sent)
    old = visitor.get(page)
    enquiry.refresh_from_db()

    assert response.status_code == 200
    assert (old.status_code, "This link no longer works" in old.text) == (410, True)
    assert visitor.get(links.url_of(enquiry)).status_code == 200
    assert [(m.kind, m.to) for m in OutboxMessage.objects.all()] == [("enquiry_link", enquiry.email)]


def test_whoever_guesses_learns_nothing_and_no_mail_goes_out(visitor, enquiry, page):
    right = {"reference": enquiry.reference, "email": enquiry.email}
    wrong = [right | {"reference": "V-2020-0001"}, right | {"email": "somebody@example.org"}]
    address = "/en/international-visits/enquiry/new-link/"
    answers = {visitor.post(address, data).text for data in [right, *wrong, right]}

    assert len(answers) == 1
    assert OutboxMessage.objects.count() == 1  # the second right one comes too soon


def test_the_link_ends_with_the_data(visitor, enquiry, page):
    anonymise(enquiry, timezone.now())

    assert visitor.get(page).status_code == 410


def test_spam_has_no_page(visitor, page, enquiry):
    Enquiry.objects.filter(pk=enquiry.pk).update(state="spam")

    assert visitor.get(page).status_code == 404


def test_the_link_is_stored_nowhere_and_sent_whole(enquiry, mailoutbox, coordinator, settings):
    enquiries.reply(enquiry, by=coordinator, text="Welcome")
    stored = OutboxMessage.objects.get()
    outbox.deliver_waiting(timezone.now() + timedelta(seconds=1))
    token = links.token_of(enquiry)

    assert token not in stored.text + stored.html
    assert f"{settings.SITE_URL}{links.url_of(enquiry)}" in mailoutbox[0].body
    assert links.url_of(enquiry) in mailoutbox[0].alternatives[0][0]


def test_a_mark_in_a_message_of_the_visitor_gives_staff_no_link(enquiry, mailoutbox):
    conversation.write(enquiry, "[link]")
    outbox.deliver_waiting(timezone.now() + timedelta(seconds=1))

    assert links.token_of(enquiry) not in mailoutbox[0].body


def test_a_coordinator_sends_a_new_link_without_seeing_it(enquiry, page, visitor, coordinator):
    conversation.renew_link(enquiry, by=coordinator)

    assert visitor.get(page).status_code == 410
    assert OutboxMessage.objects.get().kind == "enquiry_link"
    with pytest.raises(NotAllowed):
        conversation.renew_link(enquiry, by=coordinator)  # a double click
