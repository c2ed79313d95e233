import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.text import richtext, tree
from pages.text.link_targets import Address


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<p>Hyvää <strong>päivää</strong></p>", "<p>Hyvää <strong>päivää</strong></p>"),
        ("<p onclick='x()'>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="//evil.example/">a</a></p>', "<p>a</p>"),
        ('<p><a href="/~/page/3/" target="_blank">a</a></p>', '<p><a href="/~/page/3/">a</a></p>'),
        ("<h1>a</h1>", "<h2>a</h2>"),
        (
            '<p><span lang="sv">hej</span> <span style="color:red">x</span></p>',
            '<p><span lang="sv">hej</span> x</p>',
        ),
        ("<p></p>", ""),
    ],
)
def test_only_what_a_text_may_hold_is_stored(written, stored):
    assert richtext.clean(written) == stored


@pytest.mark.parametrize(("written", "stored"), [
    ("www.oecd.org", "https://www.oecd.org"), ("grants@example.org", "mailto:grants@example.org"), ("/fi/haku/", "/fi/haku/"),
    ("/\t/evil.example", None), ("/\n/evil.example", None), ("\x01//evil.example", None), ("/\\evil.example", None), ("java\u200bscript:alert(1)", None),
])  # fmt: skip
def test_addresses_are_completed_and_none_only_looks_like_one_of_the_site(written, stored):
    words = "<p>sivu</p>" if stored is None else f'<p><a href="{stored}">sivu</a></p>'

    assert richtext.clean(f'<p><a href="{written}">sivu</a></p>') == words
    assert richtext.show(f'<p><a href="{written}">sivu</a></p>', {}) == words  # an old edition


@pytest.mark.parametrize("href", ["htps://www.oecd.org/", "file:///C:/haku.docx", "ftp://files.example.org/"])
def test_a_wrong_scheme_stays_in_the_working_copy_and_is_never_shown(href):
    stored = richtext.clean(f'<p><a href="{href}">haku</a></p>')

    assert stored == richtext.clean(stored) == f'<p><a href="{href}">haku</a></p>'
    assert richtext.show(stored, {}) == "<p>haku</p>"


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:alert(1)", "ja&#118;ascript:alert(1)", "data:text/html,x", "vbscript:x"])  # fmt: skip
def test_a_link_that_runs_is_not_even_stored(href):
    assert richtext.clean(f'<p><a href="{href}">haku</a> <a href="htps://a.example/">a</a></p>') == (
        '<p>haku <a href="htps://a.example/">a</a></p>'
    )


def test_a_table_gets_caption_head_and_scopes():
    written = '<table data-caption="Haut"><tbody><tr><th>Haku</th><th>Summa</th></tr><tr><th>A</th><td>1</td></tr></tbody></table>'

    stored = richtext.clean(written)

    assert stored == (
        '<table><caption>Haut</caption><thead><tr><th scope="col">Haku</th><th scope="col">Summa</th></tr></thead>'
        '<tbody><tr><th scope="row">A</th><td>1</td></tr></tbody></table>'
    )


@given(st.text(alphabet=st.sampled_from("<>/=\"' abpthdr-captionscript&;:\u00e4"), max_size=120))
def test_cleaning_twice_changes_nothing(text):
    once = richtext.clean(text)

    assert richtext.clean(once) == once


@given(
    st.sampled_from(["<script>", "<img src=x onerror=y>", "<svg/onload=z>", "<a href=javascript:1>", "<style>"]),
    st.text(max_size=40),
)
def test_no_text_smuggles_script_into_a_page(attack, text):
    shown = richtext.show(f"<p>{text}{attack}{text}</p>", {}).lower()

    assert not any(bad in shown for bad in ["<script", "<img", "<svg", "<style", 'href="javascript'])


def test_links_by_identity_lead_to_the_page_or_become_text():
    html = '<p><a href="/~/page/1/">yksi</a> <a href="/~/page/2/">kaksi</a> <a href="/~/page/3/">kolme</a></p>'

    shown = richtext.show(html, {("page", 1): Address("/fi/yksi/"), ("page", 2): Address("/en/two/", "en")})

    assert shown == '<p><a href="/fi/yksi/">yksi</a> <a href="/en/two/" hreflang="en">kaksi</a> kolme</p>'


