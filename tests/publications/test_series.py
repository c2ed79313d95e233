import re

import pytest

from oph_site.search import index
from publications.models import Series
from tests.factories.publications import LanguageVersionFactory, SeriesFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def guides():
    """Three public issues and a draft."""
    series = SeriesFactory(title="Oppaat ja käsikirjat", issn_print="1798-8950", issn_online="1798-8969")
    for number, year in (("2011:7", 2011), ("2011:16", 2011), ("2021:5", 2021)):
        LanguageVersionFactory(series=series, number=number, year=year, title=f"Opas {number}")
    LanguageVersionFactory(series=series, number="2022:1", year=2022, title="Salainen", publication__state="draft")
    return series


def numbers(response):
    return re.findall(r'<p class="issue__number">([^<]*)', as_read(response.text))


def test_the_issues_stand_in_order_with_the_issn_of_the_series(visitor, guides):
    response = visitor.get(f"/fi/julkaisut/sarjat/{guides.pk}/oppaat-ja-kasikirjat/")

    html = as_read(response.text)
    assert numbers(response) == ["2021:5", "2011:16", "2011:7"]
    assert dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", html)) == {
        "ISSN, painettu": "1798-8950", "ISSN, verkko": "1798-8969",
    }  # fmt: skip
    assert "<h1>Oppaat ja käsikirjat</h1>" in html and "3 julkaisua</h2>" in html and "Salainen" not in html


def test_the_page_exists_in_every_language_and_marks_the_title_of_another(visitor, guides):
    html = as_read(visitor.get(f"/en/publications/series/{guides.pk}/oppaat-ja-kasikirjat/").text)

    assert '<h1 lang="fi">Oppaat ja käsikirjat</h1>' in html and '<h3 lang="fi">' in html
    assert f'hreflang="fi" href="http://testserver/fi/julkaisut/sarjat/{guides.pk}/oppaat-ja-kasikirjat/"' in html


def test_an_old_name_leads_to_the_series(visitor, guides):
    old = guides.get_absolute_url()
    Series.objects.filter(pk=guides.pk).update(title="Oppaat")

    moved = [visitor.get(old), visitor.get(f"/fi/julkaisut/sarjat/{guides.pk}/")]

    new = f"/fi/julkaisut/sarjat/{guides.pk}/oppaat/"
    assert [(response.status_code, response.get("Location")) for response in moved] == [(301, new)] * 2
    assert visitor.get(new).status_code == 200


def test_a_series_without_a_public_issue_has_no_page(visitor):
    draft = LanguageVersionFactory(series=SeriesFactory(), publication__state="draft")

    assert visitor.get(draft.series.get_absolute_url()).status_code == 404
    assert visitor.get("/fi/julkaisut/sarjat/999999999999999999/").status_code == 404
    assert visitor.get("/sitemap-series-1.xml").status_code == 404


def test_robots_and_the_search_find_a_series_by_its_title_and_number(visitor, guides):
    index.write("series", [guides.pk])
    empty = SeriesFactory(title="Oppaat ilman julkaisuja")
    index.write("series", [empty.pk])

    found = [as_read(visitor.get(f"/en/search/?q={words}").text) for words in ("käsikirjat", "1798-8969")]

    url = f"/en/publications/series/{guides.pk}/oppaat-ja-kasikirjat/"
    assert [re.findall(r'<h3><a href="([^"]*)"', html) for html in found] == [[url], [url]]
    assert f"<loc>http://testserver{url}</loc>" in visitor.get("/sitemap-series-1.xml").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how_many", [1, 60])
def test_the_page_costs_two_queries_however_many_issues(visitor, django_assert_num_queries, how_many):
    series = SeriesFactory()
    for number in range(how_many):
        LanguageVersionFactory(series=series, number=str(number))
    url = series.get_absolute_url()
    visitor.get(url)  # reads what is kept

    with django_assert_num_queries(2):
        response = visitor.get(url)

    assert len(numbers(response)) == min(how_many, 50)


def test_the_form_of_a_series_lists_its_issues_in_order_with_links(
    officer_client, guides, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13):
        html = as_read(officer_client.get(f"/admin/publications/series/{guides.pk}/change/").text)

    issues = re.findall(
        r'<li>(\S+) <a href="/admin/publications/publication/(\d+)/change/">([^<]*)</a> · ([^<]*)</li>', html
    )
    assert [(number, title) for number, _pk, title, _state in issues] == [
        ("2022:1", "Salainen"), ("2021:5", "Opas 2021:5"), ("2011:16", "Opas 2011:16"), ("2011:7", "Opas 2011:7"),
    ]  # fmt: skip
    assert issues[0][3].split(" · ")[1] != issues[1][3].split(" · ")[1]
    assert officer_client.get("/admin/publications/series/add/").status_code == 200
