"""A teacher abroad asks for a visit by keyboard alone and without script, with mistakes first; a coordinator sees it all."""

import time
from datetime import date, timedelta

import pytest

from tests.browser.conftest import findings, focused_name, in_both_views, tab_to
from tests.browser.nu import NEEDED, errors_in
from visits.form_tokens import MIN_AGE

PATHS = {"en": "/en/international-visits/", "fi": "/fi/kansainvaliset-vierailut/"}
FORMS = {"en": "/en/international-visits/enquiry/", "fi": "/fi/kansainvaliset-vierailut/vierailupyynto/"}
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


@pytest.fixture
def page_without_script(browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "fi"])
def test_from_a_sample_programme_to_the_receipt_by_keyboard_without_script(page_without_script, site, language):
    page, words = page_without_script, WORDS[language]
    start_from_a_sample(page, site, language)
    ask_for_an_estimate(page, words)
    fill_in_with_mistakes(page, words)
    reference = check_and_send(page, words)

    assert page.context.cookies() == []
    coordinator_sees(page, site, reference)


def start_from_a_sample(page, site, language):
    page.goto(f"{site.url}{PATHS[language]}")
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
    first = date.today() + timedelta(days=100)
    tab_to(page, words["size"])
    for day in (first, first + timedelta(days=4)):
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


def coordinator_sees(page, site, reference):
    page.goto(f"{site.url}/admin/login/?next=/admin/visits/enquiry/")
    page.fill("#id_username", "coordinator")
    page.fill("#id_password", site.password)
    page.keyboard.press("Enter")
    page.wait_for_selector("#result_list")

    assert page.get_by_role("link", name=reference).is_visible()
    page.goto(f"{site.url}/admin/outbox/outboxmessage/?q={reference}")
    assert page.locator("#result_list tbody tr").count() == 2


def fill(page):
    """Every field, with dates that get warnings, faster than by keyboard."""
    for name, text in {
        "organisation": "Tartu School Association", "on_behalf_of": "City of Tartu", "contact_name": "Head of Training",
        "contact_role": "Head of training", "email": "training@example.org", "phone": "+372 555 0100", "aim": "To learn.\n\nAnd to ask.",
        "group_size": "10–14", "access_needs": "Step-free routes", "visa_letters": "3", "message": "No hurry",
        "first_1_0": saturday(), "last_1_0": saturday(), "first_2_0": "20 July 2028", "last_2_0": "21 July 2028",
    }.items():  # fmt: skip
        page.fill(f"#{name}", text)
    for name, value in {"organisation_type": "ngo", "country": "EE", "payer": "erasmus"}.items():
        page.select_option(f"#{name}", value)
    for name in (
        "themes",
        "lectures",
        "sites",
        "length",
        "programme_language",
        "has_lunch",
        "has_coffee",
        "is_flexible",
    ):
        page.locator(f"[name={name}]").first.check()


def saturday():
    day = date.today() + timedelta(days=90)
    return (day + timedelta(days=(5 - day.weekday()) % 7)).isoformat()


def states(page, url):
    """(name, the page as it was sent), one after the other in the browser: every state of the form, its check page, its receipt."""
    yield "empty", page.goto(url).body()
    yield "wrong", answer_to(page, "check")
    page.goto(url)
    begun = time.monotonic()
    fill(page)
    yield "full", answer_to(page, "edit", selector=".languages button")
    yield "estimate", answer_to(page, "estimate")
    yield "check", answer_to(page, "check")
    page.wait_for_timeout(max(0, MIN_AGE + 0.1 - (time.monotonic() - begun)) * 1000)  # what was done since counts
    yield "receipt", answer_to(page, "send")


def answer_to(page, act, selector=None):
    with page.expect_navigation() as answer:
        page.locator(selector or f"main button[value={act}]").first.click()
    return answer.value.body()


@pytest.mark.parametrize("language", ["en", "fi"])
def test_axe_and_the_checker_find_nothing_in_any_state_of_an_enquiry(page, site, language):
    found, sources = {}, {}
    for name, source in states(page, f"{site.url}{FORMS[language]}"):
        sources[name] = source
        for view in in_both_views(page):
            if problems := findings(page):
                found[name, view] = problems

    assert found == {}
    assert list(sources) == ["empty", "wrong", "full", "estimate", "check", "receipt"]
    assert not NEEDED or errors_in(sources) == []


def test_a_link_to_a_group_shows_its_question_and_message(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site.url}{FORMS['en']}")
    answer_to(page, "check")

    hidden = []
    for link in page.locator("[data-error-summary] a").all():
        link.click()
        top = page.evaluate("document.activeElement.closest('.field:not(.date .field)').getBoundingClientRect().top")
        if top < 0:
            hidden.append((link.inner_text(), top))
    context.close()

    assert hidden == []
