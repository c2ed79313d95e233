"""`manage.py start_site`: what the operator reads."""

import pytest
from django.core.management import CommandError, call_command

from oph_site.search.starting_terms import starting_terms
from pages.landing_pages import LANDING_PAGES
from pages.models import Page
from tests.factories.pages import HomeFactory, PageFactory

pytestmark = pytest.mark.django_db


def said(capsys):
    call_command("start_site")
    return capsys.readouterr().out


def test_it_names_what_it_made_and_a_second_run_makes_nothing(capsys):
    keys = ", ".join(row.key for row in LANDING_PAGES)

    assert said(capsys) == (
        f"Made {len(LANDING_PAGES)} landing pages: {keys}. Publish them in the admin, home first.\n"
        f"Filled the term list of the search with {len(starting_terms())} rows.\n"
    )
    assert said(capsys) == "All landing pages are there.\n"
    assert Page.objects.count() == len(LANDING_PAGES)


def test_it_says_which_landing_page_finds_its_address_taken():
    PageFactory(parent=HomeFactory(), slug_fi="palaute")

    with pytest.raises(CommandError, match="^Anna palautetta: "):
        call_command("start_site")
