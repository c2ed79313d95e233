"""The acts: what they change, what they refuse, what they write to whom."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.template import TemplateDoesNotExist
from django.utils import timezone, translation

from oph_site.outbox.models import OutboxMessage
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.visits import EnquiryFactory, LectureFactory, PriceListFactory, answers
from visits import enquiries
from visits.enquiries import NotAllowed, submit_enquiry
from visits.estimate import Estimate
from visits.models import Enquiry, EnquiryEvent

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 8, 42, tzinfo=UTC)


def submit(token=None, at=MORNING, language="en", **changes):
    return submit_enquiry(answers(**changes), token=token or uuid4(), language=language, at=at)


def messages():
    return [(message.kind, message.to, message.language) for message in OutboxMessage.objects.order_by("pk")]


def test_an_enquiry_is_kept_with_its_dates_its_event_and_two_messages(settings):
    enquiry = submit()

    assert (enquiry.reference, enquiry.state, str(enquiry.answer_by)) == ("V-2026-0001", "new", "2026-12-08")
    assert [str(dates.first_on) for dates in enquiry.dates.all()] == ["2027-04-12"]
    assert [(event.kind, event.by, event.state_after) for event in enquiry.events.all()] == [("received", None, "new")]
    assert messages() == [
        ("enquiry_receipt", "training@example.org", "en"),
        ("enquiry_notice", settings.COORDINATORS_EMAIL, "fi"),
    ]


def test_references_run_on_within_a_year_and_begin_anew_in_the_next():
    first = submit()
    second = submit(organisation="Another school")
    later = submit(organisation="A third school", at=MORNING + timedelta(days=60))

    assert [enquiry.reference for enquiry in (first, second, later)] == ["V-2026-0001", "V-2026-0002", "V-2027-0001"]


def test_the_same_token_again_gives_the_first_enquiry():
    token = uuid4()

    first, again = submit(token), submit(token, organisation="Changed")

    assert first == again
    assert Enquiry.objects.count() == 1
    assert OutboxMessage.objects.count() == 2


def test_the_same_answers_from_a_second_tab_give_the_first_enquiry():
    day = timedelta(days=1)
    first, other_tab, next_day = submit(), submit(at=MORNING + day - timedelta(seconds=1)), submit(at=MORNING + day)

    assert first == other_tab
    assert first != next_day


def test_nothing_is_kept_when_a_message_cannot_be_written(monkeypatch):
    def fail(*args, **kwargs):
        raise TemplateDoesNotExist("emails/enquiry_notice.txt")

    monkeypatch.setattr(enquiries, "write_to_visitor", fail)

    with pytest.raises(TemplateDoesNotExist):
        submit()

    assert [model.objects.count() for model in (Enquiry, EnquiryEvent, OutboxMessage)] == [0, 0, 0]
    monkeypatch.undo()
    assert submit().reference == "V-2026-0001"  # the number was not used up


def test_a_suspected_enquiry_sends_the_visitor_no_mail_before_somebody_finds_it_genuine(coordinator):
    enquiry = submit_enquiry(answers(), token=uuid4(), language="en", is_suspected=True)
    assert [kind for kind, _to, _language in messages()] == ["suspected_notice"]

    enquiry = enquiries.clear_suspicion(enquiry, by=coordinator)

    assert enquiry.is_suspected is False
    assert [kind for kind, _to, _language in messages()] == ["suspected_notice", "enquiry_receipt", "enquiry_notice"]
    with pytest.raises(NotAllowed):
        enquiries.clear_suspicion(enquiry, by=coordinator)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_receipt_repeats_nothing_that_the_sender_wrote(language):
    spam = "Buy at http://spam.example now"

    typed = ["organisation", "on_behalf_of", "contact_name", "contact_role", "phone", "aim", "access_needs", "message"]

    enquiry = submit(language=language, **dict.fromkeys(typed, spam))

    receipt = OutboxMessage.objects.get(kind="enquiry_receipt")
    whole = receipt.subject + receipt.text + receipt.html
    day = {"fi": "8.12.2026", "en": "8 December 2026"}[language]
    assert "spam" not in whole
    assert all(part in receipt.text for part in (enquiry.reference, day))
    assert f'<html lang="{language}">' in receipt.html


@pytest.mark.parametrize("kind", ["enquiry_receipt", "enquiry_notice"])
def test_both_mails_say_what_was_chosen_and_what_it_would_cost(kind):
    PriceListFactory()
    chosen = {"lectures": [LectureFactory()], "sites": ["basic"], "has_lunch": True, "visa_letters": 2, "payer": "own"}

    submit(language="fi", **chosen)

    message = OutboxMessage.objects.get(kind=kind)
    for body in (message.text, message.html.replace("<li>", "")):
        assert "Teemat: Opetussuunnitelma; Johtaminen" in body
        assert "Luennot: Opetussuunnitelman perusteet (90 min)" in body
        assert "Mahdolliset päivät: 12.–13.4.2027" in body
        assert "Organisaation tyyppi: Yhdistys" in body and "Vierailukohteet: Peruskoulu" in body
        assert "Lounas: 28 × 14\xa0€ = 392\xa0€" in body
        assert "Jos arvonlisävero peritään: 1\xa0662,27\xa0€ eli 118,73\xa0€ henkilöä kohti" in body
    assert "Jos voimme järjestää ohjelman, saat tarjouksen" in OutboxMessage.objects.get(kind="enquiry_receipt").text


def test_an_enquiry_freezes_its_estimate():
    prices = PriceListFactory()

    enquiry = submit()
    prices.delete()

    kept = Estimate.from_json(Enquiry.objects.get(pk=enquiry.pk).estimate, enquiry.group_size)
    assert [(line.price.name_en, line.quantity, line.net) for line in kept.lines] == [
        ("Planning", 1, 300), ("Lecture, 90 min", 2, 640), ("Visit to a place", 2, 700),
    ]  # fmt: skip
    assert (kept.net, kept.is_usual, str(kept.valid_from), [price.name_fi for price in kept.at_cost]) == (1640, True, "2026-01-01", ["Tulkki"])  # fmt: skip


@pytest.mark.parametrize(
    ("act", "kind", "state"),
    [
        (enquiries.reply, "enquiry_reply", "clarification"),
        (enquiries.ask_for_details, "enquiry_details", "clarification"),
        (enquiries.decline, "enquiry_declined", "declined"),
    ],
)
@pytest.mark.parametrize("language", ["fi", "en"])
def test_what_the_coordinator_writes_reaches_the_visitor_in_the_language_of_the_form(
    act, kind, state, language, coordinator
):
    enquiry = EnquiryFactory(language=language)

    with translation.override("fi"):
        changed = act(enquiry, by=coordinator, text="Schools & kindergartens <are> closed.\n\nSorry.")

    message = OutboxMessage.objects.get()
    assert (changed.state, message.kind, message.language, message.to) == (state, kind, language, enquiry.email)
    assert "Schools & kindergartens <are> closed." in message.text
    assert "Schools &amp; kindergartens &lt;are&gt; closed." in message.html
    assert ("Your reference:" in message.text) == (language == "en")
    assert [(e.kind, e.by, e.state_before, e.state_after) for e in enquiry.events.all()] == [
        ("received", None, "", "new"),
        (
            kind.replace("enquiry_", "").replace("reply", "replied").replace("details", "asked"),
            coordinator,
            "new",
            state,
        ),
    ]


@pytest.mark.parametrize(
    ("language", "greeting", "role", "number"),
    [
        ("fi", "Hei", "Vierailujen koordinaattorit", "0295 000 003"),
        ("en", "Hello,", "Coordinators of visits", "+358 295 000 003"),
    ],
)
def test_mail_to_visitors_greets_and_is_signed_by_the_contact_point_of_the_visits(
    language, greeting, role, number, home, coordinator
):
    point = ContactPointFactory(
        title_fi="Vierailujen koordinaattorit", title_en="Coordinators of visits", email_fi="vierailut@example.org",
        email_en="visits@example.org", phone="0295 000 003",
    )  # fmt: skip
    visits = PageFactory(parent=home, key="visits", title_fi="Vierailut", title_en="Visits")
    visits.contact_points.add(point)
    published(visits)

    enquiries.reply(EnquiryFactory(language=language), by=coordinator, text="We answer.")

    message = OutboxMessage.objects.get()
    mailbox = {"fi": "vierailut@example.org", "en": "visits@example.org"}[language]
    assert message.text.startswith(f"{greeting}\n\nWe answer.\n")
    assert f"\n\n{role}\n{mailbox}\n{number}\n" in message.text
    assert all(part in message.html for part in (f"<p>{greeting}</p>", f"{role}<br>", f"mailto:{mailbox}", number))


def test_mail_to_visitors_is_signed_also_where_no_contact_point_is_named(coordinator):
    enquiries.reply(EnquiryFactory(language="en"), by=coordinator, text="We answer.")

    assert "\n\nVisit coordinators\nvisits@example.org\nInternational activities" in OutboxMessage.objects.get().text


@pytest.mark.parametrize("invites", [True, False])
def test_whoever_declines_chooses_whether_a_new_enquiry_is_welcome(invites, coordinator):
    enquiries.decline(EnquiryFactory(language="en"), by=coordinator, text="We do not arrange this.", invites=invites)

    message = OutboxMessage.objects.get()
    assert ["You are welcome to send a new one." in body for body in (message.text, message.html)] == [invites] * 2
    assert "This closes the enquiry." in message.text


def test_an_enquiry_goes_its_way_by_acts_that_each_leave_one_event(coordinator):
    enquiry = EnquiryFactory()

    enquiry = enquiries.take(enquiry, by=coordinator)
    enquiry = enquiries.ask_for_details(enquiry, by=coordinator, text="How many teachers?")
    enquiry = enquiries.start_planning(enquiry, by=coordinator)
    enquiry = enquiries.note(enquiry, by=coordinator, text="Ask Espoo.")
    enquiry = enquiries.withdraw(enquiry, by=coordinator, text="Wrote on 3 March.")

    assert (enquiry.owner, enquiry.state) == (coordinator, "withdrawn")
    assert [(event.kind, event.state_after) for event in enquiry.events.all()] == [
        ("received", "new"), ("taken", "new"), ("asked", "clarification"), ("planned", "planning"), ("noted", "planning"),
        ("withdrawn", "withdrawn"),
    ]  # fmt: skip


ALWAYS = ["replied", "written", "link-sent", "contact"]
ENDS = ["declined", "withdrawn", "noted", "anonymised", "spam"]
OF_AN_OFFER = ["offered", "change-asked", "offer-declined", "offer-expired", "accepted"]
OF_A_VISIT = ["details-asked", "details", "programme", "held", "invoiced", "closed", "cancelled"]
ALLOWED = {
    "new": ["taken", *ALWAYS, "asked", "planned", *ENDS],
    "clarification": ["taken", *ALWAYS, "asked", "planned", *ENDS],
    "planning": ["taken", *ALWAYS, "asked", "offered", *ENDS],
    "offered": ["taken", *ALWAYS, *OF_AN_OFFER, "withdrawn", "noted", "anonymised"],
    "accepted": [*ALWAYS, *OF_A_VISIT, "noted", "anonymised"],
    "declined": [*ALWAYS, "reopened", "archived", "noted", "anonymised"],
    "withdrawn": [*ALWAYS, "reopened", "archived", "noted", "anonymised"],
    "expired": [*ALWAYS, "reopened", "archived", "noted", "anonymised"],
    "spam": ["noted", "cleared"],
}


@pytest.mark.parametrize("state", Enquiry.State.values)
def test_each_state_allows_its_own_acts(state):
    assert enquiries.allowed(EnquiryFactory.build(state=state)) == ALLOWED[state]


def test_a_refused_act_says_why_and_changes_nothing(coordinator, in_english):
    enquiry = EnquiryFactory(state="declined")

    with pytest.raises(NotAllowed, match="This cannot be done now: the enquiry is declined."):
        enquiries.start_planning(enquiry, by=coordinator)

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.events.get().kind, OutboxMessage.objects.count()) == ("declined", "received", 0)


def test_one_that_looks_like_spam_is_judged_before_anybody_writes_to_it():
    assert enquiries.allowed(EnquiryFactory.build(is_suspected=True)) == ["taken", "noted", "cleared", "spam"]


@pytest.mark.parametrize("end", [enquiries.decline, enquiries.withdraw])
def test_what_was_ended_by_mistake_is_opened_again_with_one_event_and_no_mail(end, coordinator):
    enquiry = end(EnquiryFactory(), by=coordinator, text="A slip")
    mails = OutboxMessage.objects.count()

    enquiry = enquiries.reopen(enquiry, by=coordinator, text="By mistake")

    assert (enquiry.state, enquiry.events.last().kind, OutboxMessage.objects.count()) == ("planning", "reopened", mails)
    assert enquiry.events.count() == 3


def test_an_answered_enquiry_is_not_late(coordinator):
    enquiry = EnquiryFactory(received_at=timezone.now() - timedelta(days=30))
    assert enquiry.is_late(timezone.localdate())

    enquiry = enquiries.reply(enquiry, by=coordinator, text="Thank you.")

    assert not enquiry.is_late(timezone.localdate())
    assert Enquiry.objects.unanswered().count() == 0


@pytest.mark.parametrize("second", [enquiries.reply, enquiries.decline])
def test_two_coordinators_never_answer_against_each_other(second, coordinator, administrator):
    enquiry = EnquiryFactory()
    seen = enquiry.last_change  # by both
    enquiries.reply(enquiry, by=coordinator, text="Welcome!", seen=seen)

    with pytest.raises(NotAllowed):
        second(enquiry, by=administrator, text="We have no time.", seen=seen)

    assert OutboxMessage.objects.count() == 1
    second(enquiry, by=administrator, text="We have no time.", seen=enquiry.last_change)
    assert OutboxMessage.objects.count() == 2


def test_a_look_or_an_own_note_is_no_reason_to_ask_again(coordinator, administrator):
    enquiry = EnquiryFactory()
    seen = enquiry.last_change
    enquiries.record_reading(enquiry, by=administrator)
    enquiries.reply(enquiry, by=coordinator, text="Welcome!", seen=seen)

    enquiries.note(enquiry, by=administrator, text="Ask Espoo.", seen=seen)

    assert enquiry.events.count() == 4


def test_a_double_click_on_send_writes_one_letter(coordinator):
    enquiry = EnquiryFactory()
    enquiries.reply(enquiry, by=coordinator, text="Thank you.", at=MORNING)

    with pytest.raises(NotAllowed):
        enquiries.reply(enquiry, by=coordinator, text="Thank you.", at=MORNING + timedelta(seconds=59))

    assert OutboxMessage.objects.count() == 1

    enquiries.reply(enquiry, by=coordinator, text="Thank you.", at=MORNING + timedelta(minutes=1))

    assert OutboxMessage.objects.count() == 2


def test_taking_over_from_a_colleague_is_possible_taking_twice_is_not(coordinator, administrator):
    enquiry = enquiries.take(EnquiryFactory(), by=coordinator)

    enquiry = enquiries.take(enquiry, by=administrator)

    assert enquiry.owner == administrator
    with pytest.raises(NotAllowed):
        enquiries.take(enquiry, by=administrator)


def test_an_event_is_never_changed(coordinator):
    enquiry = enquiries.note(EnquiryFactory(), by=coordinator, text="First")
    event = enquiry.events.get(kind="noted")
    event.text = "Second"

    with pytest.raises(TypeError):
        event.save()


def test_an_enquiry_is_late_when_nobody_answered_in_time():
    today = timezone.localdate()
    late = EnquiryFactory.build(answer_by=today - timedelta(days=1))
    answered = EnquiryFactory.build(answer_by=today - timedelta(days=1), state="planning")

    assert [enquiry.is_late(today) for enquiry in (late, answered)] == [True, False]
