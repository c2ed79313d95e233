"""Many people at the same moment, by the pages that they use: nothing is lost, nothing doubled, and who was too late is told."""

from datetime import timedelta
from threading import Barrier, Event

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from oph_site.public_forms.tokens import new_token
from tests.factories.visits import EnquiryFactory, typed
from tests.threads import errors_of
from tests.visits.conftest import INVOICE, made_offer
from tests.visits.test_offers import NOW, check, state, states
from tests.visits.test_views import send
from visits import conversation, enquiries, erasure, links, offers, reminders, visits
from visits.enquiries import NotAllowed
from visits.models import Enquiry, EnquiryEvent, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def mails():
    """{kind: how many}"""
    kinds = list(OutboxMessage.objects.values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in kinds}


def at_once(*acts):
    """The answers to the acts, in their order."""
    answers = {}
    errors = errors_of(
        *[lambda number=number, act=act: answers.update({number: act()}) for number, act in enumerate(acts)]
    )
    assert errors == []
    return [answers[number] for number in range(len(acts))]


@pytest.fixture
def both_have_looked(monkeypatch):
    """Of two visitors with one link neither acts before both have seen how the enquiry stands."""
    find, looked = links.find, Barrier(2)

    def find_together(token):
        enquiry = find(token)
        looked.wait(20)
        return enquiry

    monkeypatch.setattr(links, "find", find_together)


def test_twenty_senders_get_twenty_references_and_twenty_receipts(shared_database, clock):
    tokens = [new_token() for _n in range(20)]
    typed()  # its themes
    clock.shift(timedelta(minutes=8))

    answers = at_once(
        *[
            lambda n=n, token=token: send(Client(), token, organisation=f"School {n}", email=f"head.{n}@example.org")
            for n, token in enumerate(tokens)
        ]
    )

    receipts = [Client().get(answer["Location"]).text for answer in answers]
    found = dict(Enquiry.objects.values_list("organisation", "reference"))
    assert [answer.status_code for answer in answers] == [303] * 20
    assert sorted(found.values()) == [f"V-2026-{number:04}" for number in range(1, 21)]
    assert all(
        found[f"School {n}"] in receipt and f"head.{n}@example.org" in receipt for n, receipt in enumerate(receipts)
    )
    assert mails() == {"enquiry_receipt": 20, "enquiry_notice": 20}
    assert set(OutboxMessage.objects.filter(kind="enquiry_receipt").values_list("reference", "to")) == {
        (found[f"School {n}"], f"head.{n}@example.org") for n in range(20)
    }


def test_a_form_sent_ten_times_is_one_enquiry_and_everybody_gets_its_receipt(shared_database, clock):
    token = new_token()
    typed()
    clock.shift(timedelta(minutes=8))

    answers = at_once(*[lambda: send(Client(), token)] * 10)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert (Enquiry.objects.count(), EnquiryEvent.objects.filter(kind="received").count()) == (1, 1)
    assert mails() == {"enquiry_receipt": 1, "enquiry_notice": 1}


def test_accepted_and_withdrawn_one_counts_and_the_page_says_which(
    shared_database, sent, both_have_looked, monkeypatch
):
    page = links.url_of(sent.enquiry)
    answer = INVOICE | {"offer": sent.pk}

    answers = at_once(
        lambda: Client().post(f"{page}acceptance/", answer), lambda: Client().post(f"{page}withdrawal/", {"text": ""})
    )
    monkeypatch.undo()

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, page)] * 2
    is_accepted = state(sent.enquiry) == "accepted"
    assert (states(sent.enquiry), Visit.objects.count()) == ((["accepted"], 1) if is_accepted else (["declined"], 0))
    assert ("Your visit is confirmed" if is_accepted else "Your enquiry is withdrawn") in Client().get(page).text
    written = ["offer_accepted"] if is_accepted else []
    assert mails() == dict.fromkeys(["offer_sent", *written, "visitor_notice"], 1)


def test_accepted_and_erased_no_agreed_visit_loses_its_data(shared_database, sent, monkeypatch):
    hindrance, looked, accepted = erasure.hindrance, Event(), Event()

    def look(enquiry):
        found = hindrance(enquiry)
        looked.set()
        accepted.wait(0.5)  # it is, unless what was looked at is locked
        return found

    def accept():
        looked.wait(20)
        offers.accept(sent, INVOICE)
        accepted.set()

    monkeypatch.setattr(erasure, "hindrance", look)
    errors = errors_of(accept, lambda: erasure.erase(sent.enquiry, by=None))

    enquiry = Enquiry.objects.get()
    assert [type(error) for error in errors] == [NotAllowed]
    assert (enquiry.anonymised_at is None) == Visit.objects.exists() == (enquiry.state == "accepted")


