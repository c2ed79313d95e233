from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests.factories.offers import VisitFactory
from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory, answers, themes
from visits import enquiries, erasure
from visits.enquiries import put_away_as_spam
from visits.models import Enquiry, EnquiryEvent, Offer, RetentionRound, Visit
from visits.offer_sums import sums_of
from visits.retention import anonymise, anonymise_old_enquiries, due, kept_until

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)  # as the privacy notice says
TELLING = "Head of Training", "training@example.org", "Tartu", "Send the bill to my home"


@pytest.fixture
def old(coordinator):
    """An enquiry of a year and a day ago that was declined the same day."""
    at = timezone.now() - YEAR - timedelta(days=1)
    enquiry = enquiries.submit_enquiry(answers(), token="0f6c7a4e-7c3b-4c49-a0fb-5d6d5d2f3a11", language="en", at=at)
    enquiries.note(enquiry, by=coordinator, text="Send the bill to my home", at=at)
    return enquiries.decline(enquiry, by=coordinator, text="No time, Head of Training", at=at)


def test_after_a_year_nothing_tells_who_asked_and_the_figures_stay(old):
    assert anonymise_old_enquiries(timezone.now()) == 1

    enquiry = Enquiry.objects.get()
    kept = str([enquiry.__dict__, *enquiry.events.values(), *OutboxMessage.objects.values()])
    assert [word for word in TELLING if word in kept] == []
    assert (enquiry.country, enquiry.group_size, list(enquiry.themes.all())) == ("EE", 14, themes())
    assert enquiry.dates.count() == 1
    assert enquiry.events.last().kind == "anonymised"


def test_it_is_done_once(old):
    anonymise_old_enquiries(timezone.now())

    assert anonymise_old_enquiries(timezone.now()) == 0


def test_what_somebody_still_works_on_is_kept(old, coordinator):
    enquiries.reply(old, by=coordinator, text="We have a date after all.")

    assert anonymise_old_enquiries(timezone.now()) == 0


def test_looking_at_it_does_not_prolong_its_time(old, coordinator):
    enquiries.record_reading(old, by=coordinator)

    assert anonymise_old_enquiries(timezone.now()) == 1


def test_it_is_kept_for_365_days_and_no_longer():
    now = timezone.now()
    younger = EnquiryFactory(received_at=now - YEAR + timedelta(minutes=1))
    EnquiryFactory(received_at=now - YEAR)

    assert anonymise_old_enquiries(now) == 1
    assert Enquiry.objects.get(anonymised_at=None) == younger


def test_only_an_accepted_one_is_kept_for_longer():
    long_ago = timezone.now() - 2 * YEAR
    for state in Enquiry.State:
        EnquiryFactory(received_at=long_ago, state=state)

    anonymise_old_enquiries(timezone.now())

    assert [enquiry.state for enquiry in Enquiry.objects.filter(anonymised_at=None)] == ["accepted"]


def test_one_of_which_no_event_is_known_goes_a_year_after_it_was_received():
    now = timezone.now()
    younger = EnquiryFactory(received_at=now - YEAR + timedelta(minutes=1))
    EnquiryFactory(received_at=now - YEAR)
    EnquiryEvent.objects.all().delete()

    assert anonymise_old_enquiries(now) == 1
    assert Enquiry.objects.get(anonymised_at=None) == younger


def test_a_clock_that_is_ahead_anonymises_nothing_and_the_desk_says_so(coordinator_client):
    EnquiryFactory.create_batch(30)
    now = timezone.now()
    anonymise_old_enquiries(now)

    assert anonymise_old_enquiries(now + timedelta(days=400)) == 0
    assert Enquiry.objects.exclude(anonymised_at=None).count() == 0
    assert "Anonymising has stopped: " in coordinator_client.get("/admin/").text

    anonymise_old_enquiries(timezone.now())  # the clock is right again
    assert "Anonymising has stopped: " not in coordinator_client.get("/admin/").text


