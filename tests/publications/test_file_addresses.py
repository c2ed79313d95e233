"""Addresses of files that last: today's file, the one before, that of a withdrawn publication."""

import json
import re

import pytest

from publications.models import FormerFile, LanguageVersion
from tests.factories.files import DocumentFactory
from tests.factories.publications import LanguageVersionFactory, PublicationFactory
from tests.files.samples import pdf_bytes, tagged, upload
from tests.publications.test_admin import change, form
from tests.reading import as_read

pytestmark = pytest.mark.django_db
LASTING = "/en/publications/koulu/sv.pdf"


@pytest.fixture
def version():
    return LanguageVersionFactory(
        publication=PublicationFactory(slug="koulu"),
        language="sv",
        title="Skolan",
        document=DocumentFactory(title="Skolan"),
    )


def led(visitor, url):
    response = visitor.get(url)
    return response.status_code, response.get("Location")


def replaced_in_the_admin(officer_client, version):
    row = {"id": version.pk, "publication": version.publication_id, "title": "Skolan", "language": "sv"}
    row |= {"document": version.document_id, "upload": upload("ny.pdf", pdf_bytes(tagged))}
    response = officer_client.post(change(version.publication), form(row, kept=1, slug="koulu"), follow=True)
    assert response.status_code == 200
    return LanguageVersion.objects.get().document


def test_the_lasting_address_leads_to_todays_file_in_both_languages_and_may_be_kept_a_minute(visitor, version):
    today = version.document.get_absolute_url()

    assert led(visitor, LASTING) == (302, today)
    assert led(visitor, "/fi/julkaisut/koulu/sv.pdf") == (302, today)
    assert "s-maxage=50" in visitor.get(LASTING)["Cache-Control"]
    assert led(visitor, "/fi/julkaisut/koulu/fi.pdf")[0] == 404


def test_the_address_of_a_replaced_file_leads_to_the_file_that_took_its_place(officer_client, visitor, version):
    old = version.document

    new = replaced_in_the_admin(officer_client, version)

    assert new != old and FormerFile.objects.get().document == old
    assert led(visitor, old.get_absolute_url()) == (302, "/fi/julkaisut/koulu/sv.pdf")
    assert led(visitor, "/fi/julkaisut/koulu/sv.pdf") == (302, new.get_absolute_url())
    assert visitor.get(new.get_absolute_url()).status_code == 200


def test_the_address_holds_when_the_new_file_is_of_another_type(visitor, version):
    version.document = DocumentFactory(kind="docx", title="Skolan")
    version.save()

    assert led(visitor, LASTING) == (302, version.document.get_absolute_url())


def test_a_replaced_file_that_something_else_offers_stays_where_it_is(visitor, version):
    old = version.document
    LanguageVersionFactory(document=old)
    version.document = DocumentFactory()
    version.save()

    assert led(visitor, old.get_absolute_url())[0] == 404  # nothing on the disk, but no way elsewhere


@pytest.mark.parametrize("has_file", [True, False])
def test_the_file_of_a_withdrawn_publication_is_gone_and_says_of_which(visitor, version, has_file):
    old = version.document
    if not has_file:
        version.document = None
        version.save()
    version.publication.state = "withdrawn"
    version.publication.save()

    for url in (LASTING, old.get_absolute_url()):
        response = visitor.get(url)
        assert response.status_code == 410 and '<cite lang="sv">Skolan</cite>' in response.text
    assert visitor.get(old.cover_url(300)).status_code == 404


def test_the_file_of_a_draft_is_not_there_and_tells_nothing(visitor, version):
    version.publication.state = "draft"
    version.publication.save()

    assert [visitor.get(url).status_code for url in (LASTING, version.document.get_absolute_url())] == [404, 404]


def test_what_readers_and_programs_keep_names_the_lasting_address(visitor, version):
    version.document.sha256 = "ab" * 32
    version.document.save()
    html = visitor.get("/en/publications/koulu/").text

    data = json.loads(re.search(r"<script type=.application/ld\+json.[^>]*>(.*?)</script>", html, re.DOTALL)[1])
    assert f'href="{LASTING}"' in html and version.document.get_absolute_url() not in html
    assert data["encoding"]["contentUrl"].endswith(LASTING) and data["encoding"]["sha256"] == "ab" * 32
    assert LASTING in visitor.get("/en/publications/koulu/sv.ris").text


def test_readers_see_what_was_measured_and_where_to_ask_for_another_version(visitor, version):
    version.document.sha256 = "ab" * 32
    version.document.is_tagged, version.document.file_language = False, ""
    version.document.save()

    html = as_read(visitor.get("/en/publications/koulu/").text)

    assert (
        "The PDF is not tagged: screen readers may not find its headings and lists. It does not name its language"
        in html
    )
    assert f"SHA-256: <code>{'ab' * 32}</code>" in html
    assert f'/en/feedback/form/file/{version.document.pk}/?page=%2Fen%2Fpublications%2Fkoulu%2F"' in html
