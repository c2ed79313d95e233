import json
import re

import pytest

from oph_site.files.models import Document, DocumentText
from pages.editions.publishing import publish
from publications.citing.text import citation
from publications.models import LanguageVersion
from tests.factories.files import DocumentFactory
from tests.factories.pages import HomeFactory, PageFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory, SeriesFactory, TopicFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db
EN, FI = "/en/publications/koulu/", "/fi/julkaisut/koulu/"


@pytest.fixture
def schools():
    publication = PublicationFactory(
        slug="koulu", corporate_author_fi="Opetushallitus", corporate_author_en="Finnish National Board of Education",
        summary_fi="Mitä maailmankansalainen osaa.", summary_en="What a global citizen can do.",
    )  # fmt: skip
    LanguageVersionFactory(
        publication=publication, language="sv", title="Skolan möter världen", number="2011:7", year=2011,
        series=SeriesFactory(title="Guider och handböcker"), document=DocumentFactory(title="Skolan", language="sv", size=640_000),
    )  # fmt: skip
    LanguageVersionFactory(
        publication=publication, language="en", title="Schools reaching out", subtitle="What competences do citizens need?",
        series=SeriesFactory(title="Publications", issn_online="1798-8969"), number="2011:34", year=2011, pages=36,
        isbn_print="978-952-13-4934-8", isbn_pdf="978-952-13-4935-5", document=DocumentFactory(title="Schools"),
    )  # fmt: skip
    return publication


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return as_read(response.text)


def test_a_reader_sees_the_version_of_their_language_with_its_facts(visitor, schools):
    html = html_of(visitor, EN)

    facts = dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>(.*?)</dd>", html))
    facts = {term: re.sub(r"<[^>]*>", "", value).strip() for term, value in facts.items()}
    assert "<h1>Schools reaching out</h1>" in html
    assert facts == {
        "Language": "English", "Year": "2011", "Series": "Publications 2011:34", "Publisher": "Finnish National Board of Education",
        "ISBN, printed": "978-952-13-4934-8", "ISBN, PDF": "978-952-13-4935-5", "ISSN, online": "1798-8969", "Pages": "36",
        "Permanent address": "http://testserver/en/publications/koulu/",
    }  # fmt: skip


def test_the_other_versions_stand_beside_it_in_their_own_language(visitor, schools):
    html = html_of(visitor, EN)

    assert '<h3 lang="sv">Skolan möter världen</h3>' in html
    assert "In English · shown on this page" in html and ">In Swedish</p>" in html
    assert '2011, <span lang="sv">Guider och handböcker 2011:7</span>' in html
    assert (
        'hreflang="sv"><span>Download <span lang="sv">Skolan möter världen</span> (PDF, 640\u00a0kB, in Swedish)'
        in html
    )


def test_a_foreign_title_is_marked_wherever_it_stands_and_the_record_stays_in_the_language_of_the_site(
    visitor, schools
):
    html = html_of(visitor, FI)

    assert '<html lang="fi">' in html
    assert '<h1 lang="sv">Skolan möter världen</h1>' in html
    assert "<p>Mitä maailmankansalainen osaa.</p>" in html
    assert "(PDF, 640\u00a0kt, ruotsiksi)" in html and "(PDF, 2,1\u00a0Mt, englanniksi)" in html
    assert re.search(
        r'<dd lang="sv"> ?<a href="/fi/julkaisut/sarjat/\d+/guider-och-handbocker/">Guider och handböcker</a> 2011:7',
        html,
    )


def test_the_breadcrumb_of_a_foreign_title_is_marked(visitor, schools):
    home = HomeFactory()
    publish(home, "fi", by=None)

    assert '<span aria-current="page" lang="sv">Skolan möter världen</span>' in html_of(visitor, FI)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_is_not_there(visitor, schools, state):
    before = visitor.get(EN).status_code
    schools.state = state
    schools.save()

    assert [before, visitor.get(EN).status_code, visitor.get(FI).status_code] == [200, 404, 404]


def test_a_publication_without_a_text_has_no_page(visitor):
    PublicationFactory(slug="empty")

    assert visitor.get("/en/publications/empty/").status_code == 404


def test_the_page_exists_in_every_language_of_the_site(visitor, schools):
    html = html_of(visitor, EN)

    assert 'hreflang="fi" href="http://testserver/fi/julkaisut/koulu/"' in html
    assert in_sitemap(visitor) == [FI, EN]


