"""The daily check: what is gathered, who is asked when, and when a link counts as broken."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from oph_site.audit import log_of
from oph_site.link_check import checking
from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import claim, gather, record
from oph_site.link_check.models import OutsideLink
from oph_site.link_check.sources import places
from pages.editions.publishing import withdraw
from pages.models import Page
from tests.factories.pages import OrganisationFactory, PageFactory, published

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def outside(url="https://example.org/", **values):
    times = {"first_seen_at": NOW, "seen_at": NOW, "next_check_at": NOW}
    return OutsideLink.objects.create(url=url, host=url.split("/")[2], **times | values)


def test_links_of_public_texts_signposts_and_records_are_gathered(home, editor):
    body = '<p><a href="https://example.org/a?b=1&amp;c=2">A</a> <a href="/~/page/1/">B</a> <a href="mailto:a@example.org">C</a>'
    body += ' <a href="http://testserver/fi/x/">D</a></p>'
    page = published(PageFactory(parent=home, title_fi="Sivu", body_fi=body), "fi")
    signpost = PageFactory(
        parent=home, kind=Page.Kind.SIGNPOST, link_url_en="https://example.org/sign", link_text_en="Go to the service"
    )
    published(signpost, "en")
    OrganisationFactory(url="https://example.org/network")
    OrganisationFactory(url="https://example.org/draft", state="draft")
    PageFactory(parent=home, body_fi='<p><a href="https://example.org/working-copy">A</a></p>')

    gather(NOW)

    assert list(OutsideLink.objects.values_list("url", flat=True)) == [
        "https://example.org/a?b=1&c=2", "https://example.org/network", "https://example.org/sign",
    ]  # fmt: skip
    assert [(place.title, place.language, place.edit_url) for place in places()["https://example.org/a?b=1&c=2"]] == [
        ("Sivu", "fi", reverse("admin:pages_page_change", args=[page.pk]))
    ]
    withdraw(page, "fi", by=editor)
    gather(NOW + DAY)
    assert OutsideLink.objects.count() == 2


def test_a_link_of_a_change_that_is_not_public_yet_is_gathered_too(home, editor):
    page = published(PageFactory(parent=home, body_fi="<p>Luettelo</p>"), "fi")
    page.body_fi = '<p><a href="https://example.org/archive">Arkisto</a></p>'
    page.save()

    gather(NOW)

    assert [OutsideLink.objects.get().url, places()["https://example.org/archive"][0].language] == ["https://example.org/archive", "fi"]  # fmt: skip


def test_a_link_is_broken_after_three_failures_on_different_days_and_whole_again_after_one_answer(db):
    link, states, at = outside(), [], NOW
    for answer in [Answer("", 200), *[Answer("gone", 404)] * 5, Answer("", 200)]:
        record(link, answer, at)
        states.append((link.state, (link.next_check_at - at).days))
        at = link.next_check_at

    assert states == [
        ("works", 1), ("doubtful", 1), ("doubtful", 2), ("broken", 4), ("broken", 8), ("broken", 16), ("works", 1),
    ]  # fmt: skip


def test_a_broken_link_remembers_when_it_last_worked(db):
    link = record(outside(), Answer("", 200), NOW)
    for days in (1, 2, 4):
        record(link, Answer("gone", 404), NOW + days * DAY)

    link.refresh_from_db()
    assert [link.state, link.last_worked_at, link.last_checked_at] == ["broken", NOW, NOW + 4 * DAY]


def test_a_server_that_shuts_programs_out_is_not_called_broken_and_gets_the_rest_it_asks_for(db):
    link = outside()
    for _time in range(4):
        record(link, Answer("shut", 403), NOW)
    waiting = record(outside("https://example.com/"), Answer("shut", 429, 10 * 24 * 60 * 60), NOW)

    assert [link.state, link.next_check_at - NOW, waiting.next_check_at - NOW] == ["unknown", 7 * DAY, 10 * DAY]


def test_when_no_server_answers_at_all_no_link_is_blamed(db):
    other = record(outside("https://example.com/"), Answer("silent"), NOW)
    link = record(outside(), Answer("no_name"), NOW)
    gone = record(outside("https://example.net/"), Answer("gone", 404), NOW)
    again = record(link, Answer("no_name"), NOW + HOUR)

    assert [other.failures, gone.failures] == [1, 1]
    assert [again.failures, again.state] == [1, "doubtful"]  # another server has answered since


def test_one_server_is_asked_once_a_minute_and_one_link_by_one_worker(db):
    first, second = outside("https://example.org/1"), outside("https://example.org/2")
    third = outside("https://example.com/3")

    taken = claim(NOW)
    record(taken, Answer("", 200), NOW)
    next_taken, nothing = claim(NOW + MINUTE / 2), claim(NOW + MINUTE / 2)
    a_minute_later = claim(NOW + 2 * MINUTE)

    assert [taken, next_taken, nothing, a_minute_later] == [first, third, None, second]


def test_nothing_is_asked_unless_the_site_is_told_to(db, home, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(checking, "look", lambda url: asked.append(url) or Answer("", 200))
    published(PageFactory(parent=home, body_fi='<p><a href="https://example.org/">Verkosto</a></p>'), "fi")

    settings.CHECK_LINKS = False
    checking.check_outside_links(NOW)
    settings.CHECK_LINKS = True
    checking.check_outside_links(NOW)

    assert asked == ["https://example.org/"]
    assert OutsideLink.objects.get().state == "works"


def test_the_list_names_the_texts_and_checks_a_link_again_when_asked(editor_client, editor, home):
    page = published(
        PageFactory(parent=home, title_fi="Verkostot", body_fi='<p><a href="https://example.org/">A</a></p>'), "fi"
    )
    now = timezone.now()
    gather(now)
    link = record(OutsideLink.objects.get(), Answer("gone", 404), now)

    shown = editor_client.get(reverse("admin:link_check_outsidelink_changelist")).text
    editor_client.post(
        reverse("admin:link_check_outsidelink_changelist"), {"action": "check_again", "_selected_action": [link.pk]}
    )

    assert "did not work the last time: the page is not there" in shown
    mended_at = f"{reverse('admin:pages_page_change', args=[page.pk])}#link=https%3A%2F%2Fexample.org%2F&amp;lang=fi"
    assert f'<a href="{mended_at}" lang="fi">Verkostot</a> (fi)' in shown
    assert OutsideLink.objects.get().next_check_at < link.next_check_at
    assert [(row.user, row.get_change_message()) for row in log_of(link)] == [(editor, "To be checked again.")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(editor_client, home, number, django_assert_max_num_queries):
    for n in range(number):
        published(PageFactory(parent=home, body_fi=f'<p><a href="https://example.org/{n}">A</a></p>'), "fi")
    gather(NOW)

    with django_assert_max_num_queries(12):
        editor_client.get(reverse("admin:link_check_outsidelink_changelist"))


def test_an_address_with_a_name_longer_than_any_stops_nothing(db, monkeypatch):
    url = f"https://{'a.' * 200}example/"
    monkeypatch.setattr("oph_site.link_check.checking.places", lambda: {url: []})

    gather(NOW)

    assert [(link.url, len(link.host)) for link in OutsideLink.objects.all()] == [(url, 255)]
