import csv
import io
import re

import pytest

from pages.models import Page
from tests.factories.pages import PageFactory, published
from tests.factories.records import AppropriationFactory
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def grants_page(home):
    return published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset", slug_en="grants"))


@pytest.fixture
def figures(grants_page):
    """Two sectors over three years, of which one began later."""
    amounts = {
        ("vocational", 2024): 500_000,
        ("vocational", 2025): 0,
        ("vocational", 2026): 1_234_000,
        ("general", 2026): 617_000,
    }
    for (sector, year), amount in amounts.items():
        AppropriationFactory(sector=sector, year=year, amount=amount)
    AppropriationFactory(sector="liberal", year=2026, amount=999, state="draft")
    return amounts


def digits(text):
    return int(re.sub(r"\D", "", text))


def in_the_table(html):
    """{(sector, year): (amount, length of its bar)}."""
    found = {}
    for year, line in re.findall(r'<th scope="row">(\d+)</th>(.*?)</tr>', html):
        cells = (
            r'<span class="sums__sector">([^<]+)</span> ?<span class="num">([^<–]+)</span>.*?<rect width="([\d.]+)%"'
        )
        found |= {(sector, int(year)): (digits(sum), float(bar)) for sector, sum, bar in re.findall(cells, line)}
    return found


def sums_of(table):
    return {place: amount for place, (amount, _bar) in table.items()}


def in_the_file(response, delimiter):
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    return {(sector, int(year)): int(amount) for year, sector, amount, _source in rows[1:]}


@pytest.mark.parametrize(
    ("path", "file", "delimiter"),
    [("/fi/avustukset/", "/fi/maararahat.csv", ";"), ("/en/grants/", "/en/appropriations.csv", ",")],
)
def test_the_table_and_the_file_tell_the_same_sums(visitor, figures, path, file, delimiter):
    table = sums_of(in_the_table(as_read(visitor.get(path).text)))

    assert sorted(table.values()) == sorted(figures.values())
    assert table == in_the_file(visitor.get(file), delimiter)


def test_bars_are_drawn_to_one_scale(visitor, figures):
    table = in_the_table(as_read(visitor.get("/en/grants/").text))

    assert {amount: bar for amount, bar in table.values()} == {
        amount: pytest.approx(100 * amount / 1_234_000, abs=0.01) for amount in figures.values()
    }


def test_a_year_without_a_sum_has_a_dash_and_no_bar(visitor, grants_page):
    AppropriationFactory(year=2025, sector="general")
    AppropriationFactory(year=2026, sector="vocational")

    html = as_read(visitor.get("/en/grants/").text)

    assert html.count('<span class="num">–</span>') == html.count("<rect ") == 2
    assert "style=" not in html


def test_the_table_adds_up_each_year(visitor, figures):
    assert "<strong>€1,851,000</strong>" in visitor.get("/en/grants/").text


def test_the_table_shows_the_last_ten_years_and_the_file_all(visitor, grants_page):
    for year in range(2010, 2022):
        AppropriationFactory(year=year)

    table = in_the_table(as_read(visitor.get("/en/grants/").text))
    written = in_the_file(visitor.get("/en/appropriations.csv"), ",")

    assert sorted(year for _sector, year in table) == list(range(2012, 2022))
    assert len(written) == 12


def test_the_file_is_one_that_finnish_spreadsheets_open(visitor, grants_page):
    AppropriationFactory(year=2026, source_fi='Talousarvio; "momentti"')

    response = visitor.get("/fi/maararahat.csv")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.decode("utf-8-sig") == (
        'Vuosi;Koulutusmuoto;Euroa;Lähde\r\n2026;Ammatillinen koulutus;1234000;"Talousarvio; ""momentti"""\r\n'
    )
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"] == 'attachment; filename="maararahat.csv"'
    assert response["Cache-Control"].startswith("public, max-age=0, s-maxage=50")
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_file_is_a_formula(visitor, grants_page, start):
    AppropriationFactory(source_en=f"{start}HYPERLINK(1)")

    content = visitor.get("/en/appropriations.csv").content.decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(content, newline="")))[1][3]

    assert cell == f"'{start}HYPERLINK(1)"


def test_there_is_no_file_without_figures(visitor, grants_page):
    AppropriationFactory(state="draft")

    assert visitor.get("/fi/maararahat.csv").status_code == 404
