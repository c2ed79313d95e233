"""The private pages of visitors and the admin pages of visits in every state, empty, filled and wrong: axe, the Nu checker
and the browser find nothing. admin_walk.py opens each address once; here are the states that an address can have.

Every page goes to the Nu checker. A browser opens those that differ in more than words (SEEN), in English, small and dark,
then wide; in Finnish, whose words are longer, they do not scroll sideways, and some are looked at in light too.
"""

import json

import pytest

from tests.browser.admin_walk import Walk
from tests.browser.axe import AXE_SCRIPT
from tests.browser.conftest import WATCH
from tests.browser.nu import NEEDED, errors_in
from tests.browser.test_editor import log_in
from tests.browser.visits_world import FILE

SEEN = [
    "offered", "coming", "visit new", "agreed cancelled", "acceptance", "refusal", "cancellation", "final_details", "programme",
    "letter", "own_data of an enquiry", "contact", "ended", "erasure",
]  # fmt: skip
IN_LIGHT = ["offered", "acceptance", "letter"]
SEEN_IN_ADMIN = ["draft", "send", "visit confirmed", "anonymous", "month of visits", "figures", "no visit"]
# What is typed into a page that is then shown again. First those that a browser looks at.
WRONG = {
    "offered": {"text": ""},
    "acceptance": {"invoice_name": "", "invoice_address": "12 Harbour Road", "vat_number": "DE1"},
    "final_details": {"final_size": "many", "diet_vegan": "99"},
}
WRONG_TOO = {
    "change_request": {"text": ""},
    "contact": {"name": "", "role": "", "email": "training@example", "phone": "x"},
    "new_link": {"reference": "", "email": "x"},
}
ANSWERED = {
    "coming": {"text": "Is there a place for our bags?"},
    "own_data of an enquiry": {},
    "new_link": {"reference": "V-1", "email": "nobody@example.org"},
    "new_email": {},
}
WRONG_IN_ADMIN = {
    "draft": ({"lines-0-quantity": "many", "items-0-ends_at": "1", "discount": "-1"}, "[name=_continue]"),
    "programme": ({"items-0-what": "", "items-0-ends_at": "25"}, "#content form [type=submit], #content form button"),
    "details": ({"final_size": "0", "diet_vegan": "99"}, "#content form button"),
    "acceptance": ({"invoice_name": "", "vat_number": "DE1"}, "#content form button"),
    "visit confirmed": ({}, "form[action$='/cancelled/'] button"),
}


@pytest.fixture(scope="module")
def paths(site):
    site.manage("shell", "-v0", "-c", "from tests.browser import visits_world; visits_world.write()")
    return json.loads((site.folder / FILE).read_text())


@pytest.fixture
def walk(page, site):
    page.add_init_script(WATCH)
    page.add_init_script(AXE_SCRIPT)
    made = Walk(page, site.url, "en")
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    return made


def see(walk, names, addresses, start):
    """Those named in the browser, the others as HTML alone."""
    for name, path in addresses.items():
        if name in names:
            walk.see(name, walk.page.goto(f"{start}{path}"))
        else:
            walk.sources[name] = walk.page.request.get(f"{start}{path}").body()


def send(walk, place, fields, button):
    """The form of the page that is open, with these values, and the status of what it answers."""
    pressed = walk.page.locator(button).last
    pressed.evaluate("button => button.form.noValidate = true")
    for name, value in fields.items():
        walk.page.locator(f"[name={name}]").evaluate("(field, value) => field.value = value", value)
    walk.complaints.clear()
    with walk.page.expect_navigation() as answer:
        pressed.evaluate("button => button.click()")
    walk.see(place, answer.value)
    return answer.value.status


def findings(walk):
    if NEEDED:
        walk.note("HTML", errors_in(walk.sources))
    return {place: what for place, what in walk.found.items() if what}


def test_nothing_is_found_on_any_private_page_of_a_visitor(walk, site, paths):
    addresses = paths["en"]
    see(walk, SEEN, addresses, site.url)
    statuses = []
    for name, fields in WRONG.items():
        walk.page.goto(f"{site.url}{addresses[name]}")
        statuses.append(send(walk, f"{name} wrong", fields, "main form button"))
    for name, fields in [*WRONG_TOO.items(), *ANSWERED.items()]:
        answer = walk.page.request.post(f"{site.url}{addresses[name]}", form=fields)
        walk.sources[f"{name} sent {fields}"] = answer.body()
        statuses.append(answer.status)

    assert findings(walk) == {}
    assert statuses == [422] * 6 + [200] * 4


def test_in_finnish_no_private_page_scrolls_sideways_and_light_is_as_good_as_dark(walk, site, paths):
    walk.page.set_viewport_size({"width": 320, "height": 900})
    for name in SEEN:
        walk.page.goto(f"{site.url}{paths['fi'][name]}")
        if walk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            walk.note(name, ["scrolls sideways"])
    walk.language = "fi"
    walk.complaints.clear()
    see(walk, IN_LIGHT, {name: paths["fi"][name] for name in IN_LIGHT}, site.url)

    assert {place: what for place, what in walk.found.items() if what} == {}


def test_nothing_is_found_on_the_pages_of_the_coordinators_in_any_state(walk, site, paths):
    log_in(walk.page, site, user="coordinator")
    start, addresses = f"{site.url}/admin/visits/", paths["admin"]
    see(walk, SEEN_IN_ADMIN, addresses, start)
    for name, (fields, button) in WRONG_IN_ADMIN.items():
        walk.page.goto(f"{start}{addresses[name]}")
        send(walk, f"{name} wrong", fields, button)

    assert findings(walk) == {}
    assert [name for name in WRONG_IN_ADMIN if b'aria-invalid="true"' not in walk.sources[f"{name} wrong"]] == []
