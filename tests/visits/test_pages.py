"""The pages of the visit service say what the rows say, today."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from oph_site.search.query import search
from oph_site.search.saving import affected, follow
from pages.models import Block, Page
from tests.factories.pages import PageFactory, published
from tests.factories.visits import (
    IntakePauseFactory,
    LectureFactory,
    PriceListFactory,
    SampleProgrammeFactory,
    ThemeFactory,
    VisitPeriodFactory,
    VisitRulesFactory,
    published_service,
)
from tests.forms import sent
from visits.models import SampleItem
from visits.service_pages import season
from visits.weeks import weeks_from

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = datetime(2026, 11, 30, 12, tzinfo=HELSINKI)
FI, EN = "/fi/kansainvaliset-vierailut/", "/en/international-visits/"
ADDRESSES = {
    Page.Kind.VISITS: [FI, EN],
    Page.Kind.VISIT_PROGRAMME: [f"{FI}ohjelma/", f"{EN}programme/"],
    Page.Kind.VISIT_PRICES: [f"{FI}hinnat/", f"{EN}prices/"],
    Page.Kind.SWEDISH: ["/fi/pa-svenska/"],
}
EVERY = [address for addresses in ADDRESSES.values() for address in addresses]


@pytest.fixture
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def service(monday, home):
    """All four pages, on a Monday; no rules, prices or weeks yet."""
    visits = published_service(home)
    published(PageFactory(parent=home, kind=Page.Kind.SWEDISH, key="swedish", slug_fi="pa-svenska"), "fi")
    return visits


def words(visitor, address):
    """The text of a page, its spaces as one."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.replace("\u00a0", " ").split())


def says(text, *sentences):
    return [sentence for sentence in sentences if sentence not in text]


def test_the_service_page_answers_first(visitor, service):
    VisitRulesFactory()
    PriceListFactory()
    SampleProgrammeFactory()

    english, finnish = words(visitor, EN), words(visitor, FI)

    assert not says(
        english, "A one-day programme for 14 people costs about €1,222 without VAT, €1,503 with it.",
        '<time datetime="2027-01-25">25 January 2027</time>', "25–29 January 2027", "1–5 February 2027", "8–12 February 2027",
        "within 10 working days", "Ask today, and you have it by 14 December 2026.", "5–25 people",
        "It stays open for 21 days.", "at least 14 days before the visit",
    )  # fmt: skip
    assert not says(
        finnish, "Yhden päivän ohjelma 14 hengelle maksaa noin 1 222 € ilman arvonlisäveroa ja 1 503 € sen kanssa.",
        ">25.1.2027</time>", "25.–29.1.2027", "10 työpäivän kuluessa", "viimeistään 14.12.2026", "5–25 henkeä",
        "Se on voimassa 21 päivää.", "viimeistään 14 päivää ennen vierailua",
    )  # fmt: skip


def test_the_home_page_answers_the_first_questions_about_visits(visitor, service, home, time_machine):
    time_machine.shift(60)  # the home page is published anew
    VisitRulesFactory()
    PriceListFactory()
    SampleProgrammeFactory()
    Block.objects.create(page=home, language="en", kind="visits", title="A visit made for your group")
    published(home, "en")

    text = words(visitor, "/en/")

    assert not says(
        text, "About €1,222</strong> without VAT: one day for 14 people", "<strong>25–29 January 2027</strong>, 1–5 February 2027",
        "Within 10 working days.", "Ask for a visit programme",
    )  # fmt: skip


def test_the_home_page_asks_nobody_to_ask_while_enquiries_pause(visitor, service, home, time_machine):
    time_machine.shift(60)  # the home page is published anew
    VisitRulesFactory()
    IntakePauseFactory(last_on=None)
    Block.objects.create(page=home, language="en", kind="visits", title="A visit made for your group")
    published(home, "en")

    text = words(visitor, "/en/")

    assert "Visit service and prices" in text
    assert says(text, "Ask for a visit programme", "Within 10 working days.") == [
        "Ask for a visit programme",
        "Within 10 working days.",
    ]


