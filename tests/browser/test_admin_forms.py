"""What the forms of the admin do in a browser: warn before changes are lost, grow by rows, narrow long choices."""

import pytest

from tests.browser.conftest import move_caret
from tests.browser.test_editor import log_in, open_form


@pytest.fixture
def form(page, site):
    """The form of a page, and the questions that the browser asked on leaving it."""
    log_in(page, site)
    page.asked = []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.accept()))
    open_form(page, site)
    page.locator("#id_body_fi").wait_for()
    return page


def leave(page):
    with page.expect_navigation():
        page.locator(".breadcrumbs a").first.press("Enter")


def test_a_form_that_was_only_looked_at_is_left_without_a_word(form):
    form.locator("#id_body_fi").press("ArrowRight")
    form.locator("#id_title_en").focus()
    leave(form)

    assert form.asked == []


@pytest.mark.parametrize("field", ["#id_title_en", "#id_body_fi"])
def test_a_changed_form_asks_before_it_is_left(form, field):
    form.locator(field).focus()
    move_caret(form, "End")
    form.keyboard.type("x")
    leave(form)

    assert form.asked == ["beforeunload"]


def test_what_was_undone_asks_nothing_and_saving_asks_nothing(form):
    form.locator("#id_title_en").press("End")
    form.keyboard.type("x")
    form.keyboard.press("Backspace")
    leave(form)
    form.go_back()
    form.locator("#id_title_en").press("End")
    form.keyboard.type("!")
    with form.expect_navigation():
        form.get_by_role("button", name="Save and continue editing").press("Enter")

    assert form.asked == []


def test_a_refused_form_still_has_changes_to_lose(form):
    form.locator("#id_title_fi").fill("")
    form.locator("#id_title_en").fill("")
    with form.expect_navigation():
        form.get_by_role("button", name="Save and continue editing").press("Enter")
    form.locator("h1").click()
    leave(form)

    assert form.asked == ["beforeunload"]


def test_rows_are_added_removed_and_saved(form):
    facts = form.locator("[data-inline=facts]")
    add = facts.get_by_role("button", name="Add another")
    for _row in range(2):
        add.press("Enter")
    before = facts.locator(".inline-related").count()
    facts.locator(".inline-related").nth(before - 2).get_by_role("button", name="Remove").press("Enter")
    row = facts.locator(".inline-related").last
    for name, text in [("term_fi", "Hinta"), ("value_fi", "maksuton")]:
        row.locator(f"[name$={name}]").fill(text)
    described = row.evaluate(
        "row => [...row.querySelectorAll('[aria-describedby]')].every(e => e.getAttribute('aria-describedby').split(' ').every(id => document.getElementById(id)))"
    )
    with form.expect_navigation():
        form.get_by_role("button", name="Save and continue editing").press("Enter")

    assert described
    assert form.locator("[data-inline=facts] [name$=term_fi]").last.input_value() == "Hinta"
    assert form.locator("[data-inline=facts] .inline-related").count() == before - 1


def test_a_long_choice_is_narrowed_and_keeps_what_is_ticked_in_sight(form):
    choices = form.locator("[data-many]:has([name=related_pages])")
    ticked = choices.locator("input:checked").count()
    choices.locator("[type=search]").fill("zzz")

    assert choices.locator(".choice:visible").count() == ticked
    assert choices.locator("[role=status]").inner_text() == ("" if ticked else "No such choice.")

    choices.locator("[type=search]").fill("organ")

    assert 0 < choices.locator(".choice:visible").count() < choices.locator(".choice").count()
