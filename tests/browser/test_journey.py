"""A visit without JavaScript, from the service page until nothing is left of who came: a teacher abroad, a coordinator in
the admin, mail by a real server, and the clock moved on by the months between them. The form is filled in by keyboard alone.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from oph_site.accounts.models import User
from oph_site.outbox.mail import deliver_waiting
from oph_site.page_cache import PageCache
from tests.browser.conftest import focused_name, tab_to
from tests.conftest import client_of
from tests.factories.visits import (
    SPRING,
    PriceListFactory,
    SampleProgrammeFactory,
    VisitRulesFactory,
    published_service,
)
from tests.smtp import MailServer
from visits.models import Enquiry, Visit
from visits.retention import anonymise_old_enquiries
from visits.visits import remind_of_details

PATHS = {"en": "/en/international-visits/", "fi": "/fi/kansainvaliset-vierailut/"}
VISITOR, COORDINATORS = "training@example.org", "visits@example.org"
EVERYTHING = [
    "received", "asked", "written", "planned", "offered", "change-asked", "offered", "accepted", "details-asked", "details",
    "held", "invoiced", "closed", "anonymised",
]  # fmt: skip
WORDS = {
    "en": {
        "organisation": "Name of your organisation", "type": "Type of organisation", "association": "Assoc", "country": "Country",
        "estonia": "Esto", "name": "Your name", "role": "Your role", "email": "E-mail", "aim": "Aim of the visit",
        "size": "How many people?", "day": ["Day", "Month", "Year"], "language": "English", "estimate": "Update the estimate",
        "check": "Check your answers", "send": "Send enquiry", "edit": "Change the answers", "error": "Error: ",
        "no type": "Choose the type of your organisation", "estimated": "Estimate of the price", "other": "Suomi",
        "too large": "Groups have at most 25 people", "people": "14 people", "wrote": "You wrote",
    },
    "fi": {
        "organisation": "Organisaation nimi", "type": "Organisaation tyyppi", "association": "Yhdistys", "country": "Maa",
        "estonia": "Viro", "name": "Nimesi", "role": "Tehtäväsi", "email": "Sähköposti", "aim": "Vierailun tavoite",
        "size": "Kuinka monta henkilöä?", "day": ["Päivä", "Kuukausi", "Vuosi"], "language": "Englanti", "estimate": "Päivitä hinta-arvio",
        "check": "Tarkista vastauksesi", "send": "Lähetä vierailupyyntö", "edit": "Muuta vastauksia", "error": "Virhe: ",
        "no type": "Valitse organisaatiosi tyyppi", "estimated": "Hinta-arvio", "other": "English",
        "too large": "Ryhmässä on enintään 25 henkilöä", "people": "noin 14", "wrote": "Kirjoitit",
    },
}  # fmt: skip


@dataclass
class Journey:
    """Both people's browsers, side by side, and what they read and write in their language."""

    url: str
    language: str
    visitor: Page
    coordinator: Page
    server: MailServer
    clock: time_machine.Traveller
    user: User
    read: list = field(default_factory=list)

    def words(self, english, context=None, **values):
        """As they stand on the page."""
        with translation.override(self.language):
            return (pgettext(context, english) if context else gettext(english)) % values

    def on(self, day):
        """Morning of that day; whoever was logged in months ago logs in again."""
        self.clock.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone()))
        session = client_of(self.user).cookies["sessionid"].value
        self.coordinator.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])

    def mail(self, to=VISITOR):
        """The worker sends what waits. The text of the newest message to that address, which has not been read before."""
        deliver_waiting(timezone.now())
        self.clock.shift(timedelta(minutes=5))
        unread = [message for message in self.server.messages if message["To"] == to and message not in self.read]
        self.read += unread
        return unread[-1].get_body(["plain"]).get_content()

    def follow_mail(self, part=""):
        """The visitor opens the link of the newest message. The text of that message."""
        text = self.mail()
        self.visitor.goto(re.search(rf"{self.url}/\S+{part}/\s", text)[0].strip())
        return text

    def press(self, page, name, role="button"):
        """A button or link with those words, and then the page that it leads to."""
        with page.expect_navigation():
            page.get_by_role(role, name=name, exact=True).click()

    def act(self, title, button, text):
        """Something that the coordinator writes and does on the page of an enquiry or a visit."""
        act = self.coordinator.locator("details", has=self.coordinator.locator("summary", has_text=title))
        act.locator("summary").click()
        act.locator("textarea").fill(text)
        self.press(self.coordinator, button)


