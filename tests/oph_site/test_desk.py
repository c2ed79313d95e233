"""The first page of the admin: each role sees what waits for it, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oph_site import desk
from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import FAILURES, gather, record
from oph_site.link_check.models import OutsideLink
from oph_site.templatetags.site import day
from pages.publishing import publish
from tests.factories.pages import HomeFactory, PageFactory, published
from tests.factories.visits import EnquiryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = timezone.now()


@pytest.fixture
def home(db):
    return published(HomeFactory())


def panels(client):
    """{key of the panel: (its number, [texts of its rows])} as the first page has them."""
    found = client.get("/admin/").context["desk"]
    return {panel.key: (panel.count, [row.text for row in panel.rows]) for panel in found}


def test_an_empty_desk_says_so(editor_client):
    text = editor_client.get("/admin/").text

    assert "Nothing waits for you now." in text
    assert 'class="desk__panel"' not in text


def test_coordinators_see_the_new_enquiries_that_have_waited_longest(coordinator_client, editor_client):
    for days in range(7):
        EnquiryFactory(reference=f"V-{days}", organisation="School", received_at=NOW - timedelta(days=days))
    EnquiryFactory(state="planning")
    EnquiryFactory(is_suspected=True)

    assert panels(coordinator_client) == {"enquiries": (7, [f"V-{days}, School" for days in (6, 5, 4, 3, 2)])}
    assert panels(editor_client) == {}


def test_planned_changes_are_told_in_the_order_of_time(editor_client, officer_client, home):
    ending = published(PageFactory(parent=home, title_fi="Päättyvä"), "fi")
    ending.editions.update(until=NOW + timedelta(days=3))
    replaced = published(PageFactory(parent=home, title_fi="Vaihtuva"), "fi")
    publish(replaced, "fi", by=None, at=NOW + timedelta(days=2))

    assert panels(editor_client) == {"planned": (2, ["Vaihtuva", "Päättyvä"])}
    assert panels(officer_client) == {}


def test_one_press_leads_to_the_work(coordinator_client):
    enquiry = EnquiryFactory()

    answer = coordinator_client.get("/admin/")

    assert [row.url for row in answer.context["desk"][0].rows] == [f"/admin/visits/enquiry/{enquiry.pk}/change/"]
    assert f'href="/admin/visits/enquiry/{enquiry.pk}/change/"' in answer.text
    assert coordinator_client.get(answer.context["desk"][0].url).context["cl"].result_count == 1


def test_a_desk_has_every_panel_that_has_something(rf, administrator, home, monkeypatch):
    request = rf.get("/admin/")
    request.user = administrator
    monkeypatch.setattr(desk, "PANELS", [lambda request: None, lambda request: desk.Panel("links", "Links", 2)])

    assert [panel.title for panel in desk.panels(request)] == ["Links"]


def test_a_broken_link_stands_on_the_desk_until_its_text_is_mended(editor_client, coordinator_client, home):
    page = PageFactory(parent=home, title_fi="Verkostot", body_fi='<p><a href="https://example.org/">Verkosto</a></p>')
    published(page, "fi")
    gather(NOW)
    link = record(OutsideLink.objects.get(), Answer("", 200), NOW - timedelta(days=30))
    for _time in range(FAILURES):
        before = panels(editor_client)
        record(link, Answer("gone", 404), NOW)
    broken = panels(editor_client)
    meta = editor_client.get("/admin/").context["desk"][0].rows[0].meta

    page.body_fi = "<p>Verkosto</p>"
    page.save()
    publish(page, "fi", by=None)

    assert [before, broken, panels(editor_client)] == [{}, {"links": (1, ["Verkostot"])}, {}]
    assert meta == f"https://example.org/, the page is not there, last worked {day(NOW - timedelta(days=30))}"
    assert panels(coordinator_client) == {}
