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

Unpublishing, the picture, the broken links and the colleague’s change are done on pages of the demonstration with all their text, links and both languages: the page that is unpublished has 15 links to it. The other tasks have short pages of their own. All share one database, and mouse clicks are not counted. The figures of the peer that these are held against are those of Wagtail 7.4.4: 32 keys and three loads for withdrawing, 55 and three for the picture, 157 and three for the broken links once they are known, 49 and four for the colleague’s change. They say nothing about later versions.

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
    find(hands, title)
    hands.skip()


def find(hands, name):
    hands.tab_to("Find content")
    hands.type(name[:7].lower())
    hands.page.locator("#found").get_by_role("link", name=name, exact=True).wait_for()
    hands.follow(name)


def publish(hands, button="Publish in Finnish"):
    hands.use("Go to publishing")
    hands.follow(button)


def link_last_word(hands, query):
    hands.move_caret("Control+Shift+ArrowLeft")
    wait_for_link_button(hands.page)
    choose_page(hands, query)


def wait_for_link_button(page):
    """The editor has learned where the caret is."""
    page.locator(":has(> .ProseMirror:focus) [data-name=link][aria-disabled=false]").wait_for()


def choose_page(hands, query):
    """The words that are selected lead to the first page that is found."""
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
    hands.fill("Title (in Finnish)", "Hae kumppania")
    hands.fill("Title (in English)", "Find a partner")
    hands.tab_to("Text (in Finnish)")
    hands.type("Katso ensin yhteystiedot")
    link_last_word(hands, "yhteystiedot")
    hands.tab_to("Text (in English)")
    hands.type("First see the contacts")
    link_last_word(hands, "contact")
    hands.use("Choose a picture")
    hands.type("northern")
    page.get_by_text("1 picture", exact=True).wait_for()
    hands.use("Northern lights")
    hands.fill("Alternative text (in Finnish)", "Revontulet")
    hands.fill("Alternative text (in English)", "Northern lights")
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
    hands.tab_to("Text (in Finnish)")
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
    hands.tab_to("Text (in English)")
    hands.move_caret("Control+a")
    hands.type("The call is in April.")
    publish(hands, "Publish in English")

    assert "maaliskuussa" in changes
    assert "huhtikuussa" in changes
    assert "The call is in April." in read("/en/left-behind/")[1]
    assert "The source text has changed since" not in page.inner_text("section.publish")


def test_plan(hands, page, read):
    """Schedule a change for Monday."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    open_page(hands, "Maanantaina muuttuva")
    hands.use("Texts")
    hands.fill("Lead (in Finnish)", "Hinta on 120 euroa.")
    hands.use("Go to publishing")
    hands.walk("Shift+Tab", "Save and continue editing")
    with hands.next_page():
        hands.press("Enter")
    hands.skip()
    hands.follow("Schedule a change in Finnish")
    hands.skip()
    hands.use("The working copy, as it is now, becomes public", "Space")
    hands.fill("When", f"{monday.day}.{monday.month}.{monday.year} 9.00")
    hands.follow("Schedule")

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
    """Unpublish a page that others link to."""
    open_page(hands, "Kumppanikoulun etsiminen")
    path = page.locator("section.publish a", has_text="View on site in Finnish").get_attribute("href")
    hands.follow("Unpublish in Finnish")
    linkers = page.locator(".linkers li").count()
    hands.skip()
    hands.follow("Unpublish the page")

    assert linkers > 10
    assert "Unpublished in Finnish" in told(page)
    assert read(path)[0] in (404, 410)


def test_picture(hands, page, read):
    """Replace a picture used on five pages."""
    page.on("filechooser", lambda chooser: None)  # asked for early: the key that opens it could come first
    hands.skip()
    find(hands, "Koulun ikkunat illalla")
    hands.skip()
    hands.follow("Replace the picture")
    hands.skip()
    pages = page.locator(".replace li a").evaluate_all("links => links.map(link => link.textContent)")
    hands.fill("Name", "New classroom")
    hands.tab_to("File")
    with page.expect_file_chooser() as chooser:
        hands.press("Space")
    chooser.value.set_files(
        {"name": "new.png", "mimeType": "image/png", "buffer": image_bytes("PNG", (1200, 900), colour="green")}
    )
    hands.follow("Replace and publish")

    assert len(pages) == 5
    assert "8 texts were published with the new picture." in told(page)
    for path in [
        "/fi/tiedonvaihto/tutkinnot-maasta-toiseen/",
        "/fi/kansainvaliset-vierailut/vierailukohteeksi/",
        "/en/international-visits/questions/",
    ]:
        assert "new-classroom" in read(path)[1]


def test_restore(hands, page, read):
    """Restore last week's edition."""
    open_page(hands, "Ennallistettava")
    hands.follow("History")
    hands.skip()
    hands.follow("Restore into the working copy…", nth=2)
    hands.skip()
    hands.use("Publishing")
    hands.follow("Publish in Finnish")

    text = read("/fi/ennallistettava/")[1]
    assert "Viime viikon ingressi." in text
    assert "Tämän viikon ingressi." not in text


def test_broken_links(hands, page, read):
    """Find and mend two broken links, one of them to a page of our own that is gone."""
    panels = page.locator(".desk__panel:has(#desk-gone, #desk-links)").all_inner_texts()
    hands.skip()
    hands.follow("Kotikansainvälisyys")
    page.locator(".ProseMirror:focus").wait_for()
    path = page.locator("section.publish a", has_text="View on site in Finnish").get_attribute("href")
    choose_page(hands, "kansainvälisyys op")
    hands.move_caret("ArrowRight", "Control+ArrowRight", "Control+ArrowRight", "ArrowRight")
    wait_for_link_button(page)
    hands.press("Control+k")
    page.get_by_role("dialog").wait_for()
    hands.press("Control+a")
    hands.type("https://www.example.org/")
    hands.press("Enter")
    page.locator(".ProseMirror:focus").wait_for()
    publish(hands)

    text = read(path)[1]
    assert ["Kotikansainvälisyys" in panel for panel in panels] == [True, True]
    assert '<a href="https://www.example.org/">luettelo kouluista</a>' in text
    assert ">tavoitteet</a>" in text
    assert "gone.example.org" not in text


@pytest.fixture
def colleague(world):
    """A colleague publishes a change after everything else."""
    world.manage("shell", "-v0", "-c", "from tests.browser import tasks_world; tasks_world.colleague()")


def test_colleague(colleague, hands, page):
    """See what a colleague changed, without knowing on which page."""
    hands.skip()
    hands.use("Recent changes")
    last = page.inner_text(".desk__panel:has(#desk-recent) li")
    hands.press("Tab")
    with hands.next_page():
        hands.press("Enter")

    assert "published in Finnish" in last
    assert page.locator(".differences del").count() == 0
    assert page.inner_text(".differences ins") == "Luvut uusitaan keväällä."