@pytest.fixture
def clock():
    with time_machine.travel("2026-12-01 10:00 +0200") as clock:
        yield clock


@pytest.fixture(params=["en", "fi"])
def language(request):
    return request.param


@pytest.fixture
def journey(language, clock, shared_database, home, coordinator, mail_server, settings, browser, monkeypatch):
    published_service(home)
    VisitRulesFactory(), PriceListFactory(), SampleProgrammeFactory()
    coordinator.language = language
    coordinator.save()
    site, context = LiveServer("127.0.0.1"), {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}
    settings.SITE_URL = site.url
    monkeypatch.setattr(PageCache, "watch", lambda self: None)  # this process alone writes, and would keep the thread
    site.thread.httpd.set_app(PageCache(site.thread.httpd.get_app(), 8))  # as the site is served
    pages = [browser.new_context(**context).new_page() for _person in range(2)]
    yield Journey(site.url, language, *pages, mail_server, clock, coordinator)
    for page in pages:
        page.context.close()
    site.stop()


def test_a_visit_from_the_service_page_until_nothing_is_left_of_who_came(journey):
    reference = ask(journey)
    enquiry = Enquiry.objects.get(reference=reference)
    ask_back_and_answer(journey, enquiry)
    offer_change_and_offer_again(journey, enquiry)
    accept_with_mistakes(journey)
    read_the_calendar_file(journey, reference)
    give_final_details(journey)
    hold_invoice_and_close(journey, enquiry)
    forget(journey, enquiry)

    kinds = list(enquiry.events.exclude(kind="read").order_by("pk").values_list("kind", flat=True))
    assert kinds == EVERYTHING
    assert journey.visitor.context.cookies() == []
    assert len({message["Message-ID"] for message in journey.server.messages}) == len(journey.server.messages)


def ask(journey):
    page, words = journey.visitor, WORDS[journey.language]
    start_from_a_sample(page, f"{journey.url}{PATHS[journey.language]}")
    ask_for_an_estimate(page, words)
    journey.clock.shift(timedelta(minutes=5))
    fill_in_with_mistakes(page, words)
    reference = check_and_send(page, words)

    assert reference in journey.follow_mail()
    assert reference in journey.mail(to=COORDINATORS)
    expect(page.locator("h1")).to_have_text(journey.words("We have received your enquiry"))
    return reference


def ask_back_and_answer(journey, enquiry):
    page, staff, words = journey.visitor, journey.coordinator, journey.words
    journey.on(timezone.localdate() + timedelta(days=1))
    staff.goto(f"{journey.url}/admin/visits/enquiry/")
    journey.press(staff, enquiry.reference, role="link")
    journey.act(words("Ask for details"), words("Send the questions"), "How many of you teach mathematics?")

    assert "How many of you teach mathematics?" in journey.follow_mail()
    expect(page.locator("h1")).to_have_text(words("We have written to you"))
    page.get_by_label(words("Write to the coordinators")).fill("Nine of us.")
    journey.press(page, words("Send the message"))
    expect(page.get_by_role("status")).to_have_text(words("Your message has been sent. We answer here and by e-mail."))

    assert enquiry.reference in journey.mail(to=COORDINATORS)
    staff.reload()
    expect(staff.get_by_text("Nine of us.")).to_be_visible()


