import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml.html import fromstring

from pages.models import Block, Page
from pages.models.grant import CLOSING_SOON
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.records import AppropriationFactory, GrantCallFactory

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def grants_page(home):
    return published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset", slug_en="grants"))


def from_now(**kwargs):
    return timezone.now() + timedelta(**kwargs)


def words_of(html, css):
    """The words of the first element of that class, on one line."""
    return " ".join(fromstring(html).find_class(css)[0].text_content().split())


def titles(response, name):
    return [row.call.title for row in response.context[name]]


def test_calls_stand_by_the_clock_and_the_nearest_comes_first(visitor, grants_page):
    GrantCallFactory(title_fi="auki kauan", closes_at=from_now(days=9))
    GrantCallFactory(title_fi="auki huomiseen")
    GrantCallFactory(title_fi="myöhemmin", opens_at=from_now(days=8), closes_at=from_now(days=9))
    GrantCallFactory(title_fi="pian", opens_at=from_now(days=1), closes_at=from_now(days=90))
    GrantCallFactory(title_fi="päättyi kauan sitten", opens_at=from_now(days=-99), closes_at=from_now(days=-90))
    GrantCallFactory(title_fi="päättyi eilen", opens_at=from_now(days=-9), closes_at=from_now(days=-1))
    for state in ("draft", "withdrawn"):
        GrantCallFactory(title_fi=state, state=state)

    response = visitor.get("/fi/avustukset/")

    assert titles(response, "open_calls") == ["auki huomiseen", "auki kauan"]
    assert titles(response, "coming_calls") == ["pian", "myöhemmin"]
    assert titles(response, "past_calls") == ["päättyi eilen", "päättyi kauan sitten"]
    assert "withdrawn" not in response.text


def test_each_empty_list_says_so(visitor, grants_page):
    text = visitor.get("/en/grants/").text

    assert "No call is open at the moment." in text
    assert "The dates of the next calls are not known yet." in text
    assert "No call has closed yet." in text
    assert "Appropriations by year" not in text


def test_a_row_tells_its_deadline_in_words_and_its_sum(visitor, grants_page, time_machine):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=HELSINKI), tick=False)
    GrantCallFactory(
        amount=1_234_000,
        opens_at=datetime(2027, 2, 1, 8, tzinfo=HELSINKI),
        closes_at=datetime(2027, 4, 15, 16, 15, tzinfo=HELSINKI),
    )

    finnish, english = visitor.get("/fi/avustukset/").text, visitor.get("/en/grants/").text

    assert "Haku päättyy 15.4. torstaina 15.4.2027 klo 16.15 Suomen aikaa" in words_of(finnish, "call__until")
    assert "Closes 15 Apr Thursday 15 April 2027 at 16:15, Finnish time" in words_of(english, "call__until")
    assert 'datetime="2027-04-15T16:15:00+03:00"' in english
    assert "1\u00a0234\u00a0000\u00a0€" in finnish
    assert "€1,234,000" in english


@pytest.mark.parametrize("change", ["opens_at", "closes_at"])
def test_no_cache_keeps_the_page_beyond_the_next_opening_or_closing(visitor, grants_page, time_machine, change):
    now = datetime(2027, 4, 15, 16, 14, 20, tzinfo=HELSINKI)
    time_machine.move_to(now, tick=False)
    times = {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=1),
        change: now + timedelta(seconds=40),
    }
    GrantCallFactory(**times)

    assert "s-maxage=40," in visitor.get("/fi/avustukset/")["Cache-Control"]


