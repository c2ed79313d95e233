"""Texts that messages begin with: their places are filled from the enquiry, and nothing else in them means anything."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from oph_site.outbox.models import OutboxMessage
from oph_site.wording import day
from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory
from visits import enquiries, offers, places
from visits.admin.message_texts import filled_sample, sample
from visits.models import Enquiry, MessageText

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return MessageText.objects.create(
        use="details", name="Aims", text_fi="Hei [nimi], pyyntö [viitenumero].", text_en="Dear [name], about [Reference] on [dates]."
    )  # fmt: skip


def address(enquiry, act):
    return reverse(f"admin:visits_enquiry_{act}", args=[enquiry.pk])


@pytest.mark.parametrize(
    ("language", "read"),
    [("en", "Dear Head of Training, about {0} on 12–13 April 2027."), ("fi", "Hei Head of Training, pyyntö {0}.")],
)
def test_a_text_is_filled_in_in_the_language_of_the_visitor(text, coordinator_client, language, read):
    enquiry = EnquiryDatesFactory(enquiry__language=language).enquiry
    chosen = {"begin": "yes", "beginning": text.pk, "text": "Typed before"}

    page = coordinator_client.post(address(enquiry, "details"), chosen)

    assert page.status_code == 200
    assert f"{read.format(enquiry.reference)}\n\nTyped before</textarea>" in page.text
    assert enquiry.events.exclude(kind="read").count() == 1  # nothing was sent


@pytest.mark.parametrize("beginning", ["", "abc", "999999", "\x00"])
def test_a_text_that_is_not_there_loses_nothing(text, coordinator_client, beginning):
    page = coordinator_client.post(
        address(EnquiryFactory(), "details"), {"begin": "yes", "beginning": beginning, "text": "Typed"}
    )

    assert page.status_code == 200
    assert "Typed</textarea>" in page.text


def test_a_text_is_offered_where_it_belongs(text, coordinator_client):
    page = coordinator_client.get(reverse("admin:visits_enquiry_change", args=[EnquiryFactory().pk])).text

    assert 'id="details-beginning"' in page
    assert 'id="reply-beginning"' not in page


def test_an_unknown_place_cannot_be_saved():
    text = MessageText(use="reply", name="x", text_fi="[viitenumero]", text_en="[password]")

    with pytest.raises(ValidationError, match=r"\[password\]"):
        text.full_clean()


# Pieces of a text: (what is written, the place that it is or None).
PLAIN = st.text(st.sampled_from("{}%()s.$\\ <&'\"aäN\n"), max_size=12).map(lambda text: (text, None))
ODD = st.sampled_from([("[]", None), ("[", None), ("]", None)])
UNKNOWN = st.sampled_from([("[password]", None), ("[{0}]", None), ("[enquiry.email]", None), ("[link]", None)])
PLACE = st.builds(
    lambda word, brackets, change: (brackets.format(change(word)), word),
    st.sampled_from(sorted(places.BY_WORD)), st.sampled_from(["[{}]", "[ {} ]"]), st.sampled_from([str, str.upper, str.title]),
)  # fmt: skip
HOSTILE = "{0.__class__} %(reference)s {{ reference }} [viitenumero] [reference] <b>"


@pytest.mark.parametrize("language", ["fi", "en"])
def test_places_are_filled_once_and_nothing_else_is_ever_changed(language):
    enquiry = sample(language)
    enquiry.contact_name = enquiry.organisation = HOSTILE
    said = {word: places.fill(f"[{word}]", enquiry) for word in places.BY_WORD}

    @given(st.lists(st.one_of(PLAIN, ODD, UNKNOWN, PLACE), max_size=8))
    def fill(pieces):
        read = places.fill("|".join(written for written, _place in pieces), enquiry)

        assert read == "|".join(said[place] if place else written for written, place in pieces)

    assert said["name"] == said["organisaatio"] == HOSTILE
    fill()


@given(st.lists(st.one_of(PLAIN, UNKNOWN, PLACE), max_size=6))
def test_a_text_with_an_unknown_place_is_refused_and_no_other(pieces):
    unknown = [written for written, place in pieces if written.startswith("[") and not place]

    assert places.unknown("|".join(written for written, _place in pieces)) == unknown


@settings(max_examples=20)
@given(
    st.text(st.sampled_from("[]{}%()s.$ <&'\"aä\n"), min_size=1, max_size=60).map(str.strip).filter(bool),
    st.sampled_from(["fi", "en"]),
)
def test_a_mail_says_what_was_written_in_it_and_nothing_more(text, language):
    enquiry = EnquiryFactory.build(language=language)

    enquiries.write_to_visitor("enquiry_reply", enquiry, text=text)

    message = OutboxMessage.objects.get()
    assert text in message.text
    assert "".join(text.split()) in "".join(unescape(strip_tags(message.html)).split())
    message.delete()


def test_both_languages_name_every_place():
    assert all(filled_sample(f"[{word}]", "en") != f"[{word}]" for words in places.PLACES for word in words)
    assert len(places.BY_WORD) == 2 * len(places.PLACES)


def test_an_offer_that_expires_is_told_in_the_text_that_coordinators_keep(sent):
    MessageText.objects.create(
        use="expired", name="Expired", text_fi="Tarjous päättyi [tarjouksen viimeinen päivä].",
        text_en="Dear [name], your offer ended on [last day of the offer].",
    )  # fmt: skip

    offers.expire_offers(timezone.now() + timedelta(days=30))

    mail = OutboxMessage.objects.get(kind="offer_expired")
    with translation.override("en"):
        last_day = day(sent.valid_until)
    assert f"Dear Head of Training, your offer ended on {last_day}." in mail.text
    assert (mail.to, "[link]" in mail.text) == (sent.enquiry.email, True)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_without_such_a_text_the_mail_has_words_of_its_own(sent, language):
    Enquiry.objects.update(language=language)

    offers.expire_offers(timezone.now() + timedelta(days=30))

    mail = OutboxMessage.objects.get(kind="offer_expired")
    assert {"en": "Our offer was valid until", "fi": "Tarjouksemme oli voimassa"}[language] in mail.text
    assert {"en": "Our offer was valid until", "fi": "Tarjouksemme oli voimassa"}[language] in mail.html


def test_the_preview_reads_as_a_visitor_would(text, coordinator_client, editor_client):
    preview = reverse("admin:visits_messagetext_preview", args=[text.pk])

    assert "about V-2027-0042 on 12–13 April 2027." in coordinator_client.get(preview).text
    assert editor_client.get(preview).status_code == 403
