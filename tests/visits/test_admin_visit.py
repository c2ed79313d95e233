"""The coordinators' pages of agreed visits: list, page, acts, programme, final details, calendar and its feed."""

from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from icalendar import Calendar

from oph_site.outbox.models import OutboxMessage
from tests.conftest import client_of
from tests.factories.offers import VisitFactory, item
from visits import feed, visits
from visits.models import Visit, VisitItem, VisitPeriod

pytestmark = pytest.mark.django_db
LIST = "/admin/visits/visit/"


@pytest.fixture
def visit():
    return VisitFactory()


@pytest.fixture
def page(visit):
    return f"{LIST}{visit.pk}/"


@contextmanager
def before(visit, days, person):
    """A client of the person at noon, so many days before the visit: whoever logged in months ago is logged out."""
    with time_machine.travel(f"{visit.first_on - timedelta(days=days)}T12:00+02:00", tick=False):
        yield client_of(person)


def seen(visit):
    return {"seen": visit.enquiry.last_change}


def test_the_list_shows_what_comes_next(coordinator, visit):
    with before(visit, 20, coordinator) as client:
        text = client.get(LIST).text

    assert visit.enquiry.reference in text and "12–13 April 2027" in text and "Estonia" in text
    assert "Wait for the final details, 29 March 2027" in text


def test_the_list_asks_the_database_no_more_for_many_visits(coordinator_client, visit, django_assert_max_num_queries):
    coordinator_client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        coordinator_client.get(LIST)
    for _n in range(3):
        VisitFactory()
    with django_assert_max_num_queries(len(few)):
        coordinator_client.get(LIST)


@pytest.mark.parametrize(
    "who,status",
    [("editor_client", 403), ("officer_client", 403), ("coordinator_client", 200), ("administrator_client", 200)],
)
def test_only_coordinators_and_administrators_see_visits(request, page, who, status):
    client = request.getfixturevalue(who)
    addresses = [LIST, f"{page}change/", f"{page}programme/", f"{page}details/", f"{LIST}calendar/"]

    assert {client.get(address).status_code for address in addresses} == {status}


def test_each_opening_is_logged(coordinator_client, coordinator, visit, page):
    coordinator_client.get(f"{page}change/")

    assert visit.enquiry.events.filter(kind="read", by=coordinator).count() == 1


def test_the_acts_lead_from_held_to_closed(coordinator, visit, page):
    for name, state in [("held", "held"), ("invoiced", "invoiced"), ("close", "closed")]:
        with before(visit, -2, coordinator) as client:
            shown = client.get(f"{page}change/").text
            response = client.post(f"{page}{name}/", seen(visit) | {"text": ""})

        assert f"{page}{name}/" in shown
        assert response.status_code == 302
        assert Visit.objects.get().state == state


def test_a_visit_is_not_held_before_its_last_day(coordinator, visit, page):
    with before(visit, 0, coordinator) as client:
        shown = client.get(f"{page}change/").text
        response = client.post(f"{page}held/", seen(visit))

    assert f"{page}held/" not in shown
    assert (response.status_code, "the visit ends on 13 April 2027" in response.text) == (409, True)


def test_of_two_coordinators_the_later_is_told(coordinator, visit, page, administrator):
    old = seen(visit)
    with before(visit, -2, coordinator) as client:
        visits.mark_held(visit, by=administrator)
        response = client.post(f"{page}invoiced/", old | {"text": "12"})

    assert response.status_code == 409
    assert "Something else happened" in response.text
    assert Visit.objects.get().state == "held"


def test_a_cancellation_is_asked_once_more_with_what_it_costs(coordinator, visit, page):
    with before(visit, 20, coordinator) as client:
        data = seen(visit) | {"text": "Called today"}
        asked = client.post(f"{page}cancelled/", data)
        still = Visit.objects.get().state
        client.post(f"{page}cancelled/", data | {"confirmed": "yes"})

    assert "50% of the price is to be paid, €188.25 in all" in " ".join(asked.text.split())
    assert (still, Visit.objects.get().state, Visit.objects.get().cancellation_percent) == (
        "confirmed",
        "cancelled",
        50,
    )


def test_what_we_cancel_costs_nothing_and_the_visitor_reads_why(coordinator, visit, page):
    with before(visit, 1, coordinator) as client:
        client.post(f"{page}cancel/", seen(visit) | {"text": "A strike", "confirmed": "yes"})

    assert Visit.objects.get().cancellation_percent == 0
    assert "A strike" in OutboxMessage.objects.get(kind="visit_cancelled").text


def rows(visit, *more, **changes):
    """The form of the programme as the page sends it, with changes by the name of a control."""
    items = list(visit.items.all())
    data = {"items-TOTAL_FORMS": len(items) + len(more), "items-INITIAL_FORMS": len(items), "text": "", **seen(visit)}
    data |= {"first_on": "12.4.2027", "last_on": "13.4.2027"}
    names = ["kind", "what", "place", "address", "host", "language"]
    for n, each in enumerate(items):
        data |= {f"items-{n}-{name}": getattr(each, name) for name in names}
        data |= {f"items-{n}-on": f"{each.on:%d.%m.%Y}", f"items-{n}-id": each.pk, f"items-{n}-visit": visit.pk}
        data |= {f"items-{n}-starts_at": f"{each.starts_at:%H.%M}", f"items-{n}-ends_at": f"{each.ends_at:%H:%M}"}
    for n, each in enumerate(more, start=len(items)):
        data |= {f"items-{n}-{name}": value for name, value in each.items()}
    return data | changes


