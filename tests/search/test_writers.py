"""Two that write the index at the same moment, each in a transaction and a connection of its own."""

from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction

from oph_site.search import index
from oph_site.search.models import SearchDocument
from pages.models import Organisation
from tests.factories.pages import OrganisationFactory
from tests.factories.publications import LanguageVersionFactory
from tests.threads import errors_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time"),
]
MOMENT = 0.7  # seconds


def at_once(first, second):
    """Each writes its things in one transaction, one after the other, and in between waits for the other: [error]."""
    begun = [Event(), Event()]

    def write(number, steps):
        with transaction.atomic():
            for step in steps:
                step()
                begun[number].set()
                begun[1 - number].wait(MOMENT)

    return errors_of(partial(write, 0, first), partial(write, 1, second))


def test_one_thing_that_two_save_has_one_document():
    publication = LanguageVersionFactory(title="Koulu").publication.pk

    def write():
        index.write("publication", [publication])

    assert at_once([write], [write]) == []
    assert SearchDocument.objects.filter(language="fi").count() == 1


def test_two_that_share_new_words_do_not_wait_for_each_other():
    pks = [OrganisationFactory(name_fi=name, name_en="").pk for name in ("Aamu", "Ilta", "Aamu", "Ilta")]

    def write(number):
        return lambda: index.write("organisation", [pks[number]])

    assert at_once([write(0), write(1)], [write(3), write(2)]) == []


def test_a_rebuild_brings_back_no_text_of_before(monkeypatch):
    organisation = OrganisationFactory(name_fi="Vanha")
    cut = index.words_of

    def rename():
        Organisation.objects.update(name_fi="Uusi")
        index.write("organisation", [organisation.pk])

    def rebuild():
        index.write("organisation", [organisation.pk])

    def slow(texts, language):
        Event().wait(MOMENT / 2)
        return cut(texts, language)

    monkeypatch.setattr(index, "words_of", slow)
    assert at_once([rebuild], [rename]) == []
    assert {row.title for row in SearchDocument.objects.filter(language="fi")} == {"Uusi"}
