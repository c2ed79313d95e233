import re

import pytest
from django.utils import translation

from oph_site.search import index
from pages.editions.publishing import publish
from pages.frame import Frame
from pages.models import Page
from publications import catalogue, filters
from publications.catalogue import newest
from publications.models import LanguageVersion, Publication
from tests.factories.files import DocumentFactory
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db
FI, EN = "/fi/julkaisut/", "/en/publications/"


@pytest.fixture
def home():
    home = HomeFactory()
    landing = PageFactory(
        parent=home, key="publications", kind="publications", in_menu=True, title_fi="Julkaisuja", title_en="Guides and publications",
        slug_fi="julkaisut", slug_en="publications",
    )  # fmt: skip
    published(home)
    published(landing)
    return home


@pytest.fixture
def shop(home):
    """Three publications: one in two languages, one in Swedish alone, one in English alone, and a draft."""
    mobility = TopicFactory(title_fi="Liikkuvuus", title_en="Mobility")
    guide = PublicationFactory(slug="koulu", type="guide")
    guide.topics.add(mobility)
    LanguageVersionFactory(publication=guide, language="en", title="Schools", year=2012)
    LanguageVersionFactory(publication=guide, language="fi", title="Koulu", year=2011)
    report = PublicationFactory(slug="rapport", type="report")
    LanguageVersionFactory(publication=report, language="sv", title="Rapport", year=2021)
    facts = PublicationFactory(slug="facts", type="statistics")
    LanguageVersionFactory(publication=facts, language="en", title="Facts", year=None)
    draft = PublicationFactory(slug="draft", state="draft")
    LanguageVersionFactory(publication=draft, language="en", title="Secret plan", year=2022)
    return mobility


def titles(response):
    return re.findall(r"<h3[^>]*><a [^>]*>([^<]*)</a></h3>", as_read(response.text))


def heading(response):
    return re.search(r'<h2 id="results">([^<]*)</h2>', as_read(response.text))[1]


def test_each_work_stands_once_the_newest_first_under_the_title_of_the_reader(visitor, shop):
    assert titles(visitor.get(FI)) == ["Rapport", "Koulu", "Facts"]
    assert titles(visitor.get(EN)) == ["Rapport", "Schools", "Facts"]


@pytest.mark.parametrize(("query", "found"), [
    ("lang=fi", ["Koulu"]),
    ("lang=sv&lang=fi", ["Rapport", "Koulu"]),
    ("type=guide", ["Schools"]),
    ("type=guide&type=report", ["Rapport", "Schools"]),
    ("year=2011", ["Koulu"]),
    ("year=2012", ["Schools"]),
    ("lang=fi&year=2012", []),
    ("type=guide&lang=en", ["Schools"]),
])  # fmt: skip
def test_filters_narrow_the_list_and_show_the_version_that_fits(visitor, shop, query, found):
    assert titles(visitor.get(f"{EN}?{query}")) == found


def test_a_topic_is_a_filter_too(visitor, shop):
    assert titles(visitor.get(f"{EN}?topic={shop.pk}")) == ["Schools"]


@pytest.mark.parametrize("query", [
    "order=x", "order=year", "series=999", "series=x", "publisher=x", "page=abc", "page=0", "page=-1", "page=٣", "page=", "year=0", "year=abcd", "year=٢٠١٢", "year=99999999999999999999", "lang=xx", "lang=",
    "type=%00", "topic=1e9", "topic=999", "what=ever", "lang=" + "a" * 5000, "&".join(f"type=t{n}" for n in range(500)), "page=9999",
])  # fmt: skip
def test_bad_values_count_as_absent(visitor, shop, query):
    response = visitor.get(f"{EN}?{query}")

    assert [response.status_code, titles(response)] == [200, ["Rapport", "Schools", "Facts"]]
    assert "Remove filter" not in response.content.decode()


@pytest.mark.parametrize(("address", "words"), [
    (EN, "3 publications"), (f"{EN}?lang=fi", "1 publication"), (f"{EN}?lang=fi&year=2012", "0 publications"),
    (FI, "3 julkaisua"), (f"{FI}?lang=fi", "1 julkaisu"), (f"{FI}?lang=fi&year=2012", "0 julkaisua"),
])  # fmt: skip
def test_the_number_is_said_in_heading_and_title_alike(visitor, shop, address, words):
    response = visitor.get(address)

    assert heading(response) == words
    assert f", {words} – " in re.search(r"<title>(.*?)</title>", as_read(response.text))[1]


