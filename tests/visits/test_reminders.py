"""Reminders: due at the right moment, sent once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.factories.visits import EnquiryFactory
from visits import enquiries
from visits.models import Offer
from visits.reminders import remind

pytestmark = pytest.mark.django_db
MORNING = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Europe/Helsinki"))  # a Monday


def sent():
    return list(OutboxMessage.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("answer_by", "is_due"),
    [(date(2027, 3, 2), True), (date(2027, 3, 1), True), (date(2027, 2, 1), True), (date(2027, 3, 3), False)],
)
def test_an_answer_is_asked_for_on_the_working_day_before(answer_by, is_due):
    EnquiryFactory(answer_by=answer_by)

    rounds = [remind(MORNING), remind(MORNING + timedelta(hours=1))]

    assert rounds == ([1, 0] if is_due else [0, 0])
    assert sent() == (["answer_due"] if is_due else [])


def test_a_friday_reminds_of_monday():
    EnquiryFactory(answer_by=date(2027, 3, 8))

    assert remind(MORNING + timedelta(days=4)) == 1


def test_what_was_answered_or_looks_like_spam_is_left_alone(coordinator):
    enquiries.reply(EnquiryFactory(answer_by=date(2027, 3, 1)), by=coordinator, text="Welcome")
    EnquiryFactory(answer_by=date(2027, 3, 1), is_suspected=True)
    OutboxMessage.objects.all().delete()

    assert remind(MORNING) == 0


@pytest.mark.parametrize(
    ("valid_until", "is_due"), [(date(2027, 3, 6), True), (date(2027, 3, 7), False), (date(2027, 2, 28), False)]
)
def test_a_visitor_hears_that_an_offer_ends_soon(coordinator, valid_until, is_due):
    enquiry = EnquiryFactory(state="offered")
    Offer.objects.create(
        enquiry=enquiry, version=1, state="sent", by=coordinator, sent_at=timezone.now(), valid_until=valid_until, group_size=14
    )  # fmt: skip

    rounds = [remind(MORNING), remind(MORNING)]

    assert rounds == ([1, 0] if is_due else [0, 0])
    assert [(m.kind, m.to) for m in OutboxMessage.objects.all()] == (
        [("offer_expiring", enquiry.email)] if is_due else []
    )
