"""Ten tasks of an editor, by keyboard alone, each from the desk. `make tasks` writes what they cost into docs/tasks.md."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.browser.keyboard import Keyboard
from tests.browser.test_editor import log_in
from tests.files.samples import image_bytes

ABOUT = """# What ten tasks cost by keyboard

Written by `make tasks` from `tests/browser/test_tasks.py`: an editor does each task in Chromium without a mouse, beginning at the desk after logging in. Keys are all presses but the characters of texts, Tab included, and the two of “Skip to main content” where a page begins with it.

| Task | Pages loaded | Keys pressed | Characters typed | The way |
|---|---|---|---|---|
"""


@pytest.fixture(scope="module")
def world(site):
    """Pages of the tasks' own, some with a past."""
    site.manage("shell", "-v0", "-c", "from tests.browser import tasks_world; tasks_world.make()")
    return site


@pytest.fixture(scope="module")
def table(request):
    """The rows; written when the environment names a file for them and every task was done."""
    rows = []
    yield rows
    if (path := os.environ.get("TASKS_TABLE")) and not request.session.testsfailed:
        Path(path).write_text(ABOUT + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows))


@pytest.fixture
def hands(page, world, table, request):
    log_in(page, world)
    keyboard = Keyboard(page)
    yield keyboard
    task = request.function.__doc__.rstrip(".")
    table.append([task, keyboard.loads, keyboard.presses, keyboard.characters, " → ".join(["My desk", *keyboard.way])])


@pytest.fixture
def read(page, world):
    """What readers get at an address: status, text and where it was found."""

    def read(path):
        answer = page.request.get(f"{world.url}{path}")
        return answer.status, answer.text(), answer.url.removeprefix(world.url)

    return read


def open_page(hands, title):
    """From the desk to the form of a page, and there past the header."""
    hands.skip()
    hands.tab_to("Find a page")
    hands.type(title[:7].lower())
    with hands.next_page():
        hands.press("Enter")
    hands.follow(title)
    hands.skip()


def publish(hands, button="Publish in Finnish"):
    hands.use("Go to publishing")
    hands.follow(button)


def link_last_word(hands, query):
    hands.press("Control+Shift+ArrowLeft")
    hands.page.locator(":has(> .ProseMirror:focus) [data-name=link][aria-disabled=false]").wait_for()
    hands.press("Control+k")
    hands.page.get_by_role("dialog").wait_for()
    hands.type(query)
    hands.press("Enter")
    hands.page.locator("dialog [name$=-id]:focus").wait_for()
    hands.press("Enter")
    hands.page.locator(".ProseMirror:focus").wait_for()


def told(page):
    return page.inner_text(".messagelist")


def test_new_page(hands, page, read):
    """Publish a new page in both languages with a picture and a link."""
    hands.skip()
    hands.follow("Add a page")
    hands.skip()
    hands.use("Texts")
    hands.fill("Title in Finnish", "Hae kumppania")
    hands.fill("Title in English", "Find a partner")
    hands.tab_to("Text in Finnish")
    hands.type("Katso ensin yhteystiedot")
    link_last_word(hands, "yhteystiedot")
    hands.tab_to("Text in English")
    hands.type("First see the contacts")
    link_last_word(hands, "contact")
    hands.use("Choose a picture")
    hands.type("northern")
    page.get_by_text("1 picture", exact=True).wait_for()
    hands.use("Northern lights")
    hands.fill("Description of the picture in Finnish", "Revontulet")
    hands.fill("Description of the picture in English", "Northern lights")
    publish(hands, "Publish all languages")

    assert "Saved and published" in told(page)
    for path, alternative, target in [
        ("/fi/hae-kumppania/", "Revontulet", "/fi/yhteystiedot/"),
        ("/en/find-a-partner/", "Northern lights", "/en/contact/"),
    ]:
        status, text, _url = read(path)
        assert status == 200
        assert f'alt="{alternative}"' in text
        assert f'<a href="{target}">' in text.partition("<main")[2]


def test_typing_error(hands, page, read):
    """Mend a typing error on a live page."""
    open_page(hands, "Kirjoitusvirhe")
    hands.use("Texts")
    hands.tab_to("Text in Finnish")
    hands.move_caret("Control+Home", "ArrowDown", "Home", "Control+ArrowRight", "Control+Shift+ArrowRight")
    hands.type(" myönnetään")
    publish(hands)

    assert "Saved and published in Finnish" in told(page)
    assert "Avustuksia myönnetään joka vuosi." in read("/fi/kirjoitusvirhe/")[1]


