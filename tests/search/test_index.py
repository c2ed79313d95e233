"""The index is in step with what people do, in the same transaction."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from oph_site.files.models import DocumentText
from oph_site.files.texts import pages_of
from oph_site.search import index
from oph_site.search.analysis import words
from oph_site.search.models import IndexState, Posting, Scope, SearchDocument, SearchWord
from oph_site.search.query import search
from oph_site.search.saving import SearchedAdmin
from oph_site.search.showing import in_brief, shown
from oph_site.search.sources import SOURCES
from pages.editions.publishing import publish, withdraw
from tests.factories.files import DocumentFactory
from tests.factories.pages import PageFactory, saved
from tests.factories.publications import LanguageVersionFactory, SeriesFactory
from tests.files.samples import pdf_bytes, pdf_of, tagged, upload
from tests.publications.test_admin import ADD, form

pytestmark = pytest.mark.django_db


def titles(query, at=None):
    found = search(query, language="fi", now=at or timezone.now())
    return sorted(
        SearchDocument.objects.filter(pk__in=[pk for hit in found.hits for pk in hit.documents]).values_list(
            "title", flat=True
        )
    )


def test_an_act_that_fails_leaves_the_index_as_it_was(home):
    page = PageFactory(parent=home, title_fi="Vierailut")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(page, "fi", by=None)
        1 / 0  # noqa: B018

    assert titles("vierailut") == []


def test_a_planned_version_is_found_from_its_moment_on(home):
    page = PageFactory(parent=home, title_fi="Vanha nimi", lead_fi="", body_fi="<p>Teksti.</p>")
    publish(page, "fi", by=None)
    page.title_fi = "Uusi nimi"
    page.save()
    later = timezone.now() + timedelta(days=1)
    publish(page, "fi", by=None, at=later)

    assert titles("nimi") == ["Vanha nimi"]
    assert titles("uusi") == []
    assert titles("nimi", at=later) == ["Uusi nimi"]


def test_writing_again_what_has_not_changed_writes_nothing(home):
    page = PageFactory(parent=home, title_fi="Vierailut")
    publish(page, "fi", by=None)
    index.write("page", [page.pk])
    before = list(Posting.objects.order_by("pk").values_list("pk", flat=True))

    index.write("page", [page.pk])

    assert list(Posting.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_rebuilding_gives_the_same_index_and_drops_what_is_gone(home):
    page = PageFactory(parent=home, title_fi="Vierailut")
    publish(page, "fi", by=None)
    index.rebuild()
    before = sorted(Posting.objects.values_list("word__text", "word__kind", "document__title", "fields"))
    SearchDocument.objects.create(
        scope="public", kind="page", thing=10**9, language="fi", title="Poissa", texts_digest=""
    )
    SearchWord.objects.create(
        scope="public", language="fi", kind="b", text="poissa", folded="poissa", beginning="pois", length=6
    )

    index.rebuild()

    assert sorted(Posting.objects.values_list("word__text", "word__kind", "document__title", "fields")) == before
    assert not SearchDocument.objects.filter(title="Poissa").exists()
    assert not SearchWord.objects.filter(text="poissa").exists()
    assert index.is_in_step()


def test_every_form_that_changes_what_can_be_found_writes_the_index():
    models = {source.model for source in SOURCES.values()} | {
        model for source in SOURCES.values() for model in source.named_in
    }

    assert [model for model in models if not isinstance(admin.site.get_model_admin(model), SearchedAdmin)] == []


def test_nobody_can_find_people_messages_or_enquiries():
    assert {source.model._meta.label for source in SOURCES.values()} == {
        "pages.Page", "files.Document", "pages.Organisation", "pages.InformationSource", "pages.GrantCall",
        "pages.ContactPoint", "publications.Publication", "publications.Series",
    }  # fmt: skip


def test_a_series_that_is_renamed_is_found_by_its_new_name(officer_client):
    series = SeriesFactory(title="Oppaat")
    LanguageVersionFactory(title="Koulu kohtaa maailman", series=series)
    index.rebuild()

    officer_client.post(
        f"/admin/publications/series/{series.pk}/change/", {"title": "Käsikirjat", "issn_print": "", "issn_online": ""}
    )

    assert titles("käsikirjat") == ["Koulu kohtaa maailman", "Käsikirjat"]


def test_the_words_of_a_pdf_are_found_and_lead_to_its_page(db):
    version = LanguageVersionFactory(title="Koulu kohtaa maailman", document=DocumentFactory(title="Koulu"))
    DocumentText.objects.create(
        document=version.document, pages=["Kansi", "Sisällys", "Vuosikello auttaa suunnittelussa."]
    )
    index.rebuild()
    found = search("vuosikello", language="fi", now=timezone.now())

    row = shown(found, found.hits, language="fi", now=timezone.now())[0]

    assert (row.page, row.file_url) == (3, f"{version.document.get_absolute_url()}#page=3")
    assert row.passage == "<mark>Vuosikello</mark> auttaa suunnittelussa."


def test_the_passage_is_of_what_is_public_now_not_of_what_is_planned(home):
    page = PageFactory(parent=home, title_fi="Vierailut", lead_fi="", body_fi="<p>Nykyinen sisältö.</p>")
    publish(page, "fi", by=None)
    page.body_fi = "<p>Tuleva salaisuus.</p>"
    page.save()
    publish(page, "fi", by=None, at=timezone.now() + timedelta(days=1))
    found = search("vierailut", language="fi", now=timezone.now())

    assert [row.passage for row in shown(found, found.hits, language="fi", now=timezone.now())] == ["Nykyinen sisältö."]


def test_readers_are_offered_no_word_of_what_is_planned_or_withdrawn(home):
    planned, gone = PageFactory(parent=home, title_fi="Salahankkeet"), PageFactory(parent=home, title_fi="Poistunutta")
    publish(planned, "fi", by=None, at=timezone.now() + timedelta(days=1))
    publish(gone, "fi", by=None)
    withdraw(gone, "fi", by=None)

    found = [search(typed, language="fi", now=timezone.now()) for typed in ("salahankeet", "poistunuta")]
    later = search("salahankeet", language="fi", now=timezone.now() + timedelta(days=2))

    assert [(each.corrected, each.suggestions) for each in found] == [("", []), ("", [])]
    assert later.corrected == "salahankkeet"


def test_a_pdf_that_is_read_later_is_found_by_its_words():
    document = LanguageVersionFactory(title="Koulu", document=DocumentFactory()).document
    DocumentText.objects.create(document=document, pages=[])
    index.rebuild()
    default_storage.save(document.stored_name, ContentFile(pdf_of("Vuosikello")))

    call_command("read_documents", "--again", verbosity=0)

    assert len(search("vuosikello", language="fi", now=timezone.now()).hits) == 1


def editors_find(words):
    found = search(words, language="fi", now=timezone.now(), scope=Scope.WORKING)
    return sorted((hit.kind, row.title) for hit, row in zip(found.hits, in_brief(found, found.hits), strict=True))


def test_editors_find_what_other_forms_and_commands_made(officer_client):
    call_command("start_site", verbosity=0)
    officer_client.post(ADD, form({"upload": upload("a.pdf", pdf_bytes(tagged)), "title": "Skolan", "language": "fi"}))

    assert ("page", "Yhteystiedot") in editors_find("yhteystiedot")
    assert editors_find("skolan") == [("file", "Skolan"), ("publication", "Skolan")]


def test_editors_find_a_page_by_the_address_that_publishing_gave_it(home):
    page = saved(PageFactory(parent=home, title_fi="Äidinkieli", slug_fi=""))

    publish(page, "fi", by=None)

    assert SearchDocument.objects.get(scope=Scope.WORKING, thing=page.pk, language="fi").about.endswith("aidinkieli")


def test_editors_are_not_shown_what_vanished_meanwhile(home):
    saved(home)
    found = search("kansainvälinen", language="fi", now=timezone.now(), scope=Scope.WORKING)
    SearchDocument.objects.all().delete()

    assert len(found.hits) == 1
    assert in_brief(found, found.hits) == []


def test_the_worker_writes_the_index_anew_when_the_word_data_comes(home, monkeypatch, finnish_words, english_words):
    publish(PageFactory(parent=home, title_fi="Hakuaika", lead_fi=""), "fi", by=None)
    index.rebuild_if_outdated(timezone.now())
    before = index.is_in_step(), titles("haun")
    monkeypatch.setattr(words, "_dictionaries", {"fi": finnish_words, "en": english_words})
    meanwhile = index.is_in_step()

    index.rebuild_if_outdated(timezone.now())

    assert (before, meanwhile) == ((True, []), False)
    assert (index.is_in_step(), titles("haun")) == (True, ["Hakuaika"])


def test_what_has_ended_leaves_the_index_at_night_once(home):
    page = PageFactory(parent=home, title_fi="Hakuaika", lead_fi="")
    publish(page, "fi", by=None)
    index.rebuild()
    withdraw(page, "fi", by=None, at=timezone.now() + timedelta(hours=1))
    tomorrow = timezone.now() + timedelta(days=1)

    for hour, is_there in ((1, True), (2, False)):
        with time_machine.travel(tomorrow.replace(hour=hour, minute=5)):
            index.rebuild_if_outdated(timezone.now())
            assert SearchDocument.objects.filter(title="Hakuaika", scope=Scope.PUBLIC).exists() is is_there
            built_at = IndexState.objects.get().built_at
    with time_machine.travel(tomorrow.replace(hour=2, minute=50)):
        index.rebuild_if_outdated(timezone.now())
    assert IndexState.objects.get().built_at == built_at


def with_file(**given):
    version = LanguageVersionFactory(document=DocumentFactory(), **given)
    DocumentText.objects.create(document=version.document, pages=["Vuosikello auttaa."])
    index.write("publication", [version.publication_id])
    return version


def test_a_new_title_leaves_no_old_one_at_the_file(db):
    version = with_file(title="Vanha nimi", year=2001)
    version.title, version.year = "Uusi", 2002
    version.save()

    index.write("publication", [version.publication_id])

    rows = SearchDocument.objects.filter(kind="publication", thing=version.publication_id).exclude(file=None)
    assert list(rows.values_list("title", "year", "file")) == [("Uusi", 2002, version.document_id)]


@pytest.mark.parametrize("has_file", [False, True])
def test_nothing_stands_in_the_index_twice(db, has_file):
    with_file()
    row = SearchDocument.objects.get(kind="publication", language="fi", file__isnull=not has_file)
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save()


def test_the_text_of_a_file_is_fetched_only_where_its_record_does_not_say_all(db, monkeypatch):
    fetched = []
    monkeypatch.setattr("oph_site.search.showing.pages_of", lambda ids: fetched.extend(ids) or pages_of(ids))
    with_file(title="Vuosikello")
    version = with_file(title="Muuta")
    found = search("vuosikello", language="fi", now=timezone.now(), scope=Scope.WORKING)

    briefs = in_brief(found, found.hits)

    assert fetched == [version.document_id]
    assert [(brief.title, brief.page) for brief in briefs] == [("Vuosikello", None), ("Muuta", 1)]
