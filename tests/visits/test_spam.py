from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from oph_site.public_forms.spam import sender_digest
from oph_site.security import network_address
from tests.factories.visits import EnquiryFactory, answers
from tests.forms import sent
from visits.enquiries import clear_suspicion, note, put_away_as_spam, report_suspected, submit_enquiry
from visits.models import Enquiry
from visits.spam import forget_sender_digests, is_doubtful

pytestmark = pytest.mark.django_db
LIST = "/admin/visits/enquiry/"


def test_an_ordinary_enquiry_is_not_doubtful():
    aim = "We are three schools: www.jakobi.ee, www.tartu.ee and www.narva.ee"
    assert not is_doubtful(answers(aim=aim), "digest", timezone.now())


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "www.spam.example"},
        {"contact_name": "https://spam.example"},
        {"message": "http://a http://b HTTPS://c www.d https://e www.f"},
    ],
)
def test_links_where_nobody_writes_them_are_doubtful(changes):
    assert is_doubtful(answers(**changes), "digest", timezone.now())


def test_the_eleventh_enquiry_a_day_of_one_mail_address_is_doubtful():
    EnquiryFactory.create_batch(9, email="Training@example.org")
    assert not is_doubtful(answers(), "digest", timezone.now())
    EnquiryFactory(email="Training@example.org")

    assert is_doubtful(answers(), "digest", timezone.now())
    assert not is_doubtful(answers(), "digest", timezone.now() + timedelta(days=1, minutes=1))


def test_the_thirty_first_enquiry_a_day_of_one_network_is_doubtful():
    for number in range(30):
        EnquiryFactory(email=f"{number}@example.org", sender_digest="digest")

    assert is_doubtful(answers(), "digest", timezone.now())
    assert not is_doubtful(answers(), "another", timezone.now())


def test_the_network_address_is_kept_for_a_day_and_only_as_a_digest():
    digest = sender_digest(RequestFactory().get("/", REMOTE_ADDR="192.0.2.7"))
    old = EnquiryFactory(sender_digest=digest, received_at=timezone.now() - timedelta(days=1, minutes=1))
    new = EnquiryFactory(sender_digest=digest)

    forget_sender_digests(timezone.now())

    assert "192" not in digest
    assert dict(Enquiry.objects.values_list("pk", "sender_digest")) == {old.pk: "", new.pk: digest}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
    ],
)
def test_an_ipv6_network_counts_as_one_sender(one, other, is_same):
    digests = {sender_digest(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)}

    assert (len(digests) == 1) is is_same


def submit_suspected(at, **changes):
    return submit_enquiry(answers(**changes), token=uuid4(), language="en", is_suspected=True, at=at)


def test_the_coordinators_hear_of_suspected_enquiries_at_once_and_then_once_a_day(settings):
    with time_machine.travel("2026-11-24 10:00 +0200") as clock:
        first = submit_suspected(timezone.now(), aim="Buy here")
        clock.shift(60)
        second = submit_suspected(timezone.now(), organisation="Flood 2")
        report_suspected(timezone.now())
        notice = OutboxMessage.objects.get()
        assert (notice.kind, notice.to, notice.language) == ("suspected_notice", settings.COORDINATORS_EMAIL, "fi")
        assert notice.subject == "1 vierailupyyntö näyttää roskapostilta: tarkista se"
        assert first.reference in notice.text and "Buy here" not in notice.text + notice.html

        clock.shift(timedelta(days=1))
        report_suspected(timezone.now())
        report_suspected(timezone.now())
        clock.shift(timedelta(days=2))
        report_suspected(timezone.now())

    later = OutboxMessage.objects.exclude(pk=notice.pk).get()
    assert first.reference in later.text and second.reference in later.text


def test_one_that_was_judged_is_reported_no_more(coordinator):
    enquiry = submit_suspected(timezone.now())
    OutboxMessage.objects.all().delete()
    put_away_as_spam(enquiry, by=coordinator)

    report_suspected(timezone.now())

    assert OutboxMessage.objects.count() == 0


def test_what_was_put_away_comes_back_with_its_receipt_and_a_day_that_can_be_kept(coordinator):
    now = timezone.now()
    enquiry = submit_suspected(now - timedelta(days=20))
    OutboxMessage.objects.all().delete()

    put_away_as_spam(enquiry, by=coordinator)
    enquiry = clear_suspicion(enquiry, by=coordinator)

    assert (enquiry.state, enquiry.is_suspected) == ("new", False)
    assert not enquiry.is_late(timezone.localdate(now))
    kinds = OutboxMessage.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["enquiry_receipt", "enquiry_notice"]


def test_one_that_had_its_receipt_gets_no_second(coordinator):
    enquiry = submit_enquiry(answers(), token=uuid4(), language="en")

    clear_suspicion(put_away_as_spam(enquiry, by=coordinator), by=coordinator)

    assert OutboxMessage.objects.count() == 2


def test_spam_is_put_away_in_bulk_after_a_question(coordinator_client, administrator):
    spam, answered = EnquiryFactory.create_batch(2, is_suspected=True), EnquiryFactory(state="declined")
    changed = EnquiryFactory(is_suspected=True)
    chosen = [enquiry.pk for enquiry in (*spam, answered, changed)]
    data = {"action": "put_away", "_selected_action": chosen}

    asked = coordinator_client.post(LIST, data)
    assert "Nobody is written to." in asked.text
    assert Enquiry.objects.filter(state="spam").count() == 0

    note(changed, by=administrator, text="They rang: it is genuine.")
    done = coordinator_client.post(LIST, sent(asked.text, id="question") | {"confirmed": "yes"}, follow=True)

    assert set(Enquiry.objects.filter(state="spam")) == set(spam)
    assert "2 enquiries were put away as spam." in done.text and "2 enquiries were left as they are" in done.text
    assert OutboxMessage.objects.count() == 0


def test_suspected_enquiries_stand_on_the_desk(coordinator_client, coordinator):
    enquiry = EnquiryFactory(is_suspected=True)
    assert "Suspected spam: " in coordinator_client.get("/admin/").text

    put_away_as_spam(enquiry, by=coordinator)

    assert "Suspected spam: " not in coordinator_client.get("/admin/").text


def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.7"})

    assert network_address(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert network_address(request) == "192.0.2.7"