def test_what_was_chosen_can_be_taken_back_one_by_one(visitor, shop):
    html = as_read(visitor.get(f"{EN}?type=guide&lang=en&lang=fi&junk=1").text)

    links = re.findall(r'<li><a href="([^"]*)"><span><span class="hidden">Remove filter: </span>([^<]*)', html)
    assert links == [
        ("/en/publications/?lang=fi&amp;type=guide#results", "Language: English"),
        ("/en/publications/?lang=en&amp;type=guide#results", "Language: Finnish"),
        ("/en/publications/?lang=en&amp;lang=fi#results", "Type: Guide"),
    ]
    assert '<a href="/en/publications/#results">Remove all filters</a>' in html


def options(html, name):
    select = re.search(rf'<select class="input" id="_{name}".*?</select>', html)[0]
    return re.findall(r'<option value="([^"]*)"(?: selected)?>([^<]*)', select)


def test_series_and_publishers_are_filters_with_the_numbers_that_one_would_get(visitor, shop):
    guides, reports = SeriesFactory(title="Ääniä"), SeriesFactory(title="Zoo")
    LanguageVersion.objects.filter(language="fi").update(series=guides)
    LanguageVersion.objects.filter(title="Schools").update(series=reports)
    LanguageVersion.objects.filter(title="Facts").update(series=reports)
    Publication.objects.filter(slug="facts").update(corporate_author_fi="CIMO", corporate_author_en="CIMO (EN)")

    html = as_read(visitor.get(f"{EN}?series={reports.pk}").text)

    assert options(html, "series") == [("", "All"), (str(reports.pk), "Zoo (2)"), (str(guides.pk), "Ääniä (1)")]
    assert options(html, "publisher") == [
        ("", "All"), ("CIMO", "CIMO (EN) (1)"), ("Opetushallitus", "Finnish National Agency for Education (1)"),
    ]  # fmt: skip
    assert titles(visitor.get(f"{EN}?series={reports.pk}&lang=fi")) == []
    assert titles(visitor.get(f"{EN}?series={guides.pk}")) == ["Koulu"]
    assert titles(visitor.get(f"{FI}?publisher=CIMO&series={reports.pk}")) == ["Facts"]
    assert "Publisher: CIMO (EN)" in as_read(visitor.get(f"{EN}?publisher=CIMO").text)


def test_titles_stand_in_the_order_of_finns_and_words_by_what_fits_best(visitor, shop):
    for title in ("Äidit", "”Oma koulu”", "Vesi", "Wien", "åbo"):
        LanguageVersionFactory(title=title, year=1999)
    search_shop()

    assert titles(visitor.get(f"{FI}?order=title")) == [
        "Facts", "Koulu", "”Oma koulu”", "Rapport", "Vesi", "Wien", "åbo", "Äidit",
    ]  # fmt: skip
    assert titles(visitor.get(f"{FI}?q=koulu")) == ["Koulu", "”Oma koulu”"]
    assert titles(visitor.get(f"{FI}?q=koulu&order=year")) == ["Koulu", "”Oma koulu”"]
    assert options(as_read(visitor.get(f"{EN}?q=koulu").text), "order") == [
        ("", "Best match first"), ("year", "Newest first"), ("title", "By title"),
    ]  # fmt: skip
    assert options(as_read(visitor.get(EN).text), "order") == [("", "Newest first"), ("title", "By title")]


def test_an_answer_begins_at_its_results(visitor, shop):
    landing = Page.objects.get(key="publications")
    landing.lead_en, landing.body_en = "Guides and reports.", "<p>About the catalogue.</p>"
    landing.save()
    publish(landing, "en", by=None)

    start, answer = as_read(visitor.get(EN).text), as_read(visitor.get(f"{EN}?lang=en&type=guide").text)

    assert '<p class="lead">Guides and reports.</p>' in start and "Guides and reports.</p>" not in answer
    assert '<form class="filters" action="/en/publications/#results"' in answer
    assert (
        "<summary>Filters and order</summary>" in start and "<summary>Filters and order (2 chosen)</summary>" in answer
    )
    assert answer.index('id="results"') < answer.index("<h3>") < answer.index("About the catalogue.")


def test_no_result_gives_advice(visitor, shop):
    html = as_read(visitor.get(f"{EN}?lang=sv&type=guide").text)

    assert (
        "No publication matches all your choices." in html and 'href="/en/publications/">Show all publications' in html
    )


def test_the_numbers_beside_the_choices_are_what_one_would_get(visitor, shop):
    html = as_read(visitor.get(f"{EN}?lang=en").text)

    choices = re.findall(r'name="(\w+)" value="(\w+)"( checked)?> <span class="choice__text">[^<]*<span>(\d+)', html)
    assert choices == [
        ("lang", "fi", "", "1"), ("lang", "sv", "", "1"), ("lang", "en", " checked", "2"),
        ("type", "guide", "", "1"), ("type", "statistics", "", "1"),
    ]  # fmt: skip


