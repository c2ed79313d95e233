"""A page that the page cache does not hold: few queries, and the same words as if nothing were kept at all."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oph_site.files.models import Document
from pages.models import Appropriation, ContactPoint, InformationSource, Notice, Organisation, Page
from publications.models import LanguageVersion, Publication
from tests.factories.pages import published, saved
from tests.stamp import world
from visits.models import VisitPeriod

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 5
TOKEN = re.compile(r'value="[^"]*:[^"]*"')


def addresses():
    found = world.addresses()
    names = ("home", "page", "call", "publication", "series", "versions", "search")
    return [*(address for name in names for address in found[name]), "/fi/haku/?q=opas", "/en/publications/?q=opas"]


def draw():
    return {address: TOKEN.sub("", Client().get(address).text) for address in addresses()}


def draw_anew():
    with transaction.atomic():  # in which nothing is kept
        return draw()


def queries(address):
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
    return [query["sql"] for query in captured if "stamp_stamp" not in query["sql"]]  # once a second


def change_everything():
    ContactPoint.objects.update(title_fi="Uusi neuvonta", title_en="New advice")
    Notice.objects.update(text_fi="Uusi tiedote")
    Organisation.objects.update(name_fi="Uusi järjestö", short_name="UJ")
    InformationSource.objects.update(name_fi="Uusi tietolähde")
    Appropriation.objects.update(amount=77)
    Publication.objects.update(summary_fi="Uusi tiivistelmä")
    LanguageVersion.objects.update(title="Uusi opas", pages=77)
    Document.objects.update(size=7_000_000)
    VisitPeriod.objects.update(reason_fi="Uusi syy", reason_en="New reason")
    for page in Page.objects.filter(kind__in=[Page.Kind.SECTION, Page.Kind.CONTACT]):
        page.title_fi = page.menu_title_fi = "Uusi nimi"
        published(saved(page), change_note="Uusi muutos")


def test_every_page_costs_five_queries_at_most_and_shows_what_is_true_now():
    world.make()
    draw()  # both languages in turn, and Swedish
    change_everything()
    after = draw()

    assert {address: found for address in after if len(found := queries(address)) > MOST} == {}
    assert draw_anew() == after
    assert all("Uusi opas" in after[address] for address in ("/fi/julkaisut/", "/fi/julkaisut/kouluopas/"))
    stale = [
        address
        for address, html in after.items()
        if re.search(r"<p>\s*(Neuvonta|Advice)\b", html.partition("<footer")[2])
    ]
    assert stale == []
