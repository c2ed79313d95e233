from datetime import timedelta

import pytest
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import EnquiryFactory, answers
from visits import enquiries
from visits.models import Enquiry, EnquiryEvent
from visits.retention import anonymise_old_enquiries

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)  # as the privacy notice says
TELLING = "Head of Training", "training@example.org", "Tartu", "Send the bill to my home"


@pytest.fixture
def old(coordinator):
    """An enquiry of a year and a day ago that was declined the same day."""
    at = timezone.now() - YEAR - timedelta(days=1)
    enquiry = enquiries.submit_enquiry(answers(), token="0f6c7a4e-7c3b-4c49-a0fb-5d6d5d2f3a11", language="en", at=at)
    enquiries.note(enquiry, by=coordinator, text="Send the bill to my home", at=at)
    return enquiries.decline(enquiry, by=coordinator, text="No time, Head of Training", at=at)


def test_after_a_year_nothing_tells_who_asked_and_the_figures_stay(old):
    assert anonymise_old_enquiries(timezone.now()) == 1

    enquiry = Enquiry.objects.get()
    kept = str([enquiry.__dict__, *enquiry.events.values(), *OutboxMessage.objects.values()])
    assert [word for word in TELLING if word in kept] == []
    assert (enquiry.country, enquiry.group_size, enquiry.themes) == ("EE", 14, ["curriculum", "leadership"])
    assert enquiry.dates.count() == 1
    assert enquiry.events.last().kind == "anonymised"


def test_it_is_done_once(old):
    anonymise_old_enquiries(timezone.now())

    assert anonymise_old_enquiries(timezone.now()) == 0


def test_what_somebody_still_works_on_is_kept(old, coordinator):
    enquiries.reply(old, by=coordinator, text="We have a date after all.")

    assert anonymise_old_enquiries(timezone.now()) == 0


def test_looking_at_it_does_not_prolong_its_time(old, coordinator):
    enquiries.record_reading(old, by=coordinator)

    assert anonymise_old_enquiries(timezone.now()) == 1


def test_it_is_kept_for_365_days_and_no_longer():
    now = timezone.now()
    younger = EnquiryFactory(received_at=now - YEAR + timedelta(minutes=1))
    EnquiryFactory(received_at=now - YEAR)

    assert anonymise_old_enquiries(now) == 1
    assert Enquiry.objects.get(anonymised_at=None) == younger


def test_only_an_accepted_one_is_kept_for_longer():
    long_ago = timezone.now() - 2 * YEAR
    for state in Enquiry.State:
        EnquiryFactory(received_at=long_ago, state=state)

    anonymise_old_enquiries(timezone.now())

    assert [enquiry.state for enquiry in Enquiry.objects.filter(anonymised_at=None)] == ["accepted"]


def test_one_of_which_no_event_is_known_goes_a_year_after_it_was_received():
    now = timezone.now()
    younger = EnquiryFactory(received_at=now - YEAR + timedelta(minutes=1))
    EnquiryFactory(received_at=now - YEAR)
    EnquiryEvent.objects.all().delete()

    assert anonymise_old_enquiries(now) == 1
    assert Enquiry.objects.get(anonymised_at=None) == younger


def test_the_admin_shows_what_is_left_and_offers_nothing(old, coordinator, coordinator_client):
    anonymise_old_enquiries(timezone.now())

    page = coordinator_client.get(f"/admin/visits/enquiry/{old.pk}/change/").text
    listed = coordinator_client.get("/admin/visits/enquiry/").text
    refused = coordinator_client.post(f"/admin/visits/enquiry/{old.pk}/reply/", {"text": "Hello"})

    assert "Anonymised on" in page and "Send the reply" not in page
    assert "(anonymised)" in listed
    assert refused.status_code == 409 and "has been anonymised" in refused.text
    assert OutboxMessage.objects.count() == 0
