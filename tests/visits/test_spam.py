from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from oph_site.security import network_address
from tests.factories.visits import EnquiryFactory, answers
from visits.models import Enquiry
from visits.spam import forget_sender_digests, is_doubtful, sender_digest

pytestmark = pytest.mark.django_db


def test_an_ordinary_enquiry_is_not_doubtful():
    assert not is_doubtful(answers(aim="See https://school.example.org"), "digest", timezone.now())


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "www.spam.example"},
        {"contact_name": "https://spam.example"},
        {"message": "http://a http://b HTTPS://c"},
    ],
)
def test_links_where_nobody_writes_them_are_doubtful(changes):
    assert is_doubtful(answers(**changes), "digest", timezone.now())


def test_the_fourth_enquiry_a_day_of_one_mail_address_is_doubtful():
    EnquiryFactory.create_batch(3, email="Training@example.org")

    assert is_doubtful(answers(), "digest", timezone.now())
    assert not is_doubtful(answers(), "digest", timezone.now() + timedelta(days=1, minutes=1))


def test_the_eleventh_enquiry_a_day_of_one_network_address_is_doubtful():
    for number in range(10):
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


def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.7"})

    assert network_address(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert network_address(request) == "192.0.2.7"