def test_drafts_do_not_shorten_the_life_of_the_page(visitor, grants_page):
    GrantCallFactory(state="draft", closes_at=from_now(seconds=40))

    assert "s-maxage=50" in visitor.get("/fi/avustukset/")["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_two_queries_whatever_the_number_of_calls(visitor, home, django_assert_max_num_queries):
    page = PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset")
    page.contact_points.add(ContactPointFactory())
    published(page)
    for number in (1, 30):
        GrantCallFactory.create_batch(number)
        AppropriationFactory(year=2000 + number)

        visitor.get("/fi/avustukset/")  # reads what is kept
        with django_assert_max_num_queries(2):
            assert visitor.get("/fi/avustukset/").status_code == 200


def test_a_call_without_a_translation_is_shown_in_finnish_and_marked(visitor, grants_page):
    GrantCallFactory(title_fi="Vain suomeksi", title_en="")

    text = visitor.get("/en/grants/").text

    assert '<h3 lang="fi"><a href="/en/grants/calls/' in text
    assert not re.search(r'<h3 lang="fi">', visitor.get("/fi/avustukset/").text)


def test_the_page_says_in_short_how_many_are_open_what_closes_next_and_how_much_there_is(
    visitor, grants_page, time_machine
):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=HELSINKI), tick=False)
    GrantCallFactory(amount=400_000, closes_at=datetime(2027, 4, 15, 16, 15, tzinfo=HELSINKI))
    GrantCallFactory(amount=250_000, closes_at=datetime(2027, 5, 15, 16, 15, tzinfo=HELSINKI))
    GrantCallFactory(amount=9, opens_at=from_now(days=8), closes_at=from_now(days=9))

    def facts():
        return visitor.get("/en/grants/").context["computed_facts"]

    known = facts()
    GrantCallFactory(amount=None)
    unknown = facts()

    assert known == [
        ("Open calls", "2"),
        ("Next deadline", "Thursday 15 April 2027 at\u00a016:15"),
        ("Funding available", "€650,000"),
    ]
    assert unknown[2] == ("Funding available, at least", "€650,000")


def test_a_sum_that_is_not_known_is_not_shown(visitor, grants_page):
    GrantCallFactory(amount=None)
    GrantCallFactory(amount=None, opens_at=from_now(days=-9), closes_at=from_now(days=-1))

    text = visitor.get("/en/grants/").text

    assert "call__sum" not in text
    assert "Not known" not in text


@pytest.fixture
def home_with_calls(home, grants_page):
    Block.objects.create(page=home, language="fi", kind=Block.Kind.CALLS, title="Haettavana nyt")
    return published(home)


def test_the_home_page_shows_the_four_that_close_or_open_next_and_leads_to_them(visitor, home_with_calls):
    GrantCallFactory(title_fi="pian", slug="pian", opens_at=from_now(days=1), closes_at=from_now(days=90))
    for day in (4, 2, 3, 5):
        GrantCallFactory(slug=f"auki-{day}", closes_at=from_now(days=day))
    GrantCallFactory(slug="paattynyt", opens_at=from_now(days=-9), closes_at=from_now(days=-1))

    links = fromstring(visitor.get("/fi/").text).xpath('//ul[@class="calls"]//h3/a/@href')

    assert links == [f"/fi/avustukset/haut/auki-{day}/" for day in (2, 3, 4, 5)]


def test_the_home_page_has_no_such_block_while_there_is_nothing_to_apply_for(visitor, home_with_calls):
    GrantCallFactory(opens_at=from_now(days=-9), closes_at=from_now(days=-1))

    assert "Haettavana nyt" not in visitor.get("/fi/").text


def test_a_section_shows_the_calls_when_the_page_of_grants_stands_right_below_it(visitor, home):
    schools, services = (
        published(PageFactory(parent=home, kind=Page.Kind.SECTION, slug_fi=slug)) for slug in ("koulut", "palvelut")
    )
    published(PageFactory(parent=schools, kind=Page.Kind.GRANTS, slug_fi="avustukset"))
    GrantCallFactory(slug="haku")

    assert 'href="/fi/koulut/avustukset/haut/haku/"' in visitor.get("/fi/koulut/").text
    assert "/haut/haku/" not in visitor.get("/fi/palvelut/").text


@pytest.mark.parametrize("path", ["/fi/", "/fi/avustukset/"])
def test_no_cache_keeps_a_list_beyond_the_moment_at_which_a_call_begins_to_close_soon(visitor, home_with_calls, time_machine, path):  # fmt: skip
    now = datetime(2027, 4, 15, 16, 14, 20, tzinfo=HELSINKI)
    time_machine.move_to(now, tick=False)
    GrantCallFactory(closes_at=now + CLOSING_SOON + timedelta(seconds=40), opens_at=now - timedelta(days=1))

    assert "s-maxage=40," in visitor.get(path)["Cache-Control"]
