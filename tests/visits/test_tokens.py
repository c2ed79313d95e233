"""The signed tokens of addresses and forms: each opens its own thing, for its own time, and no other text opens anything."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from oph_site.public_forms.tokens import new_token, read_token
from tests.factories.visits import EnquiryFactory
from tests.visits.conftest import INVOICE, made_offer
from visits import contact_details, conversation, erasure, feed, links, offers
from visits.models import Enquiry

NOW = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
# What each opens, or that it opens nothing: (function of the token, how long it lasts or None).
KINDS = {
    "link": (links.find, None),
    "new address": (lambda token: contact_details.find(token)[0], timedelta(days=7)),
    "erasure": (erasure.find, timedelta(days=2)),
    "calendar": (feed.person_of, None),
    "form": (read_token, timedelta(days=1)),
}
# As they look, of an enquiry and a person with the number 7.
SAMPLES = {
    "link": links.signer.sign("7.1"),
    "new address": signing.dumps([7, 1, "a@example.org"], salt=contact_details.SALT),
    "erasure": signing.dumps([7, 1], salt=erasure.SALT),
    "calendar": feed.signer.sign("7.1"),
    "form": new_token(),
}
ANY = st.characters(codec="utf-8")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def opened(kind, token):
    try:
        return KINDS[kind][0](token)
    except (Enquiry.DoesNotExist, links.LinkEnded):
        return None


def tokens(enquiry, person):
    return {
        "link": links.token_of(enquiry),
        "new address": contact_details.token_of(enquiry, "new@example.org"),
        "erasure": erasure.token_of(enquiry),
        "calendar": feed.url_of(person).rpartition("/")[2].removesuffix(".ics"),
        "form": new_token(),
    }


@pytest.mark.parametrize("kind", KINDS)
@given(at=st.integers(0, 200), letter=ANY)
def test_a_changed_token_opens_nothing(kind, at, letter):
    token = SAMPLES[kind]
    at %= len(token)
    assume(letter != token[at])

    assert opened(kind, token[:at] + letter + token[at + 1 :]) is None


@given(kind=st.sampled_from(sorted(KINDS)), text=st.text(ANY, max_size=40))
def test_no_other_text_is_a_token(kind, text):
    assert opened(kind, text) is None


@pytest.mark.parametrize("token", ["1", "1.1", "1.1.x", "0.1." + "A" * 43, "1.1.\x00", "99999999999999999999.1.x"])
@pytest.mark.django_db
def test_what_was_never_a_link_is_not_found(visitor, token):
    page = links.url_of(enquiry := EnquiryFactory())

    assert visitor.get(page.replace(links.token_of(enquiry), token)).status_code == 404


@pytest.mark.django_db
def test_a_token_of_one_kind_opens_nothing_of_another(coordinator):
    made = tokens(EnquiryFactory(), coordinator)

    found = {(kind, of) for kind in KINDS for of, token in made.items() if opened(kind, token)}

    assert found == {(kind, kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db
def test_each_lasts_for_its_time(kind, coordinator, clock):
    token, lifetime = tokens(EnquiryFactory(), coordinator)[kind], KINDS[kind][1]

    clock.shift(lifetime or timedelta(days=1000))
    is_open = opened(kind, token)
    clock.shift(timedelta(seconds=1))

    assert is_open and bool(opened(kind, token)) == (lifetime is None)


@pytest.mark.django_db
def test_a_renewed_link_ends_all_that_came_from_the_old_one(coordinator):
    enquiry = EnquiryFactory()
    old = tokens(enquiry, coordinator)

    conversation.renew_link(enquiry, by=coordinator)
    feed.renew(coordinator)

    assert {kind for kind, token in old.items() if opened(kind, token)} == {"form"}
    new = tokens(Enquiry.objects.get(), coordinator)
    assert {kind for kind, token in new.items() if opened(kind, token)} == set(KINDS)


@pytest.mark.django_db
def test_a_link_opens_its_own_enquiry_and_answers_no_other(visitor, coordinator, price_list, terms):
    mine, other = [
        offers.send(made_offer(EnquiryFactory(state="planning"), coordinator), by=coordinator) for _n in range(2)
    ]
    made = tokens(mine.enquiry, coordinator)

    answer = visitor.post(f"{links.url_of(mine.enquiry)}acceptance/", INVOICE | {"offer": other.pk})

    assert [opened(kind, made[kind]) for kind in ("link", "new address", "erasure")] == [mine.enquiry] * 3
    assert answer.status_code == 422
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"offered"}
