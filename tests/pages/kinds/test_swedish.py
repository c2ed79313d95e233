"""The page in Swedish: Swedish to browsers, screen readers and search engines, on a site of two languages."""

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from pages.checks import findings
from pages.editions.preview import preview_url
from pages.editions.translations import Translation, by_page, standings
from pages.models import Notice, Page
from tests.factories.pages import ContactPointFactory, NoticeFactory, PageFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def swedish(home):
    page = PageFactory(
        parent=home, kind=Page.Kind.SWEDISH, key="swedish", title_fi="På svenska", slug_fi="pa-svenska",
        lead_fi="Det viktigaste.", body_fi="<h2>Priser</h2><p>Text på svenska.</p>",
    )  # fmt: skip
    return published(page, "fi")


def test_it_is_swedish_from_its_header_to_its_footer(visitor, swedish):
    published(PageFactory(parent=swedish.parent, key="visits", title_fi="Vierailut", slug_fi="v", in_menu=True), "fi")
    published(PageFactory(parent=swedish.parent, title_fi="Tiedonvaihto", slug_fi="t", in_menu=True), "fi")
    answer = visitor.get("/fi/pa-svenska/")
    shown = answer.content.decode()

    assert answer["Content-Language"] == "sv"
    assert '<html lang="sv">' in shown
    assert '<a href="/fi/v/">Studiebesök</a>' in shown
    assert '<a href="/fi/t/"><span lang="fi">Tiedonvaihto</span></a>' in shown
    assert '<a href="/fi/">Startsida</a>' in shown and 'action="/fi/haku/"' in shown
    assert "/sv/" not in shown
    assert "<title>På svenska – Internationell verksamhet – Utbildningsstyrelsen</title>" in shown
    assert 'hreflang="fi" href="http' not in shown


def test_every_page_offers_it_in_its_header_and_footer(visitor, swedish):
    link = '<a href="/fi/pa-svenska/" lang="sv" hreflang="sv">'

    found = [visitor.get(path).content.decode().count(link) for path in ["/fi/", "/en/", "/en/search/", "/en/missing/"]]

    assert found == [2, 2, 2, 2]


def test_its_language_links_lead_home_and_do_not_call_it_finnish(visitor, swedish):
    links = visitor.get("/fi/pa-svenska/").context["frame"].languages

    assert [(link.url, link.is_current, link.is_same_page) for link in links] == [
        ("/fi/", False, False),
        ("/en/", False, False),
    ]


def test_the_search_and_the_sitemap_do_not_call_it_finnish(visitor, swedish):
    found = visitor.get("/fi/haku/", {"q": "svenska"}).content.decode()
    row = visitor.get("/sitemap-pages-1.xml").content.decode().split("/fi/pa-svenska/</loc>")[1].split("</url>")[0]

    assert '<a href="/fi/pa-svenska/" lang="sv">På <mark>svenska</mark></a>' in found
    assert "hreflang" not in row


def test_nobody_is_asked_to_translate_it(swedish, home):
    assert list(by_page("en")) == [home.pk]


def test_the_checks_at_the_desk_do_not_take_it_for_a_slip(home):
    text = "<p>Du kan skriva eller ringa till oss på svenska och vi svarar på svenska, om det är möjligt.</p>"
    ordinary = PageFactory(parent=home, body_fi=text)
    swedish = PageFactory(
        parent=home, kind=Page.Kind.SWEDISH, title_fi="På svenska", lead_fi="Det viktigaste.", body_fi=text
    )

    assert [len(findings(page, "fi")) for page in [ordinary, swedish]] == [1, 0]


def test_it_is_missing_no_translation(swedish):
    assert {standing.state for standing in standings()[swedish.pk].values()} == {Translation.FINE}


@pytest.fixture
def translated(monkeypatch):
    """The (context, sentence) that were translated into Swedish."""
    found = set()

    def noting(name, key):
        stock = getattr(translation._trans, name)

        def note(*args):
            if translation.get_language() == "sv":
                found.add(key(*args))
            return stock(*args)

        monkeypatch.setattr(translation._trans, name, note, raising=False)

    noting("gettext", lambda sentence: (None, sentence))
    noting("pgettext", lambda context, sentence: (context, sentence))
    noting("ngettext", lambda one, many, number: (None, one))
    noting("npgettext", lambda context, one, many, number: (context, one))
    return found


def test_the_swedish_catalogue_holds_what_the_page_shows_and_nothing_else(visitor, swedish, translated):
    ContactPointFactory(is_in_footer=True, phone="0295 000 000", address="Hakaniemenranta 6", hours="9–15")
    for level in Notice.Level:
        NoticeFactory(level=level, text_fi="Tiedote", text_en="Notice")
    published(
        PageFactory(parent=swedish.parent, key="contact", title_fi="Yhteystiedot", slug_fi="y", in_menu=True), "fi"
    )

    visitor.get("/fi/pa-svenska/")
    visitor.get("/fi/pa-svenska/", MIRROR=True)  # as the mirror has it
    visitor.get(preview_url(swedish, "fi"))

    with (settings.BASE_DIR / "locale/sv/LC_MESSAGES/django.po").open("rb") as catalogue:
        held = {(message.context, message.id) for message in read_po(catalogue) if message.id and message.string}
    assert [sorted(map(str, translated - held)), sorted(map(str, held - translated))] == [[], []]
