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


def in_the_chart(html):
    """{(sector, year): amount} as the drawing says it."""
    found = {}
    for name, svg in re.findall(r'class="chart__name">(.*?)</p>\s*(<svg.*?</svg>)', html, re.DOTALL):
        years = re.findall(r'chart__year"[^>]*>(\d+)<', svg)
        sums = re.findall(r'chart__sum"[^>]*>([^<]+)<', svg)
        found |= {(name, int(year)): digits(amount) for year, amount in zip(years, sums, strict=True)}
    return found


def in_the_table(html):
    table = html[html.index("appropriations-caption") :]
    sectors = re.findall(r'class="num">([^<]+)</th>', table)[:-1]
    rows = re.findall(r'<th scope="row">(\d+)</th>(.*?)</tr>', table)
    cells = [(int(year), re.findall(r'<td class="num">([^<]+)</td>', row)) for year, row in rows]
    return {
        (sector, year): digits(cell)
        for year, line in cells
        for sector, cell in zip(sectors, line, strict=True)
        if cell != "–"
    }


def in_the_file(response, delimiter):
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    return {(sector, int(year)): int(amount) for year, sector, amount, _source in rows[1:]}


@pytest.mark.parametrize(
    ("path", "file", "delimiter"),
    [("/fi/avustukset/", "/fi/maararahat.csv", ";"), ("/en/grants/", "/en/appropriations.csv", ",")],
)
def test_the_chart_the_table_and_the_file_tell_the_same_sums(visitor, figures, path, file, delimiter):
    html = as_read(visitor.get(path).text)

    chart, table, written = in_the_chart(html), in_the_table(html), in_the_file(visitor.get(file), delimiter)

    assert sorted(chart.values()) == sorted(figures.values())
    assert chart == table == written


def test_bars_are_drawn_to_one_scale(visitor, figures):
    html = visitor.get("/en/grants/").text

    widths = [float(width) for width in re.findall(r'chart__bar"[^>]* width="([\d.]+)%"', html)]

    assert widths == [24.0, 19.45, 0.0, 48.0]  # general 2026, then vocational: half, 500/1234, nothing and all of 48


def test_a_reader_without_sight_hears_the_sums_of_each_drawing(visitor, figures):
    html = visitor.get("/en/grants/").text

    assert 'aria-label="Vocational education: 2024 €500,000, 2025 €0, 2026 €1,234,000"' in html
    assert "style=" not in html


def test_the_table_adds_up_each_year(visitor, figures):
    assert "<strong>€1,851,000</strong>" in visitor.get("/en/grants/").text


def test_the_chart_shows_the_last_ten_years_and_the_file_all(visitor, grants_page):
    for year in range(2010, 2022):
        AppropriationFactory(year=year)

    chart = in_the_chart(visitor.get("/en/grants/").text)
    written = in_the_file(visitor.get("/en/appropriations.csv"), ",")

    assert sorted(year for _sector, year in chart) == list(range(2012, 2022))
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
    assert response["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
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
