"""An editor at work without a mouse."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import A_MOMENT, focused_name, move_caret, tab_to

BODY = (
    '<h2>Avustukset</h2><p>Katso <a href="/~/page/1/">etusivu</a> ja <span lang="sv">på svenska</span>.</p>'
    "<table><caption>Avustukset vuosittain</caption><thead><tr><th>Vuosi</th><th>Euroa</th></tr></thead>"
    "<tbody><tr><th>2025</th><td>1 000</td></tr><tr><td colspan=2>Yhteensä</td></tr></tbody></table>"
    "<ul><li>Ensin<ul><li>sitten</li></ul></li><li><strong>lopuksi</strong></li></ul><blockquote><p>Lainaus</p></blockquote>"
)


def log_in(page, site, user="editor", language="en"):
    """As people do; later tests on the same site go on in the session that this began (logging in is test_login.py's)."""
    page.context.add_cookies(site.sessions.get(user, []))
    page.goto(f"{site.url}/admin/")
    if page.url != f"{site.url}/admin/":
        expect(page.locator("[name=username]")).to_be_focused()
        page.keyboard.type(user)
        page.keyboard.press("Tab")
        page.keyboard.type(site.password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.url}/admin/")
        site.sessions[user] = page.context.cookies()
    if page.locator("html").get_attribute("lang") != language:
        tab_to(page, {"en": "English", "fi": "Suomi"}[language])
        page.keyboard.press("Enter")
        page.wait_for_selector(f"html[lang={language}]")


def press(page, name):
    """Goes to the control of that name and presses Enter; returns when the next page is there, and drawn once.

    Only then has it set the focus where it wants it: nobody's fingers are quicker than that.
    """
    tab_to(page, name, limit=250)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.evaluate(A_MOMENT)


def open_form(page, site, title="Kansainväliset ohjelmat"):
    """The form of a page of the demonstration, found in the list by its title."""
    page.goto(f"{site.url}/admin/pages/page/?q={title}")
    address = page.get_by_role("link", name=title, exact=True).get_attribute("href")
    page.goto(f"{site.url}{address.partition('?')[0]}")


def make_page(page, site, **fields):
    """A page below the home page, sent as the form would; returns its id."""
    page.goto(f"{site.url}/admin/pages/page/add/")
    data = page.evaluate("Object.fromEntries(new FormData(document.querySelector('#page_form')))")
    answer = page.request.post(page.url, form=data | fields, headers={"Referer": page.url})
    return re.search(r"/page/(\d+)/change/", answer.url)[1]


def test_an_editor_changes_previews_and_publishes_a_page_by_keyboard(page, site, watch):
    log_in(page, site)
    press(page, "Pages")
    press(page, "Palvelukatkot")

    tab_to(page, "Title (in English)")
    page.keyboard.type("When the service is down")
    press(page, "Save and continue editing")
    saved = page.inner_text(".messagelist")
    press(page, "Preview in English")
    preview = page.inner_text("h1")
    page.go_back()
    press(page, "Publish in English")
    published = page.inner_text(".messagelist")
    press(page, "View on site in English")

    assert "Not public yet: 1 change in English (title)." in saved
    assert preview == "When the service is down"
    assert "Saved and published in English" in published
    assert page.inner_text("h1") == "When the service is down"
    assert page.url.startswith(f"{site.url}/en/")


def test_a_refused_publication_takes_the_focus_to_the_wrong_field(page, site, watch):
    log_in(page, site)
    make_page(page, site, title_fi="Kesken")
    page.goto(f"{site.url}/admin/pages/page/")
    press(page, "Kesken")
    page.locator("[data-show=fi]").press("Enter")
    press(page, "Publish all languages")

    summary = page.locator(".summary:focus").inner_text()
    tab_to(page, "Title (in English): Enter a title before publishing.")
    page.keyboard.press("Enter")

    assert "1 thing to correct: nothing has been saved" in summary
    assert page.evaluate("document.activeElement.name") == "title_en"
    assert page.inner_text("[data-show=en]").split() == ["English", "errors:", "1"]


def test_the_switch_shows_one_language_and_remembers_it(page, site, watch):
    log_in(page, site)
    open_form(page, site)

    page.locator("[data-show=en]").press("Enter")
    page.reload()

    assert page.locator("[data-show=en]").get_attribute("aria-pressed") == "true"
    assert page.locator("#id_title_en").is_visible()
    assert not page.locator("#id_title_fi").is_visible()
    assert page.locator("#id_body_en[contenteditable]").evaluate("text => [text.lang, text.spellcheck]") == ["en", True]
    assert page.locator(".form-row:has([data-language=fi])").first.is_hidden()


def test_a_text_that_was_only_opened_and_saved_has_not_changed(page, site, watch):
    log_in(page, site)
    pk = make_page(page, site, title_fi="Taulukko", body_fi=BODY, _publish_fi="1")
    page.goto(f"{site.url}/admin/pages/page/{pk}/change/")
    text = page.locator("#id_body_fi")
    text.wait_for()
    text.focus()
    move_caret(page, "Control+Home")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    sent = page.locator("[name=body_fi]").input_value()
    press(page, "Save and continue editing")

    assert 'data-caption="Avustukset vuosittain"' in sent
    assert '<span lang="sv">' in sent
    assert 'href="/~/page/1/"' in sent
    assert "The public version in Finnish is up to date." in page.inner_text(".messagelist")


def test_a_page_is_moved_by_buttons(page, site, watch):
    log_in(page, site)
    make_page(page, site, title_fi="Siirrettävä")
    page.goto(f"{site.url}/admin/pages/page/")

    tab_to(page, "Move “Siirrettävä”", limit=250)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put below “Kansainvälinen tiedonvaihto”").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()

    assert "was moved" in page.inner_text(".messagelist")
    assert page.locator(".tree-depth-2", has_text="Siirrettävä").count() == 1
    assert page.evaluate("document.activeElement.ariaLabel") == "Move “Siirrettävä”"


def test_the_arrow_keys_go_from_row_to_row_in_the_list(page, site, watch):
    log_in(page, site)
    page.goto(f"{site.url}/admin/pages/page/")
    rows = page.locator("#result_list tbody tr")
    rows.nth(3).locator(".move-cut").press("Enter")
    rows.nth(5).locator("[data-position=after]").focus()

    for _press in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")

    assert rows.nth(7).locator("[data-position=after]:focus").count() == 1

    rows.nth(2).locator("th a").focus()
    page.keyboard.press("ArrowDown")

    assert rows.nth(3).locator("th a:focus").count() == 1


def test_the_buttons_of_a_text_are_one_stop_of_tab_and_walked_by_arrows(page, site, watch):
    log_in(page, site)
    open_form(page, site)
    page.locator("#id_body_en[contenteditable]").wait_for()  # and its buttons with it
    page.locator("#id_lead_en").focus()
    names = []
    for key in ["Tab", "ArrowRight", "ArrowLeft", "ArrowLeft", "Home", "End", "Tab", "Shift+Tab"]:
        page.keyboard.press(key)
        names.append(focused_name(page))

    assert names[:6] == ["Heading, level 2", "Heading, level 3", "Heading, level 2", "Redo", "Heading, level 2", "Redo"]
    assert names[6:] == ["Text (in Finnish)", "Redo"]
    assert page.locator(".prose-menubar").first.get_attribute("role") == "toolbar"


def test_a_table_is_inserted_and_its_caption_asked_for(page, site, watch):
    log_in(page, site)
    open_form(page, site)
    text = page.locator("#id_body_en[contenteditable]")
    text.focus()
    move_caret(page, "Control+End")
    text.locator("xpath=..").get_by_role("button", name="Table", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_role("textbox").press_sequentially("Prices")
    page.keyboard.press("Enter")

    expect(page.locator("#id_body_en_html")).to_have_value(re.compile('<table[^>]*data-caption="Prices"'))


def test_a_long_form_is_crossed_by_its_list_of_parts_and_the_ways_to_publishing(page, site, watch):
    log_in(page, site)
    open_form(page, site)
    for name, then in [
        ("Picture", "Choose a picture"),
        ("Go to publishing", "What changed, for colleagues (optional)"),
    ]:
        tab_to(page, name)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert focused_name(page) == then
