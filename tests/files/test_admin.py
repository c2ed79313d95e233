import re

import pytest
from django.db import connection
from PIL import Image

from oph_site.files import reading
from oph_site.files.models import Document, Picture
from oph_site.files.reading import run_worker
from tests.factories.files import DocumentFactory, PictureFactory
from tests.files.samples import image_bytes, pdf_bytes, tagged, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PICTURE, DOCUMENT = "/admin/files/picture/", "/admin/files/document/"


def errors_of(response):
    return {name: list(sentences) for name, sentences in response.context["adminform"].form.errors.items()}


def test_an_editor_adds_a_picture_and_sees_it_in_the_list(editor_client, visitor):
    response = editor_client.post(
        f"{PICTURE}add/", {"name": "School yard", "upload": upload("a.jpg", image_bytes())}, follow=True
    )

    thumbnail = re.search(r'<img src="(/pictures/[^"]*)"', response.content.decode())[1].replace("&amp;", "&")
    assert [Picture.objects.get().widths, visitor.get(thumbnail).status_code] == [[400, 800], 200]


def test_whoever_adds_an_animation_hears_that_its_first_picture_is_kept(editor_client):
    upload_ = upload(
        "a.webp", image_bytes("WEBP", (40, 30), save_all=True, append_images=[Image.new("RGB", (40, 30), "red")])
    )

    response = editor_client.post(f"{PICTURE}add/", {"name": "Yard", "upload": upload_}, follow=True)

    sentence = "The picture was an animation: only its first picture is kept. Link to a video to show movement."
    assert sentence in [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(("address", "name", "content"), [
    (f"{PICTURE}add/", "upload", image_bytes), (f"{DOCUMENT}add/", "upload", pdf_bytes),
    ("/admin/publications/publication/add/", "versions-0-upload", pdf_bytes),
])  # fmt: skip
def test_uploads_are_read_before_the_transaction_of_the_form(administrator_client, monkeypatch, address, name, content):
    """On SQLite it keeps everybody else from writing. The transaction of a test is the outermost, without a savepoint."""
    savepoints = []

    def run(*args):
        savepoints.append(len(connection.savepoint_ids))
        return run_worker(*args)

    monkeypatch.setattr(reading, "run_worker", run)

    administrator_client.post(address, {name: upload("a.pdf" if content is pdf_bytes else "a.jpg", content())})

    assert savepoints == [0]


def test_a_refused_picture_gets_its_reason_beside_the_field_and_keeps_the_name(editor_client):
    response = editor_client.post(f"{PICTURE}add/", {"name": "School yard", "upload": upload("a.jpg", b"<html>")})

    assert errors_of(response) == {"upload": ["The file is not a PNG, JPEG or WebP picture, whatever its name says."]}
    assert 'value="School yard"' in response.content.decode() and Picture.objects.count() == 0


def test_nothing_chosen_is_told_in_words(editor_client):
    assert errors_of(editor_client.post(f"{PICTURE}add/", {"name": "A"})) == {"upload": ["Choose a picture."]}
    assert errors_of(editor_client.post(f"{DOCUMENT}add/", {"title": "A"})) == {"upload": ["Choose a file."]}


def test_a_picture_can_be_renamed_and_its_file_stays(editor_client):
    picture = PictureFactory(name="Yard")

    editor_client.post(
        f"{PICTURE}{picture.pk}/change/",
        {"name": "School yard", "focus_x": 50, "focus_y": 50, "upload": upload("a.jpg", image_bytes()), "width": 1},
    )

    after = Picture.objects.get()
    assert [after.name, after.stem, after.widths, after.width] == ["School yard", picture.stem, [400, 800], 800]


def test_a_document_is_read_and_its_faults_are_told_at_once_and_in_the_list(editor_client):
    response = editor_client.post(
        f"{DOCUMENT}add/", {"title": "Guide", "language": "", "upload": upload("a.pdf", pdf_bytes())}, follow=True
    )

    fault = "The PDF is not tagged: screen readers cannot tell headings and lists."
    assert f"Guide: {fault}" in [str(message) for message in response.context["messages"]]
    assert f"<li>{fault}</li>" in editor_client.get(DOCUMENT).content.decode()


def test_the_language_of_a_document_comes_from_the_file_unless_it_is_chosen(editor_client):
    for language in ("", "fi"):
        editor_client.post(
            f"{DOCUMENT}add/",
            {"title": f"Guide {language}", "language": language, "upload": upload("a.pdf", pdf_bytes(tagged))},
        )

    assert list(Document.objects.values_list("title", "language", "pages")) == [
        ("Guide", "sv", 1),
        ("Guide fi", "fi", 1),
    ]


def test_a_title_of_many_characters_is_told_and_not_cut(editor_client):
    response = editor_client.post(f"{DOCUMENT}add/", {"title": "a" * 100_000, "upload": upload("a.pdf", pdf_bytes())})

    assert [response.status_code, list(errors_of(response))] == [200, ["title", "upload"]]


@pytest.mark.parametrize("address", [PICTURE, DOCUMENT])
def test_coordinators_see_no_files_and_nobody_deletes_one(
    coordinator_client, editor_client, officer_client, administrator_client, address
):
    picture, document = PictureFactory(), DocumentFactory()
    row = picture if address == PICTURE else document

    assert [client.get(address).status_code for client in (coordinator_client, editor_client, officer_client)] == [
        403,
        200,
        200,
    ]
    assert administrator_client.post(f"{address}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_forms_of_existing_files_open(editor_client):
    picture, document = PictureFactory(), DocumentFactory()

    assert [
        editor_client.get(f"{base}{row.pk}/change/").status_code
        for base, row in ((PICTURE, picture), (DOCUMENT, document))
    ] == [200, 200]
    assert [editor_client.get(f"{base}add/").status_code for base in (PICTURE, DOCUMENT)] == [200, 200]
