"""Texts as other programs put them on the clipboard, and what a reader sees of each (beside it, in *.expected.html)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oph_site.demo import texts
from pages.text import pastes, richtext, tree

FOLDER = Path(__file__).parent / "pastes"
PASTES = sorted(file for file in FOLDER.glob("*.html") if file.name.count(".") == 1)


def shown(html):
    """One block a line, as the files of expectations are written."""
    return re.sub(r"(?<=>)\s*(?=<(?:p|h[2-4]|[uo]l|li|table|caption|thead|tbody|tr|blockquote)\b)", "\n", html).strip()


@pytest.mark.parametrize("file", PASTES, ids=lambda file: file.stem)
def test_a_paste_keeps_what_it_means(file):
    expected = file.with_suffix(".expected.html").read_text(encoding="utf-8").strip()

    assert shown(richtext.clean(file.read_text(encoding="utf-8"))) == expected


@pytest.mark.parametrize("file", PASTES, ids=lambda file: file.stem)
def test_mending_a_paste_twice_changes_nothing(file):
    once = richtext.clean(file.read_text(encoding="utf-8"))

    assert richtext.clean(once) == once


@pytest.mark.parametrize("written", [
    '<h2>Näin haet</h2><p>Katso <a href="#nain-haet">ohje</a> ja <a href="/~/page/1/">etusivu</a>.</p>',
    "<h2><strong>Lihava</strong> otsikko</h2><h3>Toinen</h3><h4>Kolmas</h4>",
    "<p>5 %, 10 000 €, 5. toukokuuta 2026, J. Niemi, ks. ohje, sana – toinen, Erasmus +, s. 7</p>",
    "<p>- yksi</p><p>1. toukokuuta</p><p>1. toukokuuta</p>",
    "<p>Rivi<br>toinen</p><p></p><p>Loppu</p>",
    '<p><span lang="sv">hej</span> <em>då</em> <strong>a</strong> <strong>b <em>c</em></strong></p>',
    "<ul><li>Yksi<ul><li>kaksi</li></ul></li></ul><ul><li>toinen luettelo</li></ul>",
    '<ol start="3"><li>kolmas</li><li><p>yksi</p><p>kaksi</p></li></ol><blockquote><p>Lainaus</p></blockquote>',
    '<table><caption>A</caption><tbody><tr><th scope="row"><strong>a</strong></th><td><strong>1</strong></td></tr></tbody></table>',
    '<table><tbody><tr><td>a</td><td><strong>1</strong></td></tr><tr><td>b</td><td>2</td></tr></tbody></table>',
])  # fmt: skip
def test_what_the_editor_writes_stays_as_it_is(written):
    assert richtext.clean(written) == written.replace("\u00a0", "&nbsp;")


@pytest.mark.parametrize("name", sorted({file.name.split(".")[0] for file in (texts.FOLDER / "pages").glob("*.md")}))
def test_the_texts_of_the_site_stay_as_they_are(name):
    for language in ("fi", "en"):
        written = re.sub(
            r'href="(?!https?:|mailto:|tel:)[a-z-]+:[^"#]*', 'href="/~/page/1/', texts.text(name, language)[1]
        )
        stored = richtext.clean(written)
        root = tree.parse(stored)
        pastes.mend(root)

        assert [richtext.lines(stored), richtext.links(stored)] == [richtext.lines(written), richtext.links(written)]
        assert tree.write(root) == tree.write(richtext.sanitised_tree(stored))


PIECES = st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "<strong>", "<em>", "</em>", "<div>", "</div>", "<h1>", "</h1>", "<h2>", "<ul>", "<ol>", "<li>",
    "</li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<br>", "<a href='#a'>", "<a href='https://a.example'>", "</a>",
    "<span style='font-weight:700'>", "<b style='font-weight:normal'>", "</span>", "<p style='mso-list:l1 level2 lfo1'>",
    "<span style='mso-list:Ignore'>", "<div class=ListContainerWrapper>", "<li data-aria-level=2>", "1.&nbsp; ", "o&nbsp;&nbsp;",
    "&nbsp;", " ", "sana", "5", "%", "€", "<p style='font-weight:bold'>", "<blockquote>", "<p role=heading aria-level=1>", "&lt;",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_any_paste_is_mended_once_and_for_all(pieces):
    once = richtext.clean("".join(pieces))

    assert richtext.clean(once) == once
    assert not re.search(r"<(?:div|b|i|h1|font|section|sup)\b|style=|class=|<a>|<a></a>", once)


@pytest.mark.parametrize(("pasted", "stored"), [
    ("<b>a<span style='font-weight:normal'>b</span>c</b>", "<strong>a</strong>b<strong>c</strong>"),
    ("<b><i>a<span style='font-weight:400'>b</span></i></b>", "<strong><em>a</em></strong><em>b</em>"),
    ("<i><b>a<span style='font-style:normal'>b</span> c</b></i>", "<em><strong>a</strong></em><strong>b</strong><em><strong> c</strong></em>"),
])  # fmt: skip
def test_what_says_that_it_is_not_bold_is_not(pasted, stored):
    assert richtext.clean(f"<p>{pasted}</p>") == f"<p>{stored}</p>"


@pytest.mark.parametrize("inside", ["button", "object", "marquee"])
def test_a_paragraph_within_a_paragraph_is_one_beside_it(inside):
    assert richtext.clean(f"<p>a<{inside}><p>b</p></{inside}>c") == "<p>a</p><p>b</p><p>c</p>"


def test_blocks_of_any_name_are_told_apart():
    assert richtext.clean("<dl><dt>a</dt><dd>b</dd></dl><address>c</address><pre>d</pre>") == (
        "<p>a</p><p>b</p><p>c</p><p>d</p>"
    )


def test_the_words_of_a_link_that_are_its_wrapper_become_the_address():
    wrapper = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.oecd.org%2F"

    stored = richtext.clean(f'<p><a href="{wrapper}">{wrapper}</a></p>')

    assert stored == '<p><a href="https://www.oecd.org/">https://www.oecd.org/</a></p>'