def test_new_rules_are_said_from_their_day_on(visitor, service, time_machine):
    VisitRulesFactory()
    VisitRulesFactory(
        valid_from=date(2026, 12, 1), least_group=8, most_group=12, notice_weeks=1, answer_workdays=1, offer_days=1,
        names_days=3, invoice_days=1, payment_days=30,
    )  # fmt: skip
    PriceListFactory()
    new = [
        "8–12 people", "A one-day programme for 12 people", "within 1 working day", "by 2 December 2026", "It stays open for 1 day.",
        "at least 3 days before the visit", "at least 1 week before the visit", "You have 30 days to pay it.",
    ]  # fmt: skip

    today = words(visitor, EN)
    time_machine.move_to(datetime(2026, 12, 1, 0, 1, tzinfo=HELSINKI), tick=False)
    tomorrow, swedish = words(visitor, EN), words(visitor, "/fi/pa-svenska/")

    assert says(today, *new) == new
    assert not says(tomorrow, *new)
    assert not says(
        swedish, "En grupp har 8–12 deltagare.", "minst 1 vecka före", "inom 1 arbetsdag.", "i kraft i 1 dag."
    )


def test_prices_are_those_of_the_earliest_possible_day(visitor, service):
    PriceListFactory()
    new = PriceListFactory(valid_from=date(2027, 1, 1))
    new.lines.filter(counted="programme").update(net=Decimal("310.40"))

    assert not says(words(visitor, EN), "For visits from 1 January 2027 on", ">310.40<", "<strong>389.55</strong>")
    assert not says(words(visitor, FI), "Vierailut 1.1.2027 alkaen", ">310,40<", "<strong>389,55</strong>", "25,5 %")


def test_a_price_stands_in_two_cells_on_a_phone(visitor, service):
    PriceListFactory()

    assert not says(
        words(visitor, EN),
        '<small class="narrow-only">programme</small> <small class="narrow-only"> 300.00 + VAT 25.5% </small>',
    )


@pytest.mark.parametrize(("last_on", "again"), [(date(2026, 12, 31), "1 January 2027"), (None, None)])
def test_a_pause_says_why_and_nothing_is_promised(visitor, service, last_on, again):
    VisitRulesFactory()
    PriceListFactory()
    SampleProgrammeFactory()
    IntakePauseFactory(last_on=last_on, reason_sv="Vårens besök är överenskomna.")

    text = words(visitor, EN)

    assert not says(text, "We are not taking enquiries now.", "All visits of the spring have been agreed.")
    assert says(text, "within 10 working days", "Ask today", "/enquiry/") == [
        "within 10 working days",
        "Ask today",
        "/enquiry/",
    ]
    assert ("You can ask for a programme again from 1 January 2027 on." in text) == bool(again)
    assert ("26 February 2027" in text) == bool(again)  # eight weeks after
    assert not says(words(visitor, FI), "Emme ota juuri nyt vastaan vierailupyyntöjä.", "Kevään vierailut on sovittu.")
    assert not says(words(visitor, "/fi/pa-svenska/"), "Vårens besök är överenskomna.")
    assert "Vi svarar inom" not in words(visitor, "/fi/pa-svenska/")
    assert "/enquiry/" not in words(visitor, f"{EN}programme/")


@pytest.mark.parametrize("address", EVERY)
def test_a_new_site_says_what_is_missing(visitor, service, address):
    missing = {
        EN: ["The price list has not been published yet."],
        FI: ["Hinnastoa ei ole vielä julkaistu."],
        f"{EN}programme/": ["The themes have not been published yet.", "There are no sample programmes at the moment."],
        f"{FI}ohjelma/": ["Teemoja ei ole vielä julkaistu.", "Esimerkkiohjelmia ei ole juuri nyt."],
        f"{EN}prices/": ["The price list has not been published yet. Ask the coordinators."],
        f"{FI}hinnat/": ["Hinnastoa ei ole vielä julkaistu. Kysykää vierailukoordinaattoreilta."],
        "/fi/pa-svenska/": ["Prislistan har inte publicerats ännu."],
    }

    assert not says(words(visitor, address), *missing[address])


def test_sample_programmes_are_timetables_and_fill_the_form(visitor, service):
    PriceListFactory()
    sample = SampleProgrammeFactory(length="2")
    SampleItem.objects.create(
        programme=sample, day=2, starts_at=time(13, 30), what_fi="Loppukeskustelu", what_en="Talk"
    )
    SampleProgrammeFactory(title_fi="Piilossa", title_en="Hidden", is_offered=False)

    for address in (EN, f"{EN}programme/"):
        assert not says(
            words(visitor, address), "<h3>From curriculum to classroom</h3>", "Two days · For principals", "<h4>Day 1</h4>",
            '<time datetime="09:00">9:00</time></dt> <dd>Welcome</dd>', '<time datetime="13:30">13:30</time></dt> <dd>Talk</dd>',
            f'href="{EN}enquiry/?programme={sample.pk}"', "About <strong>€1,474</strong> without VAT for 14 people",
        )  # fmt: skip
        assert "Hidden" not in words(visitor, address)
    assert not says(words(visitor, FI), "<h4>2. päivä</h4>", ">13.30</time></dt> <dd>Loppukeskustelu</dd>")