def test_headings_get_ids_that_differ():
    shown = richtext.show("<h2>Hinnat</h2><h2>Hinnat</h2><h2>!</h2>", {})

    assert shown == '<h2 id="hinnat">Hinnat</h2><h2 id="hinnat-2">Hinnat</h2><h2 id="part-3">!</h2>'


def test_columns_of_numbers_are_marked_and_others_not():
    table = "<table><caption>Grants</caption><thead><tr><th>School</th><th>Pupils</th></tr></thead><tbody>{}</tbody></table>"
    rows = "<tr><td>Kiuruvesi</td><td>1 250</td></tr><tr><td>Inari</td><td>12,5&nbsp;%</td></tr><tr><td>Salo</td><td>–</td></tr>"

    shown = richtext.show(table.format(rows), {})

    assert shown.count('<td class="num">') == 3
    assert '<th scope="col" class="num">Pupils</th>' in shown or '<th class="num">Pupils</th>' in shown
    assert "<td>Kiuruvesi</td>" in shown


@pytest.mark.parametrize(("written", "is_number"), [
    ("1\u202f234", True), ("1\u2009234", True), ("–5", True), ("−5", True), ("1.234,50", True), ("12,5\u202f%", True),
    ("1–5", False), ("5.5.2026", False), ("A4", False),
])  # fmt: skip
def test_numbers_are_known_by_the_ways_they_are_written(written, is_number):
    shown = richtext.show(f"<table><tbody><tr><td>{written}</td></tr></tbody></table>", {})

    assert ('class="num"' in shown) == is_number


def test_a_merged_cell_leaves_columns_unmarked():
    table = '<table><tbody><tr><td colspan="2">2025</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>'

    assert "num" not in richtext.show(table, {})


def test_a_link_before_a_full_stop_leaves_no_space_in_the_words():
    text = '<p>Kysy <a href="/~/page/1/">neuvonnasta</a>.</p><p>Tai soita.<br>Heti.</p>'

    assert richtext.lines(text) == ["Kysy neuvonnasta.", "Tai soita.", "Heti."]


def test_a_text_inside_another_page_has_no_links_and_no_ids():
    text = '<h2>Content</h2><p>See <a href="/~/page/1/">prices</a>.</p><script>x</script>'

    assert richtext.show_without_links(text) == "<h2>Content</h2><p>See prices.</p>"


TAGS_OF_A_PASTE = ["p", "h2", "ul", "li", "table", "tr", "td", "th", "caption", "a href='#x'", "a", "blockquote", "strong", "br", "b", "div", "span lang=sv"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS_OF_A_PASTE] + [f"</{tag.split()[0]}>" for tag in TAGS_OF_A_PASTE]),
    st.sampled_from([" ", "\n", "&nbsp;", "&lt;", "\x0b", "a", "1 250", "–", "<!-- x -->", "<table data-caption='c'>"]),
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_tags_in_any_order_come_out_as_one_tree_that_stays_the_same(html):
    once = richtext.clean(html)

    assert richtext.clean(once) == once
    tree.parse(once)
    tree.parse(richtext.show(once, {}))


@pytest.mark.parametrize(
    ("nested", "stored"),
    [
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><table><tr><td>2</td></tr></table></td></tr></table>",
            '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>1</td>'
            "<td><table><tbody><tr><td>2</td></tr></tbody></table></td></tr></tbody></table>",
        ),
        (
            '<a href="/~/page/7/">x<table><tr><td><a href="/~/page/8/">y</a></td></tr></table>z</a>',
            '<p><a href="/~/page/7/">x</a></p><table><tbody><tr><td><a href="/~/page/8/">y</a></td></tr></tbody></table>'
            '<p><a href="/~/page/7/">z</a></p>',
        ),
    ],
)
def test_a_table_in_a_table_and_a_link_around_one_stay_well_formed(nested, stored):
    assert richtext.clean(nested) == stored