def in_sitemap(visitor):
    return re.findall("<loc>http://testserver([^<]*)", visitor.get("/sitemap-publications-1.xml").content.decode())


def test_drafts_are_not_in_the_sitemap(visitor, schools):
    LanguageVersionFactory(publication=PublicationFactory(slug="draft", state="draft"))

    assert in_sitemap(visitor) == [FI, EN]


def test_citation_names_title_year_publisher_series_and_isbn(schools):
    swedish, english = schools.versions.order_by("pk")

    assert citation(english) == (
        "Schools reaching out: What competences do citizens need? (2011). Finnish National Board of Education. "
        "Publications 2011:34. ISBN 978-952-13-4935-5."
    )
    assert citation(swedish).startswith("Skolan möter världen (2011). ")
    assert (
        citation(LanguageVersionFactory(title="Koulu?", subtitle="Opas", year=None)) == "Koulu? Opas. Opetushallitus."
    )


def test_search_engines_get_the_version_that_is_shown(visitor, schools):
    schools.summary_en = "</script><script>alert(1)</script>"
    schools.save()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html_of(visitor, EN))
    data = json.loads(blocks[0])
    wanted = {
        "@type": "Book",
        "inLanguage": "en",
        "datePublished": "2011",
        "numberOfPages": 36,
        "isbn": ["978-952-13-4934-8", "978-952-13-4935-5"],
    }
    assert {key: data[key] for key in wanted} == wanted
    assert data["description"] == "</script><script>alert(1)</script>"


def test_authors_stand_in_order_and_lasting_identifiers_are_links(visitor, schools):
    schools.authors = "Meikäläinen, Maija\nMallikas, Matti"
    schools.save()
    LanguageVersion.objects.filter(language="en").update(doi="10.1234/a(b)", urn="URN:ISBN:978-952-13-4935-5")

    html = html_of(visitor, EN)

    assert "<dt>Authors</dt><dd>Maija Meikäläinen</dd><dd>Matti Mallikas</dd>" in html
    assert '<dd><a href="https://doi.org/10.1234/a%28b%29">10.1234/a(b)</a></dd>' in html
    assert '<a href="https://urn.fi/URN:ISBN:978-952-13-4935-5">' in html
    assert html_of(visitor, "/fi/julkaisut/koulu/").count('<a href="https://doi.org/10.1234/a%28b%29">') == 1


@pytest.mark.parametrize("is_tagged", [True, False])
def test_an_accessible_version_is_offered_only_where_the_file_is_not_one(visitor, schools, is_tagged):
    Document.objects.update(is_tagged=is_tagged, language="", file_language="en")

    html = html_of(visitor, EN)

    assert ("The PDF is tagged: screen readers can tell its headings and lists." in html) == is_tagged
    assert ("Ask for an accessible version of this file" in html) == (not is_tagged)


def test_series_topics_and_publisher_lead_to_their_lists(visitor, schools):
    topic = TopicFactory(title_en="Mobility")
    schools.topics.add(topic)
    home = HomeFactory()
    landing = PageFactory(parent=home, key="publications", kind="publications", slug_en="publications")
    for page in (home, landing):
        publish(page, "en", by=None)

    html = html_of(visitor, EN)

    series = schools.versions.get(language="en").series
    assert f'<a href="/en/publications/series/{series.pk}/publications/">Publications</a> 2011:34' in html
    assert f'<a href="/en/publications/?topic={topic.pk}">Mobility</a>' in html
    publisher = re.search(r'<a href="([^"]*)">Finnish National Board of Education</a>', html)[1]
    assert 'id="results">1 publication</h2>' in as_read(visitor.get(publisher).text)


def test_others_on_the_same_subject_are_offered(visitor, schools):
    topic = TopicFactory()
    schools.topics.add(topic)
    other, draft = PublicationFactory(slug="other"), PublicationFactory(slug="draft", state="draft")
    for publication in (other, draft):
        publication.topics.add(topic)
        LanguageVersionFactory(publication=publication, language="fi", title=f"Opas {publication.slug}")

    html = html_of(visitor, EN)

    assert '<h3 lang="fi"><a href="/en/publications/other/">Opas other</a></h3>' in html and "Opas draft" not in html


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how_many", [1, 60])
def test_the_page_costs_no_query_whatever_the_size_of_the_catalogue(
    visitor, schools, django_assert_num_queries, how_many
):
    topic = TopicFactory()
    schools.topics.add(topic)
    for _each in range(how_many):
        publication = PublicationFactory()
        publication.topics.add(topic)
        LanguageVersionFactory(publication=publication, document=DocumentFactory())

    html_of(visitor, EN)  # reads what is kept

    with django_assert_num_queries(0):
        html_of(visitor, EN)