def test_a_changed_programme_tells_the_visitor_what_is_different(coordinator_client, visit, page):
    new = {"kind": "meal", "on": "12.4.2027", "starts_at": "12.00", "ends_at": "13.00", "what": "Lunch"}
    data = rows(visit, new, **{"items-0-starts_at": "8.30", "items-1-DELETE": "on", "text": "The school is closed."})

    response = coordinator_client.post(f"{page}programme/", data)
    message = OutboxMessage.objects.get()

    assert response.status_code == 302
    assert [each.what for each in VisitItem.objects.all()] == [
        "How schools plan their curricula", "Lunch", "Evaluation without inspection",
    ]  # fmt: skip
    assert message.kind == "visit_programme"
    assert [line for line in message.text.splitlines() if line.startswith(("- ", "The school"))] == [
        "The school is closed.",
        "- Moved: 12 April 2027, 8:30–10:00: How schools plan their curricula (before: 12 April 2027, 9:00–10:00)",
        "- New: 12 April 2027, 12:00–13:00: Lunch",
        "- Left out: 12 April 2027, 11:00–12:00: Comprehensive school (School, Koulukuja 1, Helsinki)",
    ]
    assert "[link]programme.ics" in message.text
    assert Visit.objects.get().sequence == 1


def test_a_programme_sent_twice_is_changed_once(coordinator_client, visit, page):
    new = {"kind": "meal", "on": "12.4.2027", "starts_at": "12.00", "ends_at": "13.00", "what": "Lunch"}
    data = rows(visit, new)

    answers = [coordinator_client.post(f"{page}programme/", data) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert VisitItem.objects.filter(what="Lunch").count() == 1
    assert OutboxMessage.objects.count() == 1


def test_a_programme_without_a_change_writes_to_nobody(coordinator_client, visit, page):
    response = coordinator_client.post(f"{page}programme/", rows(visit))

    assert (response.status_code, "Nothing was changed" in response.text) == (409, True)
    assert not OutboxMessage.objects.exists()


def test_a_wrong_time_loses_nothing(coordinator_client, visit, page):
    data = rows(visit, **{"items-0-starts_at": "at nine", "items-1-ends_at": "10.00", "text": "Hello"})

    response = coordinator_client.post(f"{page}programme/", data)

    assert response.status_code == 422
    assert 'value="at nine"' in response.text and "Hello" in response.text
    assert "It must end after it begins." in response.text


def test_the_page_says_what_to_look_at_in_the_programme(coordinator_client, visit, page):
    item(visit, 0, 9, 11, what="Tour")
    item(visit, 5, 9, 11, what="Sauna")
    VisitPeriod.objects.create(
        kind="closed", first_on=visit.last_on, last_on=visit.last_on, reason_en="Exams", reason_fi="Kokeet"
    )

    text = coordinator_client.get(f"{page}change/").text

    assert "At the same time on 12 April 2027" in text
    assert "13 April 2027: Exams." in text
    assert "17 April 2027: a weekend." in text
    assert "17 April 2027 is not among the days of the visit." in text


def test_final_details_that_came_by_phone_are_recorded(coordinator, visit, page):
    with before(visit, 20, coordinator) as client:
        wrong = client.post(f"{page}details/", seen(visit) | {"final_size": ""})
        client.post(f"{page}details/", seen(visit) | {"final_size": "12", "diet_vegan": "1"})

    assert wrong.status_code == 422
    assert (Visit.objects.get().final_size, Visit.objects.get().diets) == (12, {"vegan": 1})
    assert not OutboxMessage.objects.exists()


def test_the_calendar_shows_a_month_and_its_neighbours(coordinator_client, visit):
    april = " ".join(coordinator_client.get(f"{LIST}calendar/?month=2027-04").text.split())
    march = coordinator_client.get(f"{LIST}calendar/?month=2027-03").text

    assert april.count(f"{visit.enquiry.reference}, Estonia, 14") == 2  # days
    assert "?month=2027-03" in april and "?month=2027-05" in april
    assert "No visit in this month." in march


@pytest.mark.parametrize("month", ["", "x", "2027", "2027-13", "0-1", "99999999999999-1", "2027-04-01", "-1-1"])
def test_no_month_breaks_the_calendar(coordinator_client, month):
    assert coordinator_client.get(f"{LIST}calendar/", {"month": month}).status_code == 200


def test_the_feed_is_private_and_ends_with_its_address_or_the_right(visitor, coordinator, visit):
    with before(visit, 30, coordinator) as client:
        address = urlsplit(feed.url_of(coordinator)).path
        response = visitor.get(address)
        assert [str(event["summary"]) for event in Calendar.from_ical(response.content).walk("VEVENT")] == [
            f"{visit.enquiry.reference}, Estonia, 14"
        ]
        assert response["Cache-Control"] == "private, no-store"
        assert visitor.get(address[:-5] + "x.ics").status_code == 404

        client.post(f"{LIST}calendar/feed/")
        assert visitor.get(address).status_code == 404

        address = urlsplit(feed.url_of(coordinator)).path
        assert visitor.get(address).status_code == 200
        coordinator.groups.clear()
        assert visitor.get(address).status_code == 404


def test_the_pages_speak_finnish(coordinator, coordinator_client, visit, page):
    coordinator.language = "fi"
    coordinator.save()

    texts = [
        coordinator_client.get(address).text
        for address in (LIST, f"{page}change/", f"{page}programme/", f"{LIST}calendar/?month=2027-04")
    ]

    assert "Loppuunsaatettavat" not in texts[0]
    assert "maanantai 12.4.2027" in texts[1] and "Muuta ohjelmaa" in texts[1]
    assert "Vierailun päivät" in texts[2]
    assert "Huhtikuu 2027" in texts[3]