def test_an_address_names_itself_whatever_the_order_of_the_choices(visitor, shop):
    html = as_read(visitor.get(f"{EN}?type=guide&lang=en&page=1&utm=x").text)

    assert '<link rel="canonical" href="http://testserver/en/publications/?lang=en&amp;type=guide">' in html
    assert 'hreflang="fi" href="http://testserver/fi/julkaisut/?lang=en&amp;type=guide"' in html


def test_pages_of_ten_keep_the_choice(visitor, home):
    for number in range(23):
        LanguageVersionFactory(title=f"Opas {number}", year=2000)

    response = visitor.get(f"{FI}?lang=fi&page=2")

    html = as_read(response.text)
    assert titles(response) == [f"Opas {number}" for number in range(12, 2, -1)]
    assert '<a href="/fi/julkaisut/?lang=fi#results" aria-label="Sivu 1">1</a>' in html
    assert '<a href="/fi/julkaisut/?lang=fi&amp;page=3#results" rel="next">Seuraava</a>' in html
    assert "Julkaisuja, 23 julkaisua, sivu 2 –" in html
    assert titles(visitor.get(f"{FI}?page=9999")) == ["Opas 2", "Opas 1", "Opas 0"]


def test_a_title_in_another_language_is_marked_and_the_record_is_not(visitor, home):
    publication = PublicationFactory(slug="skolan", summary_fi="Suomeksi.", summary_en="In English.")
    LanguageVersionFactory(
        publication=publication, language="sv", title="Skolan", document=DocumentFactory(title="Skolan")
    )

    html = as_read(visitor.get(EN).text)

    assert '<h3 lang="sv"><a href="/en/publications/skolan/">Skolan</a></h3>' in html
    assert "<p>In English.</p>" in html
    assert (
        'hreflang="sv"><span>Download <span lang="sv">Skolan</span> (PDF, 2.1\u00a0MB, in Swedish)</span></a>' in html
    )


def test_a_summary_that_is_not_translated_is_marked(visitor, home):
    publication = PublicationFactory(summary_fi="Suomeksi.", summary_en="")
    LanguageVersionFactory(publication=publication, language="en")

    assert '<p lang="fi">Suomeksi.</p>' in as_read(visitor.get(EN).text)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how_many", [3, 60])
def test_the_catalogue_costs_two_queries_whatever_its_size(visitor, home, django_assert_num_queries, how_many):
    series, topics = SeriesFactory(), [TopicFactory(), TopicFactory()]
    for _each in range(how_many):
        publication = PublicationFactory()
        publication.topics.set(topics)
        for language in ("fi", "en"):
            LanguageVersionFactory(
                publication=publication, language=language, series=series, document=DocumentFactory()
            )

    assert visitor.get(EN).status_code == 200  # reads what is kept

    with django_assert_num_queries(2):
        assert (
            visitor.get(f"{EN}?lang=en&topic={topics[0].pk}&id={publication.pk}&id={publication.pk - 1}").status_code
            == 200
        )


@pytest.mark.django_db(transaction=True)
def test_the_home_page_shows_the_newest_in_its_language_first(shop, django_assert_num_queries):
    with translation.override("fi"):
        frame = Frame("")
        assert len(frame.menu) == 1
        newest(frame, {})  # reads what is kept
        with django_assert_num_queries(0):
            shown = newest(frame, {})

    assert [row.version.title for row in shown["rows"]] == ["Koulu", "Rapport", "Facts"]
    assert shown["url"] == FI


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_or_changed_since_is_not_shown_as_it_was(visitor, shop):
    before = titles(visitor.get(FI))
    Publication.objects.filter(slug="rapport").update(state="withdrawn")
    LanguageVersion.objects.filter(title="Koulu").update(title="Uusi koulu", year=1999)

    after = visitor.get(FI)

    assert before == ["Rapport", "Koulu", "Facts"]
    assert [titles(after), heading(after)] == [["Uusi koulu", "Facts"], "2 julkaisua"]


def test_the_home_page_shows_nothing_when_there_is_nothing(home):
    assert newest(Frame(""), {}) == {}


def test_an_empty_catalogue_says_so(visitor, home):
    assert "There are no publications here yet." in visitor.get(EN).content.decode()


def search_shop():
    index.write("publication", list(Publication.objects.values_list("pk", flat=True)))


def test_words_narrow_the_list_and_what_fits_best_stands_first(visitor, shop):
    text = LanguageVersionFactory(
        language="en", title="Teachers abroad", year=2020, publication__summary_en="From schools to firms."
    )
    LanguageVersion.objects.filter(title="Schools").update(isbn_pdf="978-952-13-4931-7")
    search_shop()

    assert titles(visitor.get(f"{EN}?q=school")) == ["Schools", "Teachers abroad"]
    assert titles(visitor.get(f"{EN}?q=school&year=2020")) == [text.title]
    assert titles(visitor.get(f"{EN}?q=9789521349317")) == ["Schools"]
    assert titles(visitor.get(f"{EN}?q=secret")) == []


