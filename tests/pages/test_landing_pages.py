"""From an empty database to a page that readers see, and what the table of landing pages promises the rest of the code."""

import re

import pytest
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from pages.landing_pages import LANDING_PAGES, make_landing_pages
from pages.models import Edition, Page
from tests.factories.pages import HomeFactory, PageFactory
from tests.forms import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KEYS = [row.key for row in LANDING_PAGES]
ADD = "admin:pages_page_add"


def check():
    return [str(message.msg) for message in run_checks(tags=[Tags.database], databases=["default"])]


def change(page):
    return reverse("admin:pages_page_change", args=[page.pk])


def send(client, url, **typed):
    """Press a button of the form at this address, with these fields filled in."""
    return client.post(url, sent(client.get(url).text, id="page_form") | typed)


def test_from_an_empty_database_to_published_pages(editor_client, visitor):
    assert check() == [f"Landing pages are missing: {', '.join(KEYS)}."]
    call_command("start_site", verbosity=0)
    assert check() == []
    assert visitor.get("/fi/").status_code == 404  # nobody has published it

    send(editor_client, change(Page.objects.get(key="home")), title_fi="Maailmalle", _publish="1")

    assert "<h1>Maailmalle</h1>" in visitor.get("/fi/").text
    assert visitor.get("/en/").status_code == 200

    send(editor_client, reverse(ADD), kind="section", in_menu="on", title_fi="Koulut", title_en="Schools", _publish="1")
    parent = Page.objects.get(slug_fi="koulut").pk
    send(
        editor_client, reverse(ADD), parent=parent, title_fi="Avustukset", body_fi="<p>Näin haet.</p>", _publish_fi="1"
    )

    assert "Näin haet." in visitor.get("/fi/koulut/avustukset/").text
    assert 'href="/fi/koulut/"' in visitor.get("/fi/").text


def test_every_landing_page_can_be_published_as_it_was_made(editor_client, visitor):
    make_landing_pages()

    for key in KEYS:
        send(editor_client, change(Page.objects.get(key=key)), _publish_fi="1")

    assert list(Edition.objects.order_by("pk").values_list("page__key", flat=True)) == KEYS
    assert {edition.path: visitor.get(edition.get_absolute_url()).status_code for edition in Edition.objects.all()} == {
        path: 200 for path in Edition.objects.values_list("path", flat=True)
    }


def test_no_page_can_be_made_without_them_and_no_landing_page_by_hand(editor_client):
    make_landing_pages()
    response = send(editor_client, reverse(ADD), kind="home", title_fi="Toinen etusivu")

    assert list(response.context["adminform"].form.errors) == ["kind"]


def test_those_that_are_there_stay_as_they_are():
    home = HomeFactory(title_fi="Oma otsikko")
    contact = PageFactory(parent=home, key="contact", title_fi="Ota yhteyttä", position=500)

    made = make_landing_pages()

    assert [page.key for page in made] == [key for key in KEYS if key not in ("home", "contact")]
    contact.refresh_from_db()
    assert [contact.title_fi, contact.position] == ["Ota yhteyttä", 500]
    assert make_landing_pages() == []


def test_nothing_is_made_when_another_page_stands_at_an_address_that_is_needed():
    PageFactory(parent=HomeFactory(), slug_fi="palaute")

    with pytest.raises(ValidationError, match="Anna palautetta: Another page below the same parent has this address"):
        make_landing_pages()

    assert Page.objects.count() == 2


def test_the_check_names_only_what_is_missing():
    make_landing_pages()
    Page.objects.filter(key__in=["prices", "swedish"]).delete()

    assert check() == ["Landing pages are missing: prices, swedish."]


def test_the_check_asks_no_database_unless_it_is_told_to(django_assert_num_queries):
    with django_assert_num_queries(0):
        run_checks()


def test_every_key_that_the_code_names_is_in_the_table():
    folders = [settings.BASE_DIR / name for name in ("pages", "visits", "publications", "templates")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".html")]
    named = {
        key
        for file in files
        for key in re.findall(r'(?:\b(?:e|edition|duty)\.key == |\b(?:\w+__)?key=)"([\w-]+)"', file.read_text())
    }

    assert {"home", "contact", "feedback"} <= named
    assert named - set(KEYS) == set()
