"""Who else has the form of a page open."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from oph_site.jobs import JOBS
from pages.models import OpenForm
from pages.presence import forget_open_forms
from tests.conftest import client_of, member
from tests.factories.pages import PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def clock():
    """Sessions and pages are of that time too: asked for before them. 12:41 in Helsinki."""
    with time_machine.travel("2027-02-01T10:41:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def liisa(clock, db):
    user = member("liisa", "Editors")
    user.first_name, user.last_name = "Liisa", "Editor"
    user.save()
    return client_of(user)


def form(client, page):
    return client.get(reverse("admin:pages_page_change", args=[page.pk])).context["also_open"]


def still_open(client, page):
    return client.post(reverse("admin:pages_page_presence", args=[page.pk])).json()["words"]


def test_the_second_to_open_a_form_reads_who_has_it_and_the_first_soon_too(clock, liisa, editor_client, home):
    alone = form(liisa, home)
    clock.shift(60)

    second = form(editor_client, home)

    assert [alone, second] == ["", "Also open: Liisa Editor (since 12:41)"]
    assert still_open(liisa, home) == "Also open: editor (since 12:42)"


def test_a_form_counts_as_open_while_its_browser_says_so(clock, liisa, editor_client, home):
    form(liisa, home)
    for _round in range(4):
        clock.shift(30)
        still_open(liisa, home)
    while_open = form(editor_client, home)
    clock.shift(91)

    assert [while_open, form(editor_client, home)] == ["Also open: Liisa Editor (since 12:41)", ""]
    assert OpenForm.objects.count() == 1


def test_another_page_is_another_form(clock, liisa, editor_client, home):
    form(liisa, PageFactory(parent=home))

    assert form(editor_client, home) == ""


def test_only_those_who_may_change_pages_are_told(clock, coordinator_client, editor_client, home):
    address = reverse("admin:pages_page_presence", args=[home.pk])

    assert [coordinator_client.post(address).status_code, editor_client.get(address).status_code] == [403, 405]
    assert OpenForm.objects.count() == 0


def test_the_worker_forgets_forms_that_are_no_longer_open(clock, liisa, editor_client, home):
    form(liisa, home)
    clock.shift(60)
    form(editor_client, PageFactory(parent=home))
    clock.shift(60)

    forget_open_forms(timezone.now())

    assert [row.user.username for row in OpenForm.objects.all()] == ["editor"]
    assert forget_open_forms in JOBS
