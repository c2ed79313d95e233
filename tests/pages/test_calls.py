"""A grant call and its own page, files and feed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from lxml.html import fromstring

from oph_site.link_check.sources import places as outside_links
from oph_site.search import index
from oph_site.search.query import search
from oph_site.search.showing import shown
from oph_site.visibility import is_public_document
from pages.links.linkers import linkers
from pages.links.pasted import target_of
from pages.models import CallAttachment, GrantCall, Page
from pages.models.grant import CLOSING_SOON
from pages.text import link_targets
from tests.factories.files import DocumentFactory
from tests.factories.pages import ContactPointFactory, PageFactory, published
from tests.factories.records import GrantCallFactory

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
MOMENT = timedelta(microseconds=1)
FINNISH, ENGLISH = "/fi/avustukset/haut/hankehaku/", "/en/grants/calls/hankehaku/"


@pytest.fixture
def grants_page(home):
    return published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset", slug_en="grants"))


@pytest.fixture
def call(grants_page):
    return GrantCallFactory(slug="hankehaku")


def from_now(**kwargs):
    return timezone.now() + timedelta(**kwargs)


def facts(response):
    """{term: value} of the lines under the title and of the decision."""
    terms = fromstring(response.text).find_class("call-facts")
    return {
        " ".join(each[0].text_content().split()): " ".join(each[1].text_content().split())
        for block in terms
        for each in block
    }


# Its state


@pytest.mark.parametrize("day", [(2027, 3, 28), (2027, 10, 31)], ids=["clocks forward", "clocks back"])
def test_a_call_closes_at_its_hour_in_helsinki_on_the_day_the_clocks_change(day):
    closes_at = datetime(*day, 16, 15, tzinfo=HELSINKI)
    call = GrantCallFactory(opens_at=closes_at - timedelta(days=1), closes_at=closes_at)
    call.refresh_from_db()
    now = closes_at.astimezone(ZoneInfo("UTC"))

    assert timezone.localtime(call.closes_at).strftime("%H.%M") == "16.15"
    assert [call.phase(now - MOMENT), call.phase(now)] == ["closing", "closed"]


def test_states_change_at_the_very_moment_in_python_and_in_the_database():
    opens_at = datetime(2027, 2, 1, 8, tzinfo=HELSINKI)
    closes_at = opens_at + timedelta(days=60)
    call = GrantCallFactory(opens_at=opens_at, closes_at=closes_at, decided_on=date(2027, 6, 15))
    decided_at = datetime(2027, 6, 15, tzinfo=HELSINKI)
    boundaries = [opens_at, closes_at - CLOSING_SOON, closes_at, decided_at]
    moments = [now for boundary in boundaries for now in (boundary - MOMENT, boundary)]

    phases = [call.phase(now) for now in moments]

    assert phases == ["coming", "open", "open", "closing", "closing", "closed", "closed", "decided"]
    assert list(call.begins().values()) == boundaries
    for phase, now in zip(phases, moments, strict=True):
        assert [p for p in GrantCall.Phase if GrantCall.objects.in_phase(p, now).exists()] == [phase]


def test_a_call_without_a_day_of_decision_stays_closed():
    call = GrantCallFactory(opens_at=from_now(days=-900), closes_at=from_now(days=-800))

    assert call.phase(timezone.now()) == "closed"
    assert GrantCall.objects.in_phase("closed", timezone.now()).get() == call


# Its page


def test_the_page_tells_everything_that_is_known_of_the_call(visitor, grants_page, time_machine):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=HELSINKI), tick=False)
    call = GrantCallFactory(
        slug="hankehaku", title_en="Projects", what_en="Exchange.", amount=400_000, own_share=20, note_en="Decided in June.",
        opens_at=datetime(2027, 2, 1, 8, tzinfo=HELSINKI), closes_at=datetime(2027, 4, 15, 16, 15, tzinfo=HELSINKI),
        use_begins_on=date(2027, 8, 1), use_until=date(2028, 12, 31), url="https://apply.example.org/",
        announcement_en="<h2>Conditions</h2><p>Text</p>", criteria_en="<ul><li>Lasting results</li></ul>",
        contact_point=ContactPointFactory(title_en="Advice on grants"),
    )  # fmt: skip
    CallAttachment.objects.create(call=call, document=DocumentFactory(), title_en="Terms of the grant")

    response = visitor.get(ENGLISH)

    assert facts(response) == {
        "Who may apply": "Education providers",
        "Opened": "1 February 2027",
        "Funding available": "€400,000",
        "Own funding": "at least 20% of the costs",
        "Period of use": "1 August 2027 – 31 December 2028",
    }
    words = " ".join(fromstring(response.text).text_content().split())
    for said in (
        "Projects", "Exchange.", "Open", "Closes 15 Apr Thursday 15 April 2027 at 16:15, Finnish time", "Decided in June.",
        "Lasting results", "Advice on grants", "Terms of the grant",
    ):  # fmt: skip
        assert said in words
    assert '<h2 id="conditions">Conditions</h2>' in response.text
    assert 'href="https://apply.example.org/"' in response.text


def test_what_is_not_known_has_no_line(visitor, grants_page):
    GrantCallFactory(slug="hankehaku", amount=None, url="")

    response = visitor.get(ENGLISH)

    assert list(facts(response)) == ["Who may apply", "Opened"]
    assert "Apply for the grant" not in response.text
    assert 'id="_criteria"' not in response.text
    assert 'id="_files"' not in response.text


def test_a_decided_call_says_what_was_decided_and_takes_no_applications(visitor, grants_page, time_machine):
    time_machine.move_to(datetime(2027, 6, 16, 12, tzinfo=HELSINKI), tick=False)
    GrantCallFactory(
        slug="hankehaku", url="https://apply.example.org/", decided_on=date(2027, 6, 15), grants_given=14, amount_given=398_000,
        decision_en="Fourteen providers.", decision_url="https://decisions.example.org/", amount=400_000,
        opens_at=datetime(2027, 2, 21, tzinfo=HELSINKI), closes_at=datetime(2027, 4, 4, 16, 15, tzinfo=HELSINKI),
    )  # fmt: skip

    response = visitor.get(ENGLISH)

    assert facts(response) == {
        "Who may apply": "Education providers",
        "Funding": "€400,000",
        "Decided on": "15 June 2027",
        "Grants awarded": "14",
        "Total awarded": "€398,000",
    }
    assert "Application period 21 February – 4 April 2027" in " ".join(fromstring(response.text).text_content().split())
    assert "Fourteen providers." in response.text
    assert 'href="https://decisions.example.org/"' in response.text
    assert "apply.example.org" not in response.text


def test_the_decision_is_not_told_before_its_day(visitor, grants_page):
    tomorrow = timezone.localdate() + timedelta(days=1)
    GrantCallFactory(
        slug="hankehaku",
        opens_at=from_now(days=-9),
        closes_at=from_now(days=-1),
        decided_on=tomorrow,
        amount_given=398_000,
    )

    text = visitor.get(ENGLISH).text

    assert "398" not in text
    assert 'call-state--closed">Closed<' in text


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_is_not_there(visitor, grants_page, state):
    call = GrantCallFactory(slug="hankehaku", state=state)

    addresses = [FINNISH, ENGLISH, "/fi/avustukset/haut/hankehaku.ics", f"/~/call/{call.pk}/"]

    assert [visitor.get(address).status_code for address in addresses] == [404] * 4


def test_texts_without_a_translation_stand_in_finnish_and_say_so(visitor, grants_page):
    GrantCallFactory(slug="hankehaku", title_fi="Hankehaku", title_en="", announcement_fi="<p>Ehdot</p>")

    html = visitor.get(ENGLISH).text

    assert '<h1 lang="fi">Hankehaku</h1>' in html
    assert '<div class="flow text call-text" lang="fi"><p>Ehdot</p></div>' in html
    assert "The announcement is in Finnish." in html
    assert "The announcement is in Finnish." not in visitor.get(FINNISH).text


def test_the_language_switch_the_breadcrumbs_and_the_head_know_the_page(visitor, call, settings):
    html = fromstring(visitor.get(FINNISH).text)

    assert html.xpath('//link[@rel="canonical"]/@href') == [settings.SITE_URL + FINNISH]
    assert html.xpath('//link[@hreflang="en"]/@href') == [settings.SITE_URL + ENGLISH]
    assert html.xpath('//nav[@class="languages"]//a[@hreflang="en"]/@href') == [ENGLISH]
    assert html.xpath('//nav[contains(@class, "breadcrumbs")]//a/@href') == ["/fi/", "/fi/avustukset/"]
    assert '"@type": "MonetaryGrant"' in html.xpath('//head/script[@type="application/ld+json"]')[0].text


def test_the_address_stays_when_the_name_changes_and_follows_the_page_of_grants(visitor, home, grants_page, call):
    GrantCall.objects.update(title_fi="Uusi nimi")
    grants_page.slug_fi = "rahoitus"
    grants_page.save()
    published(grants_page)

    response = visitor.get(FINNISH)

    assert [response.status_code, response["Location"]] == [301, "/fi/rahoitus/haut/hankehaku/"]
    assert visitor.get("/fi/rahoitus/haut/hankehaku/").status_code == 200
    assert visitor.get("/fi/muualla/haut/hankehaku/").status_code == 404


def test_a_page_that_an_editor_put_at_such_an_address_is_still_found(visitor, grants_page):
    calls = published(PageFactory(parent=grants_page, slug_fi="haut"))
    published(PageFactory(parent=calls, slug_fi="ohje", title_fi="Ohje hakijalle"))

    assert "Ohje hakijalle" in visitor.get("/fi/avustukset/haut/ohje/").text


@pytest.mark.parametrize("change", ["opens", "closing soon", "closes", "decided"])
def test_no_cache_keeps_the_page_beyond_the_next_change_of_state(visitor, grants_page, time_machine, change):
    now = datetime(2027, 4, 15, 23, 59, 20, tzinfo=HELSINKI)
    time_machine.move_to(now, tick=False)
    soon, day = now + timedelta(seconds=40), timedelta(days=1)
    times = {
        "opens": {"opens_at": soon, "closes_at": now + 90 * day},
        "closing soon": {"opens_at": now - day, "closes_at": soon + CLOSING_SOON},
        "closes": {"opens_at": now - day, "closes_at": soon},
        "decided": {"opens_at": now - 9 * day, "closes_at": now - day, "decided_on": date(2027, 4, 16)},
    }[change]
    GrantCallFactory(slug="hankehaku", **times)

    assert "s-maxage=40," in visitor.get(FINNISH)["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_one_query_for_the_files_it_links_to(visitor, home, django_assert_max_num_queries):
    grants_page = published(PageFactory(parent=home, kind=Page.Kind.GRANTS, slug_fi="avustukset"))
    linked = DocumentFactory()
    body = f'<p><a href="/~/page/{grants_page.pk}/">a</a> <a href="/~/file/{linked.pk}/">b</a></p>'
    call = GrantCallFactory(slug="hankehaku", announcement_fi=body, contact_point=ContactPointFactory())
    for number in range(3):
        CallAttachment.objects.create(call=call, document=DocumentFactory(), title_fi=f"Liite {number}")

    visitor.get(FINNISH)  # reads what is kept
    with django_assert_max_num_queries(1):
        assert visitor.get(FINNISH).status_code == 200


# Links, files and the search


def test_links_of_the_announcement_lead_to_addresses_of_today(visitor, home, grants_page):
    guide, draft = published(PageFactory(parent=home, slug_fi="ohje")), PageFactory(parent=home)
    body = f'<p><a href="/~/page/{guide.pk}/">Ohje</a> <a href="/~/page/{draft.pk}/">Luonnos</a></p>'
    GrantCallFactory(slug="hankehaku", announcement_fi=body)

    html = visitor.get(FINNISH).text

    assert '<a href="/fi/ohje/">Ohje</a> Luonnos' in html
    assert [linker.title for linker in linkers("page", guide.pk)] == [str(GrantCall.objects.get())]


def test_a_text_can_link_to_a_call_while_it_is_public(visitor, home, call):
    page = published(PageFactory(parent=home, slug_fi="ohje", body_fi=f'<p><a href="/~/call/{call.pk}/">Haku</a></p>'))

    linked = visitor.get("/fi/ohje/").text
    GrantCall.objects.update(state="withdrawn")
    unlinked = visitor.get("/fi/ohje/").text

    assert f'<a href="{FINNISH}">Haku</a>' in linked
    assert "<p>Haku</p>" in unlinked
    assert [linker.title for linker in linkers("call", call.pk)] == [str(page)]
    assert target_of(FINNISH, "fi") == ("call", call.pk)
    assert visitor.get(f"/~/call/{call.pk}/").status_code == 404


def test_the_link_by_identity_leads_to_the_page_of_the_language(visitor, call):
    assert visitor.get(f"/~/call/{call.pk}/?lang=en")["Location"] == ENGLISH
    assert visitor.get(f"/~/call/{call.pk}/")["Location"] == FINNISH


def test_the_link_dialog_offers_calls_with_their_state(call):
    GrantCallFactory(state="withdrawn")
    index.rebuild()

    offered = link_targets.TARGETS["call"].search("", "en")

    assert [(choice.id, str(choice.note)) for choice in offered] == [(call.pk, call.phase(timezone.now()).label)]


@pytest.mark.parametrize("way", ["attachment", "text"])
def test_a_file_is_public_with_its_call(grants_page, way):
    document = DocumentFactory()
    call = GrantCallFactory(state="draft", announcement_fi=f'<p><a href="/~/file/{document.pk}/">A</a></p>' if way == "text" else "")  # fmt: skip
    if way == "attachment":
        CallAttachment.objects.create(call=call, document=document, title_fi="Liite")
    before = is_public_document(document.pk)

    GrantCall.objects.update(state="public")

    assert [before, is_public_document(document.pk)] == [False, True]
    assert [linker.title for linker in linkers("file", document.pk)] == [str(call)]


def test_the_link_check_asks_for_every_address_that_a_public_call_names(grants_page):
    link = '<p><a href="https://terms.example.org/">A</a></p>'
    urls = {"url": "https://apply.example.org/", "decision_url": "https://decisions.example.org/"}
    call = GrantCallFactory(announcement_fi=link, criteria_en=link, **urls)
    GrantCallFactory(state="draft", url="https://draft.example.org/")

    found = {url: sorted(place.language for place in places) for url, places in outside_links().items()}

    assert found == {"https://terms.example.org/": ["en", "fi"], **dict.fromkeys(urls.values(), ["fi"])}
    assert outside_links()[call.url][0].edit_url == reverse("admin:pages_grantcall_change", args=[call.pk])


def test_the_search_finds_the_words_of_the_announcement_and_leads_to_the_page(grants_page):
    GrantCallFactory(slug="hankehaku", announcement_fi="<h2>Kustannukset</h2><p>Kielivalmennus hyväksytään.</p>")
    GrantCallFactory(slug="vanha", announcement_fi="<p>Kielivalmennus</p>", opens_at=from_now(days=-999), closes_at=from_now(days=-900))  # fmt: skip
    index.rebuild()
    now = timezone.now()

    found = search("kielivalmennus", language="fi", now=now, kinds=["call"])
    results = shown(found, found.hits, language="fi", now=now)

    assert sorted((result.url, result.note) for result in results) == [
        (FINNISH, "Päättyy pian"),
        ("/fi/avustukset/haut/vanha/", "Päättynyt"),
    ]


def test_no_cache_keeps_results_beyond_the_next_change_of_state(visitor, grants_page, time_machine):
    now = datetime(2027, 4, 15, 16, 14, 20, tzinfo=HELSINKI)
    time_machine.move_to(now, tick=False)
    GrantCallFactory(opens_at=now - timedelta(days=1), closes_at=now + timedelta(seconds=40))

    assert "s-maxage=40," in visitor.get("/fi/haku/?q=haku")["Cache-Control"]


def test_the_site_map_has_the_page_in_both_languages(visitor, call, settings):
    part = visitor.get("/sitemap-calls-1.xml").text

    assert "sitemap-calls-1.xml" in visitor.get("/sitemap.xml").text
    assert [f"<loc>{settings.SITE_URL}{path}</loc>" in part for path in (FINNISH, ENGLISH)] == [True, True]


# Calendar and feed


def test_the_file_of_a_call_has_its_opening_and_its_closing(visitor, grants_page, time_machine, settings):
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=HELSINKI), tick=False)
    GrantCallFactory(
        slug="hankehaku", title_fi="Hanke; haku",
        opens_at=datetime(2027, 2, 1, 8, tzinfo=HELSINKI), closes_at=datetime(2027, 4, 15, 16, 15, tzinfo=HELSINKI),
    )  # fmt: skip

    response = visitor.get("/fi/avustukset/haut/hankehaku.ics")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(str(event["summary"]), event.decoded("dtstart").isoformat()) for event in events] == [
        ("Haku avautuu: Hanke; haku", "2027-02-01T06:00:00+00:00"),
        ("Haku päättyy: Hanke; haku", "2027-04-15T13:15:00+00:00"),
    ]
    assert {str(event["url"]) for event in events} == {settings.SITE_URL + FINNISH}


def test_a_changed_call_takes_the_place_of_the_one_in_the_calendar(visitor, call, time_machine):
    def events():
        return Calendar.from_ical(visitor.get("/en/calls.ics").content).walk("VEVENT")

    before = events()
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    GrantCall.objects.get().save()
    after = events()

    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert [new["sequence"] > old["sequence"] for old, new in zip(before, after, strict=True)] == [True, True]


def test_the_calendar_and_the_feed_of_all_hold_the_public_calls_alone(visitor, call):
    GrantCallFactory(state="draft", title_en="Hidden")

    calendar, feed = visitor.get("/en/calls.ics"), visitor.get("/en/calls.xml")

    assert len(Calendar.from_ical(calendar.content).walk("VEVENT")) == 2
    assert "Hidden" not in calendar.content.decode() + feed.text


def test_what_closed_more_than_a_year_ago_is_in_neither(visitor, grants_page):
    GrantCallFactory(slug="vanha", title_en="Old", opens_at=from_now(days=-400), closes_at=from_now(days=-366))

    calendar, feed = visitor.get("/en/calls.ics"), visitor.get("/en/calls.xml")

    assert "Old" not in calendar.content.decode() + feed.text
    assert visitor.get("/en/grants/calls/vanha.ics").status_code == 404


def test_the_feed_tells_each_state_once_and_the_last_first(visitor, grants_page, settings):
    GrantCallFactory(slug="hankehaku", title_en="One", opens_at=from_now(days=-30), closes_at=from_now(days=5))
    GrantCallFactory(title_en="Two", opens_at=from_now(days=5), closes_at=from_now(days=50))
    GrantCallFactory(
        title_en="Three", opens_at=from_now(days=-90), closes_at=from_now(days=-50), decided_on=timezone.localdate() - timedelta(days=20)
    )  # fmt: skip

    feed = etree.fromstring(visitor.get("/en/calls.xml").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}

    assert feed.xpath("//a:entry/a:title/text()", namespaces=atom) == [
        "Upcoming: Two", "Closes soon: One", "Decided: Three", "Open for applications: One", "Closes soon: Three",
        "Open for applications: Three",
    ]  # fmt: skip
    assert feed.xpath("//a:entry/a:link/@href", namespaces=atom)[1] == settings.SITE_URL + ENGLISH
    assert len(set(feed.xpath("//a:entry/a:id/text()", namespaces=atom))) == 6


def test_readers_find_the_calendar_and_the_feed_where_the_calls_stand(visitor, call):
    for path in ("/en/grants/", ENGLISH):
        html = visitor.get(path).text
        assert [f'href="{address}"' in html for address in ("/en/calls.ics", "/en/calls.xml")] == [True, True]
    assert f'href="{reverse("pages:call_calendar", args=["avustukset", "hankehaku"])}"' in visitor.get(FINNISH).text
