"""The index is in step with what people do, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from oph_site.search import index
from oph_site.search.models import Posting, SearchDocument, SearchWord
from oph_site.search.query import search
from pages.editions.publishing import publish
from tests.factories.pages import PageFactory

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
