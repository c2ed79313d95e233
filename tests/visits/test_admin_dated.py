"""Rules and price lists: what has begun stays, and a copy of it takes its place."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from oph_site.search.models import SearchDocument
from tests.conftest import client_of
from tests.factories.pages import PageFactory, published
from tests.factories.visits import PriceListFactory, VisitRulesFactory
from tests.forms import sent
from visits.models import PriceList, VisitRules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
RULES, PRICES = "/admin/visits/visitrules/", "/admin/visits/pricelist/"
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-30 12:00 +0200", tick=False):
        yield


@pytest.fixture
def client(coordinator):
    return client_of(coordinator)  # a session begun on that day


def form_at(client, path, **changes):
    """What a browser without JavaScript sends for the form of a page, with some fields typed anew."""
    html = client.get(path).text
    return sent(html, method="post", id=path.split("/")[3] + "_form") | changes


def errors_of(answer):
    """{name of a field: its messages} of the form and its rows, and under "" what belongs to none."""
    form, inlines = answer.context["adminform"].form, answer.context["inline_admin_formsets"]
    found = {form.add_prefix(name): list(sentences) for name, sentences in form.errors.items()}
    for inline in inlines:
        for row in inline.formset.forms:
            found |= {row.add_prefix(name): list(sentences) for name, sentences in row.errors.items()}
        if sentences := list(inline.formset.non_form_errors()):
            found[""] = sentences
    return found


@pytest.mark.parametrize(("factory", "path"), [(VisitRulesFactory, RULES), (PriceListFactory, PRICES)])
def test_what_has_begun_is_read_and_neither_changed_nor_deleted(client, factory, path):
    row = factory(valid_from=TODAY)

    page = client.get(f"{path}{row.pk}/change/")
    tries = [
        client.post(f"{path}{row.pk}/{act}/", {"valid_from": "1.1.2030", "post": "yes"}) for act in ("change", "delete")
    ]

    assert page.status_code == 200 and "stays as it is" in page.text.replace("stay as they are", "stays as it is")
    assert 'name="_save"' not in page.text and f'href="{path}add/?copy={row.pk}"' in page.text
    assert [answer.status_code for answer in tries] == [403, 403]
    assert type(row).objects.get().valid_from == TODAY


@pytest.mark.parametrize(("factory", "path"), [(VisitRulesFactory, RULES), (PriceListFactory, PRICES)])
def test_what_has_not_begun_is_changed_and_deleted(client, factory, path):
    row = factory(valid_from=date(2026, 12, 1))
    change = f"{path}{row.pk}/change/"

    saved = client.post(change, form_at(client, change, valid_from="15.12.2026"))
    days = list(type(row).objects.values_list("valid_from", flat=True))
    deleted = client.post(f"{path}{row.pk}/delete/", {"post": "yes"})

    assert [saved.status_code, days, deleted.status_code] == [302, [date(2026, 12, 15)], 302]
    assert not type(row).objects.exists()


def test_a_copy_of_the_rules_holds_from_tomorrow_unless_another_day_is_written(client):
    old = VisitRulesFactory(most_group=20, payment_days=30)
    add = f"{RULES}add/?copy={old.pk}"

    answer = client.post(add, form_at(client, add, notice_weeks="10"))

    new = VisitRules.objects.get(valid_from=date(2026, 12, 1))
    assert answer.status_code == 302
    assert [new.most_group, new.payment_days, new.notice_weeks] == [20, 30, 10]
    assert VisitRules.objects.on(TODAY) == old


def test_a_copy_of_a_price_list_has_its_lines_and_steps_and_begins_next_year(client):
    old = PriceListFactory()
    add = f"{PRICES}add/?copy={old.pk}"

    answer = client.post(add, form_at(client, add) | {"lines-0-net": "310.50"})

    new = PriceList.objects.on(date(2027, 1, 1))
    assert answer.status_code == 302
    assert (new.valid_from, PriceList.objects.count()) == (date(2027, 1, 1), 2)
    names = ["counted", "name_fi", "name_en", "name_sv", "vat_rate", "position"]
    assert list(new.lines.values_list(*names)) == list(old.lines.values_list(*names))
    assert [line.net for line in new.lines.all()] == [
        Decimal("310.50"),
        *[line.net for line in list(old.lines.all())[1:]],
    ]
    assert list(new.steps.values_list("days_before", "percent")) == [(28, 0), (14, 50), (0, 100)]
    assert PriceList.objects.get(pk=old.pk).lines.first().net == 300


def test_without_a_name_the_newest_is_copied_and_nonsense_is_no_fault(client):
    PriceListFactory()
    PriceListFactory(valid_from=date(2027, 1, 1)).lines.filter(counted="lunch").update(net="15.00")

    forms = [
        form_at(client, f"{PRICES}add/{query}") for query in ("", "?copy=x", "?copy=99999999999999999999", "?copy=0")
    ]

    assert [(form["lines-4-net"], form["valid_from"]) for form in forms] == [(["15.00"], ["1.1.2028"])] * 4


def test_the_search_finds_the_page_by_a_new_price_as_soon_as_it_is_saved(client, home):
    PriceListFactory()
    published(PageFactory(parent=home, kind="visit_prices", title_en="Prices"))

    client.post(f"{PRICES}add/", form_at(client, f"{PRICES}add/") | {"lines-4-name_en": "Packed meal"})
    said = SearchDocument.objects.filter(scope="public", kind="page", language="en", body__contains="Packed meal")

    assert [document.title for document in said] == ["Prices"]


def test_a_row_of_the_copy_can_be_crossed_out(client):
    add = f"{PRICES}add/?copy={PriceListFactory().pk}"

    client.post(add, form_at(client, add) | {"lines-6-DELETE": "on", "steps-1-DELETE": "on"})

    new = PriceList.objects.on(date(2027, 1, 1))
    assert [new.lines.filter(counted="cost").exists(), new.steps.count()] == [False, 2]


def test_the_very_first_list_is_written_without_javascript(client):
    form = form_at(client, f"{PRICES}add/")
    rows = int(form["lines-TOTAL_FORMS"][0])
    line = {"lines-0-counted": "programme", "lines-0-name_fi": "Suunnittelu", "lines-0-name_en": "Planning", "lines-0-net": "1", "lines-0-vat_rate": "0"}  # fmt: skip

    answer = client.post(f"{PRICES}add/", form | line | {"steps-0-days_before": "0", "steps-0-percent": "100"})

    made = PriceList.objects.get()
    assert answer.status_code == 302 and rows == 7
    assert (made.valid_from, made.lines.count(), made.steps.count()) == (TODAY, 1, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29.11.2026", "Choose today or a later day: what held in the past is not changed"),
        ("1.1.2026", "Choose today or a later day: what held in the past is not changed"),
        ("1.1.2027", "Something begins on this day already. Change that, or choose another day"),
    ],
)
@pytest.mark.parametrize(("factory", "path"), [(VisitRulesFactory, RULES), (PriceListFactory, PRICES)])
def test_nothing_new_begins_in_the_past_or_on_the_day_of_another(client, factory, path, typed, sentence):
    factory()
    factory(valid_from=date(2027, 1, 1))

    answer = client.post(f"{path}add/", form_at(client, f"{path}add/", valid_from=typed))

    assert errors_of(answer) == {"valid_from": [sentence]}


def test_one_that_is_moved_to_today_keeps_its_buttons_until_it_is_saved(client):
    row = VisitRulesFactory(valid_from=date(2026, 12, 1))
    change = f"{RULES}{row.pk}/change/"

    answer = client.post(change, form_at(client, change, valid_from="30.11.2026", notice_weeks="x"))

    assert answer.status_code == 200 and 'name="_save"' in answer.text


def test_sizes_of_groups_are_in_order(client):
    answer = client.post(f"{RULES}add/", form_at(client, f"{RULES}add/", least_group="20", most_group="5"))

    assert errors_of(answer) == {"most_group": ["The largest group must not be smaller than the smallest one"]}


GAP = "The last step begins at 0 days: otherwise nothing says what a late cancellation costs"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"lines-0-DELETE": "on"}, {"": ["Add a price for the programme: its planning is in every estimate"]}),
        ({"lines-1-counted": "long-lecture"}, {"lines-2-counted": ["This list has a price for that already"]}),
        ({"lines-1-net": ""}, {"lines-1-net": ["Enter a price, or choose that the actual cost is charged"]}),
        ({"lines-6-net": "5"}, {"lines-6-net": ["Leave the price empty: the actual cost is charged"]}),
        ({"lines-1-net": "-1"}, {"lines-1-net": ["Ensure this value is greater than or equal to 0."]}),
        ({"steps-2-days_before": "1"}, {"steps-2-days_before": [GAP]}),
        ({"steps-2-DELETE": "on"}, {"steps-1-days_before": [GAP]}),
        ({f"steps-{n}-DELETE": "on" for n in range(3)}, {"": [GAP]}),
        ({"steps-1-days_before": "28"}, {"steps-1-days_before": ["This list has a step that begins on that day already"]}),
        (
            {"steps-2-percent": "40"},
            {"steps-2-percent": ["Enter at least 50: the share must not fall when the visit comes nearer"]},
        ),
        ({"steps-2-percent": "101"}, {"steps-2-percent": ["Ensure this value is less than or equal to 100."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_price_list_stands_beside_the_field(client, changes, errors):
    PriceListFactory()
    form = form_at(client, f"{PRICES}add/")

    answer = client.post(f"{PRICES}add/", form | changes)

    assert errors_of(answer) == errors
    assert PriceList.objects.count() == 1


def test_the_list_says_which_one_holds_now(client):
    for year in (2025, 2026, 2027):
        PriceListFactory(valid_from=date(year, 1, 1))

    rows = client.get(PRICES).context["cl"].result_list

    admin = client.get(PRICES).context["cl"].model_admin
    assert [(row.valid_from.year, admin.holds(row)) for row in rows] == [(2027, "later"), (2026, "now"), (2025, "past")]


@pytest.mark.parametrize("who", ["editor_client", "officer_client"])
def test_nobody_else_sees_them(who, request):
    client = request.getfixturevalue(who)

    assert [client.get(path).status_code for path in (RULES, PRICES, f"{PRICES}add/")] == [403] * 3


@pytest.mark.parametrize("language", ["fi", "en"])
def test_what_two_coordinators_change_in_one_list_is_merged(client, coordinator, language):
    coordinator.language = language
    coordinator.save()
    prices = PriceListFactory(valid_from=date(2027, 1, 1))
    change = f"{PRICES}{prices.pk}/change/"
    hers, his = form_at(client, change), form_at(client, change)

    client.post(change, hers | {"lines-0-net": "311.50"})
    answer = client.post(change, his | {"steps-1-percent": "60"})
    again = client.post(change, his | {"lines-0-net": "312"})

    assert [answer.status_code, again.status_code] == [302, 409]
    assert (prices.lines.first().net, prices.steps.get(days_before=14).percent) == (Decimal("311.50"), 60)
