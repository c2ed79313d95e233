"""What comes back from /files/ and /pictures/."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from oph_site.files.documents import add_document
from oph_site.files.pictures import add_picture
from oph_site.files.signatures import signed_url
from pages.editions.publishing import publish
from publications.models import LanguageVersion
from tests.factories.pages import HomeFactory
from tests.factories.publications import LanguageVersionFactory
from tests.files.samples import docx_bytes, image_bytes, pdf_bytes, tagged, upload

pytestmark = pytest.mark.django_db
GUIDE, YARD = upload("x.pdf", pdf_bytes()), upload("x.png", image_bytes("PNG"))  # read once, stored by every test


@pytest.fixture
def document():
    return add_document("Guide for schools", GUIDE)


@pytest.fixture
def public_document(document):
    LanguageVersionFactory(document=document)
    return document


@pytest.fixture
def picture():
    return add_picture("School yard", YARD)


def body(response):
    return b"".join(response.streaming_content)


def test_a_public_pdf_is_sent_with_headers_that_make_it_harmless(visitor, public_document):
    response = visitor.get(f"/files/{public_document.pk}/guide-for-schools.pdf")

    assert response.status_code == 200
    assert body(response) == pdf_of(public_document)
    wanted = {
        "Content-Type": "application/pdf",
        "Content-Length": str(public_document.size),
        "Content-Disposition": 'inline; filename="guide-for-schools.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=60, s-maxage=50, stale-if-error=86400",
        "Accept-Ranges": "bytes",
    }
    assert {name: response[name] for name in wanted} == wanted
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def pdf_of(document):
    with default_storage.open(document.stored_name) as file:
        return file.read()


def test_the_language_of_a_file_is_its_own(visitor):
    document = add_document("Skolan", upload("x.pdf", pdf_bytes(tagged)))
    LanguageVersionFactory(document=document, language="sv")

    assert visitor.get(document.get_absolute_url())["Content-Language"] == "sv"


def test_an_office_file_is_saved_and_not_opened(visitor):
    document = add_document("Form", upload("x.docx", docx_bytes()))
    LanguageVersionFactory(document=document)

    response = visitor.get(f"/files/{document.pk}/form.docx")

    assert response["Content-Disposition"] == 'attachment; filename="form.docx"'
    assert response["Content-Type"].endswith("wordprocessingml.document")


def test_the_cover_of_a_public_document_is_a_webp(visitor, public_document):
    response = visitor.get(public_document.cover_url(300))

    assert [response.status_code, response["Content-Type"], body(response)[:4]] == [200, "image/webp", b"RIFF"]
    assert visitor.get(f"/files/{public_document.pk}/cover-77.webp").status_code == 404


def test_a_picture_is_public_when_a_live_edition_shows_it(visitor, picture):
    url = picture.url(400)
    home = HomeFactory(picture=picture, is_picture_decorative=True)
    before = visitor.get(url).status_code

    publish(home, "fi", by=None)

    response = visitor.get(url)
    assert [before, response.status_code, response["Content-Type"]] == [404, 200, "image/webp"]
    assert visitor.get(url.replace("400", "1200")).status_code == 404  # it is not that wide


def test_a_wrong_name_leads_to_the_right_one(visitor, public_document):
    response = visitor.get(f"/files/{public_document.pk}/old-name.pdf")

    assert [response.status_code, response["Location"]] == [301, f"/files/{public_document.pk}/guide-for-schools.pdf"]


def test_files_of_what_is_not_public_are_not_there(visitor, public_document):
    version = LanguageVersion.objects.get()
    version.publication.state = "draft"
    version.publication.save()
    urls = [
        public_document.get_absolute_url(),
        public_document.cover_url(300),
        f"/files/{public_document.pk}/x.pdf",
        "/files/999/x.pdf",
    ]

    assert [visitor.get(url).status_code for url in urls] == [404, 404, 404, 404]


def test_a_signature_opens_one_draft_file_for_an_hour_and_no_cache_keeps_it(visitor, document, picture):
    url, other = signed_url(document.get_absolute_url()), signed_url(picture.url(400))

    response = visitor.get(url)

    assert [response.status_code, response["Cache-Control"]] == [200, "private, no-store"]
    assert visitor.get(other).status_code == 200
    assert visitor.get(f"{document.get_absolute_url()}?{other.partition('?')[2]}").status_code == 404
    assert visitor.get(f"{document.get_absolute_url()}?s=abc").status_code == 404
    assert visitor.get(f"{document.get_absolute_url()}?s=%00{'a' * 9999}").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert visitor.get(url).status_code == 404


def test_a_file_that_the_browser_has_is_not_sent_again(visitor, public_document):
    url = public_document.get_absolute_url()
    etag = visitor.get(url)["ETag"]

    response = visitor.get(url, headers={"If-None-Match": etag})

    assert [response.status_code, response["ETag"], "s-maxage=50" in response["Cache-Control"]] == [304, etag, True]


@pytest.mark.parametrize(("asked", "status", "part"), [
    ("bytes=0-3", 206, slice(0, 4)),
    ("bytes=5-", 206, slice(5, None)),
    ("bytes=-6", 206, slice(-6, None)),
    ("bytes=0-99999999", 200, slice(None)),
    ("bytes=9-2", 200, slice(None)),
    ("bytes=a-b", 200, slice(None)),
    ("bytes=0-1,4-5", 200, slice(None)),
    ("bytes=٣-٤", 200, slice(None)),
])  # fmt: skip
def test_a_part_of_a_file_can_be_asked_for(visitor, public_document, asked, status, part):
    response = visitor.get(public_document.get_absolute_url(), headers={"Range": asked})

    assert [response.status_code, body(response)] == [status, pdf_of(public_document)[part]]


def test_a_part_beyond_the_end_is_refused(visitor, public_document):
    response = visitor.get(public_document.get_absolute_url(), headers={"Range": "bytes=99999999-"})

    assert [response.status_code, response["Content-Range"]] == [416, f"bytes */{public_document.size}"]


def test_head_tells_the_length_and_sends_nothing(visitor, public_document):
    response = visitor.head(public_document.get_absolute_url())

    assert [response.status_code, response["Content-Length"], body(response)] == [200, str(public_document.size), b""]


def test_files_are_not_compressed_again(visitor, public_document):
    response = visitor.get(public_document.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert [response.get("Content-Encoding"), response["Content-Length"]] == [None, str(public_document.size)]


def test_only_reading_is_allowed(visitor, public_document):
    assert visitor.post(public_document.get_absolute_url()).status_code == 405


def test_a_proxy_can_send_the_file_instead(visitor, public_document, settings):
    settings.ACCEL_REDIRECT = "/protected/"

    response = visitor.get(public_document.get_absolute_url())

    assert [response["X-Accel-Redirect"], response.content] == [f"/protected/{public_document.stored_name}", b""]
