"""Withdrawn, replaced, partly outdated: what readers see of it, and what an officer must say."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from oph_site.files.documents import add_document
from publications.models import Publication
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.files.samples import pdf_bytes, tagged, upload
from tests.reading import as_read

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)


@pytest.fixture
def old():
    """With a file, in English."""
    publication = PublicationFactory(slug="old")
    LanguageVersionFactory(
        publication=publication,
        language="en",
        title="Old",
        document=add_document("Old", upload("old.pdf", pdf_bytes(tagged))),
    )
    return publication


@pytest.fixture
def new():
    publication = PublicationFactory(slug="new")
    LanguageVersionFactory(publication=publication, language="fi", title="Uusi", year=2025)
    return publication


def becomes(publication, **changes):
    changes = {
        "status_on": DAY,
        "status_reason_fi": "Luvut muuttuivat.",
        "status_reason_en": "Figures changed.",
    } | changes
    for name, value in changes.items():
        setattr(publication, name, value)
    publication.full_clean()
    publication.save()


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return as_read(response.text)


def test_a_withdrawn_publication_keeps_its_page_and_says_why(visitor, old):
    becomes(old, state="withdrawn")

    english, finnish = html_of(visitor, "/en/publications/old/"), html_of(visitor, "/fi/julkaisut/old/")

    assert "This publication was withdrawn on 1 February 2026.</strong>" in english and "Figures changed." in english
    assert "Julkaisu on poistettu käytöstä 1.2.2026.</strong>" in finnish and "Luvut muuttuivat." in finnish
    assert english.index("Figures changed.") < english.index("<h1>Old</h1>")
    assert "Download" not in english and '<meta name="robots" content="noindex">' in english
    assert visitor.get("/en/publications/old/en.ris").status_code == 200


def test_its_file_is_gone_and_leads_to_the_page(visitor, old):
    file = old.versions.get().document.get_absolute_url()
    before = visitor.get(file).status_code
    becomes(old, state="withdrawn")

    gone = visitor.get(file)

    assert [before, gone.status_code, gone["Cache-Control"]] == [200, 410, "public, max-age=0, s-maxage=10"]
    assert '<a href="/en/publications/old/">Old</a>' in as_read(gone.text)


def test_a_file_that_something_else_offers_is_not_gone(visitor, old, new):
    document = old.versions.get().document
    LanguageVersionFactory(publication=new, language="en", document=document)
    becomes(old, state="withdrawn")

    assert visitor.get(document.get_absolute_url()).status_code == 200


def test_what_was_withdrawn_without_a_day_has_no_page_and_its_file_is_gone(visitor, old):
    Publication.objects.filter(pk=old.pk).update(state="withdrawn")

    statuses = [
        visitor.get(url).status_code
        for url in ("/en/publications/old/", old.versions.get().document.get_absolute_url())
    ]
    assert statuses == [404, 410]


def test_both_pages_name_each_other_when_one_replaces_the_other(visitor, old, new):
    becomes(old, replaced_by=new)

    replaced, newer = html_of(visitor, "/en/publications/old/"), html_of(visitor, "/en/publications/new/")

    assert "This publication was replaced by a newer one on 1 February 2026." in replaced
    assert '<a href="/en/publications/new/" lang="fi">Uusi</a> (2025)' in replaced
    assert "This publication replaces an earlier one:" in newer and '<a href="/en/publications/old/">Old</a>' in newer


def test_a_draft_that_replaces_something_is_not_named(visitor, old):
    draft = PublicationFactory(slug="draft", state="draft")
    LanguageVersionFactory(publication=draft, title="Salainen")
    Publication.objects.filter(pk=old.pk).update(replaced_by=draft, status_on=DAY)

    assert "Salainen" not in html_of(visitor, "/en/publications/old/")


def test_partly_outdated_is_said_with_day_and_reason(visitor, old):
    becomes(old, is_partly_outdated=True, status_reason_en="")

    html = html_of(visitor, "/en/publications/old/")

    assert "This publication has been partly outdated since 1 February 2026." in html
    assert re.search(r'<p lang="fi">Luvut muuttuivat.</p>', html) and "Download" in html


def test_one_sentence_tells_the_status_wherever_it_is_needed(old, new):
    with translation.override("en"):
        assert [old.status, old.status_sentence] == ["", ""]
        becomes(old, replaced_by=new)
        assert [old.status, old.status_sentence] == [
            "replaced",
            "This publication was replaced by a newer one on 1 February 2026.",
        ]


def test_no_publication_replaces_itself_even_by_way_of_others(old, new):
    third = PublicationFactory(slug="third")
    becomes(old, replaced_by=new)
    becomes(new, replaced_by=third)

    for publication, newer in ((third, old), (third, third)):
        with pytest.raises(ValidationError) as refusal:
            becomes(publication, replaced_by=newer)
        assert "replaced_by" in refusal.value.message_dict


@pytest.mark.parametrize(("changes", "field"), [
    ({"status_on": None}, "status_on"),
    ({"status_on": timezone.localdate() + timedelta(days=2)}, "status_on"),
    ({"status_reason_fi": ""}, "status_reason_fi"),
])  # fmt: skip
def test_a_status_needs_its_day_and_its_reason(old, changes, field):
    with pytest.raises(ValidationError) as refusal:
        becomes(old, is_partly_outdated=True, **changes)

    assert list(refusal.value.message_dict) == [field]


def test_it_is_either_replaced_or_partly_outdated(old, new):
    with pytest.raises(ValidationError):
        becomes(old, is_partly_outdated=True, replaced_by=new)


def test_a_draft_is_not_withdrawn(officer_client, in_english):
    draft = PublicationFactory(state="draft")
    url = reverse("admin:publications_publication_change", args=[draft.pk])

    response = officer_client.post(url, {"state": "withdrawn"})

    assert "A draft was never public: leave it as it is, or delete it." in response.text


def test_the_officer_chooses_among_publications_that_have_a_page(officer_client, old, new):
    PublicationFactory(slug="draft", state="draft")
    url = reverse("admin:publications_publication_change", args=[old.pk])

    html = officer_client.get(url).text

    select = re.search(r'<select name="replaced_by".*?</select>', html, re.S)[0]
    assert re.findall(r'<option value="(\d*)"', select) == ["", str(new.pk)]