def test_the_accessible_version_is_not_offered_where_there_is_no_file(visitor):
    LanguageVersionFactory(publication=PublicationFactory(slug="koulu"), language="en", title="Schools")

    html = html_of(visitor, EN)

    assert "This version is not available as a file." in html and "Download" not in html


def tags_of(html):
    """{name: [contents]} of the tags for other programs."""
    found = {}
    for name, content in re.findall(
        r'<meta name="((?:citation_|DC\.)[^"]*)" content="([^"]*)"', html.partition("</head>")[0]
    ):
        found.setdefault(name, []).append(content)
    return found


def test_scholar_and_zotero_find_the_version_that_is_shown_in_the_head(visitor, schools):
    html = visitor.get(EN).text

    found = tags_of(html)
    wanted = {
        "citation_title": ["Schools reaching out: What competences do citizens need?"],
        "citation_author": ["Finnish National Board of Education"],
        "citation_publication_date": ["2011"],
        "citation_language": ["en"],
        "citation_isbn": ["978-952-13-4935-5", "978-952-13-4934-8"],
        "citation_issn": ["1798-8969"],
        "DC.relation": ["Publications 2011:34"],
    }
    assert {name: found[name] for name in wanted} == wanted
    assert found["citation_pdf_url"][0].endswith(".pdf")
    assert re.findall(r'<link rel="alternate" type="[^"]*" href="([^"]*)" title="(?:RIS|BibTeX|CSL-JSON)">', html) == [
        f"{EN}en.ris", f"{EN}en.bib", f"{EN}en.json",
    ]  # fmt: skip


def test_nothing_in_a_title_ends_a_tag(visitor, schools):
    schools.versions.filter(language="en").update(title='A "quoted" <title> & more')

    assert tags_of(visitor.get(EN).text)["citation_title"][0].startswith(
        "A &quot;quoted&quot; &lt;title&gt; &amp; more"
    )


def test_search_engines_learn_of_the_other_languages(visitor, schools):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visitor.get(EN).text)

    (swedish,) = json.loads(blocks[0])["workTranslation"]
    assert [swedish["name"], swedish["inLanguage"], swedish["isPartOf"]["position"]] == [
        "Skolan möter världen",
        "sv",
        "2011:7",
    ]


def test_the_citation_has_its_address_and_the_day_of_access(visitor, schools, time_machine):
    time_machine.move_to("2026-11-30T12:00:00+02:00", tick=False)

    assert "Accessed 30 November 2026, http://testserver/en/publications/koulu/" in html_of(visitor, EN)
    time_machine.move_to("2026-11-30T23:59:30+02:00", tick=False)
    assert "s-maxage=30" in visitor.get(EN)["Cache-Control"]


def test_no_line_ends_within_the_isbn_of_a_citation_and_nothing_in_it_is_markup(visitor, schools):
    schools.versions.filter(language="en").update(title="<b>A & B")

    html = visitor.get(EN).text

    assert "&lt;b&gt;A &amp; B: What competences" in html
    assert '<span class="number">ISBN 978-952-13-4935-5</span>.' in html


@pytest.mark.parametrize(("outline", "shown"), [
    ([[0, "Alku", 1], [1, "Luku 1", 2], [0, "Liitteet", None]], ["Alku", "Luku 1", "Liitteet"]),
    ([[0, "Koulu", 1], [1, "Luku 1", 2], [1, "Luku 2", 3]], ["Luku 1", "Luku 2"]),  # the title is not its contents
    ([[0, "Koulu", 1]], []),
    ([], []),
    (None, []),
])  # fmt: skip
def test_the_contents_of_the_file_are_shown_in_its_language(visitor, outline, shown):
    document = DocumentFactory()
    DocumentText.objects.create(document=document, outline=outline)
    LanguageVersionFactory(
        publication=PublicationFactory(slug="koulu"), language="fi", title="Koulu", document=document
    )

    html = html_of(visitor, EN)

    listed = re.search(r'<ol class="chapters" lang="fi">.*?</aside>', html)
    rows = re.findall(
        r'<span class="chapters__row"><span>([^<]*)</span>(?: <span class="chapters__page">([0-9]+))?', html
    )
    assert [title for title, _page in rows] == shown and bool(listed) == bool(shown)
    assert dict(rows).get("Luku 1", "2") == "2"
