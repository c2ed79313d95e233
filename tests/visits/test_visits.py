"""A visit from its acceptance to its end: only by acts, and only along the table."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oph_site.outbox.models import OutboxMessage
from tests.factories.offers import VisitFactory
from tests.properties import examples
from tests.threads import errors_of
from visits import visits
from visits.enquiries import Kind, NotAllowed
from visits.models import Visit, VisitRules
from visits.standing import standing

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
    assert [m.kind for m in OutboxMessage.objects.order_by("pk")] == ["visit_cancelled", "visitor_notice"]


def test_a_fee_that_was_not_shown_does_not_count(in_english, visit):
    with pytest.raises(NotAllowed, match="share to pay has changed"):
        visits.cancel(visit, by=None, at=noon(visit, -27), shown_percent=0)

    assert stored(visit).state == "confirmed"
    assert not visit.enquiry.events.filter(kind="cancelled").exists()
    assert not OutboxMessage.objects.exists()


# Every act as somebody could try it: (kind, function of the visit and the moment).
ACTS = {
    "held": visits.mark_held,
    "invoiced": visits.mark_invoiced,
    "closed": visits.close,
    "cancelled": visits.cancel,
    "details": partial(visits.record_details, size=12, diets={}, access=""),
    "programme": lambda visit, **how: visits.change_programme(visit, moved(visit), **how),
}


def moved(visit):
    """The programme with its first item a minute shorter."""
    items = list(visit.items.all())
    end = datetime.combine(items[0].on, items[0].ends_at) - timedelta(minutes=1)
    items[0].ends_at = end.time()
    return items


@settings(max_examples=examples(60))
@example([("details", 1), ("cancelled", 1), ("details", 1)], -2)
@example([("details", 1), ("details", 5)], -2)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 20)), max_size=8), st.integers(-40, 2))
def test_no_path_leads_outside_the_table(steps, begins):
    """steps: [(act, days that pass before it)], from a day relative to the visit on."""
    visit = VisitFactory()
    day = begins
    for name, days in steps:
        day += days
        before, events = stored(visit), visit.enquiry.events.count()
        try:
            ACTS[name](visit, by=None, at=noon(visit, day))
        except NotAllowed as refusal:
            assert stored(visit).state == before.state and str(refusal)
            assert visit.enquiry.events.count() == events
        else:
            after = stored(visit)
            assert visits.TRANSITIONS[Kind(name)][before.state] == after.state
            assert after.enquiry.state == "accepted"
            assert visit.enquiry.events.count() - events == (before.details_at is None or name != "details")
    final = stored(visit)
    assert (final.cancelled_at is None) == (final.state != "cancelled")
    assert final.sequence == visit.enquiry.events.filter(kind__in=["programme", "cancelled"]).count()


def test_what_is_not_allowed_is_refused_with_a_sentence(in_english, visit):
    with pytest.raises(NotAllowed, match="the visit is confirmed"):
        visits.close(visit, by=None)
    with pytest.raises(NotAllowed, match="the visit ends on 13 April 2027"):
        visits.mark_held(visit, by=None, at=noon(visit, 0))
    with pytest.raises(NotAllowed, match="the visit has begun"):
        visits.record_details(visit, size=12, diets={}, access="", at=noon(visit, 0))


def test_a_late_cancellation_is_invoiced_once_and_a_free_one_never(in_english, visit, coordinator):
    visits.cancel(visit, by=None, at=noon(visit, -1))
    visits.mark_invoiced(visit, by=coordinator, text="77", at=noon(visit, 5))
    free = VisitFactory()
    visits.cancel(free, by=None, at=noon(free, -60))

    assert (stored(visit).state, stored(visit).invoiced_at) == ("cancelled", noon(visit, 5))
    for each in (visit, free):
        with pytest.raises(NotAllowed, match="nothing of this visit is left"):
            visits.mark_invoiced(each, by=coordinator, at=noon(each, 10))


def test_details_changed_and_changed_back_within_a_minute_are_kept_each_time(visit):
    for size in (12, 13, 12, 12):
        visits.record_details(visit, size=size, diets={}, access="", at=noon(visit, -20))

    assert Visit.objects.get().final_size == 12
    assert [event.text for event in visit.enquiry.events.filter(kind="details")] == [
        "12 henkilöä",
        "13 henkilöä",
        "12 henkilöä",
    ]


def test_the_worker_asks_once_for_the_final_details_two_weeks_before(visit):
    asked = [visits.remind_of_details(noon(visit, day)) for day in (-15, -14, -14, -13)]
    message = OutboxMessage.objects.get()

    assert asked == [0, 1, 0, 0]
    assert (message.kind, message.to) == ("visit_details", visit.enquiry.email)
    assert "[link]final-details/" in message.text and "29 March 2027" in message.text
    assert [event.kind for event in visit.enquiry.events.all()] == ["received", "details-asked"]


def test_the_day_of_the_question_follows_the_rules(visit):
    VisitRules.objects.create(valid_from=visit.first_on - timedelta(days=60), names_days=21)

    assert visits.remind_of_details(noon(visit, -21)) == 1


@pytest.mark.parametrize("changes", [{"details_at": timezone.now()}, {"state": "cancelled"}, {"state": "held"}])
def test_nobody_is_asked_for_what_is_there_or_not_needed(visit, changes):
    Visit.objects.update(**changes)

    assert visits.remind_of_details(noon(visit, -10)) == 0
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_mail_is_written_in_the_language_of_the_enquiry(language):
    visit = VisitFactory(offer__enquiry__language=language)
    visits.remind_of_details(noon(visit, -14))
    visits.change_programme(visit, moved(visit), by=visit.offer.by, at=noon(visit, -10))
    visits.cancel(visit, by=visit.offer.by, at=noon(visit, -9))
    texts = {message.kind: message.text for message in OutboxMessage.objects.all()}
    wanted = {
        "en": ("final-details/", "Moved: 12 April 2027, 9:00–9:59", "you pay 100% of the price, €376.50 in all"),
        "fi": (
            "lopulliset-tiedot/",
            "Siirretty: 12.4.2027, 9.00–9.59",
            "maksat 100\u00a0% hinnasta, yhteensä 376,50\u00a0€",
        ),
    }[language]

    for kind, words in zip(["visit_details", "visit_programme", "visit_cancelled"], wanted, strict=True):
        assert words in texts[kind]


def test_of_many_at_once_one_cancels_and_the_fee_is_reckoned_once(shared_database):
    visit = VisitFactory()

    errors = errors_of(*[partial(visits.cancel, visit, by=None, at=noon(visit, -1)) for _n in range(4)])

    assert [type(error) for error in errors] == [NotAllowed] * 3
    assert stored(visit).sequence == 1
    assert OutboxMessage.objects.filter(kind="visit_cancelled").count() == 1


def test_of_two_workers_one_asks_for_the_details(shared_database):
    visit = VisitFactory()

    errors_of(*[partial(visits.remind_of_details, noon(visit, -14)) for _n in range(3)])

    assert OutboxMessage.objects.filter(kind="visit_details").count() == 1


@pytest.mark.parametrize(
    "state,days,step",
    [
        ("confirmed", -60, ("Receive the visit", 0)),
        ("confirmed", -20, ("Wait for the final details", -14)),
        ("confirmed", 1, ("The visit is under way", None)),
        ("confirmed", 2, ("Mark as held", None)),
        ("held", 2, ("Send the invoice", 15)),
        ("closed", 30, ("", None)),
    ],
)
def test_there_is_always_a_next_step_until_it_is_closed(in_english, state, days, step):
    visit = VisitFactory(state=state)
    day = visit.first_on + timedelta(days=days)
    words, after = step

    due = None if after is None else visit.first_on + timedelta(days=after)
    assert visits.next_step(visit, day, VisitRules.objects.on(day)) == (words, due)


@pytest.mark.parametrize(
    "state,days,title",
    [
        ("confirmed", -60, "Your visit is confirmed"),
        ("confirmed", -28, "Your visit is confirmed: give the final details"),
        ("confirmed", 0, "Welcome: your visit is under way"),
        ("confirmed", 2, "Thank you for your visit"),
        ("held", 2, "Thank you for your visit"),
        ("invoiced", 9, "The invoice has been sent"),
        ("closed", 30, "Thank you for your visit"),
        ("cancelled", -5, "Your visit is cancelled"),
    ],
)
def test_the_visitor_reads_where_it_stands(in_english, state, days, title):
    visit = VisitFactory(state=state)

    found = standing(visit.enquiry, visit.first_on + timedelta(days=days))

    assert found.title == title
    now = [step.name for step in found.steps if step.state == "now"]
    assert len(now) == (0 if state in ("closed", "invoiced", "cancelled") else 1)
