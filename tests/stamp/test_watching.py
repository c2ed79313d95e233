"""Every table that a public page reads is watched, and every act that changes what readers see moves the stamp."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oph_site.files.models import Document, DocumentText, Picture
from oph_site.files.replacing import replace_picture
from oph_site.search import index
from oph_site.search.models import Scope, SearchDocument
from oph_site.stamp.models import Stamp
from oph_site.stamp.watching import EXEMPT, WATCHED
from pages.editions.planning import cancel, plans
from pages.editions.publishing import publish, withdraw
from pages.models import (
    Appropriation,
    ContactPoint,
    GrantCall,
    InformationSource,
    Notice,
    Organisation,
    Page,
)
from publications.models import LanguageVersion, Publication, Series, Topic
from tests.conftest import member
from tests.factories.files import PictureFactory
from tests.factories.pages import HomeFactory, published, saved
from tests.factories.visits import themes
from tests.forms import sent
from tests.stamp import world
from tests.visits.test_enquiries import submit

pytestmark = pytest.mark.django_db
# They show nothing that everybody sees.
NOT_OF_READERS = {"root", "healthz", "readyz", "metrics", "preview", "receipt", "feed"} | {
    "visit", "withdraw", "new_link", "terms", "acceptance", "change_request", "refusal", "programme", "calendar_file",
    "final_details", "letter", "contact", "new_email", "cancellation", "own_data",
    "own_data_file", "erasure",
}  # fmt: skip
OF_THE_SEARCH = [model._meta.db_table for model in (*apps.get_app_config("search").get_models(), DocumentText)]
READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')


@pytest.fixture
def site(db):
    world.make()


@pytest.fixture
def records(db):
    world.make_records()


@pytest.fixture
def few(records):
    """The records, a home page and a page of text."""
    published(world.make_page(published(HomeFactory()), Page.Kind.TEXT))


def tables_read():
    found = {}
    for address in [address for addresses in world.addresses().values() for address in addresses]:
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        for query in queries:
            found |= dict.fromkeys(READ.findall(query["sql"]), address)
    return found


def models_by_table():
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_that_a_public_page_reads_is_watched_and_no_other(site):
    named, read = models_by_table(), tables_read()

    forgotten = {
        named[table].__name__: address
        for table, address in read.items()
        if table not in WATCHED and table not in EXEMPT and named[table] is not Stamp
    }
    unread = (WATCHED.keys() | EXEMPT.keys()) - read.keys() - set(OF_THE_SEARCH)

    assert [forgotten, unread] == [{}, set()]


def test_the_world_of_these_tests_has_every_public_view_and_kind_of_page(site):
    drawn = [Client().get(address) for address in world.addresses()["page"]]

    assert set(world.view_names()) - set(world.addresses()) == NOT_OF_READERS
    assert {answer.context["edition"].kind for answer in drawn} | {Page.Kind.HOME} == set(Page.Kind.values)


def drawn():
    """What readers see, without what is new each time."""
    client, tokens = Client(), re.compile(rb'value="[^"]*:[^"]*"|<responseDate>[^<]*')
    return {
        address: tokens.sub(b"", client.get(address).content)
        for name, addresses in world.addresses().items()
        if name not in ("document", "cover", "picture")
        for address in addresses
    }


def test_no_public_page_shows_a_working_copy(site):
    """Page is exempt for this reason."""
    before = drawn()

    words = [field.name for field in Page._meta.fields if isinstance(field, models.CharField | models.TextField)]
    Page.objects.update(position=7, in_menu=False, picture=None, **{
        name: "sala" for name in words if name not in ("key", "kind", "slug_fi", "slug_en", "slug")
    })  # fmt: skip
    shown = drawn()

    assert {address for address in before if before[address] != shown[address]} == set()


def somebody():
    return member("somebody", "Editors")


def moves(act):
    """How many rows an act adds as a transaction of its own."""
    connection.run_on_commit = []  # what this test did before belongs to another transaction
    before = Stamp.objects.count()
    with transaction.atomic():
        act()
    return Stamp.objects.count() - before


def text_page():
    return Page.objects.get(kind=Page.Kind.TEXT)


def change_title():
    page = text_page()
    page.title_fi = "Uusi otsikko"
    return saved(page)


def planned():
    publish(change_title(), "fi", by=None, at=timezone.now() + timedelta(days=3))
    return plans(text_page(), "fi")[0].name


@pytest.mark.parametrize("model", [
    Appropriation, ContactPoint, GrantCall, InformationSource, LanguageVersion, Notice, Organisation, Publication, Series, Topic,
    Picture, Document,
])  # fmt: skip
def test_a_saved_record_moves_it_however_it_is_saved(records, model):
    row = model.objects.first()

    assert moves(row.save) == 1
    assert moves(lambda: model.objects.filter(pk=row.pk).update(id=row.pk)) == 1
    assert moves(lambda: model.objects.bulk_update([row], [model._meta.fields[1].name])) == 1


@pytest.mark.parametrize("act", [
    lambda: publish(change_title(), "fi", by=None),
    lambda: publish(change_title(), "fi", by=None, at=timezone.now() + timedelta(days=3)),
    lambda: withdraw(text_page(), "fi", by=None),
    lambda: withdraw(text_page(), "fi", by=None, at=timezone.now() + timedelta(days=3)),
    lambda: replace_picture(text_page().picture, PictureFactory.build(), by=somebody(), publish=True),
    lambda: Publication.objects.first().topics.clear(),
    lambda: Publication.objects.last().topics.add(Topic.objects.create(title_fi="Uusi")),
    lambda: Publication.objects.first().delete(),
    lambda: Notice.objects.all().delete(),
])  # fmt: skip
def test_an_act_that_readers_see_moves_it_once(few, act):
    assert moves(act) == 1


def test_a_plan_that_is_cancelled_moves_it(few):
    name = planned()

    assert moves(lambda: cancel(text_page(), "fi", name, by=somebody())) == 1


@pytest.mark.parametrize(("model", "field"), [
    (ContactPoint, "title_fi"), (Document, "title"), (Notice, "text_fi"), (Organisation, "name_fi"), (Picture, "name"),
    (Publication, "summary_fi"), (Series, "title"), (Topic, "title_fi"),
])  # fmt: skip
def test_a_record_saved_in_the_admin_moves_it(records, administrator_client, model, field):
    name = model._meta.model_name
    url = f"/admin/{model._meta.app_label}/{name}/{model.objects.first().pk}/change/"
    form = sent(administrator_client.get(url).text, id=f"{name}_form") | {field: "Uudet sanat"}

    assert moves(lambda: administrator_client.post(url, form)) == 1


@pytest.mark.parametrize("act", [
    change_title, submit, lambda: Client().get("/fi/"), lambda: Client().post("/admin/login/", {"username": "a"}),
])  # fmt: skip
def test_what_readers_do_not_see_does_not_move_it(few, act):
    themes()  # what enquiries are about is public
    assert moves(act) == 0


def test_a_rebuilt_index_moves_it_for_what_readers_find_and_not_for_drafts(few):
    SearchDocument.objects.all().delete()

    assert moves(lambda: index.write("page", [text_page().pk], scopes=[Scope.WORKING])) == 0
    assert moves(lambda: index.write("page", [text_page().pk])) == 1
    assert moves(lambda: index.write("page", [text_page().pk])) == 0
