"""The inbox: who gets in, what it shows, how it acts."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.conftest import client_of
from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory
from tests.forms import sent
from visits import enquiries
from visits.admin.acts import ACTS
from visits.models import Enquiry
from visits.scripts import mixes_scripts

pytestmark = pytest.mark.django_db
LIST = "/admin/visits/enquiry/"


def page_of(enquiry):
    return reverse("admin:visits_enquiry_change", args=[enquiry.pk])


def do(client, enquiry, act, text="", **more):
    data = {"text": text, "seen": enquiry.last_change} | more
    return client.post(reverse(f"admin:visits_enquiry_{act}", args=[enquiry.pk]), data)


def addresses(enquiry):
    ends = [
        "",
        "add/",
        f"{enquiry.pk}/change/",
        f"{enquiry.pk}/history/",
        f"{enquiry.pk}/delete/",
        f"{enquiry.pk}/document/",
        f"{enquiry.pk}/data.json",
        *[f"{enquiry.pk}/{act.name}/" for act in ACTS],
    ]
    return [LIST + end for end in ends]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["editor_client", "officer_client"])
def test_editors_and_officers_see_nothing_of_it(who, method, request):
    client = request.getfixturevalue(who)
    enquiry = EnquiryFactory()

    assert [getattr(client, method)(address).status_code for address in addresses(enquiry)] == [403] * len(
        addresses(enquiry)
    )
    assert enquiry.organisation not in client.get("/admin/").text
    assert enquiry.events.get().kind == "received"


def test_the_public_is_led_to_the_log_in(visitor):
    enquiry = EnquiryFactory()

    for address in addresses(enquiry):
        assert [visitor.get(address).status_code, visitor.post(address).status_code] == [302, 302]
    assert enquiry.events.get().kind == "received"


def test_whether_an_enquiry_exists_is_told_to_coordinators_alone(editor_client, coordinator_client):
    assert [client.get(f"{LIST}999999/change/").status_code for client in (editor_client, coordinator_client)] == [
        403,
        404,
    ]


def test_coordinators_open_the_list_the_page_and_its_history_and_neither_add_nor_delete(coordinator_client):
    enquiry = EnquiryFactory()

    codes = [coordinator_client.get(address).status_code for address in addresses(enquiry)]

    assert codes == [200, 403, 200, 200, 403, 200, 200] + [405] * len(ACTS)


def test_the_list_says_in_words_what_waits(coordinator_client, coordinator):
    with time_machine.travel("2026-11-24 12:00 +0200", tick=False):
        late = EnquiryFactory(received_at=timezone.now() - timedelta(days=20), country="JP", owner=coordinator)
        EnquiryDatesFactory(enquiry=late)
        EnquiryFactory(is_suspected=True, is_flexible=True)
        client = client_of(coordinator)  # a session begun in 2026
        page = client.get(LIST).text

    words = [
        "20 days",
        "18 November 2026 <strong>(late)</strong>",
        "Japan",
        "12–13 April 2027",
        "flexible",
        "(suspected spam)",
    ]
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("owner=mine", ["V-1"]), ("owner=nobody", ["V-3", "V-2"]), ("country=JP", ["V-2"]), ("country=XX", ["V-3", "V-2", "V-1"]),
        ("state__exact=planning", ["V-3"]), ("is_suspected__exact=1", ["V-2"]), ("q=V-3", ["V-3"]), ("q=Kyoto", ["V-2"]), ("", ["V-3", "V-2", "V-1"]),
    ],
)  # fmt: skip
def test_the_list_is_filtered_and_searched_newest_first(coordinator_client, coordinator, query, found):
    now = timezone.now()
    EnquiryFactory(reference="V-1", owner=coordinator, received_at=now - timedelta(days=3))
    EnquiryFactory(
        reference="V-2",
        country="JP",
        organisation="Kyoto School",
        is_suspected=True,
        received_at=now - timedelta(days=2),
    )
    EnquiryFactory(reference="V-3", state="planning", received_at=now - timedelta(days=1))

    response = coordinator_client.get(f"{LIST}?{query}")

    assert [enquiry.reference for enquiry in response.context["cl"].result_list] == found


def test_the_list_costs_the_same_for_one_row_and_for_six(coordinator_client, coordinator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            coordinator_client.get(LIST)
        return len(captured)

    EnquiryDatesFactory(enquiry__owner=coordinator)
    one = queries()
    EnquiryDatesFactory.create_batch(5, enquiry__owner=coordinator)

    assert queries() == one


def test_the_page_shows_every_answer_and_no_address_as_a_link(coordinator_client):
    enquiry = EnquiryFactory(
        message="See https://school.example.org <b>now</b>", phone="+372 555 0100", is_flexible=True, country="JP"
    )
    EnquiryDatesFactory(enquiry=enquiry)

    page = coordinator_client.get(page_of(enquiry)).text

    shown = [
        enquiry.reference, enquiry.organisation, "Association or other non-profit organisation", "Japan", enquiry.contact_name, enquiry.contact_role,
        enquiry.email, "+372 555 0100", enquiry.aim, "Curriculum<br>Leadership", "14 people", "12–13 April 2027", "Flexible",
        "English", "See https://school.example.org &lt;b&gt;now&lt;/b&gt;",
    ]  # fmt: skip
    assert [text for text in shown if text not in page] == []
    assert 'href="https://school' not in page
    assert "mailto:" not in page
    assert 'name="_save"' not in page


def test_reading_an_enquiry_is_recorded_once_a_person_and_day(
    coordinator_client, coordinator, administrator_client, administrator
):
    enquiry = EnquiryFactory()

    for client in (coordinator_client, coordinator_client, administrator_client):
        client.get(page_of(enquiry))
    enquiries.record_reading(enquiry, by=coordinator, at=timezone.now() + timedelta(days=1))

    assert [(event.kind, event.by) for event in enquiry.events.all()] == [
        ("received", None),
        ("read", coordinator),
        ("read", administrator),
        ("read", coordinator),
    ]


def test_the_question_before_a_refusal_keeps_the_choice_to_invite_and_shows_it_as_the_visitor_reads_it(
    coordinator_client,
):
    enquiry = EnquiryFactory(language="fi")
    said = {"text": "Koulut ovat kiinni.", "invites": "on", "seen": enquiry.last_change}

    asked = coordinator_client.post(f"/admin/visits/enquiry/{enquiry.pk}/decline/", said)
    coordinator_client.post(
        asked.request["PATH_INFO"], sent(asked.text, **{"aria-labelledby": "question"}) | {"confirmed": "yes"}
    )

    assert "Voit lähettää uuden pyynnön." in asked.text
    assert "Voit lähettää uuden pyynnön." in OutboxMessage.objects.get().text


def test_nothing_is_saved_by_posting_to_the_page(coordinator_client):
    enquiry = EnquiryFactory()

    response = coordinator_client.post(page_of(enquiry), {"state": "accepted", "organisation": "Changed"})

    assert response.status_code == 405
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.organisation) == ("new", "Tartu School Association")


def test_the_page_offers_what_the_state_allows(coordinator_client, coordinator):
    enquiry = EnquiryFactory()
    declined = EnquiryFactory(state="declined", owner=coordinator)

    def offered(enquiry):
        return [act.name for act, _form in coordinator_client.get(page_of(enquiry)).context["acts"]]

    assert offered(enquiry) == [
        "take",
        "planning",
        "spam",
        "reply",
        "details",
        "file",
        "link",
        "note",
        "decline",
        "withdraw",
        "erase",
    ]
    assert offered(declined) == ["reply", "file", "link", "note", "erase", "reopen", "archive"]


def test_a_coordinator_takes_an_enquiry_and_answers_from_its_page(coordinator_client, coordinator):
    enquiry = EnquiryFactory()

    taken = do(coordinator_client, enquiry, "take")
    do(coordinator_client, enquiry, "details", "How many teachers?")

    enquiry.refresh_from_db()
    assert (taken.status_code, taken["Location"]) == (302, page_of(enquiry))
    assert (enquiry.owner, enquiry.state) == (coordinator, "clarification")
    assert "How many teachers?" in OutboxMessage.objects.get().text
    assert "The questions are on their way to the visitor." in coordinator_client.get(page_of(enquiry)).text


def test_an_empty_reply_gets_a_sentence(coordinator_client):
    enquiry = EnquiryFactory()

    response = do(coordinator_client, enquiry, "reply", " \n")

    assert response.status_code == 422
    assert '<a href="#reply-text">Your reply: Write the reply first</a>' in response.text
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize(("state", "text"), [("new", "x" * 5001), ("declined", "My long letter")])
def test_a_text_that_cannot_be_sent_is_not_lost(coordinator_client, state, text):
    enquiry = EnquiryFactory(state=state)

    response = do(coordinator_client, enquiry, "details", text)

    assert response.status_code in (409, 422)
    assert text in response.text
    assert enquiry.events.exclude(kind="read").get().kind == "received"


def test_declining_asks_once_more_and_leads_back_to_the_text(coordinator_client):
    enquiry, text = EnquiryFactory(), "\nAll schools are closed <in> July."

    asked = do(coordinator_client, enquiry, "decline", text)
    assert "Decline the enquiry and send this to the visitor?" in asked.text
    assert text.strip().replace("<", "&lt;").replace(">", "&gt;") in asked.text
    assert (OutboxMessage.objects.count(), enquiry.events.exclude(kind="read").count()) == (0, 1)

    back = do(coordinator_client, enquiry, "decline", text, back="yes")
    assert "closed &lt;in&gt; July." in back.text and '<details id="act-decline" open>' in back.text
    assert OutboxMessage.objects.count() == 0

    assert do(coordinator_client, enquiry, "decline", text, confirmed="yes").status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.state, OutboxMessage.objects.get().kind) == ("declined", "enquiry_declined")


@pytest.mark.parametrize("sent", [{}, {"seen": "never"}, {"seen": ""}])
def test_a_page_that_is_out_of_date_sends_nothing_and_keeps_the_text(coordinator_client, administrator, sent):
    enquiry = EnquiryFactory()
    data = sent or {"seen": enquiry.last_change}
    enquiries.decline(enquiry, by=administrator, text="No time.")

    response = do(coordinator_client, enquiry, "reply", "You are welcome!", **data)

    assert response.status_code == 409
    assert "Something else happened to this enquiry" in response.text and "You are welcome!" in response.text
    assert OutboxMessage.objects.get().kind == "enquiry_declined"
    assert f'name="seen" value="{enquiry.last_change}"' in response.text  # read now, it can be sent


def test_acts_need_the_csrf_token(coordinator):
    client = client_of(coordinator)
    client.handler.enforce_csrf_checks = True

    assert do(client, EnquiryFactory(), "take").status_code == 403
    assert Enquiry.objects.get().owner is None


def test_who_may_only_look_is_offered_no_act(coordinator):
    coordinator.groups.clear()
    coordinator.user_permissions.add(permission("view_enquiry"))
    client, enquiry = client_of(coordinator), EnquiryFactory()

    page = client.get(page_of(enquiry))

    assert (page.status_code, page.context["acts"]) == (200, [])
    assert do(client, enquiry, "take").status_code == 403


def permission(codename):
    return Permission.objects.get(codename=codename)


@pytest.mark.parametrize(
    ("address", "mixed"), [("training@example.org", False), ("trаining@example.org", True), ("тест@пример.рф", False)]
)
def test_addresses_with_letters_of_several_alphabets_are_found(address, mixed):
    assert mixes_scripts(address) is mixed


def test_a_mixed_address_is_marked(coordinator_client):
    enquiry = EnquiryFactory(email="training@exаmple.org")

    assert "letters of several alphabets" in coordinator_client.get(page_of(enquiry)).text


def test_the_inbox_speaks_finnish(coordinator, coordinator_client):
    coordinator.language = "fi"
    coordinator.save()
    enquiry = EnquiryFactory(country="JP")

    page = coordinator_client.get(page_of(enquiry)).text

    assert [
        word
        for word in ("Vierailupyyntö", "Japani", "Ota pyyntö käsiteltäväksesi", "Opetussuunnitelma")
        if word not in page
    ] == []
