"""What a visitor finds below the link once the visit is agreed: programme, calendar file, final details, letter, contact."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from oph_site.outbox import mail as outbox
from oph_site.outbox.models import OutboxMessage
from tests.factories.offers import VisitFactory
from tests.factories.pages import ContactPointFactory, HomeFactory, PageFactory, published
from tests.factories.visits import EnquiryFactory
from visits import contact_details, links, visits
from visits.models import Enquiry, Visit

pytestmark = pytest.mark.django_db

PLACES = {
    "en": ["programme/", "programme.ics", "final-details/", "confirmation/", "contact-details/"],
    "fi": ["ohjelma/", "ohjelma.ics", "lopulliset-tiedot/", "vahvistus/", "yhteystiedot/"],
}


@pytest.fixture
def visit():
    return VisitFactory()


@pytest.fixture
def page(visit):
    return links.url_of(visit.enquiry)


def before(visit, days):
    """At noon, so many days before the visit."""
    return time_machine.travel(f"{visit.first_on - timedelta(days=days)}T12:00+02:00", tick=False)


def details(**changes):
    return {"final_size": "15", "diet_vegetarian": "2", "diet_other": "", "final_access": "One wheelchair"} | changes


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_page_is_read_in_either_language_and_kept_nowhere(visitor, visit, language):
    page = links.url_of(visit.enquiry, language)
    responses = [visitor.get(page + place) for place in PLACES[language]]

    assert [response.status_code for response in responses] == [200] * 5
    assert {response["Cache-Control"] for response in responses} == {"private, no-store"}
    assert {(response["Referrer-Policy"], response["X-Robots-Tag"]) for response in responses} == {
        ("no-referrer", "noindex")
    }
    assert all(dict(response.cookies) == {} for response in responses)


@pytest.mark.parametrize("place", PLACES["en"])
def test_a_look_changes_nothing(visitor, visit, page, place):
    with before(visit, 20):
        visitor.get(page + place)

    assert visit.enquiry.events.count() == 1
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("place", PLACES["en"])
def test_a_changed_link_opens_nothing(visitor, visit, page, place):
    assert visitor.get(f"{page[:-2]}x/{place}").status_code == 404


@pytest.mark.parametrize("place", PLACES["en"][:4])
def test_before_a_visit_is_agreed_there_is_nothing(visitor, place):
    response = visitor.get(links.url_of(EnquiryFactory()) + place)

    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


def test_the_page_of_the_visit_leads_to_all_of_it(visitor, visit, page):
    text = visitor.get(page).text

    assert "Your visit is confirmed" in text
    assert [place for place in PLACES["en"] if f'href="{page}{place}"' in text] == PLACES["en"]


def test_a_changed_programme_stands_among_the_messages(visitor, visit, page, coordinator):
    visits.change_programme(visit, list(visit.items.all())[1:], by=coordinator, text="The speaker is ill.")

    text = visitor.get(page).text

    assert "The speaker is ill." in text
    assert "Left out: 12 April 2027, 9:00–10:00: How schools plan their curricula" in text


def test_the_programme_stands_day_by_day(visitor, page):
    text = visitor.get(f"{page}programme/").text
    wanted = [
        "Monday 12 April 2027", "9:00–10:00", "11:00–12:00", "School, Koulukuja 1, Helsinki", "Tuesday 13 April 2027",
        "counsellor of education",
    ]  # fmt: skip

    places = [text.find(words) for words in wanted]
    assert places == sorted(places) and -1 not in places


def test_the_calendar_file_is_named_after_the_visit_and_leads_back(visitor, visit, page, settings):
    response = visitor.get(f"{page}programme.ics")
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{visit.enquiry.reference}.ics"' in response["Content-Disposition"]
    assert event["url"] == f"{settings.SITE_URL}{page}"


def test_final_details_open_four_weeks_before(visitor, visit, page):
    with before(visit, 29):
        early = visitor.post(f"{page}final-details/", details())
    with before(visit, 28):
        open_ = visitor.get(f"{page}final-details/")

    assert "from 15 March 2027 on" in early.text and '<button class="button">Send the final details' not in early.text
    assert "Send the final details" in open_.text
    assert Visit.objects.get().details_at is None


def test_final_details_are_kept_as_numbers_and_the_coordinators_hear_of_it(visitor, visit, page):
    with before(visit, 20):
        first, again = (visitor.post(f"{page}final-details/", details()) for _time in range(2))
        saved = visitor.get(first["Location"])
    found = Visit.objects.get()

    assert (first.status_code, again.status_code, "We have your final details" in saved.text) == (303, 303, True)
    assert (found.final_size, found.diets, found.final_access) == (15, {"vegetarian": 2}, "One wheelchair")
    assert found.enquiry.events.filter(kind="details").count() == 1
    assert [message.kind for message in OutboxMessage.objects.all()] == ["visitor_notice"]


def test_final_details_can_be_corrected_until_the_visit_begins(visitor, visit, page):
    with before(visit, 20):
        visitor.post(f"{page}final-details/", details())
        visitor.post(f"{page}final-details/", details(final_size="13"))
    with before(visit, 0):
        late = visitor.post(f"{page}final-details/", details(final_size="25"))

    assert Visit.objects.get().final_size == 13
    assert "can no longer be changed" in late.text


@pytest.mark.parametrize(
    "wrong,sentence",
    [
        ({"final_size": ""}, "Enter how many people are coming"),
        ({"final_size": "many"}, "in digits"),
        ({"final_size": "0"}, "from 1 to 25"),
        ({"final_size": "26"}, "from 1 to 25"),
        ({"diet_vegetarian": "16"}, "more than the people who come"),
        ({"diet_vegetarian": "-1"}, "or leave the field empty"),
        ({"final_size": "9" * 500}, "Shorten this"),
        ({"final_access": "x" * 1001}, "Shorten this"),
    ],
)
def test_wrong_final_details_say_what_to_do_and_lose_nothing(visitor, visit, page, wrong, sentence):
    with before(visit, 20):
        response = visitor.post(f"{page}final-details/", details(**wrong))

    assert response.status_code == 422
    assert sentence in response.text
    assert Visit.objects.get().details_at is None


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "١٤", "²", "1e5", "14 "])
def test_no_input_breaks_the_form(visitor, visit, page, odd):
    with before(visit, 20):
        data = {name: odd.encode("utf-8", "surrogatepass") for name in details()}
        assert visitor.post(f"{page}final-details/", data).status_code in (303, 422)


def test_the_letter_has_blank_lines_for_the_names_and_none_of_ours(visitor, visit, page):
    Enquiry.objects.update(visa_letters=3)

    text = visitor.get(f"{page}confirmation/").text

    assert text.count("Name, written by hand") == 3
    assert visit.enquiry.organisation in text and "Estonia" in text and "12–13 April 2027" in text
    assert visit.enquiry.contact_name not in text


def test_the_letter_has_the_address_of_the_contact_point_of_the_visits(visitor, visit, page):
    point = ContactPointFactory(address_en="Street 1, 00100 Helsinki, Finland", address_fi="Katu 1, 00100 Helsinki")
    home = published(HomeFactory())
    service = PageFactory(parent=home, key="visits")
    service.contact_points.add(point)
    published(service)

    assert "Street 1, 00100 Helsinki, Finland<br>" in visitor.get(f"{page}confirmation/").text


def test_a_cancelled_visit_has_no_letter(visitor, visit, page):
    visits.cancel(visit, by=visit.offer.by)

    assert visitor.get(f"{page}confirmation/").status_code == 303
    assert "Your visit is cancelled" in visitor.get(page).text


def contact(**changes):
    return {"name": "Head of Studies", "role": "Deputy", "email": "training@example.org", "phone": ""} | changes


def test_corrected_contact_details_leave_the_enquiry_as_it_was_received(visitor, visit, page):
    response = visitor.post(f"{page}contact-details/", contact())
    enquiry = Enquiry.objects.get()

    assert response["Location"] == f"{page}contact-details/?saved"
    assert (enquiry.contact.name, enquiry.contact.role) == ("Head of Studies", "Deputy")
    assert (enquiry.contact_name, enquiry.contact_role) == ("Head of Training", "Head of training")
    assert enquiry.events.filter(kind="contact").count() == 1


def test_a_new_address_counts_when_it_is_confirmed_from_there(visitor, visit, page, mailoutbox, settings):
    response = visitor.post(f"{page}contact-details/", contact(email="new@example.org"))
    assert response["Location"].endswith("?asked")
    assert Enquiry.objects.get().contact.email == "training@example.org"
    (message,) = OutboxMessage.objects.all()
    token = contact_details.token_of(Enquiry.objects.get(), "new@example.org")
    assert (message.kind, message.to, token in message.text) == ("contact_confirm", "new@example.org", False)
    outbox.deliver(message.pk, message.next_try_at)
    address = next(line for line in mailoutbox[0].body.split() if "/new-address/" in line).removeprefix(
        settings.SITE_URL
    )

    looked = visitor.get(address)
    assert "Shall we write to new@example.org" in looked.text
    assert Enquiry.objects.get().contact.email == "training@example.org"
    visitor.post(address)
    visitor.post(address)

    assert Enquiry.objects.get().contact.email == "new@example.org"
    assert Enquiry.objects.get().email == "training@example.org"
    told = [(m.kind, m.to) for m in OutboxMessage.objects.exclude(kind="contact_confirm")]
    assert told == [("contact_changed", "training@example.org")]


def test_a_link_to_a_new_address_ends_with_the_link_of_the_visitor_and_with_time(visitor, visit):
    def status(enquiry):
        return visitor.get(address).status_code

    with time_machine.travel("2027-01-01T12:00+02:00", tick=False):
        address = (
            f"/en/international-visits/enquiry/new-address/{contact_details.token_of(visit.enquiry, 'a@example.org')}/"
        )
    with time_machine.travel("2027-01-08T11:00+02:00", tick=False):
        assert visitor.get(address).status_code == 200
        Enquiry.objects.update(link_generation=2)
        assert visitor.get(address).status_code == 410
        Enquiry.objects.update(link_generation=1)
    with time_machine.travel("2027-01-08T13:00+02:00", tick=False):
        assert visitor.get(address).status_code == 410
    assert visitor.get(address.replace("new-address/", "new-address/x")).status_code == 404


def test_nobody_floods_the_mailbox_of_somebody_else(visitor, visit, page):
    responses = [visitor.post(f"{page}contact-details/", contact(email=f"{n}@example.org")) for n in range(5)]

    assert [response.status_code for response in responses] == [303, 303, 303, 422, 422]
    assert OutboxMessage.objects.filter(kind="contact_confirm").count() == 3


def test_mail_and_new_links_go_to_the_corrected_address(visitor, visit):
    Enquiry.objects.update(new_email="new@example.org")
    address = "/en/international-visits/enquiry/new-link/"

    for email in ["training@example.org", "new@example.org"]:
        visitor.post(address, {"reference": visit.enquiry.reference, "email": email})

    assert [(m.kind, m.to) for m in OutboxMessage.objects.all()] == [("enquiry_link", "new@example.org")]
