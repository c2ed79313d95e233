"""A visit from its acceptance to its end: only by acts, and only along the table."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.factories.offers import VisitFactory
from visits import visits
from visits.enquiries import NotAllowed
from visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    return VisitFactory()


def noon(visit, days):
    """So many days from the first day of the visit."""
    day = visit.first_on + timedelta(days=days)
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def stored(visit):
    return Visit.objects.get(pk=visit.pk)


@pytest.mark.parametrize("days,percent", [(-60, 0), (-28, 0), (-27, 50), (-14, 50), (-13, 100), (0, 100)])
def test_a_cancellation_costs_what_the_accepted_terms_say(visit, days, percent):
    at = noon(visit, days)

    visits.cancel(visit, by=None, at=at, shown_percent=percent)

    found = stored(visit)
    assert (found.state, found.cancellation_percent, found.cancelled_at) == ("cancelled", percent, at)
    assert found.sequence == 1
    assert [m.kind for m in OutboxMessage.objects.order_by("pk")] == ["visit_cancelled", "visit_notice"]


def test_a_fee_that_was_not_shown_does_not_count(visit):
    with pytest.raises(NotAllowed, match="share to pay has changed"):
        visits.cancel(visit, by=None, at=noon(visit, -27), shown_percent=0)

    assert stored(visit).state == "confirmed"
    assert not visit.enquiry.events.filter(kind="cancelled").exists()
    assert not OutboxMessage.objects.exists()
