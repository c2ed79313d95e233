import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from oph_site.search import index
from oph_site.search.query import search
from pages.kinds.grants import calls_by_phase
from pages.models import GrantCall, Page
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.records import AppropriationFactory, GrantCallFactory

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def grants_page(home):
    return published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset", slug_en="grants"))


def from_now(**kwargs):
    return timezone.now() + timedelta(**kwargs)


def titles(response, name):
    return [call.title for call in response.context[name]]


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
    assert titles(response, "closed_calls") == ["päättyi eilen", "päättyi kauan sitten"]
    assert "withdrawn" not in response.text


def test_each_empty_list_says_so(visitor, grants_page):
    text = visitor.get("/en/grants/").text

    assert "No call is open at the moment." in text
    assert "The times of the next calls are not known yet." in text
    assert "No call has closed yet." in text
    assert "Appropriations by year" not in text


def test_a_call_tells_its_deadline_in_words_its_sum_and_where_to_apply(visitor, grants_page, time_machine):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=HELSINKI), tick=False)
    GrantCallFactory(
        amount=1_234_000,
        opens_at=datetime(2027, 2, 1, 8, tzinfo=HELSINKI),
        closes_at=datetime(2027, 4, 15, 16, 15, tzinfo=HELSINKI),
        url="https://apply.example.org/",
    )

    finnish, english = visitor.get("/fi/avustukset/").text, visitor.get("/en/grants/").text

    assert "Haku päättyy torstaina 15.4.2027 klo\u00a016.15 Suomen aikaa" in finnish
    assert "Closes on Thursday 15 April 2027 at\u00a016:15, Helsinki time" in english
    assert 'datetime="2027-04-15T16:15:00+03:00"' in english
    assert "1\u00a0234\u00a0000\u00a0€" in finnish
    assert "€1,234,000" in english
    assert 'href="https://apply.example.org/"' in finnish


def test_a_closed_call_can_no_longer_be_applied_for(visitor, grants_page):
    GrantCallFactory(opens_at=from_now(days=-9), closes_at=from_now(days=-1), url="https://apply.example.org/")

    assert "apply.example.org" not in visitor.get("/fi/avustukset/").text


@pytest.mark.parametrize("day", [(2027, 3, 28), (2027, 10, 31)], ids=["clocks forward", "clocks back"])
def test_a_call_closes_at_its_hour_in_helsinki_on_the_day_the_clocks_change(day):
    closes_at = datetime(*day, 16, 15, tzinfo=HELSINKI)
    call = GrantCallFactory(opens_at=closes_at - timedelta(days=1), closes_at=closes_at)
    call.refresh_from_db()
    minute = timedelta(minutes=1)
    now = closes_at.astimezone(ZoneInfo("UTC"))

    assert timezone.localtime(call.closes_at).strftime("%H.%M") == "16.15"
    assert [call.phase(now - minute), call.phase(now)] == ["open", "closed"]


def test_phases_change_at_the_very_moment_in_python_and_in_the_database():
    call = GrantCallFactory()
    moment = timedelta(microseconds=1)
    moments = [call.opens_at - moment, call.opens_at, call.closes_at - moment, call.closes_at]

    phases = [call.phase(now) for now in moments]

    assert phases == ["coming", "open", "open", "closed"]
    for phase, now in zip(phases, moments, strict=True):
        assert [p for p in GrantCall.Phase if GrantCall.objects.in_phase(p, now).exists()] == [phase]
        assert [p for p, calls in calls_by_phase([call], now).items() if calls] == [phase]


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

    assert "s-maxage=300" in visitor.get("/fi/avustukset/")["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_five_queries_whatever_the_number_of_calls(visitor, home, django_assert_num_queries):
    page = PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset")
    page.contact_points.add(ContactPointFactory())
    published(page)
    for number in (1, 30):
        GrantCallFactory.create_batch(number)
        AppropriationFactory(year=2000 + number)

        visitor.get("/fi/avustukset/")  # reads what is kept
        with django_assert_num_queries(5):
            assert visitor.get("/fi/avustukset/").status_code == 200


def test_a_call_without_a_translation_is_shown_in_finnish_and_marked(visitor, grants_page):
    GrantCallFactory(title_fi="Vain suomeksi", title_en="")

    text = visitor.get("/en/grants/").text

    assert '<h3 lang="fi">Vain suomeksi</h3>' in text
    assert not re.search(r'<h3 lang="fi">', visitor.get("/fi/avustukset/").text)


def test_a_call_that_the_page_no_longer_shows_is_not_found(grants_page):
    calls = [GrantCallFactory(title_fi="Hankehaku", opens_at=from_now(days=-99), closes_at=from_now(days=-days)) for days in range(1, 13)]  # fmt: skip
    index.rebuild()

    found = search("hankehaku", language="fi", now=timezone.now(), kinds=["call"])

    assert sorted(hit.thing for hit in found.hits) == [call.pk for call in calls[:10]]
