"""The list and page of enquiries as a day's work: what is next, what waits for whom, what came by e-mail, what is put away."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.conftest import client_of
from tests.factories.offers import VisitFactory
from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory
from tests.visits.conftest import INVOICE, made_offer
from visits import archive, conversation, enquiries, links, offers
from visits.enquiries import NotAllowed
from visits.models import Enquiry, EnquiryEvent, Offer, Visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())  # a Tuesday
LIST = "/admin/visits/enquiry/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def client(coordinator):
    return client_of(coordinator)


def page_of(client, enquiry):
    return client.get(reverse("admin:visits_enquiry_change", args=[enquiry.pk]))


def step(client, enquiry):
    return page_of(client, enquiry).context["step"].sentence


def do(client, enquiry, act, **data):
    return client.post(reverse(f"admin:visits_enquiry_{act}", args=[enquiry.pk]), {"seen": enquiry.last_change} | data)


def listed(client, query=""):
    found = client.get(f"{LIST}?{query}").context["cl"].result_list
    return sorted(enquiry.reference for enquiry in found)


# What to do next


def test_the_page_says_in_one_sentence_what_is_next_from_the_first_day_to_the_archive(
    client, clock, wish, price_list, terms, coordinator
):
    enquiry = wish
    Enquiry.objects.filter(pk=enquiry.pk).update(state="new", answer_by=NOW.date() + timedelta(days=3))
    said = [step(client, enquiry)]

    def then(act, *args, **more):
        clock.shift(timedelta(minutes=2))
        result = act(*args, **more)
        said.append(step(client, enquiry))
        return result

    then(enquiries.ask_for_details, enquiry, by=coordinator, text="How many teachers?")
    then(conversation.write, enquiry, "Twelve")
    then(enquiries.start_planning, enquiry, by=coordinator)
    offer = then(made_offer, enquiry, coordinator)
    then(offers.send, offer, by=coordinator)
    then(conversation.write, enquiry, "May we bring a child?")
    then(enquiries.reply, enquiry, by=coordinator, text="Yes")
    then(offers.ask_for_change, Offer.objects.get(), "Another day")
    second = offers.make(enquiry, by=coordinator, from_offer=offer)
    offers.send(second, by=coordinator)
    then(offers.accept, second, INVOICE)
    Visit.objects.update(state="closed")
    said.append(step(client, enquiry))
    then(archive.archive, enquiry, by=coordinator)

    assert said == [
        "Answer by Friday 4 December 2026: 4 working days are left.",
        "The visitor was written to on 1 December 2026: wait for the answer, remind with a reply, or start planning.",
        "The visitor wrote on 1 December 2026: read the message and answer.",
        "Ask schools and experts, then make an offer.",
        "Finish the draft of the offer and send it.",
        "The offer is valid until 22 December 2026: wait for the answer, or remind with a reply.",
        "The visitor wrote on 1 December 2026: read the message and answer.",
        "The offer is valid until 22 December 2026: wait for the answer, or remind with a reply.",
        "The visitor asked for a change on 1 December 2026: make a new version of the offer.",
        "Receive the visit: Monday 12 April 2027.",
        "Nothing is left to do: move it to the archive.",
        "It is in the archive. Bring it back if there is something to do.",
    ]


def test_every_state_has_a_next_step_that_the_page_can_do(client):
    late = EnquiryFactory(answer_by=NOW.date() - timedelta(days=1))
    pages = {state: page_of(client, EnquiryFactory(state=state)) for state in Enquiry.State.values}

    assert step(client, late) == "The answer was promised by Monday 30 November 2026: answer today."
    assert "genuine" in step(client, EnquiryFactory(is_suspected=True))
    for state, page in pages.items():
        act = page.context["step"].act
        assert act in ("", "offers") or act in [each.name for each, _form in page.context["acts"]], state


# The list


def test_the_quick_filters_show_what_they_say_and_how_many(client, coordinator, in_english):
    EnquiryFactory(reference="V-mine", owner=coordinator)
    EnquiryFactory(reference="V-late", answer_by=NOW.date() - timedelta(days=1))
    EnquiryFactory(reference="V-spam", answer_by=NOW.date() - timedelta(days=1), is_suspected=True)
    asked = enquiries.ask_for_details(EnquiryFactory(reference="V-asked"), by=coordinator, text="How many?")
    answered = enquiries.ask_for_details(EnquiryFactory(reference="V-answered"), by=coordinator, text="How many?")
    conversation.write(answered, "Twelve")
    archive.archive(EnquiryFactory(reference="V-old", state="declined"), by=coordinator)
    visit = VisitFactory(details_asked_at=NOW, offer__enquiry__reference="V-visit")
    VisitFactory(details_asked_at=NOW, details_at=NOW, offer__enquiry__reference="V-complete")

    page = client.get(LIST)
    shown = {words: (count, listed(client, query)) for words, query, count, _ in page.context["quick_filters"]}

    inbox = ["V-answered", "V-asked", "V-complete", "V-late", "V-mine", "V-spam", "V-visit"]
    assert shown == {
        "Inbox": (7, inbox),
        "Mine": (1, ["V-mine"]),
        "Overdue": (1, ["V-late"]),
        "Waiting for the visitor": (2, [asked.reference, visit.enquiry.reference]),
        "Archived": (1, ["V-old"]),
    }
    assert 'href="?waits=late" aria-current="page"' in client.get(f"{LIST}?waits=late&o=-4").text
    assert listed(client, "q=V-old") == ["V-old"]  # who searches finds also what was put away


def test_the_list_shows_the_next_step_its_day_and_the_themes_at_one_price(client, coordinator, price_list, terms):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIST).text
        return len(captured), page

    def fill():
        VisitFactory()
        enquiry = EnquiryDatesFactory(enquiry__state="planning").enquiry
        return offers.send(made_offer(enquiry, coordinator), by=coordinator)

    fill()
    one, page = queries()
    for _each in range(3):
        fill()

    assert queries()[0] == one
    assert "Wait for the visitor, 22 December 2026" in page and "Receive the visit, 12 April 2027" in page
    assert "Curriculum, Leadership" in page


# The archive


def test_what_has_ended_is_put_away_and_brought_back_with_an_event_each(client, coordinator):
    enquiry = EnquiryFactory(state="declined")

    for _round in range(2):  # twice within a minute is no double click
        do(client, enquiry, "archive")
        assert listed(client) == []
        do(client, enquiry, "bring-back")
        assert listed(client) == [enquiry.reference]

    kinds = [(event.kind, event.by, event.state_after) for event in enquiry.events.exclude(kind="read")][1:]
    assert kinds == [("archived", coordinator, "declined"), ("brought-back", coordinator, "declined")] * 2
    assert OutboxMessage.objects.count() == 0


def test_what_is_not_finished_stays_in_the_inbox_and_says_why(client, coordinator, in_english):
    new, visit = EnquiryFactory(), VisitFactory()
    owed = VisitFactory(state="cancelled", cancellation_percent=50)

    with pytest.raises(NotAllowed, match="the enquiry is new"):
        archive.archive(new, by=coordinator)
    with pytest.raises(NotAllowed, match="the visit is confirmed, and not settled yet"):
        archive.archive(visit.enquiry, by=coordinator)
    with pytest.raises(NotAllowed, match="not settled yet"):
        archive.archive(owed.enquiry, by=coordinator)
    assert do(client, new, "archive").status_code == 409
    assert Enquiry.objects.archived().count() == 0

    Visit.objects.filter(pk=owed.pk).update(invoiced_at=NOW)
    archive.archive(owed.enquiry, by=coordinator)
    assert list(Enquiry.objects.archived()) == [owed.enquiry]


@pytest.mark.parametrize("act", ["write", "reopen"])
def test_it_comes_back_by_itself_when_there_is_something_to_do(act, coordinator):
    enquiry = archive.archive(EnquiryFactory(state="declined"), by=coordinator)

    if act == "write":
        conversation.write(enquiry, "Is there really no day?")
    else:
        enquiries.reopen(enquiry, by=coordinator)
    enquiries.note(enquiry, by=coordinator, text="Call them")

    assert list(Enquiry.objects.in_inbox()) == [enquiry]


def test_of_two_coordinators_the_later_one_is_told(client, administrator):
    enquiry = EnquiryFactory(state="declined")
    seen = enquiry.last_change
    archive.archive(enquiry, by=administrator)

    late = do(client, enquiry, "reopen", text="Shall we?", seen=seen)

    assert (late.status_code, "Something else happened to this enquiry" in late.text) == (409, True)


# What came by e-mail or phone


@pytest.mark.parametrize(
    ("act", "kind", "state", "offer_state"),
    [
        ("change-request", "change-asked", "planning", "change-asked"),
        ("refusal", "offer-declined", "declined", "declined"),
    ],
)
def test_a_coordinator_records_the_answer_of_the_visitor(
    client, visitor, sent, coordinator, act, kind, state, offer_state
):
    enquiry = sent.enquiry
    empty = do(client, enquiry, act, text="", source="fax")

    done = do(client, enquiry, act, text="The days do not suit us.", source="phone")
    again = do(client, enquiry, act, text="The days do not suit us.", source="phone")

    event = EnquiryEvent.objects.get(kind=kind)
    enquiry.refresh_from_db()
    sent.refresh_from_db()
    assert (empty.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert "Choose how it reached you" in empty.text and "no offer waits for an answer" in again.text
    assert (event.by, event.source, event.text) == (coordinator, "phone", "The days do not suit us.")
    assert (enquiry.state, sent.state) == (state, offer_state)
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["offer_sent"]
    assert "by phone" in page_of(client, enquiry).text


def test_a_message_that_came_by_e_mail_is_filed_and_the_visitor_sees_it(client, visitor, coordinator):
    enquiry = enquiries.ask_for_details(EnquiryFactory(), by=coordinator, text="How many?")

    do(client, enquiry, "file", text="We are twelve.", source="email")

    page = visitor.get(links.url_of(enquiry)).text
    assert "We are twelve." in page and "(by e-mail)" in page
    assert step(client, enquiry).startswith("The visitor wrote on 1 December 2026")
    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["enquiry_details"]


# Others of the same organisation


def test_the_page_names_duplicates_and_earlier_visits_with_the_reason(client):
    visit = VisitFactory(
        offer__enquiry__organisation="TARTU school-association OÜ", offer__enquiry__email="other@tartu.example",
        offer__enquiry__received_at=NOW - timedelta(days=200),
    )  # fmt: skip
    first = EnquiryDatesFactory(
        enquiry__received_at=NOW - timedelta(days=3), enquiry__organisation="Somebody else"
    ).enquiry
    enquiry = EnquiryDatesFactory(enquiry__organisation="Tartu School Association").enquiry
    stranger = EnquiryFactory(organisation="Kyoto School", email="head@gmail.com")
    EnquiryFactory(state="spam")

    page = page_of(client, enquiry)

    found = {
        name: [(row.enquiry, row.reasons) for row in page.context[name]] for name in ("duplicates", "same_organisation")
    }
    assert found == {
        "duplicates": [(first, ["same e-mail address", "for the same week (12–13 April 2027)", "sent 3 days apart"])],
        "same_organisation": [(visit.enquiry, ["same organisation"])],
    }
    assert reverse("admin:visits_visit_change", args=[visit.pk]) in page.text
    assert page_of(client, stranger).context["duplicates"] == []


# The document


def test_the_document_holds_everything_and_each_opening_is_logged(client, coordinator, sent):
    enquiry = sent.enquiry
    enquiries.note(enquiry, by=coordinator, text="Ask the school in Vantaa")
    conversation.write(enquiry, "Is there a lift?")
    offers.accept(sent, INVOICE)
    Enquiry.objects.update(new_name="New Head", new_role="Head", new_email="new@example.org")
    address = reverse("admin:visits_enquiry_document", args=[enquiry.pk])

    page = client.get(address)
    data = client.get(reverse("admin:visits_enquiry_data", args=[enquiry.pk]))

    text = " ".join(page.text.split())
    expected = [
        "Tartu School Association", "training@example.org", "new@example.org", enquiry.aim, "Ask the school in Vantaa",
        "Is there a lift?", "Offer, version 1", "598.96", "Evaluation without inspection", "Raekoja plats 1", "PO 17",
        "We have made you an offer", "Visit with its invoice: until 31 December 2033",
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []
    assert "no-store" in page["Cache-Control"] and "no-store" in data["Cache-Control"]
    assert data["Content-Type"] == "application/json" and "Vantaa" not in data.text
    assert enquiry.events.filter(kind="read", by=coordinator).count() == 1
