"""Whatever is sent to whichever page in whatever state, enquiry and visit move only along their tables."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import client_of
from tests.factories.offers import VisitFactory
from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory, SampleProgrammeFactory
from tests.properties import examples
from tests.visits.conftest import INVOICE, made_offer
from visits import enquiries, erasure, links, offers, visits
from visits.admin.acts import ACTS
from visits.admin.visit_acts import VISIT_ACTS
from visits.enquiries import State
from visits.models import Enquiry, SampleProgramme, Visit

NOW = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
SECOND_DAY = date(2027, 4, 13)  # of the visit
TEXT = {"text": "As agreed.", "confirmed": "yes"}
SOURCE = {"source": "email"}  # of what coordinators record for the visitor
DETAILS = {"final_size": "12", "diet_vegan": "1"}


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


# What there is at the beginning: function of the coordinator that gives the enquiry.

STARTS = {
    state: lambda by, state=state: EnquiryDatesFactory(enquiry__state=state).enquiry
    for state in set(State) - {State.OFFERED, State.ACCEPTED}
}
STARTS |= {state: lambda by, state=state: VisitFactory(state=state).enquiry for state in Visit.State}
STARTS |= {
    "a draft": lambda by: made_offer(EnquiryFactory(state="planning"), by).enquiry,
    "an offer": lambda by: offers.send(made_offer(EnquiryFactory(state="planning"), by), by=by).enquiry,
    "suspected": lambda by: EnquiryFactory(is_suspected=True),
}

# What can be sent: (address, data) of the enquiry. None where there is no such page.


def of_enquiry(name):
    return lambda enquiry: (f"/admin/visits/enquiry/{enquiry.pk}/{name}/", TEXT | SOURCE)


def of_offer(name):
    def found(enquiry):
        offer = enquiry.offers.order_by("version").last()
        return offer and (f"/admin/visits/offer/{offer.pk}/{name}/", TEXT | SOURCE | INVOICE)

    return found


def of_visit(name):
    def found(enquiry):
        visit = Visit.objects.filter(enquiry=enquiry).first()
        return visit and (f"/admin/visits/visit/{visit.pk}/{name}/", TEXT | DETAILS)

    return found


def make(enquiry):
    return f"/admin/visits/offer/make/{enquiry.pk}/", {"source": f"sample-{SampleProgramme.objects.get().pk}"}


def below_link(place, data):
    def found(enquiry):
        offer = enquiry.offers.order_by("version").last()
        return f"{links.url_of(enquiry, 'en')}{place}", data | {"offer": offer.pk if offer else ""}

    return found


def erase(enquiry):
    return f"/en/international-visits/enquiry/erasure/{erasure.token_of(enquiry)}/", {}


SENT = {f"admin: {act.name}": of_enquiry(act.name) for act in ACTS}
SENT |= {f"admin: visit {name}": of_visit(name) for name in [*(act.name for act in VISIT_ACTS), "details"]}
SENT |= {f"admin: offer {name}": of_offer(name) for name in ("send", "discard", "acceptance")}
SENT |= {
    "admin: make": make,
    "write": below_link("", TEXT),
    "withdraw": below_link("withdrawal/", TEXT),
    "accept": below_link("acceptance/", INVOICE),
    "ask for a change": below_link("change-request/", TEXT),
    "decline": below_link("refusal/", TEXT),
    "cancel, free of charge": below_link("cancellation/", {"percent": "0"}),
    "cancel, for the price": below_link("cancellation/", {"percent": "100"}),
    "final details": below_link("final-details/", DETAILS),
    "erase": erase,
}
# Or the clock moves on, with what the worker does then.
DAYS = {
    "a day passes": 1,
    "a month passes": 30,
    "the visit comes near": (SECOND_DAY - NOW.date()).days - 10,
    "it is over": 140,
}


# Every act by its page: (beginning, steps, where they lead).
WAYS = [
    (
        "new",
        ["admin: take", "admin: details", "write", "admin: reply", "admin: note", "admin: link", "admin: planning",
         "admin: make", "admin: offer send", "ask for a change", "admin: make", "admin: offer send", "accept",
         "the visit comes near", "final details", "it is over", "admin: visit held", "admin: visit invoiced",
         "admin: visit close", "erase"],
        ("accepted", "closed"),
    ),
    ("new", ["admin: decline", "admin: reopen", "admin: spam", "admin: clear", "admin: withdraw", "admin: erase"], ("withdrawn", None)),
    ("an offer", ["decline", "admin: reopen", "admin: make", "admin: offer discard", "withdraw"], ("withdrawn", None)),
    ("an offer", ["a month passes", "admin: archive", "admin: bring-back", "admin: reopen"], ("planning", None)),
    ("an offer", ["admin: file", "admin: change-request", "admin: make", "admin: offer send", "admin: refusal"], ("declined", None)),
    ("an offer", ["admin: offer acceptance", "cancel, free of charge"], ("accepted", "cancelled")),
    ("confirmed", ["the visit comes near", "cancel, for the price", "admin: visit invoiced"], ("accepted", "cancelled")),
]  # fmt: skip


@pytest.fixture
def go(clock, coordinator, price_list, terms):
    """Takes the steps, of which each must keep to the tables. Returns what is there at the end, and leaves nothing behind."""
    SampleProgrammeFactory()

    def take(step, enquiry):
        clock.shift(timedelta(minutes=2))
        if step in DAYS:
            clock.shift(timedelta(days=DAYS[step]))
            offers.expire_offers(timezone.now())
            visits.remind_of_details(timezone.now())
        elif found := SENT[step](enquiry):
            address, data = found
            client = client_of(coordinator) if step.startswith("admin") else Client()
            answer = client.post(address, data | {"seen": enquiry.last_change})
            assert answer.status_code in (200, 302, 303, 404, 405, 409, 410, 422)
            assert "/login/" not in answer.get("Location", "")

    def take_all(start, steps):
        clock.move_to(NOW)
        with transaction.atomic():
            pk = STARTS[start](coordinator).pk
            before = stands(pk)
            for step in steps:
                take(step, Enquiry.objects.get(pk=pk))
                after = stands(pk)
                moved_along_the_tables(before, after)
                before = after
            transaction.set_rollback(True)
        return before

    return take_all


def test_every_act_is_done_by_its_page_and_follows_the_tables(go):
    happened = {"offer-expired", "received", "anonymised"}
    for start, steps, end in WAYS:
        *found, events = go(start, steps)
        assert tuple(found) == end, [event.kind for event in events]
        happened |= {event.kind for event in events}

    assert set(enquiries.TRANSITIONS) - happened == {"contact", "programme"}  # which change no state


def test_no_page_leads_outside_the_tables(go):
    steps = st.lists(st.sampled_from(sorted({**SENT, **DAYS})), min_size=1, max_size=4)

    @settings(max_examples=examples(16))
    @given(st.sampled_from(sorted(STARTS)), steps)
    def walk(start, steps):
        go(start, steps)

    walk()


def stands(pk):
    """(state, state of the visit or None, [event])"""
    enquiry, visit = Enquiry.objects.get(pk=pk), Visit.objects.filter(enquiry=pk).first()
    return enquiry.state, visit and visit.state, list(enquiry.events.exclude(kind="read").order_by("pk"))


def moved_along_the_tables(before, after):
    state, of_visit, events = before
    for event in after[2][len(events) :]:
        assert event.state_before == state
        state = enquiries.TRANSITIONS[event.kind][state]
        assert event.state_after == state
        if event.kind == "accepted":
            assert of_visit is None
            of_visit = "confirmed"
        elif event.kind in visits.TRANSITIONS:
            of_visit = visits.TRANSITIONS[event.kind][of_visit]
    assert (state, of_visit) == after[:2]
