"""What a coordinator sees of an enquiry beyond who asks: all answers, the estimate as it was sent, what speaks against the dates."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from tests.conftest import client_of
from tests.factories.visits import (
    EnquiryDatesFactory,
    EnquiryFactory,
    LectureFactory,
    PriceListFactory,
    ThemeFactory,
    VisitPeriodFactory,
    answers,
)
from visits import enquiries
from visits.models import PriceLine

pytestmark = pytest.mark.django_db
LIST = "/admin/visits/enquiry/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-30 12:00 +0200", tick=False):
        yield


@pytest.fixture
def client(coordinator):
    return client_of(coordinator)  # a session begun on that day


def sent(**more):
    return enquiries.submit_enquiry(answers(**more), token=uuid4(), language="en")


def text_of(client, enquiry):
    return " ".join(client.get(f"{LIST}{enquiry.pk}/change/").text.split())


def test_every_answer_of_the_form_is_shown(client):
    enquiry = sent(
        on_behalf_of="Board of twelve schools", length="3", lectures=[LectureFactory()], sites=["basic", "agency"], has_lunch=True,
        access_needs="Two wheelchairs", visa_letters=0, payer="erasmus",
    )  # fmt: skip

    page = text_of(client, enquiry)

    shown = [
        "Board of twelve schools", "Three days", "The national core curriculum (90 min)", "Comprehensive school",
        "Finnish National Agency for Education", "<dt>Lunch</dt><dd> Yes", "<dt>Coffee</dt><dd> No", "Two wheelchairs",
        "<dt>Letters for visas</dt><dd> 0", "An Erasmus+ grant",
    ]  # fmt: skip
    assert [text for text in shown if text not in page] == []


def test_the_estimate_stays_as_it_was_sent(client):
    PriceListFactory(valid_from=date(2026, 1, 1))
    enquiry = sent(length="1", lectures=[LectureFactory()], sites=["basic"], has_lunch=True)
    PriceLine.objects.exclude(counted="cost").update(net="1.00", name_en="Renamed")

    page = text_of(client, enquiry)

    shown = [
        "<dt>Planning</dt><dd>€300 (VAT 25.5%)", "<dt>Lunch</dt><dd>14 × €14 = €196 (VAT 13.5%)", "<dt>Without VAT</dt><dd>€1,166 (€83.29 a person)",
        "<dt>VAT 25.5%</dt><dd>€247.35", "<dt>VAT 13.5%</dt><dd>€26.46", "<dt>With VAT</dt><dd>€1,439.81 (€102.84 a person)", "<dd>Interpreter</dd>",
        "valid from 1 January 2026",
    ]  # fmt: skip
    assert [text for text in shown if text not in page] == []
    assert "Renamed" not in page and "chose no lectures or places" not in page


def test_the_usual_programme_is_named_as_such_and_without_prices_there_is_no_estimate(client):
    before = sent()
    PriceListFactory(valid_from=date(2026, 1, 1))
    usual = sent(group_size=15)

    assert "chose no lectures or places" in text_of(client, usual)
    assert "Estimate that the visitor saw" not in text_of(client, before)


@pytest.mark.parametrize(
    ("state", "is_said"), [("new", True), ("planning", True), ("accepted", False), ("declined", False)]
)
def test_what_speaks_against_the_dates_is_said_while_the_enquiry_is_open(client, state, is_said):
    VisitPeriodFactory(first_on=date(2027, 4, 12), last_on=date(2027, 4, 13), reason_en="Fair")
    enquiry = EnquiryDatesFactory(enquiry=EnquiryFactory(state=state)).enquiry

    page = text_of(client, enquiry)

    assert ("What speaks against 12–13 April 2027:" in page) == is_said
    assert ("Fair" in page) == is_said


def test_dates_in_an_open_week_have_no_warning(client):
    enquiry = EnquiryDatesFactory().enquiry

    assert "What speaks against" not in text_of(client, enquiry)


def test_the_list_names_the_size_of_the_group_and_is_narrowed_by_theme(client):
    theme = ThemeFactory()
    wanted = EnquiryFactory(themes=[theme], group_size=17)
    EnquiryFactory()

    answer = client.get(f"{LIST}?themes__id__exact={theme.pk}")

    assert list(answer.context["cl"].result_list) == [wanted]
    assert ">17</td>" in answer.text
