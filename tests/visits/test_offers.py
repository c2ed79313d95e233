"""Offers: what is made of a wish, what sending freezes, what the visitor's answer changes, and what is refused."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oph_site.outbox.models import OutboxMessage
from tests.factories.pages import PageFactory, published
from tests.factories.visits import SPRING, EnquiryFactory
from tests.properties import examples
from tests.threads import errors_of
from tests.visits.conftest import INVOICE, made_offer
from visits import conversation, enquiries, erasure, offers
from visits.enquiries import NotAllowed
from visits.models import Enquiry, Lecture, Offer, OfferItem, PriceList, SampleItem, SampleProgramme, Theme, Visit
from visits.offer_checks import warnings

NOW = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def state(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk).state


def states(enquiry):
    return list(enquiry.offers.order_by("version").values_list("state", flat=True))


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to", "language"))


def events(enquiry):
    return [(event.kind, event.by, event.state_after) for event in enquiry.events.all()][1:]


def later(minutes=2, days=0):
    return NOW + timedelta(minutes=minutes, days=days)


# Drafts


def test_a_draft_begins_with_the_estimate_and_the_days_wished_for(wish, price_list, coordinator):
    theme = Theme.objects.create(group="system", name_fi="Arviointi", name_en="Evaluation")
    wish.lectures.add(Lecture.objects.create(theme=theme, title_fi="Luento", title_en="Without inspection", minutes=90))
    wish.sites, wish.has_lunch = ["basic"], True
    wish.save()

    with translation.override("fi"):  # the coordinator's own language changes nothing
        offer = offers.make(wish, by=coordinator)

    assert (offer.version, offer.state, offer.group_size, offer.valid_until) == (1, "draft", 14, None)
    assert [(line.name, line.quantity, line.net) for line in offer.lines.all()] == [
        ("Planning", 1, Decimal("300.00")), ("Lunch", 14, Decimal("14.00")),
    ]  # fmt: skip
    assert [(item.kind, str(item.on), str(item.starts_at)[:5], str(item.ends_at)[:5], item.what) for item in offer.items.all()] == [
        ("lecture", "2027-04-12", "09:00", "10:30", "Without inspection"),
        ("meal", "2027-04-12", "12:00", "12:45", "Lunch"),
        ("site", "2027-04-12", "13:00", "15:00", "Comprehensive school"),
    ]  # fmt: skip
    assert (events(wish), mails()) == ([], [])


def test_an_offer_for_a_new_enquiry_begins_its_planning(price_list, coordinator):
    enquiry = EnquiryFactory()

    offers.make(enquiry, by=coordinator)

    assert state(enquiry) == "planning"
    assert events(enquiry) == [("planned", coordinator, "planning")]


def test_a_sample_programme_gives_its_timetable_until_the_end_of_the_day(wish, price_list, coordinator):
    sample = SampleProgramme.objects.create(title_fi="Näyte", title_en="Sample", length="1", sites=["basic"])
    for starts_at, what in [
        (time(9), "Lecture: schools"),
        (time(10, 30), "Coffee"),
        (time(11), "A school"),
        (time(13), "End"),
    ]:
        SampleItem.objects.create(programme=sample, starts_at=starts_at, what_fi=what, what_en=what)

    offer = offers.make(wish, by=coordinator, from_sample=sample)

    assert [(item.kind, item.what, str(item.ends_at)[:5]) for item in offer.items.all()] == [
        ("lecture", "Lecture: schools", "10:30"), ("meal", "Coffee", "11:00"), ("site", "A school", "13:00"),
    ]  # fmt: skip
    assert [line.name for line in offer.lines.all()] == ["Planning", "Visit"]


def test_a_new_version_begins_as_the_one_before(sent, coordinator):
    Offer.objects.filter(pk=sent.pk).update(
        discount=10, discount_reason="A partner", vat_case="reverse", text="Welcome"
    )
    sent.refresh_from_db()

    copy = offers.make(sent.enquiry, by=coordinator, from_offer=sent)

    assert (copy.version, copy.state, copy.vat_case, copy.discount, copy.text) == (2, "draft", "reverse", 10, "Welcome")
    assert [line.name for line in copy.lines.all()] == [line.name for line in sent.lines.all()]
    assert [item.what for item in copy.items.all()] == [item.what for item in sent.items.all()]
    assert sent.lines.count() == 2
    assert (copy.terms, copy.cancellation, copy.valid_until) == (None, [], None)


def test_there_is_one_draft_at_a_time_and_it_can_be_discarded(draft, coordinator):
    with pytest.raises(NotAllowed):
        offers.make(draft.enquiry, by=coordinator)

    offers.discard(draft)

    assert offers.make(draft.enquiry, by=coordinator).version == 1


@pytest.mark.parametrize("ended", ["accepted", "declined", "withdrawn", "expired", "spam"])
def test_what_has_ended_gets_no_offer(ended, coordinator, price_list):
    with pytest.raises(NotAllowed):
        offers.make(EnquiryFactory(state=ended), by=coordinator)


# Sending


def test_sending_freezes_the_terms_and_writes_to_the_visitor(draft, terms, price_list, coordinator):
    sent = offers.send(draft, by=coordinator)
    price_list.steps.all().delete()

    sent.refresh_from_db()
    assert (sent.state, sent.sent_at, sent.valid_until) == ("sent", NOW, date(2026, 12, 22))
    assert sent.terms == terms.editions.get(language="en")
    assert sent.cancellation == [[28, 0], [14, 50], [0, 100]]
    assert events(sent.enquiry) == [("offered", coordinator, "offered")]
    assert mails() == [("offer_sent", "training@example.org", "en")]
    text = OutboxMessage.objects.get().text
    assert "€598.96" in text and "22 December 2026" in text and "12 April 2027" in text


def test_a_finn_reads_the_offer_in_finnish(price_list, terms, coordinator):
    enquiry = EnquiryFactory(language="fi", state="planning")

    sent = offers.send(made_offer(enquiry, coordinator), by=coordinator)

    message = OutboxMessage.objects.get()
    assert sent.terms.language == "fi"
    assert "376,50\N{NO-BREAK SPACE}€" in message.text and "22.12.2026" in message.text
    assert "Tarjous" in message.subject


def test_the_next_version_takes_the_place_of_the_one_before(sent, coordinator):
    second = offers.make(sent.enquiry, by=coordinator, from_offer=sent)

    offers.send(second, by=coordinator, at=later())

    assert states(sent.enquiry) == ["replaced", "sent"]
    assert state(sent.enquiry) == "offered"


def test_an_offer_is_sent_once_and_never_thrown_away(sent, coordinator):
    with pytest.raises(NotAllowed):
        offers.send(sent, by=coordinator, at=later())
    with pytest.raises(NotAllowed):
        offers.discard(sent)

    assert len(mails()) == 1


def test_an_offer_never_stays_open_after_the_visit_has_begun(draft, coordinator):
    OfferItem.objects.update(on=date(2026, 12, 10))

    assert offers.send(draft, by=coordinator).valid_until == date(2026, 12, 10)


HINDRANCES = {
    "at least one line": lambda offer: offer.lines.all().delete(),
    "at least one item": lambda offer: offer.items.all().delete(),
    "gone already or is today": lambda offer: offer.items.update(on=NOW.date()),
    "reason for the discount": lambda offer: Offer.objects.update(discount=5),
    "greater than the total": lambda offer: Offer.objects.update(discount=9999, discount_reason="A partner"),
    "last day to accept has gone": lambda offer: Offer.objects.update(valid_until=date(2026, 11, 30)),
    "after the visit has begun": lambda offer: Offer.objects.update(valid_until=SPRING + timedelta(days=1)),
    "no price list": lambda offer: PriceList.objects.all().delete(),
    "not public in the language": lambda offer: offer.enquiry.__class__.objects.update(language="fi"),
}


@pytest.mark.parametrize("sentence", HINDRANCES)
def test_what_hinders_an_offer_is_said_and_nothing_is_sent(sentence, wish, price_list, coordinator, in_english):
    published(PageFactory(key="prices"), "en")
    draft = made_offer(wish, coordinator)
    HINDRANCES[sentence](draft)

    with pytest.raises(NotAllowed, match=sentence):
        offers.send(draft, by=coordinator)

    assert (states(wish), state(wish), mails()) == (["draft"], "planning", [])


def test_of_two_coordinators_the_later_one_reads_first(draft, coordinator, administrator):
    seen = draft.enquiry.last_change
    enquiries.reply(draft.enquiry, by=administrator, text="Please wait.", seen=seen)

    with pytest.raises(NotAllowed):
        offers.send(draft, by=coordinator, seen=seen)

    assert states(draft.enquiry) == ["draft"]


def test_a_person_is_warned_of_odd_days_and_sums(draft, in_english):
    OfferItem.objects.create(offer=draft, kind="site", on=SPRING, starts_at=time(10), ends_at=time(11), what="A school")
    OfferItem.objects.create(
        offer=draft, kind="site", on=date(2027, 4, 17), starts_at=time(10), ends_at=time(11), what="Another school"
    )
    draft.lines.first().delete()

    assert list(warnings(draft)) == [
        "At the same time on 12 April 2027, 10:00–11:00: “Evaluation without inspection” and “A school”.",
        "17 April 2027: a weekend.",
        "17 April 2027 is outside the dates wished for.",
        "Days asked for: 1. Days in the programme: 2.",
        "Without VAT the offer is 196.00 euros, the estimate shown to the visitor was 496.00 euros.",
    ]


# The visitor's answer


def test_an_accepted_offer_is_a_confirmed_visit_with_its_programme(sent, settings):
    visit = offers.accept(sent, INVOICE, at=later())

    assert (visit.state, str(visit.first_on), str(visit.last_on), visit.accepted_at) == (
        "confirmed",
        "2027-04-12",
        "2027-04-12",
        later(),
    )
    assert [(item.what, item.host) for item in visit.items.all()] == [
        ("Evaluation without inspection", "counsellor of education")
    ]
    assert (visit.invoice_name, visit.order_reference) == (INVOICE["invoice_name"], "PO 17")
    assert states(sent.enquiry) == ["accepted"]
    assert events(sent.enquiry)[1:] == [("accepted", None, "accepted")]
    assert mails()[1:] == [
        ("offer_accepted", "training@example.org", "en"), ("visitor_notice", settings.COORDINATORS_EMAIL, "fi"),
    ]  # fmt: skip


def test_a_coordinator_records_an_acceptance_that_came_by_e_mail(sent, coordinator):
    offers.accept(sent, INVOICE, by=coordinator, text="Wrote on 3 December.", at=later())

    event = sent.enquiry.events.last()
    assert (event.kind, event.by, event.text) == ("accepted", coordinator, "Wrote on 3 December.")
    assert [kind for kind, _to, _language in mails()] == ["offer_sent", "offer_accepted"]


def test_it_is_accepted_once(sent):
    offers.accept(sent, INVOICE, at=later())

    with pytest.raises(NotAllowed):
        offers.accept(sent, INVOICE, at=later(minutes=9))

    assert Visit.objects.count() == 1
    assert len(mails()) == 3


@pytest.mark.parametrize(("days", "is_open"), [(21, True), (22, False)])
def test_the_last_day_to_accept_is_a_whole_day_of_helsinki(sent, days, is_open):
    midnight_comes = NOW.replace(hour=23, minute=59) + timedelta(days=days)

    if is_open:
        offers.accept(sent, INVOICE, at=midnight_comes)
    else:
        with pytest.raises(NotAllowed):
            offers.accept(sent, INVOICE, at=midnight_comes)

    assert Visit.objects.exists() == is_open


def test_a_change_asked_for_is_planned_and_written_to_the_coordinators(sent):
    offers.ask_for_change(sent, "Could it be a day later?", at=later())

    assert (states(sent.enquiry), state(sent.enquiry)) == (["change-asked"], "planning")
    assert [message.text for message in conversation.messages(sent.enquiry)] == ["Could it be a day later?"]
    assert mails()[-1][0] == "visitor_notice"
    with pytest.raises(NotAllowed):
        offers.accept(sent, INVOICE, at=later(9))


def test_a_declined_offer_ends_the_enquiry_until_it_is_opened_again(sent, coordinator):
    offers.decline(sent, "No money", at=later())
    assert (states(sent.enquiry), state(sent.enquiry)) == (["declined"], "declined")

    enquiries.reopen(sent.enquiry, by=coordinator, text="They found some.", at=later(9))

    assert state(sent.enquiry) == "planning"


def test_who_withdraws_declines_what_was_offered(sent):
    conversation.withdraw(sent.enquiry, at=later())

    assert (states(sent.enquiry), state(sent.enquiry)) == (["declined"], "withdrawn")


def test_an_older_version_is_never_accepted_by_accident(sent, coordinator, in_english):
    second = offers.send(offers.make(sent.enquiry, by=coordinator, from_offer=sent), by=coordinator, at=later())

    with pytest.raises(NotAllowed, match="newer offer"):
        offers.accept(sent, INVOICE, at=later(9))

    assert Visit.objects.count() == 0
    assert offers.accept(second, INVOICE, at=later(9)).offer == second


def test_the_worker_ends_what_nobody_answered(sent, settings):
    assert offers.expire_offers(later(days=21)) == 0

    assert [offers.expire_offers(later(days=22)) for _round in range(2)] == [1, 0]

    assert (states(sent.enquiry), state(sent.enquiry)) == (["expired"], "expired")
    assert mails()[1:] == [
        ("offer_expired", "training@example.org", "en"),
        ("visitor_notice", settings.COORDINATORS_EMAIL, "fi"),
    ]


def test_an_expired_enquiry_is_opened_again_and_gets_another_offer(sent, coordinator):
    offers.expire_offers(later(days=22))
    enquiries.reopen(sent.enquiry, by=coordinator, at=later(days=23))
    second = offers.make(sent.enquiry, by=coordinator, from_offer=sent, at=later(days=23))

    offers.send(second, by=coordinator, at=later(days=23))

    assert states(sent.enquiry) == ["expired", "sent"]


# In any order


def of(enquiry, **wanted):
    """The newest such offer."""
    if offer := enquiry.offers.filter(**wanted).order_by("-version").first():
        return offer
    raise NotAllowed


ACTS = {
    "make": lambda enquiry, by, at: made_offer(enquiry, by, at),
    "send": lambda enquiry, by, at: offers.send(of(enquiry, state="draft"), by=by, at=at),
    "discard": lambda enquiry, by, at: offers.discard(of(enquiry, state="draft")),
    "accept": lambda enquiry, by, at: offers.accept(of(enquiry), INVOICE, at=at),
    "accept an old one": lambda enquiry, by, at: offers.accept(of(enquiry, version=1), INVOICE, at=at),
    "ask": lambda enquiry, by, at: offers.ask_for_change(of(enquiry, state="sent"), "A change", at=at),
    "decline": lambda enquiry, by, at: offers.decline(of(enquiry, state="sent"), at=at),
    "expire": lambda enquiry, by, at: offers.expire_offers(at + timedelta(days=22)),
    "withdraw": lambda enquiry, by, at: conversation.withdraw(enquiry, at=at),
    "say no": lambda enquiry, by, at: enquiries.decline(enquiry, by=by, text="No", at=at),
    "reopen": lambda enquiry, by, at: enquiries.reopen(enquiry, by=by, at=at),
    "erase": lambda enquiry, by, at: erasure.erase(enquiry, by=None, at=at),
    "reply": lambda enquiry, by, at: enquiries.reply(enquiry, by=by, text="Hello", at=at),
}  # fmt: skip


def test_whatever_is_tried_in_whatever_order_enquiry_offers_and_visit_agree(wish, price_list, terms, coordinator):
    @settings(max_examples=examples(60))
    @given(st.lists(st.sampled_from(sorted(ACTS)), max_size=10))
    @example(["make", "send", "erase"])
    def try_out(names):
        with transaction.atomic():
            for minutes, name in enumerate(names):
                with suppress(NotAllowed):
                    ACTS[name](wish, coordinator, NOW + timedelta(minutes=2 * minutes))
                check(wish)
            transaction.set_rollback(True)

    try_out()


def check(enquiry):
    found, kinds = state(enquiry), states(enquiry)
    assert (found == "offered") == ("sent" in kinds)
    assert (found == "accepted") == ("accepted" in kinds) == Visit.objects.filter(enquiry=enquiry).exists()
    assert kinds.count("sent") + kinds.count("accepted") <= 1 and kinds.count("draft") <= 1
    moves = [(event.kind, event.state_before, event.state_after) for event in enquiry.events.order_by("pk")][1:]
    assert all(enquiries.TRANSITIONS[kind][before] == after for kind, before, after in moves)
    assert all(after == before for (_k, _b, after), (_kind, before, _a) in pairwise(moves))


# At the same moment


def test_ten_clicks_on_accept_make_one_visit(shared_database, sent):
    errors = errors_of(*[lambda: offers.accept(sent, INVOICE, at=later()) for _click in range(10)])

    assert [type(error) for error in errors] == [NotAllowed] * 9
    assert Visit.objects.count() == 1
    assert [kind for kind, _to, _language in mails()] == ["offer_sent", "offer_accepted", "visitor_notice"]


def test_accepted_while_a_new_version_is_sent_only_one_of_them_counts(shared_database, sent, coordinator):
    second = offers.make(sent.enquiry, by=coordinator, from_offer=sent)

    errors = errors_of(
        lambda: offers.accept(sent, INVOICE, at=later()), lambda: offers.send(second, by=coordinator, at=later())
    )

    assert [type(error) for error in errors] == [NotAllowed]
    assert states(sent.enquiry) in [["accepted", "draft"], ["replaced", "sent"]]


def test_two_workers_expire_an_offer_once(shared_database, sent):
    assert errors_of(*[lambda: offers.expire_offers(later(days=22)) for _worker in range(2)]) == []

    assert [kind for kind, _to, _language in mails()] == ["offer_sent", "offer_expired", "visitor_notice"]