def test_themes_stand_in_their_groups_with_their_lectures(visitor, service):
    theme = ThemeFactory(group="support", name_fi="Kouluruokailu", name_en="School meals")
    LectureFactory(theme=theme, title_fi="Ilmainen lounas", title_en="A free lunch", minutes=45)
    LectureFactory(theme=theme, title_en="An old lecture", is_offered=False)
    ThemeFactory(name_en="An old theme", is_offered=False)

    text = words(visitor, f"{EN}programme/")

    assert not says(text, "<h3>Support and well-being</h3>", "School meals", "Lecture: A free lunch (45 min)")
    assert says(text, "Teaching and learning", "old") == ["Teaching and learning", "old"]
    assert not says(words(visitor, f"{FI}ohjelma/"), "<h3>Tuki ja hyvinvointi</h3>", "Luento: Ilmainen lounas (45 min)")


def test_the_page_of_prices_has_this_list_and_the_next(visitor, service):
    old = PriceListFactory(valid_from=date(2025, 1, 1))
    old.lines.filter(counted="lunch").update(net=Decimal("12.34"))
    PriceListFactory()
    PriceListFactory(valid_from=date(2027, 1, 1)).steps.filter(days_before=28).update(days_before=30)

    text = words(visitor, f"{EN}prices/")

    assert not says(
        text, "Visits from 1 January 2026 to 31 December 2026, prices in euros", "Visits from 1 January 2027 on, prices in euros",
        "cost + VAT", "14 × 14.00", ">1,222.00<", "VAT 25.5%", ">247.35<", "VAT 13.5%", ">34.02<", ">1,503.37<",
        "28 days before the visit or earlier", "30 days before the visit or earlier", "14–27 days before", "14–29 days before",
        "13 days before or later, or you do not come",
    )  # fmt: skip
    assert "12.34" not in text
    assert not says(words(visitor, f"{FI}hinnat/"), "Vierailut 1.1.2026–31.12.2026", ">1 222,00<", "kulut ja alv")


def test_equal_terms_of_two_lists_are_said_once(visitor, service):
    PriceListFactory()
    PriceListFactory(valid_from=date(2027, 1, 1))

    assert words(visitor, f"{EN}prices/").count("28 days before the visit or earlier") == 1


def test_the_swedish_page_says_the_same_in_swedish(visitor, service):
    VisitRulesFactory()
    PriceListFactory().lines.filter(counted="lunch").update(name_sv="Lunch på svenska")

    assert not says(
        words(visitor, "/fi/pa-svenska/"), "En grupp har 5–25 deltagare.", "minst 8 veckor före besöket", "Vi svarar inom 10 arbetsdagar.",
        "från och med den 1 januari 2026", "Lunch på svenska", '<span lang="fi">Kahvi</span>', "person och måltid", "15,89",
        "28 dagar före besöket eller tidigare", "14–27 dagar före", "13 dagar före eller senare, eller gruppen uteblir",
    )  # fmt: skip


def runs_of(*periods, language="en"):
    for period in periods:
        VisitPeriodFactory(**period)
    with translation.override(language):
        found = season.runs(weeks_from(date(2027, 3, 15), count=8))
        return [(run.dates.replace("\u00a0", " ").replace("\u2060", ""), run.numbers, run.status, run.good_to_know) for run in found]  # fmt: skip


def test_equal_weeks_are_one_row_and_holidays_are_named():
    assert runs_of({"first_on": date(2027, 4, 12), "last_on": date(2027, 4, 25)}) == [
        ("15 March – 9 April 2027", "11–14", "open", "No visits on 26 March (Good Friday), 29 March (Easter Monday)"),
        ("12–23 April 2027", "15–16", "closed", "Autumn break"),
        ("26 April – 7 May 2027", "17–18", "open", "No visits on 6 May (Ascension Day)"),
    ]


def test_finnish_writes_holidays_small():
    assert (
        runs_of(language="fi")[0][3]
        == "Ei vierailuja 26.3. (pitkäperjantai), 29.3. (toinen pääsiäispäivä), 6.5. (helatorstai)"
    )


def test_a_week_that_is_closed_in_part_says_on_which_days():
    period = {"first_on": date(2027, 4, 12), "last_on": date(2027, 4, 15), "reason_fi": "Juhla", "reason_en": "Fair"}

    assert runs_of(period, language="fi")[1] == ("12.–16.4.2027", "15", "tight", "Ei vierailuja 12.–15.4. (Juhla)")


