"""Every state of the enquiry form, its check page and its receipt; the whole journey of an enquiry is test_journey.py."""

import time
from datetime import date, timedelta

import pytest

from oph_site.public_forms.tokens import MIN_AGE
from tests.browser.conftest import findings, in_both_views
from tests.browser.nu import NEEDED, errors_in

FORMS = {"en": "/en/international-visits/enquiry/", "fi": "/fi/kansainvaliset-vierailut/vierailupyynto/"}


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
