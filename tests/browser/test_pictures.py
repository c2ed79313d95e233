"""The library of pictures without a mouse: a focal point, a picture replaced on five pages, one chosen by its look."""

from tests.browser.conftest import findings, tab_to
from tests.browser.test_editor import log_in, make_page, press
from tests.files.samples import image_bytes


def add_picture(page, site, name, colour):
    """Uploads a picture, sent as the form would."""
    page.goto(f"{site.url}/admin/files/picture/add/")
    data = page.evaluate("Object.fromEntries(new FormData(document.querySelector('#picture_form')))")
    file = {"name": "a.png", "mimeType": "image/png", "buffer": image_bytes("PNG", (1200, 1200), colour=colour)}
    page.request.post(page.url, multipart=data | {"name": name, "upload": file}, headers={"Referer": page.url})


def open_picture(page, site, name):
    page.goto(f"{site.url}/admin/files/picture/")
    press(page, name)


def picture_of(page):
    """The file that the page shows, and where the browser holds it."""
    return page.evaluate("""() => {
      const image = document.querySelector("main .head__art");
      return [image.currentSrc.match(/pictures\\/\\d+\\/([a-z-]+)-\\d+/)[1], getComputedStyle(image).objectPosition];
    }""")


def test_a_focal_point_is_set_with_the_arrow_keys_and_seen_by_readers(page, site, watch):
    log_in(page, site)
    add_picture(page, site, "Square", "blue")
    open_picture(page, site, "Square")
    number = page.url.split("/")[-3]

    tab_to(page, "Focal point")  # in the list of the form's parts
    page.keyboard.press("Enter")
    tab_to(page, "Focal point")
    for key in ["Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowLeft", "Shift+ArrowUp", "ArrowDown"]:
        page.keyboard.press(key)
    told = page.inner_text("[role=status]")
    wrong = findings(page)
    press(page, "Save and continue editing")
    kept = [page.input_value(f"#id_focus_{axis}") for axis in "xy"]
    made = make_page(page, site, title_fi="Neliö", picture=number, is_picture_decorative="on", _publish_fi="1")
    page.goto(f"{site.url}/fi/nelio/")

    assert made
    assert told == "29 percent from the left, 41 percent from the top"
    assert [kept, wrong] == [["29", "41"], []]
    assert picture_of(page) == ["square", "30% 40%"]


def test_a_picture_used_on_five_pages_is_replaced_by_keyboard(page, site, watch):
    log_in(page, site)
    add_picture(page, site, "Old roof", "red")
    open_picture(page, site, "Old roof")
    number = page.url.split("/")[-3]
    for title in ["yksi", "kaksi", "kolme", "viisi", "kuusi"]:
        make_page(page, site, title_fi=f"Katto {title}", picture=number, is_picture_decorative="on", _publish_fi="1")

    open_picture(page, site, "Old roof")
    press(page, "Replace the picture")
    wrong = findings(page)
    shown = page.locator(".replace li").count()
    page.set_input_files(
        "#id_upload",
        {"name": "new.png", "mimeType": "image/png", "buffer": image_bytes("PNG", (1200, 900), colour="green")},
    )
    tab_to(page, "Name (required)" if page.locator("text=Name (required)").count() else "Name")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("New roof")
    press(page, "Replace and publish")
    told = page.inner_text(".messagelist")
    seen = []
    for title in ["yksi", "kaksi", "kolme", "viisi", "kuusi"]:
        page.goto(f"{site.url}/fi/katto-{title}/")
        seen.append(picture_of(page)[0])

    assert [shown, wrong] == [5, []]
    assert "5 texts were published with the new picture." in told
    assert seen == ["new-roof"] * 5


def test_a_picture_is_chosen_by_its_look(page, site, watch):
    log_in(page, site)
    add_picture(page, site, "Winter lake", "white")
    make_page(page, site, title_fi="Kuvaton")
    page.goto(f"{site.url}/admin/pages/page/")
    press(page, "Kuvaton")

    tab_to(page, "Choose a picture", limit=250)
    page.keyboard.press("Enter")
    page.keyboard.type("winter l")
    page.get_by_text("1 picture", exact=True).wait_for()
    wrong = findings(page)
    tab_to(page, "Winter lake")
    page.keyboard.press("Enter")
    page.locator(".chooser__chosen:not([hidden])").wait_for()
    name, focused = page.inner_text(".chooser__name"), page.evaluate("document.activeElement.innerText")
    press(page, "Save and continue editing")

    assert [name, focused, wrong] == ["Winter lake", "Choose a picture", []]
    assert page.locator("#id_picture option:checked").inner_text() == "Winter lake"