WIDE = "<table><caption>Programmes</caption><thead><tr><th>Name</th><th>For whom</th><th>Euros</th></tr></thead><tbody>{}</tbody></table>"


def test_the_cells_of_a_wide_table_say_their_column():
    shown = richtext.show(WIDE.format("<tr><th>Nordplus</th><td>Schools</td><td>120</td></tr>"), {})

    assert shown.startswith('<div class="rows"><table>')
    assert '<th>Nordplus</th><td data-label="For whom">Schools</td><td class="num" data-label="Euros">120</td>' in shown


@pytest.mark.parametrize(
    "table",
    [
        WIDE.format('<tr><th>Nordplus</th><td colspan="2">Schools</td></tr>'),
        "<table><caption>No head</caption><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>",
    ],
)
def test_a_wide_table_without_a_heading_for_each_cell_scrolls(table):
    shown = richtext.show(table, {})

    assert shown.startswith('<div class="scroll" role="region"') and "data-label" not in shown


def test_a_first_column_of_times_is_known():
    rows = "<tr><th>9.00</th><td>Tervetuloa</td><td>1</td></tr><tr><th>9.30–10.15</th><td>Tunti</td><td>2</td></tr>"

    shown = richtext.show(WIDE.format(rows), {})

    assert shown.count('class="time"') == 3  # with its heading


def test_only_a_numbered_list_that_begins_in_bold_is_a_row_of_steps():
    steps = (
        "<ol><li><strong>The call opens.</strong> See the guide.</li><li><p><strong>You apply.</strong></p></li></ol>"
    )
    others = "<ol><li>who guides the <strong>student</strong></li><li><strong>working</strong> hours</li></ol>"

    assert [richtext.show(html, {}).startswith('<ol class="text__steps">') for html in (steps, others)] == [True, False]


def test_no_line_ends_within_a_date_or_after_an_opening_hyphen():
    shown = richtext.show("<p>Erasmus+ -ohjelma <strong>1 December</strong> 2026<br>klo 17–19</p>", {})

    assert shown == "<p>Erasmus+ \u2011ohjelma <strong>1\u00a0December</strong> 2026<br>klo\u00a017–19</p>"


def test_only_the_outer_of_two_tables_scrolls():
    inner = "<table><tbody><tr><td>2</td></tr></tbody></table>"

    shown = richtext.show(f"<table><caption>Outer</caption><tbody><tr><td>{inner}</td></tr></tbody></table>", {})

    assert shown.count('<div class="scroll" role="region" aria-label="Outer" tabindex="0">') == 1
    assert shown.count('<div class="scroll"') == 1 and shown.endswith("</table></div>")


@pytest.mark.parametrize(("written", "stored"), [
    ("<p>Esitys\x0bkahdella\u2028rivillä</p>", "<p>Esitys<br>kahdella<br>rivillä</p>"),
    ("<p>Esitys<strong>a</strong>\x0c<em>b&#11;c</em></p>", "<p>Esitys<strong>a</strong><br><em>b<br>c</em></p>"),
    ("<h2>Esitys\x0bkahdella</h2>\x0b<p>a\x1bb\u0308</p>", "<h2>Esitys kahdella</h2><p>a b\u0308</p>"),
    ('<table data-caption="Haut\x0bo\u0308"><tr><td>a\x0bo\u0308</td></tr></table>', "<table><caption>Haut ö</caption><tbody><tr><td>a<br>ö</td></tr></tbody></table>"),
])  # fmt: skip
def test_signs_that_no_page_can_hold_become_line_breaks_or_spaces(written, stored):
    assert richtext.clean(written) == stored
    assert richtext.clean(stored) == stored


@pytest.mark.parametrize("tag", ["blockquote", "span", "ul><li", "div", "b", "table><tr><td"])
def test_a_text_deeper_than_anybody_writes_keeps_its_words(tag):
    text = f"<{tag}>" * 400 + "syvällä"

    assert richtext.lines(richtext.clean(text)) == ["syvällä"]
    assert "syvällä" in richtext.show(text, {})
