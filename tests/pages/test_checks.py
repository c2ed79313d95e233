"""The checks: what each finds, what it leaves alone, and that none of them ever stops on a text."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from pages import checks
from pages.checks import wording
from pages.checks.passages import other_language
from pages.models import Edition, Page
from tests.factories.files import DocumentFactory
from tests.factories.pages import PageFactory, published
from tests.factories.publications import PublicationFactory
from tests.pages.admin.test_page import filled, url

pytestmark = pytest.mark.usefixtures("in_english")
FINE = {"title": "Koulun yhteistyö", "lead": "Lyhyt johdanto.", "body": "<p>Teksti suomeksi.</p>"}


def found(language="fi", picture_id=None, is_picture_decorative=False, kind=Page.Kind.TEXT, **texts):
    """[(level, field, what is told)] for a page with these texts in a language."""
    columns = {f"{name}_{language}": text for name, text in (FINE | texts).items()}
    page = Page(picture_id=picture_id, is_picture_decorative=is_picture_decorative, kind=kind, **columns)
    return [(finding.level, finding.field, str(finding)) for finding in checks.findings(page, language)]


def body(html, language="fi"):
    return [(level, sentence) for level, field, sentence in found(language, body=html) if field.startswith("body")]


def test_a_plain_text_has_no_finding():
    assert found() == []


@pytest.mark.parametrize(("html", "expected"), [
    ("<h3>B</h3>", [("error", "A heading skips a level: make it level 2. “B”")]),
    ("<h2>A</h2><h4>B</h4><h2>C</h2>", [("error", "A heading skips a level: make it level 3. “B”")]),
    ("<h2> </h2><p>a</p>", [("error", "A heading is empty: write it or remove it.")]),
    ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", []),
    ("<p><strong>Näin haet</strong></p>", [("advice", "This looks like a heading: make it one, or write it without bold. “Näin haet”")]),
    ("<p><strong>Hae ajoissa.</strong></p><p><strong>Huom</strong> tämä</p>", []),
    ("<p>- yksi</p><p>• kaksi</p>", [
        ("advice", "This looks like an item of a list: make it one with the list button. “- yksi”"),
        ("advice", "This looks like an item of a list: make it one with the list button. “• kaksi”"),
    ]),
    ("<p>o&nbsp;yksi</p><p>2)&nbsp;kaksi</p><p>a) kolme</p><p>4.&nbsp;toukokuuta</p><p>(klo 12)</p>", [
        ("advice", "This looks like an item of a list: make it one with the list button. “o yksi”"),
        ("advice", "This looks like an item of a list: make it one with the list button. “2) kaksi”"),
        ("advice", "This looks like an item of a list: make it one with the list button. “a) kolme”"),
    ]),
    ("<table><caption>Luvut</caption><tbody><tr><td>2025</td><td>7</td></tr></tbody></table>",
     [("error", "A table has no heading cells: mark its first row or column as headings. “Luvut”")]),
    ("<table><tbody><tr><th>2025</th><td>7</td></tr></tbody></table>",
     [("error", "A table has no caption: write what it shows. “2025”")]),
])  # fmt: skip
def test_structure(html, expected):
    assert body(html) == expected


@pytest.mark.parametrize(("href", "expected"), [
    ("www.oecd.org", []), ("grants@example.org", []), ("/fi/", []), ("#nayttely", []),
    ("vierailut", [("error", "Enter the whole address, for example https://www.oecd.org/, or choose the page on the site. “vierailut”")]),
    ("mari.example.org@", [("error", "Enter the whole address, for example https://www.oecd.org/, or choose the page on the site. “mari.example.org@”")]),
    ("htps://www.oecd.org/", [("error", "A link leads to a web page (https://), an e-mail address or a phone number, not to “htps:”. Check how the address begins. “htps://www.oecd.org/”")]),
    ("file:///C:/haku.docx", [("error", "Readers cannot open a file of your computer or of a network drive: add the file to the site and link to it. “file:///C:/haku.docx”")]),
    ("mailto:mari", [("error", "Enter the e-mail address in full, for example grants@example.org. “mailto:mari”")]),
])  # fmt: skip
def test_addresses_that_lead_nowhere_stop_publishing(href, expected):
    assert body(f'<h2>Näyttely</h2><p><a href="{href}">Vierailut ja hakuohjeet</a></p>') == expected


@pytest.mark.parametrize(("html", "expected"), [
    ('<a href="https://a.example/">Lue lisää »</a>', [("error", "The text of this link does not tell where it leads: name the target. “Lue lisää »”")]),
    ('<a href="https://a.example/"> </a>', [("error", "A link has no text: write where it leads. “https://a.example/”")]),
    ('<a href="https://a.example/">https://a.example/</a>', [("advice", "Name the target in the link instead of its address. “https://a.example/”")]),
    ('<a href="mailto:a@example.org">a@example.org</a>', []),
    ('<a href="https://a.example/">Opas</a> <a href="https://a.example">opas</a>', []),
    ('<a href="https://a.example/">Opas</a> <a href="https://b.example/">opas</a> <a href="https://c.example/">opas</a>',
     [("advice", "Links with the same words lead to different places: tell them apart. “opas”")]),
])  # fmt: skip
def test_links(html, expected):
    assert body(f"<p>Katso {html} tai kysy.</p>") == expected


def test_a_picture():
    alt = [
        [(level, sentence) for level, _field, sentence in found(picture_id=1, picture_alt=words)]
        for words in ["", "Kuva koulun pihasta", "IMG_2031", "Oppilaat istuttavat puuta"]
    ]

    assert alt == [
        [("error", "Describe the picture, or mark it as decorative.")],
        [("advice", "Leave out “picture of”: screen readers say that it is a picture. “Kuva koulun pihasta”")],
        [("advice", "Describe what the picture shows: this looks like the name of a file. “IMG_2031”")],
        [],
    ]
    assert found(picture_id=1, is_picture_decorative=True) == []


def test_a_description():
    long = "Lyhyt lause tässä. " * 10

    assert [level for level, field, _sentence in found(lead="") if field == "description_fi"] == ["advice"]
    assert [level for level, field, _sentence in found(lead=long) if field == "description_fi"] == ["advice"]
    assert [level for level, field, _sentence in found(description=long) if field == "description_fi"] == ["advice"]
    assert found(lead=long, description="Koulun yhteistyö muiden maiden koulujen kanssa.") == []


@pytest.mark.parametrize(("language", "html", "expected"), [
    ("fi", "<p>This page is for teachers.</p>", "in English"),
    ("fi", "<ul><li>Sidan är på svenska</li></ul>", "in Swedish"),
    ("en", "<p>Opetushallitus tukee kouluja Suomessa ja kaikkialla Euroopassa.</p>", "in Finnish"),
    ("fi", '<p>Katso: <a href="https://a.example/en/grants">Apply for grants</a></p>', "in English"),
    ("fi", '<p><span lang="en">This page is for teachers.</span></p>', None),
    ("fi", "<p>Organisation for Economic Co-operation and Development (OECD) kerää tietoa ja vertailee maita, jotka ovat sen jäseniä.</p>", None),
    ("fi", "<ul><li>Study in Finland</li><li>European Training Foundation</li></ul>", None),
    ("en", "<p>The Finnish Ministry of Education is Opetus- ja kulttuuriministeriö.</p>", None),
    ("en", "<p>See also: Opetushallitus, Helsinki</p>", None),
])  # fmt: skip
def test_a_passage_in_another_language_is_to_be_marked(language, html, expected):
    texts = {"title": "", "lead": "", "description": ""}
    told = [
        sentence for _l, field, sentence in found(language, **texts, body=html) if sentence.startswith("This seems")
    ]

    assert [expected in sentence for sentence in told] == ([True] if expected else [])


def test_a_mark_names_a_language_that_there_is():
    assert body(
        '<p><span lang="xx">Yrittää</span> <span lang="se">giella</span> <span lang="pt-BR">sim</span></p>'
    ) == [("error", "A passage is marked with a language that there is not: choose another one. “xx”")]


@pytest.mark.parametrize(("text", "expected"), [
    ("Hae ajoissa. Liitä suunnitelma!", ["Hae ajoissa.", "Liitä suunnitelma!"]),
    ("Tuki, esim. Erasmus+, ks. Ohjeet. Haku alkaa 3.5.2026. Se päättyy 1. lokakuuta.", ["Tuki, esim. Erasmus+, ks. Ohjeet.", "Haku alkaa 3.5.2026.", "Se päättyy 1. lokakuuta."]),
    ("See e.g. Finland and Dr. Virtanen. Write to us (by J. Smith).", ["See e.g. Finland and Dr. Virtanen.", "Write to us (by J. Smith)."]),
    ("1. Lue ohje. 2. Hae.", ["1. Lue ohje.", "2. Hae."]),
    ("Miksi? ”Koska.” Niin … Ei.", ["Miksi?", "”Koska.”", "Niin …", "Ei."]),
    ("", []),
])  # fmt: skip
def test_sentences(text, expected):
    assert wording.sentences(text) == expected


def test_grouped_digits_are_one_word_and_dashes_none():
    assert wording.word_count("Avustus – 1 000 000 euroa + 2\u00a0500 muuta – on pieni.") == 7


def test_long_sentences_by_language():
    words = ["sana"] * 21

    assert [sentence for _level, sentence in body(f"<p>{' '.join(words)}.</p>")] == [
        f"A sentence has 21 words: make two of it. “{' '.join(words[:18])}…”"
    ]
    assert body(f"<p>{' '.join(words)}.</p>", "en") == []
    assert body("<table><caption>L</caption><tr><th>a</th><td>" + "sana " * 60 + "</td></tr></table>") == []


def test_long_words_are_told_once_and_a_hyphen_parts_them():
    long = "kansainvälistymissuunnitelmatyöpaja"

    assert [sentence for _level, sentence in body(f"<p>{long} {long} kansainvälistymis-suunnitelmatyöpaja</p>")] == [
        f"A word has more than 30 letters: say it in several. “{long}”"
    ]


def test_five_findings_of_one_check_at_most():
    assert len(body("<h4>a</h4><h2>b</h2>" * 9)) == 5


PIECES = [
    "<p>", "</p>", "<h2>", "</h2>", "<h4>", "<a>", '<a href="//x">', "</a>", "<table>", "</table>", "<tr>", "<td>", "<th>", "<caption>", "<li>",
    "<ul>", "</ul>", '<span lang="x">', "</span>", "<strong>", "</strong>", "<br>", "<![x", "<!--", "&", "&#0;", ".", "..", "!", "1.", "esim.",
    " ", "\u00ad", "\u00a0", "\x00", "Å", "ß",
]  # fmt: skip
MARKUP = st.lists(st.text() | st.sampled_from(PIECES)).map("".join)


@settings(max_examples=200)
@given(MARKUP, st.text(), st.sampled_from(["fi", "en"]))
def test_no_check_stops_on_any_text(html, line, language):
    found(language, title=line, lead=line, description=line, picture_alt=line, picture_id=1, body=html)
    other_language(line, language)
    assert "".join("".join(wording.sentences(line)).split()) == "".join(line.split())


# At the desk


@pytest.fixture
def page(home):
    return PageFactory(
        parent=home, body_fi='<h4>Taso</h4><p>Katso <a href="https://a.example/">https://a.example/</a></p>'
    )


def test_the_form_tells_errors_and_advice_with_links_to_the_fields(editor_client, page):
    response = editor_client.get(url(page))

    finnish, english = response.context["checks"]
    assert [(finding.level, control) for finding, control, _label in finnish.rows] == [
        ("error", "id_body_fi"),
        ("advice", "id_body_fi"),
    ]
    assert english.rows == []
    assert '<a href="#id_body_fi">Text (in Finnish)</a>' in response.text
    assert '<q lang="fi">Taso</q>' in response.text
    beside = response.context["adminform"].form["body_fi"].help_text
    assert "Must be corrected:" in beside and "Advice:" in beside


def test_errors_stop_publishing_but_not_saving_and_advice_stops_neither(editor_client, page):
    refused = editor_client.post(url(page), filled(page, _publish_fi="1"))
    saved = editor_client.post(url(page), filled(page, _continue="1"), follow=True)
    without_error = filled(page, body_fi=page.body_fi.replace("h4", "h2"), _publish_fi="1")
    published = editor_client.post(url(page), without_error, follow=True)

    assert refused.context["adminform"].form.errors == {"body_fi": ["A heading skips a level: make it level 2. “Taso”"]}
    assert [f.level for f, _control, _label in refused.context["checks"][0].rows] == [
        "advice"
    ]  # the error is said above
    assert "Saved:" in str(list(saved.context["messages"])[0])
    assert Edition.objects.filter(page=page, language="fi").count() == 1
    assert [f.level for f, _control, _label in published.context["checks"][0].rows] == ["advice"]


def test_what_was_just_typed_is_checked_when_a_save_is_refused(editor_client, page):
    sent = filled(page, title_fi="", title_en="", body_en="<h3>Deep</h3>")

    languages = editor_client.post(url(page), sent).context["checks"]

    told = [str(f) for language in languages for f, _control, _label in language.rows if f.field == "body_en"]
    assert told == ["A heading skips a level: make it level 2. “Deep”"]


def test_a_new_page_opens_without_checks(editor_client, home):
    assert 'class="checks"' not in editor_client.get(reverse("admin:pages_page_add")).text


def test_a_link_to_what_is_not_public_is_told(home):
    draft, finnish = PageFactory(parent=home), published(PageFactory(parent=home, slug_fi="a"), "fi")
    document, publication = DocumentFactory(), PublicationFactory(state="draft")
    links = {"page": [draft, finnish], "file": [document], "publication": [publication]}
    html = "".join(
        f'<p><a href="/~/{kind}/{thing.pk}/#kohta">{kind} {number}</a></p>'
        for kind, things in links.items()
        for number, thing in enumerate(things)
    )
    plain = "What this link leads to is not public: readers see its words without a link."
    other = "The page that this link leads to is not public in this language: readers come to another."

    assert body(html) == [("advice", f"{plain} “page 0”"), ("advice", f"{plain} “publication 0”")]
    assert ("advice", f"{other} “page 1”") in body(html, "en")