@pytest.mark.parametrize(("old", "young", "done"), [(20, 0, 20), (21, 83, 0), (21, 84, 21)])
def test_a_first_round_may_take_a_few_or_a_small_share(old, young, done):
    now = timezone.now()
    EnquiryFactory.create_batch(old, received_at=now - YEAR)
    EnquiryFactory.create_batch(young)

    assert anonymise_old_enquiries(now) == done


@pytest.mark.parametrize("days", [8, 400])
def test_few_enquiries_are_safe_from_a_clock_that_jumps(days):
    now = timezone.now()
    EnquiryFactory(received_at=now + timedelta(days=days) - YEAR)
    anonymise_old_enquiries(now)

    assert anonymise_old_enquiries(now + timedelta(days=days)) == 0


def test_a_person_says_that_it_is_right(capsys):
    EnquiryFactory.create_batch(30, received_at=timezone.now() - YEAR)
    assert anonymise_old_enquiries(timezone.now()) == 0

    call_command("anonymise", "--apply")

    assert "Anonymised 30 enquiries.\n" in capsys.readouterr().out
    assert RetentionRound.objects.get().held_at is None


def test_the_command_says_what_is_due_by_class_and_changes_nothing_unless_told(capsys, caplog, coordinator):
    now = timezone.now()
    old = EnquiryFactory(received_at=now - YEAR)
    spam = put_away_as_spam(EnquiryFactory(received_at=now - YEAR), by=coordinator, at=now - timedelta(days=31))
    visit = VisitFactory(state="closed", first_on=date(2015, 3, 2), offer__enquiry__received_at=now - 9 * YEAR)
    erased = VisitFactory(state="closed", first_on=date(2015, 3, 2))
    erasure.erase(erased.enquiry, by=None)
    EnquiryFactory()

    call_command("anonymise")
    listed = capsys.readouterr().out
    assert Enquiry.objects.filter(anonymised_at=None).count() == 4

    call_command("anonymise", "--apply")

    assert listed.splitlines() == [
        f"enquiry: 1 {old.reference}",
        f"spam: 1 {spam.reference}",
        f"visit: 1 {visit.enquiry.reference}",
        f"invoice of an erased visit: 1 {erased.enquiry.reference}",
        "feedback: 0",
        "log-ins: 0",
        "Nothing was changed. To make them anonymous: manage.py anonymise --apply",
    ]
    assert "Anonymised 3 enquiries (enquiry 1, spam 1, visit 1) and 1 invoices" in caplog.text
    assert Enquiry.objects.filter(anonymised_at=None).count() == 1
    assert not Visit.objects.exclude(invoice_name="").exists()


def test_the_classes_are_settings(settings):
    settings.KEPT_ENQUIRY_DAYS, settings.BOOKKEEPING_YEARS = 10, 10
    EnquiryFactory(received_at=timezone.now() - timedelta(days=11))
    visit = VisitFactory(
        state="closed", first_on=date(2017, 3, 2), offer__enquiry__received_at=timezone.now() - 9 * YEAR
    )

    with time_machine.travel("2027-06-01T12:00+03:00"):
        found = due(timezone.now())

    assert {kept: len(enquiries) for kept, enquiries in found.items()} == {"enquiry": 1, "spam": 0, "visit": 0}
    assert erasure.kept_invoice_until(visit.enquiry) == 2027


def made_for_each_class(coordinator):
    received_at = timezone.now() - timedelta(days=40)
    planned = EnquiryFactory(state="planning", received_at=received_at)
    EnquiryDatesFactory(enquiry=planned)
    cancelled = VisitFactory(state="cancelled", cancellation_percent=0, offer__enquiry__received_at=received_at)
    spam = put_away_as_spam(EnquiryFactory(received_at=received_at), by=coordinator)
    return [EnquiryFactory(received_at=received_at), planned, spam, cancelled.enquiry, VisitFactory().enquiry]


