"""Plans: what becomes public or is withdrawn later, without any job; in Helsinki, where two nights of a year are odd."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from oph_site.audit import log_of
from pages.editions.history import entries
from pages.editions.planning import all_plans, cancel, plans
from pages.editions.publishing import problems, publish, withdraw
from pages.editions.status import states
from pages.models import Edition
from tests.factories.pages import PageFactory, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HELSINKI = ZoneInfo("Europe/Helsinki")


def in_days(days):
    return timezone.now() + timedelta(days=days)


def live(at=None, language="fi"):
    """What the public sees: {path: title}."""
    editions = Edition.objects.live(at or timezone.now()).filter(language=language).exclude(path="")
    return {edition.path: edition.title for edition in editions}


def planned(page, title, at, **kwargs):
    page.title_fi = title
    page.save()
    return publish(page, "fi", by=None, at=at, **kwargs)


def sentences(page):
    return [plan.sentence.split(" on ")[0] for plan in plans(page, "fi")]


@pytest.fixture
def march():
    """Sessions and pages are of that time too: asked for before them."""
    with time_machine.travel("2027-03-01T10:00:00Z", tick=False):
        yield


@pytest.fixture
def site_page(home):
    return published(PageFactory(parent=home, title_fi="Nyt", slug_fi="sivu"), "fi")


# Withdrawing later


def test_a_page_is_withdrawn_at_a_moment_without_any_job(site_page, editor):
    withdraw(site_page, "fi", by=editor, at=in_days(3), note="Palvelu päättyy")

    assert [live(), live(in_days(2)), live(in_days(4))] == [{"sivu": "Nyt"}, {"sivu": "Nyt"}, {}]
    assert [(plan.is_withdrawal, plan.by, plan.note) for plan in plans(site_page, "fi")] == [
        (True, editor, "Palvelu päättyy")
    ]


def test_publishing_now_keeps_a_planned_withdrawal_and_who_planned_it(site_page, editor):
    withdraw(site_page, "fi", by=editor, at=in_days(3))

    planned(site_page, "Korjattu", None)

    assert [live(), live(in_days(4)), plans(site_page, "fi")[0].by] == [{"sivu": "Korjattu"}, {}, editor]


def test_publishing_later_than_a_planned_withdrawal_brings_the_page_back(site_page):
    withdraw(site_page, "fi", by=None, at=in_days(3))
    planned(site_page, "Takaisin", in_days(5))

    assert [live(in_days(day)) for day in (2, 4, 6)] == [{"sivu": "Nyt"}, {}, {"sivu": "Takaisin"}]
    assert sentences(site_page) == ["Unpublishing", "New version"]


def test_what_is_planned_to_begin_can_be_planned_to_end(home):
    page = PageFactory(parent=home, slug_fi="kampanja")
    publish(page, "fi", by=None, at=in_days(1))
    withdraw(page, "fi", by=None, at=in_days(5))

    assert [list(live(in_days(day))) for day in (0, 2, 6)] == [[], ["kampanja"], []]


def test_a_page_is_not_planned_away_from_under_the_pages_below_it(site_page):
    child = published(PageFactory(parent=site_page, title_fi="Alasivu"), "fi")
    withdraw(child, "fi", by=None, at=in_days(3))

    with pytest.raises(ValidationError, match="Unpublish the pages below it first: Alasivu"):
        withdraw(site_page, "fi", by=None, at=in_days(2))
    withdraw(site_page, "fi", by=None, at=in_days(3))

    assert [sorted(live(in_days(2))), live(in_days(4))] == [["sivu", f"sivu/{child.slug_fi}"], {}]


def test_a_new_page_does_not_outlive_the_section_that_it_stands_below(site_page):
    withdraw(site_page, "fi", by=None, at=datetime(2099, 12, 1, 7, tzinfo=UTC))
    child = PageFactory(parent=site_page)

    assert problems(child, "fi")["parent"] == [
        "The parent page will be unpublished on 1 December 2099 9:00: cancel that schedule first, or choose another place."
    ]


def test_a_withdrawal_does_not_meet_the_beginning_of_a_version(site_page):
    moment = in_days(3)
    planned(site_page, "Uusi", moment)

    with pytest.raises(ValidationError, match="at that very moment"):
        withdraw(site_page, "fi", by=None, at=moment)


def test_the_home_page_is_never_planned_away(home):
    with pytest.raises(ValidationError, match="cannot be unpublished"):
        withdraw(home, "fi", by=None, at=in_days(3))


# Cancelling


def test_a_cancelled_version_never_comes_and_the_one_before_goes_on(site_page, editor):
    planned(site_page, "Maanantaina", in_days(3))
    cancel(site_page, "fi", plans(site_page, "fi")[0].name, by=editor)

    assert [live(in_days(5)), plans(site_page, "fi"), Edition.objects.filter(page=site_page).count()] == [
        {"sivu": "Nyt"},
        [],
        1,
    ]


def test_cancelling_a_move_leaves_the_pages_below_where_they_are(site_page, editor):
    child = published(PageFactory(parent=site_page, slug_fi="alla"), "fi")
    site_page.slug_fi = "muualla"
    planned(site_page, "Muutto", in_days(3))
    moved = sorted(live(in_days(4)))

    cancel(site_page, "fi", plans(site_page, "fi")[0].name, by=editor)

    assert [moved, sorted(live(in_days(4)))] == [["muualla", "muualla/alla"], ["sivu", "sivu/alla"]]
    assert child.editions.filter(language="fi").count() == 1


def test_a_correction_published_now_moves_with_its_section_later(site_page):
    """The words of before must not come back when the section moves."""
    child = published(PageFactory(parent=site_page, slug_fi="alla", title_fi="Vihre"), "fi")
    site_page.slug_fi = "muualla"
    planned(site_page, "Muutto", in_days(3))

    planned(child, "Virhe korjattu", None)

    assert [live()["sivu/alla"], live(in_days(4))["muualla/alla"]] == ["Virhe korjattu", "Virhe korjattu"]
    assert plans(child, "fi") == []


def test_cancelling_a_withdrawal_keeps_the_page(site_page, editor):
    withdraw(site_page, "fi", by=None, at=in_days(3))

    cancel(site_page, "fi", plans(site_page, "fi")[0].name, by=editor)

    assert [live(in_days(9)), plans(site_page, "fi")] == [{"sivu": "Nyt"}, []]


def test_a_plan_is_not_cancelled_when_somebody_else_has_its_old_address(site_page, home, editor):
    site_page.slug_fi = "muualla"
    planned(site_page, "Muutto", in_days(3))
    other = PageFactory(parent=home, title_fi="Tilalle", slug_fi="sivu")
    publish(other, "fi", by=None, at=in_days(3))

    with pytest.raises(ValidationError, match="the address of another page: Tilalle"):
        cancel(site_page, "fi", plans(site_page, "fi")[0].name, by=editor)

    assert sorted(live(in_days(4))) == ["muualla", "sivu"]


def test_a_section_that_is_planned_is_not_cancelled_under_its_pages(home, editor):
    section = PageFactory(parent=home, title_fi="Osio", slug_fi="osio")
    publish(section, "fi", by=None, at=in_days(1))
    publish(PageFactory(parent=section, title_fi="Alasivu"), "fi", by=None, at=in_days(2))

    with pytest.raises(ValidationError, match="cancel their schedules first: Alasivu"):
        cancel(section, "fi", plans(section, "fi")[0].name, by=editor)


def test_a_withdrawal_is_not_cancelled_while_the_section_goes(site_page, editor):
    child = published(PageFactory(parent=site_page), "fi")
    for each in (child, site_page):
        withdraw(each, "fi", by=None, at=in_days(3))

    with pytest.raises(ValidationError, match="The parent page will be unpublished"):
        cancel(child, "fi", plans(child, "fi")[0].name, by=editor)


@pytest.mark.parametrize("name", ["", "publish-0", "withdraw-x", "nonsense"])
def test_what_is_no_plan_is_not_cancelled(site_page, name, editor):
    with pytest.raises(ValidationError, match="no longer there"):
        cancel(site_page, "fi", name, by=editor)


def test_what_is_public_already_is_not_cancelled(site_page, editor):
    name = f"publish-{site_page.editions.get(language='fi').pk}"

    with pytest.raises(ValidationError, match="no longer there"):
        cancel(site_page, "fi", name, by=editor)


# Who did it


def log(page):
    return [(entry.user.username, entry.get_change_message()) for entry in log_of(page)]


@pytest.mark.parametrize(
    ("act", "planned"), [(publish, "new version"), (withdraw, "unpublishing")], ids=["publish", "withdraw"]
)
def test_a_plan_and_its_end_stand_in_the_log(site_page, editor, administrator, act, planned):
    act(site_page, "fi", by=editor, at=datetime(2099, 12, 1, 7, tzinfo=UTC))
    plan = plans(site_page, "fi")[0]

    cancel(site_page, "fi", plan.name, by=administrator)

    assert log(site_page) == [
        ("administrator", f"Cancelled in Finnish: {planned.capitalize()} on 1 December 2099 9:00."),
        ("editor", f"Scheduled in Finnish: {planned} on 1 December 2099 9:00."),
    ]


def test_a_withdrawal_stands_in_the_log_and_publishing_in_the_edition(site_page, editor):
    publish(site_page, "fi", by=editor)
    before = log(site_page)

    withdraw(site_page, "fi", by=editor)

    assert [before, log(site_page)] == [[], [("editor", "Unpublished in Finnish.")]]
    assert site_page.editions.filter(language="fi").latest("since").by == editor


def test_what_is_refused_leaves_no_row(site_page, editor):
    published(PageFactory(parent=site_page, title_fi="Alasivu"), "fi")

    with pytest.raises(ValidationError, match="Unpublish the pages below it first"):
        withdraw(site_page, "fi", by=editor)

    assert log(site_page) == []


# In words


def test_the_list_and_the_form_say_what_is_planned(site_page):
    planned(site_page, "Uusi", datetime(2099, 12, 1, 7, tzinfo=UTC))

    state = states(site_page)[0]

    assert state.words == "public, 1 change not published; change scheduled 1 December 2099 9:00"
    assert [plan.sentence for plan in state.plans] == ["New version on 1 December 2099 9:00."]


def test_all_plans_of_the_site_come_in_the_order_of_time(site_page, home):
    other = published(PageFactory(parent=home), "fi")
    planned(site_page, "Uusi", in_days(5))
    withdraw(other, "fi", by=None, at=in_days(2))
    publish(home, "en", by=None, at=in_days(3))

    assert [(plan.edition.page_id, plan.is_withdrawal) for plan in all_plans()] == [
        (other.pk, True), (home.pk, False), (site_page.pk, False),
    ]  # fmt: skip


def test_the_first_page_of_each_level_keeps_its_plans_to_itself(home):
    pages = [home]
    for _level in range(6):
        pages.append(published(PageFactory(parent=pages[-1]), "fi"))
    for page in pages[1:]:
        planned(page, "Uusi", in_days(1))

    assert len({page.position for page in pages}) == 1
    assert [plan.is_withdrawal for plan in all_plans()] == [False] * 6


def test_the_history_says_who_withdrew_a_page_and_why(site_page, editor, editor_client):
    withdraw(site_page, "fi", by=editor, note="Palvelu päättyi")

    shown = editor_client.get(reverse("admin:pages_page_history", args=[site_page.pk])).text

    assert [entries(site_page, "fi")[0].is_withdrawn, "by editor." in shown, "Palvelu päättyi" in shown] == [True] * 3


# Summer time


@pytest.mark.parametrize(
    ("local", "before", "after"),
    [
        (datetime(2027, 3, 28, 2, 59, tzinfo=HELSINKI), "2027-03-28T00:58:59Z", "2027-03-28T00:59:00Z"),
        (datetime(2027, 3, 28, 4, 0, tzinfo=HELSINKI), "2027-03-28T00:59:59Z", "2027-03-28T01:00:00Z"),
        (datetime(2027, 10, 31, 3, 30, tzinfo=HELSINKI), "2027-10-31T00:29:59Z", "2027-10-31T00:30:00Z"),
        (datetime(2027, 10, 31, 3, 30, tzinfo=HELSINKI, fold=1), "2027-10-31T01:29:59Z", "2027-10-31T01:30:00Z"),
    ],
)
def test_a_plan_comes_true_at_the_moment_of_the_helsinki_clock(site_page, visitor, local, before, after):
    with time_machine.travel("2027-03-01T10:00:00Z", tick=False):
        published(site_page, "fi")
        planned(site_page, "Kesäaika", local)

    seen = []
    for moment in (before, after):
        with time_machine.travel(moment, tick=False):
            answer = visitor.get("/fi/sivu/")
            seen.append(("Kesäaika" in answer.text, answer["Cache-Control"]))

    (was_new, kept), (is_new, _kept) = seen
    assert [was_new, "s-maxage=1" in kept.split(", ") or "s-maxage=0" in kept, is_new] == [False, True, True]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"at": "28.3.2027 3.30"},
            {"at": ["This time does not exist, because the clocks go forward that night. Choose another hour"]},
        ),
        (
            {"at": "31.10.2027 klo 3.30"},
            {"hour": ["The clocks are put back that night, and this hour comes twice: choose which one."]},
        ),
        ({"at": "1.3.2027 12.00"}, {"at": ["This moment has passed: choose a later one."]}),
        ({"at": "1.3.2227 12.00"}, {"at": ["This is more than five years ahead: check the year."]}),
        ({"at": "maanantaina"}, {"at": ["Enter the day and the time as numbers, for example 27.3.2027 9.00"]}),
        ({"at": "1.1.0001 0.00"}, {"at": ["There is no such day in the calendar. Check the day and the month"]}),
        ({"at": ""}, {"at": ["Enter the day and the time as numbers, for example 27.3.2027 9.00"]}),
        ({"at": "2.3.2027 9.00", "act": ""}, {"act": ["Choose what happens."]}),
        (
            {"at": "2.3.2027 9.00", "change_note": "Uusi"},
            {"change_note": ["Readers get no note about a page that is unpublished: empty the field."]},
        ),
    ],
)
def test_a_wrong_moment_is_explained_and_stays_as_typed(march, editor_client, site_page, typed, errors):
    address = reverse("admin:pages_page_plan", args=[site_page.pk, "fi"])

    answer = editor_client.post(address, {"act": "withdraw", "note": "Muistiinpano"} | typed)

    assert answer.status_code == 422
    assert {name: list(found) for name, found in answer.context["form"].errors.items()} == errors
    assert 'value="Muistiinpano"' in answer.text
    assert f'value="{typed["at"]}"' in answer.text or not typed["at"]
    assert plans(site_page, "fi") == []


@pytest.mark.parametrize(
    ("typed", "moment", "words"),
    [
        ({"at": "29.3.2027 9.00"}, datetime(2027, 3, 29, 6, 0, tzinfo=UTC), "29 March 2027 9:00"),
        ({"at": "31.10.2027 3.30", "hour": "first"}, datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "31 October 2027 3:30 (summer time)"),
        ({"at": "31.10.2027 3.30", "hour": "second"}, datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "31 October 2027 3:30 (winter time)"),
        ({"at": "31.10.2027 4.00"}, datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "31 October 2027 4:00"),
    ],
)  # fmt: skip
def test_an_editor_plans_in_finnish_time(march, editor_client, editor, site_page, typed, moment, words):
    address = reverse("admin:pages_page_plan", args=[site_page.pk, "fi"])

    answer = editor_client.post(address, {"act": "publish", "note": "Uudet hinnat"} | typed, follow=True)

    plan = plans(site_page, "fi")[0]
    assert [plan.at, plan.by, plan.note] == [moment, editor, "Uudet hinnat"]
    assert f"New version on {words}." in answer.text
    assert (
        LogEntry.objects.get(object_id=site_page.pk).get_change_message()
        == f"Scheduled in Finnish: new version on {words}."
    )


# At the desk


def test_an_editor_cancels_a_plan_and_the_log_tells(editor_client, site_page):
    planned(site_page, "Uusi", datetime(2099, 12, 1, 7, tzinfo=UTC))
    address = reverse("admin:pages_page_plan", args=[site_page.pk, "fi"])

    answer = editor_client.post(address, {"cancel": plans(site_page, "fi")[0].name}, follow=True)
    again = editor_client.post(address, {"cancel": "publish-1"})

    assert "Nothing is scheduled." in answer.text
    assert LogEntry.objects.get(object_id=site_page.pk).get_change_message() == (
        "Cancelled in Finnish: New version on 1 December 2099 9:00."
    )
    assert [again.status_code, "This schedule is no longer there" in again.text] == [422, True]


def test_what_cannot_be_public_is_not_planned_and_the_reason_is_said(editor_client, site_page):
    site_page.body_fi = "<h2>A</h2><h4>Liian syvä</h4>"
    site_page.save()

    answer = editor_client.post(
        reverse("admin:pages_page_plan", args=[site_page.pk, "fi"]), {"act": "publish", "at": "1.12.2029 9.00"}
    )

    assert [answer.status_code, "Liian syvä" in answer.text] == [422, True]


def test_pages_that_lead_here_are_named_before_a_withdrawal_is_planned(editor_client, site_page, home):
    published(
        PageFactory(parent=home, title_fi="Linkittäjä", body_fi=f'<p><a href="/~/page/{site_page.pk}/">Sivu</a></p>'),
        "fi",
    )

    assert "Linkittäjä" in editor_client.get(reverse("admin:pages_page_plan", args=[site_page.pk, "fi"])).text


def test_the_home_page_is_not_offered_for_withdrawal(editor_client, home):
    address = reverse("admin:pages_page_plan", args=[home.pk, "fi"])

    answer = editor_client.post(address, {"act": "withdraw", "at": "1.12.2029 9.00"})

    assert "act" in answer.context["form"].errors


def test_withdrawing_now_tells_that_plans_are_given_up(editor_client, site_page):
    planned(site_page, "Uusi", datetime(2099, 12, 1, 7, tzinfo=UTC))
    address = reverse("admin:pages_page_withdraw", args=[site_page.pk, "fi"])

    question = editor_client.get(address).text
    editor_client.post(address)

    assert "New version on 1 December 2099 9:00." in question
    assert [live(in_days(99_999 // 365)), plans(site_page, "fi")] == [{}, []]