def test_the_season_is_a_drawing_and_a_table_of_the_same_weeks(visitor, service):
    VisitPeriodFactory()
    VisitPeriodFactory(kind="tight", first_on=date(2027, 5, 3), last_on=date(2027, 5, 28), reason_en="End of year")

    answer = visitor.get(EN)
    drawn = [answer.text.count(f'<rect class="season__{status}" x=') for status in ("open", "tight", "closed")]
    rows = [(run.status, len(run.weeks)) for run in answer.context["runs"]]

    assert drawn == [46, 4 + 1, 2]  # the legend has a tight one
    assert sum(number for _status, number in rows) == 52
    assert sum(month.weeks for month in answer.context["months"]) == 52


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2027, 6, 21), 18.93), (date(2027, 12, 22), 5.82), (date(2027, 3, 18), 12.05)]
)
def test_bars_are_as_tall_as_the_day_is_long_in_helsinki(day, hours):
    assert season.hours_of_light(day) == pytest.approx(hours, abs=0.2)


@pytest.mark.parametrize("address", EVERY)
def test_no_cache_keeps_a_page_beyond_midnight(visitor, service, time_machine, address):
    time_machine.move_to(datetime(2026, 11, 30, 23, 59, 20, tzinfo=HELSINKI), tick=False)

    assert "s-maxage=40," in visitor.get(address)["Cache-Control"]


def test_the_earliest_day_moves_at_midnight_of_helsinki(visitor, service, time_machine):
    found = []
    for hour, minute in [(21, 59), (22, 1)]:  # UTC
        time_machine.move_to(datetime(2026, 11, 30, hour, minute, tzinfo=ZoneInfo("UTC")), tick=False)
        found.append(visitor.get(EN).context["earliest"])

    assert found == [date(2027, 1, 25), date(2027, 1, 26)]


def fill(number):
    VisitRulesFactory()
    for _ in range(number):
        SampleProgrammeFactory()
        VisitPeriodFactory()
    for year in range(number):
        PriceListFactory(valid_from=date(2026 - year, 1, 1))


def queries(visitor, address):
    with CaptureQueriesContext(connection) as captured:
        visitor.get(address)
    return len(captured)


@pytest.mark.parametrize("address", EVERY)
def test_many_rows_cost_no_more_queries(visitor, service, address):
    fill(1)
    few = queries(visitor, address)
    for _ in range(4):
        SampleProgrammeFactory()
        VisitPeriodFactory()
        LectureFactory(theme=ThemeFactory())
    PriceListFactory(valid_from=date(2027, 1, 1))

    assert queries(visitor, address) == few


@pytest.mark.parametrize(
    ("address", "most"), [(EN, 9), (f"{EN}programme/", 10), (f"{EN}prices/", 8), ("/fi/pa-svenska/", 5)]
)
def test_no_row_is_read_twice(visitor, service, address, most):
    """Where nothing is kept: the queries beyond those of a text."""
    fill(2)
    published(PageFactory(parent=service.parent, slug_en="text"), "en")

    assert queries(visitor, address) - queries(visitor, "/en/text/") <= most


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_kept_until_one_changes(visitor, service):
    """Then the page costs what any page costs, whatever it shows."""
    fill(3)
    published(PageFactory(parent=service.parent, slug_en="text"), "en")
    visitor.get(EN), visitor.get("/en/text/")

    assert queries(visitor, EN) == queries(visitor, "/en/text/")

    VisitRulesFactory(valid_from=date(2026, 11, 30), most_group=99)

    assert "5–99 people" in words(visitor, EN)


def test_the_search_finds_a_page_by_what_its_rows_say(service, coordinator_client):
    for thing in [ThemeFactory(name_en="Beekeeping"), PriceListFactory()]:
        follow(affected(thing))
    add = "/admin/visits/visitperiod/add/"
    typed = {"first_on": "11.10.2027", "last_on": "15.10.2027", "reason_fi": "Hirvijahti", "reason_en": "Moose hunt"}
    coordinator_client.post(add, sent(coordinator_client.get(add).text, method="post", id="visitperiod_form") | typed)

    def found(query):
        hits = search(query, language="en", now=timezone.now()).hits
        return [Page.objects.get(pk=hit.thing).kind for hit in hits if hit.kind == "page"]

    assert [found("beekeeping"), found("price of lunch")[:1], found("moose")] == [
        ["visit_programme"],
        ["visit_prices"],
        ["visits"],
    ]
