"""Owner and review of content: nobody's content is found, a review sets the next one."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from pages import care
from pages.editions.publishing import publish
from pages.models import Organisation, Page
from tests.conftest import member
from tests.factories.pages import OrganisationFactory, PageFactory, published
from tests.pages.admin.test_page import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel("2026-11-30 08:00Z", tick=True):
        yield


def listed(client, **query):
    answer = client.get(reverse("admin:pages_page_changelist"), query)
    return [page.title_fi for page in answer.context["cl"].result_list]


def test_the_first_publication_sets_a_review_after_a_year_and_later_ones_keep_it(home):
    page = published(PageFactory(parent=home), "fi")
    first = Page.objects.get(pk=page.pk).review_on
    Page.objects.filter(pk=page.pk).update(review_on=date(2027, 2, 1))

    publish(Page.objects.get(pk=page.pk), "en", by=None)

    assert first == date(2027, 11, 30)
    assert Page.objects.get(pk=page.pk).review_on == date(2027, 2, 1)


def test_a_new_page_belongs_to_the_one_who_makes_it(editor_client, editor, home):
    form = editor_client.get(reverse("admin:pages_page_add")).context["adminform"].form

    assert form.get_initial_for_field(form.fields["owner"], "owner") == editor.pk


def test_a_review_sets_the_next_one_and_is_recorded(editor_client, home):
    page = PageFactory(parent=home, review_on=TODAY)

    editor_client.post(
        reverse("admin:pages_page_change", args=[page.pk]), filled(page, review_on="2026-11-30", is_reviewed="on")
    )

    history = editor_client.get(reverse("admin:pages_page_history", args=[page.pk])).text
    assert Page.objects.get(pk=page.pk).review_on == date(2027, 11, 30)
    assert "I have read the content through today" in history


def test_a_day_that_was_typed_counts_more_than_the_usual_year(editor_client, home):
    page = PageFactory(parent=home, review_on=TODAY)

    sent = filled(page, review_on="2027-03-01", is_reviewed="on")
    editor_client.post(reverse("admin:pages_page_change", args=[page.pk]), sent)

    assert Page.objects.get(pk=page.pk).review_on == date(2027, 3, 1)


def test_care_is_no_change_of_the_public_page(editor_client, editor, home):
    page = published(PageFactory(parent=home))

    sent = filled(page, owner=editor.pk, review_on="2027-03-01", _continue="1")
    answer = editor_client.post(reverse("admin:pages_page_change", args=[page.pk]), sent, follow=True)

    assert "The public version in Finnish is up to date." in answer.text
    assert Page.objects.get(pk=page.pk).owner == editor


def test_the_list_finds_ones_own_pages_and_those_of_nobody(editor_client, editor, home):
    left = member("left", "Editors")
    PageFactory(parent=home, title_fi="Oma", owner=editor)
    PageFactory(parent=home, title_fi="Lähteneen", owner=left)
    left.is_active = False
    left.save()

    assert listed(editor_client, owner="mine") == ["Oma"]
    assert listed(editor_client, owner="nobody") == [home.title_fi, "Lähteneen"]
    assert listed(editor_client, owner="nonsense") == [home.title_fi, "Oma", "Lähteneen"]


def test_an_owner_who_has_left_is_none(home):
    left = member("left", "Editors")
    page = PageFactory(parent=home, owner=left)
    before = page.present_owner
    left.is_active = False
    left.save()

    assert [before, Page.objects.get(pk=page.pk).present_owner] == [left, None]


def test_content_is_due_two_weeks_before_its_day(home):
    for days in (-3, 14, 15):
        PageFactory(parent=home, title_fi=str(days), review_on=TODAY + timedelta(days=days))

    assert [page.title_fi for page in Page.objects.filter(care.due(TODAY)).order_by("review_on")] == ["-3", "14"]


def test_a_record_that_becomes_public_is_reviewed_after_a_year(editor_client):
    record = OrganisationFactory(state="draft")
    data = {
        "state": "public", "kind": "information", "name_fi": "A", "name_en": "B", "what_fi": "A", "what_en": "B",
        "role_fi": "A", "role_en": "B",
    }  # fmt: skip

    editor_client.post(reverse("admin:pages_organisation_change", args=[record.pk]), data)

    assert Organisation.objects.get().review_on == date(2027, 11, 30)
