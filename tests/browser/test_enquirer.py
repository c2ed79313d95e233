"""A teacher abroad asks for a visit by keyboard alone, with mistakes first; a coordinator sees the enquiry and its mail."""

from datetime import date, timedelta

from tests.browser.conftest import focused_name, tab_to


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


def test_an_enquiry_by_keyboard_with_mistakes_first(page, site):
    first = date.today() + timedelta(days=100)
    page.goto(f"{site.url}/en/international-visits/")
    tab_to(page, "Ask for a visit programme")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enquiry/")
    page.wait_for_timeout(3100)  # people need longer than three seconds, robots do not

    type_into(page, "Name of your organisation", "Tartu School Association")
    type_into(page, "E-mail", "training@example")
    tab_to(page, "Send enquiry")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-error-summary]")

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    tab_to(page, "Choose the type of your organisation")
    page.keyboard.press("Enter")
    assert focused_name(page) == "Type of organisation"
    assert page.locator("#organisation").input_value() == "Tartu School Association"

    page.keyboard.type("Assoc")
    choose(page, "Country", "Esto")
    type_into(page, "Your name", "Head of Training")
    type_into(page, "Your role", "Head of training")
    type_into(page, "E-mail", "training@example.org")
    type_into(page, "Aim of the visit", "We want to learn how schools plan their own curricula.")
    tick(page, "National core curriculum")
    type_into(page, "How many people?", "14")
    for day in (first, first + timedelta(days=1)):
        for name, value in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
            type_into(page, name, str(value))
    tick(page, "English")
    tab_to(page, "Send enquiry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/received/**")

    reference = page.locator(".reference").inner_text()
    assert reference.startswith("V-")
    assert page.context.cookies() == []
    coordinator_sees(page, site, reference)


def coordinator_sees(page, site, reference):
    page.goto(f"{site.url}/admin/login/?next=/admin/visits/enquiry/")
    page.fill("#id_username", "coordinator")
    page.fill("#id_password", site.password)
    page.keyboard.press("Enter")
    page.wait_for_selector("#result_list")

    assert page.get_by_role("link", name=reference).is_visible()
    page.goto(f"{site.url}/admin/outbox/outboxmessage/?q={reference}")
    assert page.locator("#result_list tbody tr").count() == 2