def test_accepted_on_the_day_after_while_the_worker_ends_it_it_has_expired(shared_database, sent):
    after = NOW + timedelta(days=22)

    errors = errors_of(lambda: offers.accept(sent, INVOICE, at=after), lambda: offers.expire_offers(after))

    assert [type(error) for error in errors] == [NotAllowed]
    assert (state(sent.enquiry), states(sent.enquiry), Visit.objects.count()) == ("expired", ["expired"], 0)


# What happens between the look at a page and what is sent from it


MEANWHILE = {
    "accepted": lambda enquiry: offers.accept(enquiry.offers.get(), INVOICE),
    "withdrawn": conversation.withdraw,
    "declined": lambda enquiry: offers.decline(enquiry.offers.get()),
    "expired": lambda enquiry: offers.expire_offers(NOW + timedelta(days=22)),
    "erased": lambda enquiry: erasure.erase(enquiry, by=None),
    "cancelled": lambda enquiry: visits.cancel(enquiry.visit, by=None),
}
SENT = {
    "": {"text": "Thank you"},
    "withdrawal/": {"text": "No money"},
    "acceptance/": INVOICE,
    "change-request/": {"text": "A day later?"},
    "refusal/": {"text": "No money"},
    "cancellation/": {"text": "", "percent": 0},
    "final-details/": {"final_size": 12},
    "contact-details/": {
        "name": "Head of Training",
        "role": "Head of training",
        "email": "new@example.org",
        "phone": "",
    },
    "your-data/": {},
}


@pytest.mark.parametrize("happened", MEANWHILE)
def test_who_is_too_late_breaks_nothing_and_is_told(sent, happened, monkeypatch, clock):
    """Whatever somebody else does after a page was asked for and before its act."""
    if happened == "cancelled":
        offers.accept(sent, INVOICE)
        clock.move_to(NOW + timedelta(days=100))
    page, find = links.url_of(sent.enquiry), links.find

    def look_and_be_overtaken(token):
        seen = find(token)
        MEANWHILE[happened](Enquiry.objects.get(pk=seen.pk))
        return seen

    monkeypatch.setattr(links, "find", look_and_be_overtaken)
    answers = {}
    for place, typed_in in SENT.items():
        with transaction.atomic():
            answers[place] = Client().post(page + place, typed_in | {"offer": sent.pk}).status_code
            check(sent.enquiry)
            assert not OutboxMessage.objects.filter(to="").exists()
            assert happened != "erased" or not OutboxMessage.objects.filter(reference=sent.enquiry.reference).exists()
            transaction.set_rollback(True)

    assert set(answers.values()) <= {200, 303, 422} | ({404} if happened != "cancelled" else set()), answers


def test_nobody_is_reminded_of_what_was_done_a_moment_before(sent, coordinator, monkeypatch, clock):
    other, once = EnquiryFactory(), reminders.once
    clock.shift(timedelta(days=18))  # both are due

    def overtaken(enquiry, *rest):
        if enquiry == other:
            enquiries.reply(enquiry, by=coordinator, text="Welcome")
        else:
            offers.accept(sent, INVOICE)
        return once(enquiry, *rest)

    with transaction.atomic():
        assert reminders.remind(timezone.now()) == 2
        transaction.set_rollback(True)
    monkeypatch.setattr(reminders, "once", overtaken)

    assert reminders.remind(timezone.now()) == 0


def test_the_worker_goes_on_after_somebody_with_an_open_offer_was_erased(sent, coordinator, clock):
    other = offers.send(made_offer(EnquiryFactory(state="planning"), coordinator), by=coordinator)
    erasure.erase(sent.enquiry, by=None)

    clock.shift(timedelta(days=18))
    assert reminders.remind(timezone.now()) == 1
    clock.shift(timedelta(days=4))
    assert offers.expire_offers(timezone.now()) == 1

    assert (state(sent.enquiry), state(other.enquiry)) == ("expired", "expired")
    assert not OutboxMessage.objects.filter(to="").exists()
