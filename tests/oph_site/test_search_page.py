"""What readers see of the search. What is found for which words: tests/search/."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from oph_site.search import unfound
from oph_site.search.models import UnfoundQuery
from pages.editions.publishing import publish
from pages.models import Page
from tests.factories.pages import ContactPointFactory, HomeFactory, PageFactory, published
from tests.reading import as_read

pytestmark = pytest.mark.django_db
FI, EN = "/fi/haku/", "/en/search/"
BODY = "<p>Koulu voi hakea avustusta, kun se lähettää opettajan lehtoriksi kumppanikouluun.</p>"


@pytest.fixture
def home():
    return published(HomeFactory())


@pytest.fixture
def grants(home):
    """A page that says more in Finnish, and one that exists only in Finnish, both in a section of the menu."""
    schools = published(
        PageFactory(
            parent=home, kind=Page.Kind.SECTION, in_menu=True, title_fi="Koulut", slug_fi="koulut", title_en="Schools", slug_en="schools",
        )
    )  # fmt: skip
    published(
        PageFactory(
            parent=schools, title_fi="Valtionavustukset", slug_fi="valtionavustukset", body_fi=BODY, title_en="State grants",
            slug_en="state-grants", body_en="<p>A school may send a teacher abroad.</p>",
        )
    )  # fmt: skip
    published(PageFactory(parent=schools, title_fi="Vuosikello", slug_fi="vuosikello"), "fi")
    return schools


def read(response):
    return as_read(response.text)


def titles(response):
    return [
        re.sub(r"<[^>]*>", "", title)
        for title in re.findall(r'<li class="result"><h3><a [^>]*>(.*?)</a>', read(response))
    ]


def heading(response):
    return re.sub(r"<[^>]*>", "", re.search(r"<h2>(\d.*?|No .*?|Ei .*?)</h2>", read(response))[1])


def links(response):
    """{words: address} of every link in the main part."""
    main = read(response).partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', main)
    return {re.sub(r"<[^>]*>", "", words).strip(): url.replace("&amp;", "&") for url, words in found}


def test_a_result_says_what_it_is_where_it_stands_and_what_it_says_there(visitor, grants):
    page = read(visitor.get(FI, {"q": "lehtori"}))

    assert titles(visitor.get(FI, {"q": "lehtori"})) == ["Valtionavustukset"]
    assert "<mark>lehtoriksi</mark>" in page
    today = timezone.localdate()
    assert f'Koulut · Päivitetty <time datetime="{today}">{today.day}.{today.month}.{today.year}</time>' in page


@pytest.mark.parametrize(("address", "query", "words", "title"), [
    (FI, "vuosikello", "1 tulos haulla ”vuosikello”", "”vuosikello”, 1 tulos – Haku – "),
    (FI, "koulu", "2 tulosta haulla ”koulu”", "”koulu”, 2 tulosta – Haku – "),
    (EN, "grants", "1 result for “grants”", "“grants”, 1 result – Search – "),
    (EN, "schools", "2 results for “schools”", "“schools”, 2 results – Search – "),
    (FI, "zzyzx", "Ei tuloksia haulla ”zzyzx”", "”zzyzx”, 0 tulosta – Haku – "),
])  # fmt: skip
def test_the_number_is_said_in_heading_and_title_alike(visitor, grants, address, query, words, title):
    response = visitor.get(address, {"q": query})

    assert heading(response) == words
    assert title in re.search(r"<title>(.*?)</title>", read(response))[1]


def test_a_result_of_the_other_language_says_so_and_is_marked(visitor, grants):
    page = read(visitor.get(EN, {"q": "vuosikello"}))

    assert '<h3><a href="/fi/koulut/vuosikello/" lang="fi">' in page
    assert "· in Finnish ·" in page


def test_a_working_copy_and_a_planned_page_are_not_found(visitor, grants):
    PageFactory(parent=grants, title_fi="Salainen vuosikello")
    planned = PageFactory(parent=grants, title_fi="Tuleva vuosikello")
    publish(planned, "fi", by=None, at=timezone.now() + timedelta(days=1))

    assert titles(visitor.get(FI, {"q": "vuosikello"})) == ["Vuosikello"]


def test_no_cache_keeps_results_beyond_the_moment_when_a_page_begins(visitor, grants):
    planned = PageFactory(parent=grants, title_fi="Tuleva vuosikello")
    publish(planned, "fi", by=None, at=timezone.now() + timedelta(seconds=20))

    header = visitor.get(FI, {"q": "vuosikello"})["Cache-Control"]

    assert int(re.search(r"s-maxage=(\d+)", header)[1]) <= 20


def test_results_are_filtered_by_kind_and_language_and_the_filters_can_be_removed(visitor, grants):
    ContactPointFactory(title_fi="Vuosikellon neuvonta")
    everything = visitor.get(EN, {"q": "vuosikello"})
    finnish = visitor.get(EN, {"q": "vuosikello", "lang": "fi", "kind": "page"})
    none = visitor.get(EN, {"q": "vuosikello", "lang": "sv"})

    assert titles(everything) == titles(finnish) == ["Vuosikello"]
    assert links(finnish)["Remove filter: Type: Pages"] == "?q=vuosikello&lang=fi"
    assert links(finnish)["Remove filter: Language: Finnish"] == "?q=vuosikello&kind=page"
    assert links(finnish)["Remove all filters"] == "?q=vuosikello"
    assert [titles(none), heading(none), links(none)["All 1"]] == [[], "0 results for “vuosikello”", "?q=vuosikello"]


def test_a_language_that_is_chosen_is_the_one_that_results_are_shown_in(visitor, grants):
    """lehtori stands in the Finnish text alone of a page that has an English one, too."""
    everything = visitor.get(EN, {"q": "lehtori"})
    finnish = visitor.get(EN, {"q": "lehtori", "lang": "fi"})

    assert [titles(everything), titles(finnish)] == [["State grants"], ["Valtionavustukset"]]
    assert '<h3><a href="/fi/koulut/valtionavustukset/" lang="fi">Valtionavustukset</a></h3>' in read(finnish)


@pytest.mark.parametrize("more", [
    "page=abc", "page=0", "page=-1", "page=٣", "page=99999999999999999999", "page=7", "kind=zzz", "kind=", "kind=%00", "lang=xx", "lang=",
    "lang=" + "a" * 5000, "typed=yes", "what=ever", "&".join(f"kind=k{n}" for n in range(900)),
])  # fmt: skip
def test_bad_values_count_as_absent(visitor, grants, more):
    response = visitor.get(f"{FI}?q=vuosikello&{more}")

    assert [response.status_code, titles(response)] == [200, ["Vuosikello"]]
    assert "Poista rajaus" not in response.text


def test_the_twenty_first_result_stands_on_the_second_page(visitor, home):
    for number in range(23):
        publish(PageFactory(parent=home, title_fi=f"Vuosikello {number}", slug_fi=f"kello-{number}"), "fi", by=None)

    first, second, beyond = [visitor.get(FI, {"q": "vuosikello", "page": number}) for number in (1, 2, 99)]

    assert [len(titles(page)) for page in (first, second, beyond)] == [20, 3, 3]
    assert len({*titles(first), *titles(second)}) == 23
    assert links(first)["Seuraava"] == "?q=vuosikello&page=2"
    assert "23 tulosta, sivu 2 – " in read(second)


def test_a_page_of_results_costs_the_same_with_two_and_with_twenty(visitor, home, django_assert_max_num_queries):
    for number in range(2):
        publish(PageFactory(parent=home, title_fi=f"Vuosikello {number}", slug_fi=f"kello-{number}"), "fi", by=None)
    with django_assert_max_num_queries(100) as few:
        visitor.get(FI, {"q": "vuosikello"})
    for number in range(2, 20):
        publish(PageFactory(parent=home, title_fi=f"Vuosikello {number}", slug_fi=f"kello-{number}"), "fi", by=None)

    with django_assert_max_num_queries(len(few)):
        assert len(titles(visitor.get(FI, {"q": "vuosikello"}))) == 20


def test_the_words_stay_when_the_language_is_switched(visitor, grants):
    page = read(visitor.get(FI, {"q": "lehtori & opettaja", "kind": "page"}))

    assert '<a href="/en/search/?q=lehtori+%26+opettaja&amp;kind=page" lang="en"' in page


def test_a_slip_is_mended_and_the_word_as_typed_can_be_searched(visitor, grants):
    mended = visitor.get(FI, {"q": "vuosikelo"})
    as_typed = visitor.get(f"{FI}{links(mended)['Hae kuten kirjoitit: ”vuosikelo”']}")

    assert titles(mended) == ["Vuosikello"]
    assert [response.text.count('value="vuosikelo"') for response in (mended, as_typed)] == [1, 1]
    assert "Näytämme tulokset haulla <strong>vuosikello</strong>." in read(mended)
    assert "Näytämme tulokset haulla" not in as_typed.text


def test_a_word_like_none_is_offered_its_neighbour_where_it_is_searched_as_typed(visitor, grants):
    response = visitor.get(FI, {"q": "vusoikello", "typed": "1"})

    assert heading(response) == "Ei tuloksia haulla ”vusoikello”"
    assert links(response)["vuosikello"] == "?q=vuosikello"


def test_words_of_which_nothing_has_all_find_what_has_some(visitor, grants):
    page = read(visitor.get(FI, {"q": "vuosikello zzyzx"}))

    assert "Mikään sisältö ei vastaa kaikkia hakusanoja. Näissä tuloksissa on niistä osa." in page


def test_a_search_in_vain_is_noted_for_editors_and_one_that_finds_is_not(visitor, grants, settings, tmp_path):
    unfound.hand_over()  # what other tests left
    settings.VAR_DIR = tmp_path
    for query in ("zzyzx", "vuosikello"):
        visitor.get(FI, {"q": query})

    unfound.hand_over()
    unfound.gather_unfound(timezone.now())

    assert list(UnfoundQuery.objects.values_list("language", "text", "times")) == [("fi", "zzyzx", 1)]


def test_an_empty_result_leads_on(visitor, grants):
    ContactPointFactory(title_fi="Neuvonta", is_in_footer=True)
    published(
        PageFactory(
            parent=grants.parent, key="contact", kind="contact", title_fi="Ota yhteyttä", slug_fi="yhteystiedot"
        )
    )

    response = visitor.get(FI, {"q": "zzyzx"})

    assert links(response) == {
        "Koulut": "/fi/koulut/", "advice@example.org": "mailto:advice@example.org", "0295 000 000": "tel:+358295000000",
        "Ota yhteyttä": "/fi/yhteystiedot/",
    }  # fmt: skip


def test_without_a_query_the_field_waits_and_the_doors_stand_open(visitor, grants):
    page = visitor.get(f"{FI}?q=%20%20")

    assert "autofocus" in page.text and "noindex" not in page.text
    assert '<link rel="canonical" href="http://testserver/fi/haku/">' in page.text.replace(
        "http://localhost:8000", "http://testserver"
    )
    assert links(page)["Koulut"] == "/fi/koulut/"


def test_results_stay_out_of_search_engines_and_keep_their_focus(visitor, grants):
    page = visitor.get(FI, {"q": "koulu"}).text

    assert '<meta name="robots" content="noindex">' in page
    assert "autofocus" not in page


def test_a_very_long_query_is_cut_and_says_so_and_nothing_typed_is_lost(visitor, grants):
    typed = "vuosikello " + "ja " * 400 + "loppu"

    page = read(visitor.get(FI, {"q": typed}))

    assert f'value="{typed}"' in page
    assert "Kirjoitit pitkän haun: siitä haettiin ensimmäiset 200 merkkiä." in page


@pytest.mark.parametrize("path", ["/en/schools/", "/fi/koulut/", FI, "/fi/haku/?q=koulu", "/fi/ei-ole/"])
def test_the_box_stands_in_the_header_of_every_page_but_home(visitor, grants, path):
    header = read(visitor.get(path)).partition("<header")[2].partition("</header>")[0]

    action = EN if path.startswith("/en/") else FI
    assert f'<form class="site-search" action="{action}" role="search"' in header
    assert f'href="{action}#q"' in header


BAD = [
    "a" * 10_000, "ä " * 5000, "ja", "the of and", '"', '""""""', '"koulu', "\0", "koulu\0", "\u202ekoulu\u200f", "*", "%", "_", "koulu*", "AND OR NOT",
    "(koulu OR", "-koulu", "+", "' OR 1=1 --", "'; DROP TABLE x; --", "koulu:title", "^2~", "\\", "\ufffe", "😀", "é" * 300, "<script>alert(1)</script>",
    "&amp;", "{{ 7 }}", "%s", "..", "9" * 300, "978-", "2016:", "-" * 200, "\u00ad" * 50, "\u0301" * 200, "ﷺ" * 100,
]  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_no_query_breaks_the_page(visitor, grants, query):
    for address in (FI, EN):
        assert visitor.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "q=%FF%FE",
        "q=%ED%A0%80",
        "q=%",
        "q=a&q=b",
        "q[]=a",
        "&".join(f"lang={n}" for n in range(1500)),
        quote("q=ä", safe="="),
    ],
)
def test_no_address_breaks_the_page(visitor, grants, query):
    assert visitor.get(f"{FI}?{query}").status_code < 500
