"""The first page of the admin: each role sees what waits for it, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from oph_site.desk import panels as desk
from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import FAILURES, gather, record
from oph_site.link_check.models import OutsideLink
from oph_site.search.unfound import add
from oph_site.wording import day, moment_in_words
from pages.editions.publishing import publish, withdraw
from tests.factories.offers import VisitFactory
from tests.factories.pages import OrganisationFactory, PageFactory, published, published_batch
from tests.factories.publications import PublicationFactory
from tests.factories.visits import EnquiryFactory, PriceListFactory, VisitPeriodFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = timezone.now()


@pytest.fixture(autouse=True)
def search_in_step(monkeypatch):
    """A deployed site: the word data of the search is built, and so is its index."""
    monkeypatch.setattr(desk.analysis, "has_word_data", lambda: True)
    monkeypatch.setattr(desk.index, "is_in_step", lambda: True)


@pytest.fixture(autouse=True)
def visits_prepared():
    """Prices and weeks are there for longer than anybody looks ahead."""
    for year in (NOW.year, NOW.year + 1):
        PriceListFactory(valid_from=date(year, 1, 1))
    VisitPeriodFactory(first_on=date(NOW.year + 3, 1, 1), last_on=date(NOW.year + 3, 1, 2))


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
    EnquiryFactory(state="spam", is_suspected=True)
    EnquiryFactory(reference="V-8", is_suspected=True)

    assert panels(coordinator_client) == {
        "enquiries": (7, [f"V-{days}, School" for days in (6, 5, 4, 3, 2)]),
        "suspected": (1, ["V-8"]),
    }
    assert panels(editor_client) == {}


def test_coordinators_see_the_enquiries_in_hand_and_their_own_first(coordinator_client, coordinator, editor_client):
    EnquiryFactory(reference="V-1", organisation="School", state="planning", received_at=NOW - timedelta(days=9))
    EnquiryFactory(reference="V-2", organisation="School", state="clarification", owner=coordinator, received_at=NOW)
    for state in ("declined", "withdrawn", "accepted"):
        EnquiryFactory(state=state)
    EnquiryFactory(state="planning", is_suspected=True)

    panel = next(panel for panel in coordinator_client.get("/admin/").context["desk"] if panel.key == "in_hand")

    assert [(row.text, row.meta) for row in panel.rows] == [
        ("V-2, School", f"in clarification, coordinator, received {day(NOW)}"),
        ("V-1, School", f"being planned, nobody has taken it, received {day(NOW - timedelta(days=9))}"),
    ]
    assert coordinator_client.get(panel.url).context["cl"].result_count == 2
    assert panels(editor_client) == {}


def test_planned_changes_are_told_in_the_order_of_time(editor_client, officer_client, home):
    ending = published(PageFactory(parent=home, title_fi="Päättyvä"), "fi")
    ending.editions.update(until=NOW + timedelta(days=3))
    replaced = published(PageFactory(parent=home, title_fi="Vaihtuva"), "fi")
    publish(replaced, "fi", by=None, at=NOW + timedelta(days=2))

    assert panels(editor_client)["planned"] == (2, ["Vaihtuva", "Päättyvä"])
    assert panels(officer_client) == {}


def test_a_section_that_is_planned_to_move_is_one_planned_change(editor_client, home):
    section = published(PageFactory(parent=home, title_fi="Osasto", slug_fi="osasto"), "fi")
    for _number in range(10):
        published(PageFactory(parent=section), "fi")
    section.slug_fi = "uusi"
    section.save()
    publish(section, "fi", by=None, at=datetime(2099, 12, 1, 7, tzinfo=UTC))

    panel = {panel.key: panel for panel in editor_client.get("/admin/").context["desk"]}["planned"]

    assert panel.count == 1
    assert [(row.text, row.meta, row.url) for row in panel.rows] == [
        ("Osasto", "public in Finnish from 1 December 2099 9:00", f"/admin/pages/page/{section.pk}/plan/fi/")
    ]
    assert [page.pk for page in editor_client.get(panel.url).context["cl"].result_list] == [section.pk]


def test_drafts_are_ones_own_pages_that_readers_do_not_see_as_they_are(editor_client, editor, administrator, home):
    PageFactory(parent=home, title_fi="Uusi", owner=editor)
    published(PageFactory(parent=home, title_fi="Valmis", owner=editor))
    changed = published(PageFactory(parent=home, title_fi="Muutettu", owner=editor))
    changed.lead_fi = "Uusi johdanto."
    changed.save()
    PageFactory(parent=home, title_fi="Toisen", owner=administrator)

    rows = editor_client.get("/admin/").context["desk"][0].rows

    assert [(row.text, row.meta) for row in rows] == [
        ("Muutettu", "Not public yet: 1 change in Finnish (lead)."),
        ("Uusi", "Never public so far."),
    ]


def test_a_page_that_was_withdrawn_is_a_draft_only_when_it_was_changed_since(editor_client, editor, home):
    page = published(PageFactory(parent=home, title_fi="Poistettu", owner=editor), "fi")
    withdraw(page, "fi", by=editor)
    withdrawn = f"Unpublished in Finnish on {moment_in_words(page.editions.get().until)}"

    assert "drafts" not in panels(editor_client)
    assert f"{withdrawn}." in editor_client.get(page.admin_url).text
    assert "unpublished" in editor_client.get("/admin/pages/page/?q=poistettu").text

    page.lead_fi = "Uusi johdanto."
    page.save()

    [row] = editor_client.get("/admin/").context["desk"][0].rows
    assert row.meta == f"{withdrawn}, changed since (lead)."


def test_the_list_behind_my_drafts_has_the_same_number(editor_client, editor, home):
    PageFactory(parent=home, owner=editor)
    PageFactory(parent=home)
    published(PageFactory(parent=home, owner=editor))

    panel = editor_client.get("/admin/").context["desk"][0]

    assert (panel.key, panel.count) == ("drafts", 1)
    assert editor_client.get(panel.url).context["cl"].result_count == 1


def test_officers_see_the_drafts_of_publications(officer_client, officer, editor):
    PublicationFactory(state="draft", slug="oma", owner=officer)
    PublicationFactory(state="draft", slug="ei-kenenkaan")
    PublicationFactory(state="draft", slug="toisen", owner=editor)
    PublicationFactory(slug="julkinen")

    panel = officer_client.get("/admin/").context["desk"][0]

    assert (panel.key, panel.count) == ("records", 2)
    assert panel.url == "/admin/publications/publication/?state__exact=draft"


def test_reviews_are_ones_own_and_those_of_nobody_and_administrators_see_all(
    editor_client, administrator_client, editor, officer, home
):
    for title, owner, days in [
        ("Oma", editor, 14),
        ("Toisen", officer, 1),
        ("Myöhässä", None, -1),
        ("Ensi vuonna", editor, 15),
    ]:
        review_on = timezone.localdate() + timedelta(days=days)
        published(PageFactory(parent=home, title_fi=title, owner=owner, review_on=review_on))

    found = {panel.key: panel for panel in editor_client.get("/admin/").context["desk"]}["reviews"]

    assert [row.text for row in found.rows] == ["Myöhässä", "Oma"]
    assert found.rows[0].meta.endswith("late, No owner")
    assert panels(administrator_client)["reviews"] == (3, ["Myöhässä", "Toisen", "Oma"])
    assert editor_client.get(found.url).context["page"].paginator.count == 2


def test_the_content_of_somebody_who_has_left_is_nobodys(editor_client, administrator, home):
    published(PageFactory(parent=home, title_fi="Orpo", owner=administrator, review_on=timezone.localdate()))
    before = panels(editor_client)

    administrator.is_active = False
    administrator.save()

    assert [before, panels(editor_client)] == [{}, {"reviews": (1, ["Orpo"])}]


def test_translations_are_told_from_pages_and_records(editor_client, officer_client, home):
    published(PageFactory(parent=home, title_fi="Vain suomeksi"), "fi")
    OrganisationFactory(name_en="Network", role_en="")
    PublicationFactory(summary_en="")

    assert panels(editor_client) == {"translations": (2, ["Vain suomeksi", "Network"])}
    assert panels(officer_client)["translations"][0] == 1


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
    published(page)
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

    assert [before, broken] == [{}, {"links": (1, ["Verkostot"])}]
    assert "links" not in panels(editor_client)
    assert meta == f"https://example.org/, the page is not there, last worked {day(NOW - timedelta(days=30))}"
    assert panels(coordinator_client) == {}


def test_links_to_what_is_gone_stand_on_the_desk_until_the_text_is_published_without_them(
    editor_client, editor, officer_client, home
):
    target = published(PageFactory(parent=home, title_fi="Vanha ohje"), "fi")
    never = PageFactory(parent=home, title_fi="Luonnos")
    body = f'<p><a href="/~/page/{target.pk}/">ohje</a> <a href="/~/publication/999/">opas</a></p>'
    page = published(PageFactory(parent=home, title_fi="Viittaaja", body_fi=body), "fi")
    other = PageFactory(parent=home, title_fi="Toinen")
    other.related_pages.add(never, page)
    published(other, "fi")
    before = panels(editor_client)["gone"][0]
    withdraw(target, "fi", by=editor)
    panel = next(panel for panel in editor_client.get("/admin/").context["desk"] if panel.key == "gone")
    found = editor_client.get(panel.url).context["cl"].result_list
    page.body_fi = "<p>ohje</p>"
    page.save()
    publish(page, "fi", by=None)

    moment = moment_in_words(target.editions.get().until)
    assert [(row.text, row.meta) for row in panel.rows] == [
        ("Viittaaja", f"leads to “Vanha ohje”, unpublished on {moment}, by a link in the text"),
        ("Toinen", "leads to “Luonnos”, which is not public, as a related page"),
        ("Viittaaja", "leads to what has been deleted, by a link in the text"),
    ]
    assert panel.rows[0].url == f"{page.admin_url}#link=%2F~%2Fpage%2F{target.pk}%2F&lang=fi"
    assert [before, panel.count, panels(editor_client)["gone"][0]] == [2, 3, 1]
    assert {each.pk for each in found} == {page.pk, other.pk}
    assert "gone" not in panels(officer_client)


def test_editors_see_what_is_searched_for_in_vain_with_its_remedy(editor_client, officer_client):
    add([("fi", "amis", timezone.localdate() - timedelta(days=number), 1) for number in range(3)])

    panel = next(panel for panel in editor_client.get("/admin/").context["desk"] if panel.key == "wanted")

    assert [(row.text, row.url, row.language) for row in panel.rows] == [
        ("amis", "/admin/search/term/add/?fi=amis", "fi")
    ]
    assert "wanted" not in panels(officer_client)


def test_the_desk_says_when_the_search_finds_less_than_it_could(editor_client, officer_client, monkeypatch):
    monkeypatch.setattr(desk.analysis, "has_word_data", lambda: False)
    monkeypatch.setattr(desk.index, "is_in_step", lambda: False)

    assert panels(editor_client) == {
        "search": (2, ["The word data of the search is missing", "The index of the search is not up to date"])
    }
    assert panels(officer_client) == {}


def test_nobody_gets_a_link_to_a_form_that_they_may_not_open(officer_client, editor_client, home):
    page = PageFactory(parent=home, title_fi="Verkostot", body_fi='<p><a href="https://example.org/">Verkosto</a></p>')
    published(page, "fi")
    gather(NOW)
    link = OutsideLink.objects.get()
    OutsideLink.objects.update(state="broken", reason="gone")
    lists = ["/admin/link_check/outsidelink/", f"/admin/link_check/outsidelink/{link.pk}/change/"]

    assert panels(officer_client) == {}
    for address in lists:
        assert "Verkostot" in officer_client.get(address).text
        assert page.admin_url not in officer_client.get(address).text
        assert page.admin_url in editor_client.get(address).text


@pytest.mark.parametrize("number", [3, 30])
def test_the_desk_needs_the_same_queries_for_any_number_of_pages(
    editor_client, editor, home, number, django_assert_num_queries
):
    for page in published_batch(number, "fi", parent=home, owner=editor):
        page.save()  # after publishing: each is compared

    with django_assert_num_queries(42):
        editor_client.get("/admin/")


def test_coordinators_see_the_visits_that_are_near_that_lack_details_and_that_are_over(
    coordinator_client, editor_client
):
    today = timezone.localdate()
    near = VisitFactory(first_on=today + timedelta(days=3), offer__enquiry__organisation="School", details_at=NOW)
    lacking = VisitFactory(first_on=today + timedelta(days=13), offer__enquiry__organisation="School")
    VisitFactory(first_on=today + timedelta(days=20))
    over = VisitFactory(first_on=today - timedelta(days=30), state="held", offer__enquiry__organisation="School")
    VisitFactory(first_on=today - timedelta(days=30), state="invoiced")
    owed = VisitFactory(
        first_on=today - timedelta(days=2),
        state="cancelled",
        cancellation_percent=50,
        offer__enquiry__organisation="School",
    )

    found = panels(coordinator_client)

    assert {key: found[key] for key in ("visits", "details", "invoices")} == {
        "visits": (1, [f"{near}, School"]),
        "details": (1, [f"{lacking}, School"]),
        "invoices": (2, [f"{over}, School", f"{owed}, School"]),
    }
    assert panels(editor_client) == {}
