from datetime import date, time
from decimal import Decimal

import pytest
import time_machine

from tests.factories.pages import PageFactory, published
from tests.factories.visits import SPRING, EnquiryDatesFactory, EnquiryFactory
from visits import offers
from visits.models import CancellationStep, OfferItem, OfferLine, PriceLine, PriceList

INVOICE = {
    "invoice_name": "Tartu School Association", "invoice_address": "Raekoja plats 1\n51003 Tartu\nEstonia",
    "vat_number": "", "order_reference": "PO 17",
}  # fmt: skip
ESTIMATE = {
    "lines": [
        {"name": {"fi": "Suunnittelu", "en": "Planning"}, "counted": "programme", "quantity": 1, "net": "300.00", "vat_rate": "25.5"},
        {"name": {"fi": "Lounas", "en": "Lunch"}, "counted": "lunch", "quantity": 14, "net": "14.00", "vat_rate": "13.5"},
    ],
    "net": "496.00", "vat": "102.96", "total": "598.96",
}  # fmt: skip


@pytest.fixture
def price_list(db):
    """From 2026 on, with the usual steps of cancellation."""
    made = PriceList.objects.create(valid_from=date(2026, 1, 1))
    for counted, name, net in [
        ("programme", "Planning", 300),
        ("long-lecture", "Lecture", 320),
        ("site", "Visit", 350),
    ]:
        PriceLine.objects.create(
            price_list=made, counted=counted, name_fi=name, name_en=name, net=net, vat_rate=Decimal("25.5")
        )
    for days_before, percent in [(28, 0), (14, 50), (0, 100)]:
        CancellationStep.objects.create(price_list=made, days_before=days_before, percent=percent)
    return made


@pytest.fixture
def terms(db):
    """The public page on prices and terms."""
    return published(PageFactory(key="prices", title_en="Prices and terms", body_en="<p>Pay in three weeks.</p>"))


@pytest.fixture
def wish(db):
    """An enquiry that is being planned, for a day in spring, on one of two."""
    enquiry = EnquiryFactory(state="planning", estimate=ESTIMATE, length="1")
    EnquiryDatesFactory(enquiry=enquiry)
    return enquiry


@pytest.fixture
def draft(wish, price_list, terms, coordinator):
    """Of the wish, with its estimate (598.96 euros with VAT) and a lecture on the first day."""
    return made_offer(wish, coordinator)


def made_offer(enquiry, by, at=None):
    """A draft that can be sent."""
    offer = offers.make(enquiry, by=by, at=at)
    if not offer.lines.exists():
        OfferLine.objects.create(offer=offer, name="Planning", quantity=1, net=300, vat_rate=Decimal("25.5"))
    if not offer.items.exists():
        OfferItem.objects.create(
            offer=offer, kind="lecture", on=SPRING, starts_at=time(9), ends_at=time(10, 30), what="Evaluation without inspection",
            place="Hakaniemi", address="Hakaniemenranta 6, Helsinki", host="counsellor of education", language="en",
        )  # fmt: skip
    return offer


@pytest.fixture
def sent(draft, coordinator):
    return offers.send(draft, by=coordinator)


@pytest.fixture(autouse=True)
def in_their_time():
    """What the tests ask for lies in spring 2027: they go on passing when that is over."""
    with time_machine.travel("2026-12-01T10:00:00+02:00"):
        yield
