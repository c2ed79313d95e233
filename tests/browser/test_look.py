"""What only a browser knows of the look: tables, facts, notice and footer on phones, large text, the head of a page."""

import pytest

TABLES = [
    "/fi/kansainvalistymispalvelut/ohjelmat/",
    "/en/services/mobility-in-figures/",
    "/fi/koulut-ja-oppilaitokset/valtionavustukset/",
    "/fi/kansainvaliset-vierailut/hinnat-ja-ehdot/",
    "/fi/kansainvaliset-vierailut/vierailukohteeksi/",
    "/fi/pa-svenska/",
]
CUT = """[...document.querySelectorAll("main table")].filter(table => {
  const region = table.closest(".scroll");
  const shows = region && getComputedStyle(region).backgroundImage.includes("gradient") && region.tabIndex === 0;
  return !shows && table.getBoundingClientRect().right > document.documentElement.clientWidth;
}).map(table => table.caption?.innerText)"""


def on_a_phone(page, width=320, height=844):
    page.set_viewport_size({"width": width, "height": height})


def top(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


def test_no_table_is_cut_without_a_sign(page, site):
    on_a_phone(page)
    found = {}
    for path in TABLES:
        page.goto(f"{site.url}{path}")
        found[path] = page.evaluate(CUT)

    assert found == dict.fromkeys(TABLES, [])


def test_a_row_of_a_wide_table_says_its_columns_on_a_phone_alone(page, site):
    page.goto(f"{site.url}/fi/kansainvalistymispalvelut/ohjelmat/")
    label = "getComputedStyle(document.querySelector('[data-label]'), '::before').content"

    wide = page.evaluate(label)
    on_a_phone(page)

    assert [wide, page.evaluate(label).split(" /")[0]] == ["none", '"Mitä se tukee"']


def test_the_facts_stand_before_the_text_and_beside_it_where_there_is_room(page, site):
    page.goto(f"{site.url}/fi/kansainvalistymispalvelut/ohjelmat/")
    beside = page.locator(".facts").bounding_box()["x"] - page.locator(".text").bounding_box()["x"]
    on_a_phone(page)

    assert beside > 500
    assert top(page, "h1") < top(page, ".facts") < top(page, ".text")


def test_notice_and_footer_leave_the_screen_of_a_phone_to_the_page(page, site):
    on_a_phone(page, 390)
    page.goto(f"{site.url}/fi/tietosuojaseloste/")

    heights = [page.locator(selector).bounding_box()["height"] for selector in (".notices", ".site-footer")]

    assert heights[0] < 60 and heights[1] < 470


def test_a_link_to_a_group_of_choices_shows_the_question(page, site):
    on_a_phone(page, 390)
    page.goto(f"{site.url}/en/international-visits/enquiry/")
    page.locator("form.form button.button").last.click()
    links = page.locator("[data-error-summary] a")
    hidden = []
    for number in range(links.count()):
        links.nth(number).click()
        question = page.evaluate("""() => {
          const field = document.activeElement.closest("fieldset, .field");
          const words = field.querySelector("legend, label");
          return [words.innerText, words.getBoundingClientRect().top];
        }""")
        hidden += [question] if not 0 <= question[1] < 844 else []

    assert links.count() > 5
    assert hidden == []


@pytest.mark.parametrize(
    "path", ["/fi/kansainvaliset-vierailut/", "/fi/haku/?q=valtionavustus", "/fi/jarjestot/", "/fi/"]
)
def test_with_large_text_a_wide_window_has_the_columns_of_a_narrow_one(page, site, path):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site.url}{path}")
    page.evaluate("document.documentElement.style.fontSize = '32px'")

    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert page.locator("main h2, main h3").last.bounding_box()["width"] > 500


def test_title_and_picture_begin_at_one_line(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    for path in ["/fi/koulut-ja-oppilaitokset/", "/en/international-visits/"]:
        page.goto(f"{site.url}{path}")

        assert abs(top(page, "h1") - top(page, ".head__art")) < 2