def test_translation(hands, page, read):
    """Bring an English page up to date."""
    open_page(hands, "Jäljessä")
    hands.follow("See what changed in the source")
    changes = page.inner_text(".differences")
    hands.skip()
    hands.follow("Edit the translation")
    hands.tab_to("Text in English")
    hands.press("Control+a")
    hands.type("The call is in April.")
    publish(hands, "Publish in English")

    assert "maaliskuussa" in changes
    assert "huhtikuussa" in changes
    assert "The call is in April." in read("/en/left-behind/")[1]
    assert "The source text has changed since" not in page.inner_text("section.publish")


def test_plan(hands, page, read):
    """Plan a change for Monday."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    open_page(hands, "Maanantaina muuttuva")
    hands.use("Texts")
    hands.fill("Lead in Finnish", "Hinta on 120 euroa.")
    hands.use("Go to publishing")
    hands.walk("Shift+Tab", "Save and continue editing")
    with hands.next_page():
        hands.press("Enter")
    hands.skip()
    hands.follow("Plan a change in Finnish")
    hands.skip()
    hands.use("The working copy, as it is now, becomes public", "Space")
    hands.fill("When", f"{monday.day}.{monday.month}.{monday.year} 9.00")
    hands.follow("Plan")

    assert f"{monday.day} {monday:%B %Y}" in told(page)
    assert "Hinta on 100 euroa." in read("/fi/maanantaina-muuttuva/")[1]


def test_move(hands, page, read):
    """Move a section."""
    open_page(hands, "Muuttava osio")
    hands.use("Place on the site")
    hands.tab_to("Parent")
    hands.type("uudisk")
    publish(hands)

    assert "Saved and published in Finnish" in told(page)
    assert read("/fi/muuttava-osio/osion-sivu/")[::2] == (200, "/fi/uudiskoti/muuttava-osio/osion-sivu/")


def test_withdraw(hands, page, read):
    """Withdraw a page that others link to."""
    open_page(hands, "Vanhentunut ohje")
    hands.follow("Withdraw in Finnish")
    linkers = page.inner_text(".linkers")
    hands.skip()
    hands.follow("Withdraw the page")

    assert "Ensimmäinen viittaaja" in linkers
    assert "Toinen viittaaja" in linkers
    assert read("/fi/vanhentunut-ohje/")[0] in (404, 410)
    assert "Lue vanhentunut ohje." in read("/fi/toinen-viittaaja/")[1]


def test_picture(hands, page, read):
    """Replace a picture used on five pages."""
    page.on("filechooser", lambda chooser: None)  # asked for early: the key that opens it could come first
    hands.skip()
    hands.use("All content")
    hands.follow("Pictures")
    hands.skip()
    hands.tab_to("Search this list")
    hands.type("old")
    with hands.next_page():
        hands.press("Enter")
    hands.follow("Old classroom")
    hands.skip()
    hands.follow("Replace the picture")
    hands.skip()
    uses = page.locator(".replace li").count()
    hands.fill("Name", "New classroom")
    hands.tab_to("File")
    with page.expect_file_chooser() as chooser:
        hands.press("Space")
    chooser.value.set_files(
        {"name": "new.png", "mimeType": "image/png", "buffer": image_bytes("PNG", (1200, 900), colour="green")}
    )
    hands.follow("Replace and publish")

    assert uses == 5
    assert "5 texts were published with the new picture." in told(page)
    assert all("new-classroom" in read(f"/fi/luokkahuone-{number}/")[1] for number in range(1, 6))


def test_restore(hands, page, read):
    """Restore last week's edition."""
    open_page(hands, "Palautettava")
    hands.follow("History")
    hands.skip()
    hands.follow("Restore into the working copy…", nth=2)
    hands.skip()
    hands.use("Publishing")
    hands.follow("Publish in Finnish")

    text = read("/fi/palautettava/")[1]
    assert "Viime viikon ingressi." in text
    assert "Tämän viikon ingressi." not in text


def test_broken_link(hands, page, read):
    """Find and mend a broken link."""
    hands.skip()
    hands.follow("Kumppanit")
    page.locator(".ProseMirror:focus").wait_for()
    hands.press("Control+k")
    page.get_by_role("dialog").wait_for()
    hands.press("Control+a")
    hands.type("https://www.example.org/")
    hands.press("Enter")
    page.locator(".ProseMirror:focus").wait_for()
    publish(hands)

    text = read("/fi/kumppanit/")[1]
    assert '<a href="https://www.example.org/">luettelo kouluista</a>' in text
    assert "gone.example.org" not in text


def test_colleague(hands, page):
    """See what a colleague changed."""
    open_page(hands, "Työtoverin sivu")
    hands.follow("History")
    last = page.inner_text(".history__entries li")
    hands.skip()
    hands.follow("What changed then…")

    assert "administrator" in last
    assert page.inner_text(".differences del") == "puhelimessa."
    assert page.inner_text(".differences ins") == "sähköpostilla."
