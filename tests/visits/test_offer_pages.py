"""An offer on its visitor's page and in the admin, from the draft to the answer."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from oph_site.outbox.models import OutboxMessage
from tests import forms
from tests.factories.visits import SPRING
from tests.visits.conftest import INVOICE, made_offer
from visits import links, offers, visits
from visits.enquiries import NotAllowed
from visits.models import EnquiryEvent, Offer, OfferItem, OfferLine, SampleProgramme, Visit

NOW = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
BELOW = ["acceptance", "change-request", "refusal", "cancellation", "terms"]


@pytest.fixture(autouse=True)
def first_of_december():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def link(sent):
    return links.url_of(sent.enquiry)


def state(thing):
    thing.refresh_from_db()
    return thing.state


# The visitor


def test_the_visitor_reads_programme_price_and_terms(visitor, link):
    text = visitor.get(link).text

    for part in (
        "You have an offer", "Accept it or ask for a change by 22 December 2026", "Offer of 1 December 2026",
        "Monday 12 April 2027", "9:00–10:30", "Evaluation without inspection", "Hakaniemi, Hakaniemenranta 6, Helsinki",
        "counsellor of education", "14 × 14.00", "VAT 25.5% of 300.00", "VAT 13.5% of 196.00", "€598.96",
        "until 15 March 2027", "16–29 March 2027", "€299.48", "from 30 March 2027 on, or you do not come",
        "Finnish value added tax is charged",
    ):  # fmt: skip
        assert part in text, part


def test_the_days_of_the_terms_are_counted_to_the_first_day_of_the_visit(visitor, draft, coordinator):
    add_item(draft, on=SPRING + timedelta(days=1))
    sent = offers.send(draft, by=coordinator)
    offered = visitor.get(links.url_of(sent.enquiry)).text
    offers.accept(sent, INVOICE)
    agreed = visitor.get(links.url_of(sent.enquiry)).text

    assert "Tuesday 13 April 2027" in offered
    assert "until 15 March 2027" in offered and "until 15 March 2027" in agreed


def test_in_finnish_it_says_the_same(visitor, sent):
    text = visitor.get(links.url_of(sent.enquiry, "fi")).text

    for part in ("Sinulla on tarjous", "22.12.2026", "maanantai 12.4.2027", "9.00–10.30", "598,96\N{NO-BREAK SPACE}€", "Hyväksy tarjous"):  # fmt: skip
        assert part in text, part


def test_every_page_below_the_link_is_private_and_a_look_changes_nothing(visitor, sent, link):
    answers = [visitor.get(f"{link}{name}/") for name in BELOW]

    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert {answer["X-Robots-Tag"] for answer in answers} == {"noindex"}
    assert [answer.status_code for answer in answers] == [200, 200, 200, 303, 200]
    assert (state(sent), sent.enquiry.events.count(), OutboxMessage.objects.count()) == ("sent", 2, 1)


def test_the_visitor_accepts_with_the_data_of_the_invoice(visitor, sent, link):
    asked = visitor.get(f"{link}acceptance/")
    answer = visitor.post(f"{link}acceptance/", INVOICE | {"offer": sent.pk, "vat_number": "EE100594102"})
    again = visitor.post(f"{link}acceptance/", INVOICE | {"offer": sent.pk})
    shown = visitor.get(link).text

    assert "Accept for €598.96" in asked.text and "16–29 March 2027" in asked.text
    assert 'value="Tartu School Association"' in asked.text
    assert (answer.status_code, answer["Location"], again.status_code) == (303, link, 303)
    visit = Visit.objects.get()
    assert (visit.invoice_name, visit.vat_number, visit.order_reference) == (
        "Tartu School Association",
        "EE100594102",
        "PO 17",
    )
    assert visit.invoice_address == INVOICE["invoice_address"]
    assert "Your visit is confirmed" in shown and "What we have agreed" in shown and "€598.96" in shown
    assert "acceptance/" not in shown


def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(visitor, sent, link):
    wrong = INVOICE | {"offer": sent.pk, "invoice_address": " ", "vat_number": "EE123"}

    response = visitor.post(f"{link}acceptance/", wrong)

    assert response.status_code == 422
    assert response.text.count("Enter the address that the invoice is sent to") == 2
    assert response.text.count("a VAT number begins with the letters of its country") == 2
    assert 'value="EE123"' in response.text and 'value="PO 17"' in response.text
    assert state(sent) == "sent"


@pytest.mark.parametrize(("number", "status"), [("", 422), ("2077474-0", 422), ("EE100594102", 303)])
def test_without_finnish_vat_the_number_of_the_buyer_is_needed(visitor, sent, link, number, status):
    Offer.objects.update(vat_case="reverse")

    response = visitor.post(f"{link}acceptance/", INVOICE | {"offer": sent.pk, "vat_number": number})

    assert response.status_code == status


@pytest.mark.parametrize("number", ["", "0", "x", "99999999999999999999", "\u0661", "\x00"])
def test_an_answer_to_no_offer_is_asked_again(visitor, sent, link, number):
    response = visitor.post(f"{link}acceptance/", INVOICE | {"offer": number})

    assert (response.status_code, state(sent)) == (422, "sent")


def test_who_answers_an_older_version_reads_the_newer_one_first(visitor, sent, link, coordinator):
    second = offers.make(sent.enquiry, by=coordinator, from_offer=sent)
    OfferLine.objects.filter(offer=second, name="Planning").update(net=400)
    with time_machine.travel(NOW + timedelta(minutes=2)):
        offers.send(second, by=coordinator)

        response = visitor.post(f"{link}acceptance/", INVOICE | {"offer": sent.pk})

        assert response.status_code == 422
        assert "We have sent you a newer offer" in response.text and "€724.46" in response.text
        assert f'name="offer" value="{second.pk}"' in response.text
        assert Visit.objects.count() == 0
        assert visitor.post(f"{link}acceptance/", INVOICE | {"offer": second.pk}).status_code == 303


def test_the_visitor_asks_for_a_change(visitor, sent, link):
    empty = visitor.post(f"{link}change-request/", {"offer": sent.pk, "text": ""})
    answer = visitor.post(f"{link}change-request/", {"offer": sent.pk, "text": "A day later, please."})
    shown = visitor.get(link).text

    assert (empty.status_code, answer.status_code, state(sent), state(sent.enquiry)) == (
        422,
        303,
        "change-asked",
        "planning",
    )
    assert "We are changing our offer" in shown and "A day later, please." in shown
    assert "message--ours" not in shown
    assert "acceptance/" not in shown


def test_the_visitor_declines(visitor, sent, link):
    answer = visitor.post(f"{link}refusal/", {"offer": sent.pk, "text": ""})
    shown = visitor.get(link).text

    assert (answer.status_code, state(sent), state(sent.enquiry)) == (303, "declined", "declined")
    assert "You have declined our offer" in shown and "€598.96" not in shown


def test_an_expired_offer_says_so_and_how_to_go_on_even_before_the_worker(visitor, sent, link):
    with time_machine.travel(NOW + timedelta(days=22)):
        before = visitor.get(link).text
        refused = visitor.post(f"{link}acceptance/", INVOICE | {"offer": sent.pk})
        offers.expire_offers(timezone.now())
        after = visitor.get(link).text

    assert "Our offer has expired" in before and "It was valid until 22 December 2026" in before
    assert (refused.status_code, Visit.objects.count()) == (303, 0)
    assert "Our offer has expired" in after and "write to us below" in after
    assert "acceptance/" not in before + after


@pytest.mark.parametrize(("day", "words", "percent"), [
    (date(2027, 3, 15), "you have nothing to pay", 0), (date(2027, 3, 16), "you pay €299.48", 50),
    (date(2027, 3, 30), "you pay €598.96", 100),
])  # fmt: skip
def test_a_visit_is_cancelled_for_the_fee_that_was_shown(visitor, sent, link, day, words, percent):
    visit = offers.accept(sent, INVOICE)
    with time_machine.travel(timezone.make_aware(datetime.combine(day, time(12)))):
        asked = visitor.get(f"{link}cancellation/").text
        unread = visitor.post(f"{link}cancellation/", {"text": ""})
        answer = visitor.post(f"{link}cancellation/", {"text": "The trip is off", "percent": percent})
        again = visitor.post(f"{link}cancellation/", {"percent": percent})

        assert words in asked
        assert (unread.status_code, answer.status_code, again.status_code) == (422, 303, 303)
        assert (state(visit), visit.cancellation_percent) == ("cancelled", percent)
        assert "Your visit is cancelled" in visitor.get(link).text


def test_a_visit_that_has_been_is_not_cancelled_by_its_visitor_but_a_coordinator_says_that_nobody_came(
    visitor, sent, link, coordinator
):
    visit = offers.accept(sent, INVOICE)
    for days, can in [(0, True), (1, False)]:
        with time_machine.travel(timezone.make_aware(datetime.combine(visit.first_on + timedelta(days), time(12)))):
            assert ("cancellation/" in visitor.get(link).text) == can
            assert visitor.get(f"{link}cancellation/").status_code == (200 if can else 303)
    with time_machine.travel(timezone.make_aware(datetime.combine(visit.first_on + timedelta(1), time(12)))):
        late = visitor.post(f"{link}cancellation/", {"text": "", "percent": 100})
        assert (late.status_code, state(visit)) == (303, "confirmed")
        with pytest.raises(NotAllowed):
            visits.cancel(visit, by=None)
        visits.cancel(visit, by=coordinator)

    assert state(visit) == "cancelled"


def test_a_fee_that_midnight_has_changed_is_shown_before_it_counts(visitor, sent, link):
    visit = offers.accept(sent, INVOICE)
    with time_machine.travel(timezone.make_aware(datetime(2027, 3, 16, 0, 1))):
        response = visitor.post(f"{link}cancellation/", {"text": "The trip is off", "percent": 0})

    assert (response.status_code, state(visit)) == (422, "confirmed")
    assert "The share to pay has changed" in response.text
    assert "€299.48" in response.text and "The trip is off" in response.text


def test_the_terms_are_read_as_they_stood_with_links_that_lead_somewhere(visitor, sent, link, terms):
    sent.terms.content["body"] += f'<p><a href="/~/page/{terms.pk}/">Prices</a></p>'
    sent.terms.save()
    terms.body_en = "<p>Pay at once.</p>"
    terms.save()

    shown = visitor.get(f"{link}terms/")

    assert f'<a href="{sent.terms.get_absolute_url()}">Prices</a>' in shown.text
    assert "Pay in three weeks." in shown.text and "As they stood on 1 December 2026" in shown.text


# The coordinators


def address(offer, act="change"):
    return f"/admin/visits/offer/{offer.pk}/{act}/"


def test_a_coordinator_makes_an_offer_from_the_enquiry_and_sends_it(
    coordinator_client, wish, price_list, terms, coordinator
):
    enquiry_page = coordinator_client.get(f"/admin/visits/enquiry/{wish.pk}/change/").text
    made = coordinator_client.post(f"/admin/visits/offer/make/{wish.pk}/", {"source": ""})
    offer = Offer.objects.get()
    add_item(offer)
    asked = coordinator_client.get(address(offer, "send")).text
    sent = coordinator_client.post(address(offer, "send"), {"seen": wish.last_change})

    assert "Make an offer from" in enquiry_page
    assert made["Location"] == address(offer)
    assert "Send this offer to the visitor?" in asked and "training@example.org" in asked and "€598.96" in asked
    assert (sent.status_code, state(offer)) == (302, "sent")
    assert "Version 1" in coordinator_client.get(f"/admin/visits/enquiry/{wish.pk}/change/").text


def form_of(response):
    """What the browser sends when nothing is touched."""
    return forms.sent(response.text, id="offer_form")


def add_item(offer, **changes):
    values = {"kind": "lecture", "on": SPRING, "starts_at": time(9), "ends_at": time(10), "what": "Evaluation"}
    return OfferItem.objects.create(offer=offer, **values | changes)


@pytest.mark.parametrize("kind", ["sample", "offer"])
def test_an_offer_begins_from_a_sample_or_an_earlier_one(coordinator_client, sent, kind):
    source = (
        sent if kind == "offer" else SampleProgramme.objects.create(title_fi="Näyte", title_en="Sample", length="1")
    )

    coordinator_client.post(f"/admin/visits/offer/make/{sent.enquiry_id}/", {"source": f"{kind}-{source.pk}"})

    assert sent.enquiry.offers.count() == 2
    assert (
        coordinator_client.post(f"/admin/visits/offer/make/{sent.enquiry_id}/", {"source": "offer-0"}).status_code
        == 404
    )


def test_a_draft_is_edited_and_gets_lines_written_by_hand_and_of_the_price_list(coordinator_client, draft, price_list):
    form = form_of(coordinator_client.get(address(draft)))
    price = price_list.lines.get(counted="site")
    form |= {"lines-2-name": "Interpreter", "lines-2-quantity": "1", "lines-2-net": "400", "lines-2-vat_rate": "25.5"}

    response = coordinator_client.post(
        address(draft), form | {"text": "Welcome!", "discount": "20.00", "discount_reason": "A partner", "price": price.pk, "_continue": "1"}
    )  # fmt: skip

    assert response.status_code == 302, response.text
    draft.refresh_from_db()
    assert (draft.text, draft.discount) == ("Welcome!", 20)
    assert [line.name for line in draft.lines.all()] == ["Planning", "Lunch", "Interpreter", "Visit"]


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"discount": "20.00"}, "Enter the reason for the discount"),
    ({"valid_until": "30.11.2026"}, "Choose a day that has not gone yet"),
    ({"items-0-ends_at": "8:00"}, "It must end after it begins."),
])  # fmt: skip
def test_what_is_wrong_in_a_draft_is_said_beside_it(coordinator_client, draft, changes, sentence):
    form = form_of(coordinator_client.get(address(draft)))

    response = coordinator_client.post(address(draft), form | changes)

    assert sentence in response.text
    draft.refresh_from_db()
    assert draft.discount == 0


def test_the_preview_is_what_the_visitor_will_see(coordinator_client, visitor, draft, coordinator):
    preview = coordinator_client.get(address(draft, "preview"))
    offers.send(draft, by=coordinator)
    seen = visitor.get(links.url_of(draft.enquiry)).text

    def offer_of(text):
        return text.partition('<div class="programmes')[2].partition('<p class="actions">')[0]

    assert "Nothing has been sent yet" in preview.text
    assert preview["Cache-Control"] == "private, no-store"
    terms_link = seen.partition("</table>")[2]
    assert offer_of(preview.text).split("Terms of the offer")[0][:2000] == offer_of(seen)[:2000]
    assert "Terms of the offer in full" in terms_link


def test_an_empty_draft_is_shown_too(coordinator_client, wish, coordinator):
    wish.estimate = None
    wish.save()
    empty = offers.make(wish, by=coordinator)  # no prices, no terms, no wishes

    answers = [coordinator_client.get(address(empty, act)) for act in ("change", "preview", "send")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Add at least one line with a price." in answers[0].text


def test_a_draft_that_cannot_be_sent_says_why(coordinator_client, wish, price_list, terms, coordinator):
    draft = made_offer(wish, coordinator)
    draft.items.all().delete()

    asked, sent = coordinator_client.get(address(draft, "send")), coordinator_client.post(address(draft, "send"))

    assert "Add at least one item to the programme." in asked.text and "This offer cannot be sent yet" in asked.text
    assert (sent.status_code, state(draft)) == (409, "draft")


def test_the_later_of_two_coordinators_reads_before_sending(coordinator_client, draft, administrator):
    seen = draft.enquiry.last_change
    EnquiryEvent.objects.create(enquiry=draft.enquiry, kind="written", text="Wait!", state_after="planning")

    response = coordinator_client.post(address(draft, "send"), {"seen": seen})

    assert (response.status_code, state(draft)) == (409, "draft")
    assert "Something else happened" in response.text


def test_what_was_sent_is_read_and_not_saved(coordinator_client, draft, coordinator):
    form = form_of(coordinator_client.get(address(draft)))
    offers.send(draft, by=coordinator)

    response = coordinator_client.post(address(draft), form | {"text": "Changed"})

    assert response.status_code == 409
    assert "This offer has been sent meanwhile" in response.text and "Make a new version" in response.text
    draft.refresh_from_db()
    assert draft.text == ""


def test_two_coordinators_at_one_draft_are_told(coordinator_client, administrator_client, draft):
    mine, theirs = (form_of(client.get(address(draft))) for client in (coordinator_client, administrator_client))
    administrator_client.post(address(draft), theirs | {"text": "Welcome to Finland!"})

    response = coordinator_client.post(address(draft), mine | {"text": "Welcome to Helsinki!"})

    assert response.status_code == 409
    assert "Welcome to Finland!" in response.text and "Welcome to Helsinki!" in response.text


def test_an_acceptance_by_e_mail_is_recorded_with_how_one_knows(coordinator_client, sent):
    form = INVOICE | {"seen": sent.enquiry.last_change}
    missing = coordinator_client.post(address(sent, "acceptance"), form)
    done = coordinator_client.post(
        address(sent, "acceptance"), form | {"text": "Wrote on 3 December", "source": "email"}
    )

    assert (missing.status_code, done.status_code) == (422, 302)
    assert "Enter how you know that they accept" in missing.text
    assert (state(sent), Visit.objects.get().order_reference) == ("accepted", "PO 17")
    event = sent.enquiry.events.last()
    assert (event.text, event.source) == ("Wrote on 3 December", "email")


def test_a_draft_is_discarded_after_a_question(coordinator_client, draft):
    assert "Discard this draft?" in coordinator_client.get(address(draft, "discard")).text

    coordinator_client.post(address(draft, "discard"))

    assert Offer.objects.count() == 0


def test_others_see_no_offer(editor_client, sent):
    for act in ("change", "preview", "send", "discard", "acceptance"):
        assert editor_client.get(address(sent, act)).status_code == 403
    assert editor_client.post(f"/admin/visits/offer/make/{sent.enquiry_id}/").status_code == 403


def test_who_opened_an_offer_is_kept(coordinator_client, sent, coordinator):
    coordinator_client.get(address(sent))

    assert sent.enquiry.events.filter(kind="read", by=coordinator).count() == 1
