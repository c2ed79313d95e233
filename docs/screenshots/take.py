"""`make screenshots`: the pictures of the guides and of the README, taken anew from the demonstration.

A picture is a function below: in a browser it does what its section of the guides says, and returns the parts of the page
that are shown. Each is taken in both languages of the admin. Between two runs only days and hours differ.
"""

import shutil
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.demo import running_demo
from tests.browser.test_editor import log_in

FOLDER = Path(__file__).resolve().parent
VIEW = {"width": 1000, "height": 800}
EDGE = 12  # pixels around what is shown
COLOURS = 64
PICTURES = {}  # name → (accounts, function)


def picture(*accounts):
    """Makes a picture of the function, which gets a page for each of the accounts."""

    def add(function):
        PICTURES[function.__name__.replace("_", "-")] = (accounts, function)
        return function

    return add


@picture("visitor")
def home(page, language):
    page.goto(f"/{language}/")
    return [page.locator("header"), page.locator("h1"), page.locator(".doors")]


@picture("editor")
def security(page, language):
    page.goto("/admin/security/")
    return [page.locator("h1"), page.locator("[aria-labelledby=app]")]


@picture("editor")
def desk(page, language):
    page.goto("/admin/")
    return [page.locator("#header"), page.locator(".desk")]


@picture("editor")
def board(page, language):
    page.goto("/admin/board/?state=open")
    return [page.locator("h1"), page.locator(".board tbody tr").last]


@picture("editor")
def page_form(page, language):
    open_page(page, "Globaalikasvatus", language)
    return [page.locator("#header"), page.locator(".switch"), page.locator(f"#id_title_{language}")]


@picture("editor")
def text_editor(page, language):
    open_page(page, "Palvelukatkot", language)
    select_a_word(page, language)
    return [page.locator(f"label[for=id_body_{language}]"), text_field(page, language)]


@picture("editor")
def link(page, language):
    open_page(page, "Palvelukatkot", language)
    select_a_word(page, language)
    text_field(page, language).locator("[data-name=link]").click()
    dialog = page.locator("dialog[open]")
    word = {"fi": "vierailu", "en": "visit"}[language]
    with page.expect_response(lambda answer: answer.url.endswith(f"q={word}&lang={language}")) as found:
        dialog.locator("input[type=search]").fill(word)
    found.value.finished()
    dialog.locator("[type=radio][name$=id]").first.check()
    return [dialog]


@picture("editor")
def page_picture(page, language):
    open_page(page, "Opetushallituksen kansainvälistymispalvelut", language)
    page.locator("#id_is_picture_decorative").uncheck()
    page.locator(f"#id_picture_alt_{language}").fill(
        {"fi": "Aurinko laskee tyyneen järveen", "en": "The sun sets behind a calm lake"}[language]
    )
    return [page.locator(".fieldset-picture")]


@picture("administrator")  # whose page it is then: the editor's desk stays as it was
def checks(page, language):
    page.goto("/admin/pages/page/add/")
    page.locator(f"[data-show={language}]").click()
    page.locator(f"#id_title_{language}").fill({"fi": "Hae avustusta", "en": "Apply for a grant"}[language])
    page.locator(f"textarea[name=lead_{language}]").fill(
        {"fi": "Opastamme hakijoita.", "en": "We help applicants."}[language]
    )
    set_text(page, language, WITH_FAULTS[language])
    send(page, "_continue")
    return [page.locator(".checks")]


WITH_FAULTS = {
    "fi": "<h3>Ennen hakua</h3><p>Hakuohjeet ovat <a href='https://www.oph.fi/fi'>täällä</a>.</p>",
    "en": "<h3>Before you apply</h3><p>The instructions are <a href='https://www.oph.fi/en'>here</a>.</p>",
}


@picture("editor")
def publish(page, language):
    open_page(page, "Palvelukatkot", language)
    return [page.locator(".submit-row").last]


@picture("editor")
def translation(page, language):
    page.goto("/admin/board/?language=en&state=outdated&kind=pages.page")
    page.locator(".board__outdated").first.click()
    return [page.locator("h1"), page.locator(".beside .module").first]


@picture("editor")
def plan(page, language):
    open_page(page, "Globaalikasvatus", language)
    page.goto(page.url.replace("/change/", f"/plan/{language}/"))
    page.locator("[name=act]").first.check()
    page.locator("[name=at]").fill("11.1.2027 9.00")
    return [page.locator("h1"), page.locator("[name=note]")]


@picture("editor")
def move(page, language):
    page.goto("/admin/pages/page/")
    page.locator(".move-cut").nth(3).click()
    return [
        page.locator(".move-status"),
        page.locator("#result_list thead"),
        page.locator("#result_list tbody tr").nth(4),
    ]


