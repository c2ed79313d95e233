"""One's own data: to see, to take along, and to have erased, which only the owner of the mailbox can confirm."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from oph_site.outbox import mail as outbox
from oph_site.outbox.models import OutboxMessage
from tests.factories.offers import VisitFactory
from tests.factories.visits import EnquiryFactory
from visits import conversation, enquiries, erasure, links
from visits.enquiries import NotAllowed
from visits.models import Enquiry, Visit
from visits.retention import anonymise_old_enquiries

pytestmark = pytest.mark.django_db
TELLING = ["Head of Training", "training@example.org", "Tartu"]


def own_data(enquiry):
    return f"{links.url_of(enquiry)}your-data/"


def confirmation(enquiry):
    with translation.override("en"):
        return f"/en/international-visits/enquiry/erasure/{erasure.token_of(enquiry)}/"


def stored():
    return str([*Enquiry.objects.values(), *OutboxMessage.objects.values(), *Visit.objects.values()])


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_page_shows_what_there_is_and_is_kept_nowhere(visitor, language):
    enquiry = EnquiryFactory()
    with translation.override(language):
        word = {"fi": "omat-tiedot", "en": "your-data"}[language]
    page = visitor.get(f"{links.url_of(enquiry, language)}{word}/")

    assert page.status_code == 200
    assert enquiry.aim in page.text and enquiry.email in page.text
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_the_file_has_answers_messages_offers_and_invoice_and_no_note_of_ours(visitor, coordinator):
    visit = VisitFactory(vat_number="EE100", final_size=12, final_access="One wheelchair", details_at=timezone.now())
    conversation.write(visit.enquiry, "Is there a lift?")
    enquiries.note(visit.enquiry, by=coordinator, text="Ask the school in Vantaa")

    answer = visitor.get(f"{links.url_of(visit.enquiry)}your-data.json")
    page = visitor.get(own_data(visit.enquiry)).text
    data = json.loads(answer.text)

    assert answer["Cache-Control"] == "private, no-store"
    assert (data["reference"], data["visit"]["vat_number"]) == (visit.enquiry.reference, "EE100")
    assert data["visit"]["final_access"] == "One wheelchair"
    assert data["offers"][0]["net"] == "300.00"
    assert "Is there a lift?" in answer.text and "Vantaa" not in answer.text
    assert "EE100" in page and "One wheelchair" in page


def test_erasing_is_asked_for_there_and_confirmed_by_mail(visitor, mailoutbox):
    enquiry = EnquiryFactory()

    asked = [visitor.post(own_data(enquiry)) for _time in range(2)]
    outbox.deliver_waiting(timezone.now() + timedelta(seconds=1))
    link = re.search(r"/en/\S+/erasure/\S+", mailoutbox[0].body)[0]
    looked = visitor.get(link)
    before = Enquiry.objects.get().anonymised_at
    done, again = visitor.post(link), visitor.post(link)

    assert [page.status_code for page in asked] == [200, 200]
    assert len(mailoutbox) == 1
    assert (looked.status_code, before) == (200, None)
    assert (done.status_code, "Your data has been erased" in done.text, again.status_code) == (200, True, 410)
    assert [word for word in TELLING if word in stored()] == []
    assert visitor.get(links.url_of(enquiry)).status_code == 410
    assert Enquiry.objects.get().state == "expired"


def test_a_visit_that_is_still_to_come_keeps_its_data(visitor):
    enquiry = VisitFactory().enquiry

    response = visitor.post(own_data(enquiry))

    assert (response.status_code, "If it is off, cancel it first" in response.text) == (422, True)
    with pytest.raises(NotAllowed):
        erasure.erase(enquiry, by=None)
    assert not OutboxMessage.objects.exists()


def test_of_a_closed_visit_the_invoice_stays_for_bookkeeping_and_goes_after_it(visitor):
    visit = VisitFactory(state="closed", first_on=date(2027, 4, 12), final_access="One wheelchair")
    page = visitor.get(own_data(visit.enquiry))

    erasure.erase(visit.enquiry, by=None)
    visit.refresh_from_db()
    kept = visit.invoice_name, visit.final_access
    with time_machine.travel(date(2034, 1, 2)):
        anonymise_old_enquiries(timezone.now())
    visit.refresh_from_db()

    assert "until the end of 2033" in page.text
    assert kept == ("Tartu School Association", "")
    assert visit.invoice_name == ""


def test_a_coordinator_erases_after_being_asked_once_more(coordinator_client):
    enquiry = EnquiryFactory()
    address = f"/admin/visits/enquiry/{enquiry.pk}/erase/"
    seen = {"seen": enquiry.last_change}

    asked = coordinator_client.post(address, seen)
    kept = Enquiry.objects.get().anonymised_at
    done = coordinator_client.post(address, seen | {"confirmed": "yes"})

    assert (asked.status_code, kept) == (200, None)
    assert "It never comes back" in asked.text
    assert done.status_code == 302
    assert [word for word in TELLING if word in stored()] == []
