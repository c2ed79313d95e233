"""Texts that messages begin with: their places are filled from the enquiry, and nothing else in them means anything."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.visits import EnquiryDatesFactory, EnquiryFactory
from visits import places
from visits.admin.message_texts import filled_sample
from visits.models import MessageText

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


@given(st.text(st.sampled_from("[]{}%()s.$ abcn\n"), max_size=60))
def test_nothing_but_a_place_is_ever_changed(written):
    assert filled_sample(written, "en") == written


def test_both_languages_name_every_place():
    assert all(filled_sample(f"[{word}]", "en") != f"[{word}]" for words in places.PLACES for word in words)
    assert len(places.BY_WORD) == 2 * len(places.PLACES)


def test_the_preview_reads_as_a_visitor_would(text, coordinator_client, editor_client):
    preview = reverse("admin:visits_messagetext_preview", args=[text.pk])

    assert "about V-2027-0042 on 12–13 April 2027." in coordinator_client.get(preview).text
    assert editor_client.get(preview).status_code == 403