@picture("editor")
def withdraw(page, language):
    open_page(page, "Kansainväliset ohjelmat", language)
    page.goto(page.url.replace("/change/", f"/withdraw/{language}/"))
    return [page.locator("h1"), page.locator(".submit-row")]


@picture("editor")
def focal_point(page, language):
    page.goto("/admin/files/picture/?q=ikkunat")
    page.locator("#result_list tbody th a").first.click()
    return [page.locator(".fieldset-focus")]


@picture("editor")
def history(page, language):
    open_page(page, "Hinnat ja ehdot", language)
    page.goto(page.url.replace("/change/", "/history/"))
    return [page.locator("h1"), page.locator(f"[aria-labelledby=history-{language}]")]


@picture("editor", "administrator")
def conflict(page, colleagues_page, language):
    for each, lead in zip([page, colleagues_page], LEADS[language], strict=True):
        open_page(each, "Anna palautetta", language)  # on nobody's desk
        each.locator(f"textarea[name=lead_{language}]").fill(lead)
    send(colleagues_page, "_continue")
    send(page, "_continue")
    return [page.locator("h1"), page.locator(".conflict .submit-row")]


LEADS = {
    "fi": ["Vastaamme viikon kuluessa.", "Vastaamme kolmen päivän kuluessa."],
    "en": ["We answer in a week.", "We answer in three days."],
}


@picture("coordinator")
def enquiry(page, language):
    page.goto("/admin/visits/enquiry/?state=new")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#content-main details").first.locator("summary").click()
    return [page.locator("[aria-labelledby=enquiry-acts]")]


@picture("officer")
def publication(page, language):
    page.goto("/admin/publications/publication/add/")
    return [page.locator("[data-inline]")]


# What they do


def open_page(page, title, language):
    """The form of the page with that Finnish title, showing one language of its texts."""
    page.goto(f"/admin/pages/page/?q={title.split()[0]}")
    page.get_by_role("link", name=title, exact=True).click()
    page.locator(".prose-menubar").nth(1).wait_for(state="attached")  # both texts have their editors
    page.locator(f"[data-show={language}]").click()


def text_field(page, language):
    return page.locator(f".prose-editor:has(#id_body_{language})")


def select_a_word(page, language):
    page.locator(f"#id_body_{language} p").first.dblclick(position={"x": 20, "y": 12})
    page.locator(f".prose-editor:has(#id_body_{language}) [data-name=link]:not(.disabled)").wait_for()


def set_text(page, language, html):
    page.locator(f"#id_body_{language}").evaluate("(text, html) => { text.editor.commands.setContent(html) }", html)


def send(page, button):
    with page.expect_navigation():
        page.locator(f"[name={button}]").click()


# Taking them


def main():
    old = {path.name for path in FOLDER.glob("*.png")}
    with TemporaryDirectory() as folder, running_demo(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        wait_for_the_search(new_page(browser, site, "editor", "fi"))
        taken = [name for language in ("fi", "en") for name in take_all(browser, site, language)]
    for name in old - set(taken):
        (FOLDER / name).unlink()


def wait_for_the_search(page):
    """For the worker to build its word data and index: until then the desk says that they are missing."""
    while page.locator("#desk-search").count():
        page.wait_for_timeout(1000)
        page.goto("/admin/")


def take_all(browser, site, language):
    """Takes all pictures in one language of the admin, which is that of the account; yields the names of their files."""
    pages = {}
    for name, (accounts, show) in PICTURES.items():
        for account in accounts:
            pages[account] = pages.get(account) or new_page(browser, site, account, language)
        shown = show(*[pages[account] for account in accounts], language)
        file = f"{name}.{language}.png"
        save(shot(pages[accounts[0]], shown), FOLDER / file)
        print(file, flush=True)
        yield file


def new_page(browser, site, account, language):
    context = browser.new_context(
        base_url=site.url, viewport=VIEW, locale=language, timezone_id="Europe/Helsinki", color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # that changes would be lost
    if account != "visitor":
        log_in(page, site, user=account, language=language)
    return page


def shot(page, shown):
    """The smallest part of the page, in its whole width, that holds everything shown."""
    page.wait_for_load_state("networkidle")
    boxes = [part.bounding_box() for part in shown]
    scrolled = page.evaluate("scrollY")
    top = max(0, min(box["y"] for box in boxes) + scrolled - EDGE)
    bottom = max(box["y"] + box["height"] for box in boxes) + scrolled + EDGE
    return page.screenshot(
        full_page=True, animations="disabled", clip={"x": 0, "y": top, "width": VIEW["width"], "height": bottom - top}
    )


def save(png, path):
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