def offer_change_and_offer_again(journey, enquiry):
    page, staff, words = journey.visitor, journey.coordinator, journey.words
    send_offer(journey, "Welcome to Helsinki.")

    assert "Welcome to Helsinki." in journey.follow_mail()
    expect(page.locator("h1")).to_have_text(words("You have an offer"))
    journey.press(page, words("Ask for a change"), role="link")
    page.get_by_label(words("What should be different")).fill("Could we be 12 people?")
    journey.press(page, words("Ask for this change"))
    expect(page.locator("h1")).to_have_text(words("We are changing our offer"))

    journey.mail(to=COORDINATORS)
    staff.goto(f"{journey.url}/admin/visits/enquiry/{enquiry.pk}/change/")
    expect(staff.get_by_text("Could we be 12 people?")).to_be_visible()
    send_offer(journey, "With 12 people.", group_size="12")

    assert "With 12 people." in journey.follow_mail()


def send_offer(journey, text, **changes):
    """From the page of the enquiry on: a draft, changed, and after a question sent."""
    staff, words = journey.coordinator, journey.words
    journey.press(staff, words("Make a draft"))
    for name, value in ({"text": text} | changes).items():
        staff.fill(f"#id_{name}", value)
    journey.press(staff, words("Save and go on to sending"))
    journey.press(staff, words("Send the offer"))
    expect(staff.locator(".messagelist")).to_contain_text(words("The offer is on its way to the visitor."))


def accept_with_mistakes(journey):
    page, words = journey.visitor, journey.words
    journey.press(page, words("Accept the offer"), role="link")
    accept = page.locator("main form button")
    with page.expect_navigation():
        accept.click()
    expect(page.locator("[data-error-summary]")).to_contain_text(words("Enter the address that the invoice is sent to"))

    page.get_by_label(words("Invoice address")).fill("Raekoja plats 1\n51003 Tartu\nEstonia")
    with page.expect_navigation():
        accept.click()
    expect(page.locator("h1")).to_have_text(words("Your visit is confirmed"))


def read_the_calendar_file(journey, reference):
    journey.follow_mail()
    address = journey.visitor.locator("a[href$='.ics']").first.get_attribute("href")
    answer = journey.visitor.request.get(f"{journey.url}{address}")

    calendar = Calendar.from_ical(answer.body())
    events = calendar.walk("VEVENT")
    assert (answer.headers["content-type"], str(calendar["method"])) == ("text/calendar; charset=utf-8", "PUBLISH")
    assert events and {event["dtstart"].dt.date() for event in events} == {SPRING}
    assert all(reference in event["description"] and str(event["status"]) == "CONFIRMED" for event in events)


def give_final_details(journey):
    page, words = journey.visitor, journey.words
    journey.on(SPRING - timedelta(days=14))
    assert remind_of_details(timezone.now()) == 1

    journey.follow_mail({"en": "final-details", "fi": "lopulliset-tiedot"}[journey.language])
    page.get_by_label(words("How many people are coming?")).fill("11")
    page.get_by_label(words("vegetarian", "diet").capitalize(), exact=True).fill("3")
    journey.press(page, words("Send the final details"))

    visit = Visit.objects.get()
    assert (visit.final_size, visit.diets) == (11, {"vegetarian": 3})
    assert "saved" in page.url


def hold_invoice_and_close(journey, enquiry):
    page, staff, words = journey.visitor, journey.coordinator, journey.words
    visit = Visit.objects.get()
    journey.on(visit.last_on + timedelta(days=1))
    staff.goto(f"{journey.url}/admin/visits/enquiry/{enquiry.pk}/change/")
    staff.locator(f"a[href$='/admin/visits/visit/{visit.pk}/change/']").first.click()
    journey.press(staff, words("Mark as held"))
    journey.act(words("Invoice"), words("The invoice has been sent"), "2027-118")
    journey.press(staff, words("It is paid: close the visit"))
    expect(staff.locator(".messagelist")).to_contain_text(words("The visit is closed."))

    page.goto(re.sub(r"[^/]+/(\?.*)?$", "", page.url))
    expect(page.locator(".lead")).to_have_text(words("Everything is settled."))