def test_words_stay_in_every_address_and_the_counts_are_of_what_they_find(visitor, shop):
    search_shop()

    response = visitor.get(f"{EN}?q=schools&lang=fi")
    html = as_read(response.text)

    assert [titles(response), heading(response)] == [["Koulu"], "1 publication"]
    assert re.findall(r'name="(\w+)" value="(\w+)"[^>]*> <span class="choice__text">[^<]*<span>(\d+)', html) == [
        ("lang", "fi", "1"), ("lang", "en", "1"), ("type", "guide", "1"),
    ]  # fmt: skip
    assert 'value="schools"' in html
    assert (
        '<a href="/en/publications/?lang=fi#results"><span><span class="hidden">Remove filter: </span>“schools”</span></a>'
        in html
    )
    assert (
        '<a href="/en/publications/?q=schools#results"><span><span class="hidden">Remove filter: </span>Language: Finnish'
        in html
    )
    assert '<a href="/fi/julkaisut/?q=schools&amp;lang=fi" lang="fi"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_slip_in_the_words_is_mended_and_said(visitor, shop):
    search_shop()

    html = as_read(visitor.get(f"{EN}?q=scholos&type=guide").text)

    assert "Showing results for <strong>schools</strong>." in html
    assert '<a href="/en/publications/?q=scholos&amp;type=guide&amp;typed=1#results">' in html


def test_words_without_a_publication_lead_to_the_search_of_the_site(visitor, shop):
    search_shop()

    html = as_read(visitor.get(f"{EN}?q=zzyzx").text)

    assert "No publication matches all your choices." in html
    assert '<a class="more" href="/en/search/?q=zzyzx">Search the whole site</a>' in html


@pytest.mark.parametrize("words", ["%00", "%20", "a" * 10_000, "%22", "%E2%80%AE", "the", "'%20OR%201=1", "*"])
def test_no_words_break_the_catalogue(visitor, shop, words):
    search_shop()

    assert visitor.get(f"{EN}?q={words}").status_code == 200


def ids(shop, *slugs):
    return "&".join(f"id={Publication.objects.get(slug=slug).pk}" for slug in slugs)


def test_what_is_ticked_survives_paging_filtering_and_the_language_without_script(visitor, shop, monkeypatch):
    monkeypatch.setattr(catalogue, "PER_PAGE", 1)
    chosen = ids(shop, "koulu", "facts")

    html = as_read(visitor.get(f"{EN}?lang=en&page=2&{chosen}&id=99999&id=x").text).replace("&amp;", "&")

    links = [href for href in re.findall(r'href="([^"]*)"', html.partition("<main")[2]) if href.startswith(f"{EN}?")]
    assert {f"{EN}?lang=en&{chosen}#results", f"{EN}?{chosen}#results"} <= set(
        links
    )  # the first page, and without the filter
    assert [link for link in links if chosen not in link] == [f"{EN}?lang=en&page=2#_cite"]  # choose none
    assert f'href="{FI}?lang=en&page=2&{chosen}"' in html
    assert re.findall(r'name="id" value="(\d+)" form="_list"( checked)?>', html) == [
        (pk, " checked") for pk in reversed(re.findall(r"id=(\d+)", chosen))
    ]  # that of the page, then that of another
    assert html.count("<span data-count>2</span>") == 2


def test_ticks_are_no_part_of_what_search_engines_and_feeds_know(visitor, shop):
    html = as_read(visitor.get(f"{EN}?{ids(shop, 'koulu')}").text)

    assert 'rel="canonical"' not in html and '<meta name="robots" content="noindex">' in html
    assert 'href="/en/publications.xml"' in html and 'href="/en/citations/"' in html


def test_nothing_found_keeps_what_was_ticked_before(visitor, shop):
    html = as_read(visitor.get(f"{EN}?lang=sv&type=guide&{ids(shop, 'koulu')}").text)

    assert "No publication matches all your choices." in html
    assert re.findall(r'name="id" value="\d+" form="_list" checked>\s*<span[^>]*>([^<]*)<', html) == ["Schools"]


def test_the_list_says_when_no_more_can_be_ticked(visitor, shop, monkeypatch):
    monkeypatch.setattr(filters, "MOST_TICKED", 2)

    assert "No more than 2 can be chosen." not in visitor.get(f"{EN}?{ids(shop, 'koulu')}").text
    assert "No more than 2 can be chosen." in visitor.get(f"{EN}?{ids(shop, 'koulu', 'facts', 'rapport')}").text
