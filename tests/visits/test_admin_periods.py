"""Closed and tight weeks, and pauses: saved in one go, and said at once."""

from datetime import date

import pytest
from django.contrib.messages import get_messages

from oph_site.search.models import SearchDocument
from tests.factories.pages import PageFactory, published
from tests.factories.visits import IntakePauseFactory, VisitPeriodFactory
from tests.forms import sent
from visits.models import IntakePause, VisitPeriod

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PERIODS, PAUSES = "/admin/visits/visitperiod/", "/admin/visits/intakepause/"
BREAK = {"first_on": "18.10.2027", "last_on": "22.10.2027", "reason_fi": "Syysloma", "reason_en": "Autumn break"}


def add(client, path=PERIODS, **typed):
    page = client.get(f"{path}add/")
    return client.post(f"{path}add/", sent(page.text, method="post", id=path.split("/")[3] + "_form") | typed)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_week_is_closed_with_two_days_and_a_reason(coordinator_client):
    answer = add(coordinator_client, **BREAK)

    period = VisitPeriod.objects.get()
    assert (period.kind, period.first_on, period.last_on) == ("closed", date(2027, 10, 18), date(2027, 10, 22))
    assert said(answer)[0] == "Weeks that have changed for readers: week 42 (18–22 October 2027): closed."


def test_a_period_that_changes_no_week_says_so(coordinator_client):
    assert said(add(coordinator_client, **BREAK | {"first_on": "18.10.2027", "last_on": "18.10.2027"}))[0] == (
        "No week has changed for readers."
    )


def test_what_opens_again_is_said_when_a_period_moves_or_goes(coordinator_client):
    period = VisitPeriodFactory(last_on=date(2027, 10, 22))
    change = f"{PERIODS}{period.pk}/change/"
    form = sent(coordinator_client.get(change).text, method="post", id="visitperiod_form")

    moved = coordinator_client.post(change, form | {"first_on": "25.10.2027", "last_on": "29.10.2027"})
    deleted = coordinator_client.post(f"{PERIODS}{period.pk}/delete/", {"post": "yes"})

    assert said(moved)[0] == (
        "Weeks that have changed for readers: week 42 (18–22 October 2027): open; week 43 (25–29 October 2027): closed."
    )
    assert "Weeks that have changed for readers: week 43 (25–29 October 2027): open." in said(deleted)


def test_two_periods_of_one_kind_on_the_same_days_are_warned_of(coordinator_client):
    VisitPeriodFactory(last_on=date(2027, 10, 22))
    VisitPeriodFactory(kind="tight", reason_en="Fair", last_on=date(2027, 10, 22))

    same = said(add(coordinator_client, **BREAK | {"first_on": "22.10.2027", "last_on": "29.10.2027"}))
    apart = said(add(coordinator_client, **BREAK | {"first_on": "1.11.2027", "last_on": "5.11.2027"}))

    assert same[1] == (
        "Another period of the same kind has some of these days: 18–22 October 2027 · Autumn break. Is one of them enough?"
    )
    assert not any("same kind" in sentence for sentence in apart)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"last_on": "17.10.2027"}, {"last_on": ["The last day must not be before the first day"]}),
        ({"last_on": "22.10.2207"}, {"last_on": ["A period is a year at most. Check the years of both days"]}),
        ({"last_on": "31.9.2027"}, {"last_on": ["There is no such day in the calendar. Check the day and the month"]}),
        ({"reason_en": " "}, {"reason_en": ["This field is required."]}),
    ],
)
def test_what_is_wrong_in_a_period_stands_beside_the_field(coordinator_client, typed, errors):
    answer = add(coordinator_client, **BREAK | typed)

    assert answer.context["adminform"].form.errors == errors
    assert not VisitPeriod.objects.exists()


def test_the_list_is_narrowed_to_a_year_that_periods_touch(coordinator_client):
    christmas = VisitPeriodFactory(first_on=date(2026, 12, 20), last_on=date(2027, 1, 7))
    autumn = VisitPeriodFactory()

    found = [
        list(coordinator_client.get(f"{PERIODS}?year={year}").context["cl"].result_list) for year in (2026, 2027, "x")
    ]

    assert found == [[christmas], [christmas, autumn], [christmas, autumn]]


def test_the_list_names_the_weeks_of_working_days(coordinator_client):
    VisitPeriodFactory(first_on=date(2026, 11, 29), last_on=date(2026, 12, 19))  # from a Sunday to a Saturday
    VisitPeriodFactory(first_on=date(2026, 12, 26), last_on=date(2026, 12, 27))
    VisitPeriodFactory(first_on=date(2027, 10, 20), last_on=date(2027, 10, 20))

    listed = coordinator_client.get(PERIODS).context["cl"]

    assert [listed.model_admin.week_numbers(period) for period in listed.result_list] == ["49–51", "–", "42"]


def test_a_pause_ends_when_somebody_knows_the_day(coordinator_client):
    typed = {"reason_fi": "Kaikki on sovittu.", "reason_en": "All is agreed.", "first_on": "1.12.2026"}
    add(coordinator_client, PAUSES, **typed)
    pause = IntakePause.objects.get()

    change = f"{PAUSES}{pause.pk}/change/"
    form = sent(coordinator_client.get(change).text, method="post", id="intakepause_form")
    wrong = coordinator_client.post(change, form | {"last_on": "30.11.2026"})
    coordinator_client.post(change, form | {"last_on": "31.12.2026"})

    assert pause.last_on is None
    assert wrong.context["adminform"].form.errors == {"last_on": ["The last day must not be before the first day"]}
    assert IntakePause.objects.get().last_on == date(2026, 12, 31)


def test_the_search_finds_the_page_by_a_reason_as_soon_as_it_is_saved(coordinator_client, home):
    published(PageFactory(parent=home, kind="visits", title_en="Visits"))

    add(coordinator_client, **BREAK | {"reason_en": "Education fair"})
    said = SearchDocument.objects.filter(scope="public", kind="page", language="en", body__contains="Education fair")

    assert [document.title for document in said] == ["Visits"]


@pytest.mark.parametrize("who", ["editor_client", "officer_client"])
def test_nobody_else_sees_them(who, request):
    client = request.getfixturevalue(who)
    IntakePauseFactory()

    assert [client.get(path).status_code for path in (PERIODS, PAUSES, f"{PERIODS}add/")] == [403] * 3