def forget(journey, enquiry):
    """When bookkeeping no longer needs it, the link has ended and the coordinator sees nobody's name."""
    page, staff, words = journey.visitor, journey.coordinator, journey.words
    journey.on(SPRING.replace(year=SPRING.year + 7))
    assert anonymise_old_enquiries(timezone.now()) == 1

    assert page.goto(page.url).status == 410
    expect(page.locator("h1")).to_have_text(words("This link no longer works"))
    staff.goto(f"{journey.url}/admin/visits/enquiry/{enquiry.pk}/change/")
    assert [
        found for found in ("Tartu", "Head of", VISITOR, "Nine of us", "12 people") if found in staff.content()
    ] == []


# The form, by keyboard


def type_into(page, name, text):
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page, name, letters):
    """An option of a native select, by typing its first letters."""
    tab_to(page, name)
    page.keyboard.type(letters)


def tick(page, name):
    tab_to(page, name)
    page.keyboard.press("Space")


def press(page, name):
    tab_to(page, name)
    page.keyboard.press("Enter")


def start_from_a_sample(page, address):
    page.goto(address)
    link = page.locator('a[href*="?programme="]').first
    press(page, " ".join(link.text_content().split()))
    page.wait_for_url("**?programme=*")

    assert page.locator("[name=length]:checked").count() == 1
    assert page.locator("[name=themes]:checked").count() >= 1


def ask_for_an_estimate(page, words):
    """Too many people first, then as many as can come."""
    type_into(page, words["size"], "26")
    press(page, words["estimate"])
    page.wait_for_selector("[data-error-summary]")
    assert page.title().startswith(words["error"])
    assert page.locator("[data-error-summary] li").all_inner_texts()[0].startswith(words["too large"])

    type_into(page, words["size"], words["people"])
    press(page, words["estimate"])
    page.wait_for_selector("#estimate")
    assert focused_name(page) == words["estimated"]
    assert page.locator("[data-error-summary]").count() == 0


def fill_in_with_mistakes(page, words):
    """Enter in a field checks the answers; the summary leads to what is wrong; the other language keeps everything."""
    type_into(page, words["organisation"], "Tartu School Association")
    type_into(page, words["email"], "training@example")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-error-summary]")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    press(page, words["no type"])
    assert focused_name(page) == words["type"]

    page.keyboard.type(words["association"])
    choose(page, words["country"], words["estonia"])
    type_into(page, words["name"], "Head of Training")
    type_into(page, words["role"], "Head of training")
    type_into(page, words["email"], "training@example.org")
    type_into(page, words["aim"], "We want to learn how schools plan their own curricula.")
    tab_to(page, words["size"])
    for day in (SPRING, SPRING + timedelta(days=1)):
        for name, value in zip(words["day"], (day.day, day.month, day.year % 100), strict=True):
            type_into(page, name, str(value))
    tick(page, words["language"])
    press(page, words["other"])
    page.wait_for_selector("#part-1")
    assert page.locator("#organisation").input_value() == "Tartu School Association"
    press(page, {"Suomi": "English", "English": "Suomi"}[words["other"]])
    page.wait_for_selector(f"text={words['check']}")


def check_and_send(page, words):
    press(page, words["check"])
    page.wait_for_selector("form .answers")
    assert words["wrote"] in page.locator("main").inner_text()
    assert "training@example.org" in page.locator("main").inner_text()

    press(page, words["edit"])
    page.wait_for_selector("#organisation")
    press(page, words["check"])
    page.wait_for_selector("form .answers")
    press(page, words["send"])
    page.wait_for_selector(".reference")
    reference = page.locator(".reference").inner_text()
    assert reference.startswith("V-")
    return reference