def test_the_day_that_the_document_names_is_the_day_of_the_worker(coordinator):
    for enquiry in made_for_each_class(coordinator):
        kept, last_on = kept_until(enquiry)
        moments = [datetime.combine(last_on + timedelta(days=day), time(12), tzinfo=UTC) for day in (-1, 2)]

        assert [enquiry in due(moment)[kept] for moment in moments] == [False, True], kept


def test_one_that_nobody_answered_leaves_the_desk_with_its_year(coordinator_client):
    enquiry = EnquiryFactory(received_at=timezone.now() - YEAR)
    assert "New enquiries: " in coordinator_client.get("/admin/").text

    anonymise_old_enquiries(timezone.now())

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.events.last().state_after) == ("expired", "expired")
    assert "New enquiries: " not in coordinator_client.get("/admin/").text


def test_spam_goes_after_a_month(coordinator):
    now = timezone.now()
    for days in (31, 29):
        put_away_as_spam(
            EnquiryFactory(received_at=now - timedelta(days=40)), by=coordinator, at=now - timedelta(days=days)
        )

    assert anonymise_old_enquiries(now) == 1


def test_a_visit_that_is_being_planned_is_kept_until_a_year_after_its_days():
    now = timezone.now()
    days = {"last_on": now.date() - YEAR + timedelta(days=2), "first_on": now.date() - YEAR}
    for state in ("planning", "clarification"):
        EnquiryDatesFactory(enquiry=EnquiryFactory(state=state, received_at=now - 2 * YEAR), **days)

    assert anonymise_old_enquiries(now) == 1
    assert anonymise_old_enquiries(now + timedelta(days=1)) == 0
    assert anonymise_old_enquiries(now + timedelta(days=3)) == 1


def test_the_admin_shows_what_is_left_and_offers_nothing(old, coordinator, coordinator_client):
    anonymise_old_enquiries(timezone.now())

    page = coordinator_client.get(f"/admin/visits/enquiry/{old.pk}/change/").text
    listed = coordinator_client.get("/admin/visits/enquiry/?archive=yes").text
    refused = coordinator_client.post(f"/admin/visits/enquiry/{old.pk}/reply/", {"text": "Hello"})

    assert "Anonymised on" in page and "Send the reply" not in page
    assert "(anonymised)" in listed
    assert refused.status_code == 409 and "has been anonymised" in refused.text
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize(("year", "is_kept"), [(2021, True), (2020, True), (2019, False)])
def test_a_visit_is_kept_for_six_years_from_the_end_of_its_year(year, is_kept):
    VisitFactory(first_on=date(year, 12, 30), state="closed", offer__enquiry__received_at=timezone.now() - 9 * YEAR)

    anonymise_old_enquiries(datetime(2026, 12, 31, 23, tzinfo=ZoneInfo("Europe/Helsinki")))

    assert Enquiry.objects.filter(anonymised_at=None).exists() is is_kept


@pytest.mark.parametrize(("percent", "is_kept"), [(0, False), (50, True)])
def test_a_visit_that_was_cancelled_is_kept_for_its_invoice_alone(percent, is_kept):
    long_ago = timezone.now() - 2 * YEAR
    visit = VisitFactory(state="cancelled", cancellation_percent=percent, first_on=long_ago.date())
    visit.enquiry.events.update(at=long_ago)

    anonymise_old_enquiries(timezone.now())

    assert Enquiry.objects.filter(anonymised_at=None).exists() is is_kept


def test_of_a_visit_the_sums_stay_and_nothing_tells_who_paid():
    visit = VisitFactory(
        state="closed", vat_number="FI20774740", order_reference="PO 17", final_access="One wheelchair"
    )
    Offer.objects.update(text="Dear Head of Training", discount_reason="Asked by the head")
    anonymise(visit.enquiry, timezone.now())

    rows = [
        *Enquiry.objects.values(),
        *Offer.objects.values(),
        *Visit.objects.values(),
        *OutboxMessage.objects.values(),
    ]
    told = [*TELLING, "FI20774740", "PO 17", "wheelchair", "the head"]
    assert [word for word in told if word in str(rows)] == []
    assert sums_of(Offer.objects.get()).net == 300
