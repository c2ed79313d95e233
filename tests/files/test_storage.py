"""What is left on the disk when an upload does not end well: nothing, sooner or later."""

import errno
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from oph_site.files.cleaning import remove_old_files_without_row, remove_orphans
from oph_site.files.models import Document, Picture
from oph_site.files.pictures import add_picture
from oph_site.files.storage import random_stem
from tests.files.samples import image_bytes, pdf_bytes, upload
from tests.files.test_admin import DOCUMENT, PICTURE, errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FULL = "The server could not store the file; its disk may be full. Try again later, or tell an administrator."


def names(folder):
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


@pytest.fixture
def full_disk(monkeypatch):
    """The disk takes one file and is full in the middle of the second."""
    written = []
    save = FileSystemStorage._save

    def save_until_full(storage, name, content):
        written.append(name)
        if len(written) == 1:
            return save(storage, name, content)
        save(storage, name, ContentFile(b"half of i"))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", save_until_full)
    return written


def test_a_full_disk_is_told_beside_the_field_and_nothing_is_half_written(editor_client, full_disk):
    before = names("pictures"), names("documents")

    picture = editor_client.post(f"{PICTURE}add/", {"name": "Yard", "upload": upload("a.jpg", image_bytes())})
    document = editor_client.post(f"{DOCUMENT}add/", {"title": "Guide", "upload": upload("a.pdf", pdf_bytes())})

    assert [errors_of(picture), errors_of(document)] == [{"upload": [FULL]}, {"upload": [FULL]}]
    assert 'value="Yard"' in picture.text
    assert [Picture.objects.count(), Document.objects.count(), len(full_disk) > 2] == [0, 0, True]
    assert (names("pictures"), names("documents")) == before


def test_files_without_a_row_are_removed_after_a_day():
    picture = add_picture("Yard", upload("a.jpg", image_bytes()))
    lost = default_storage.save(f"pictures/{random_stem()}-400.webp", ContentFile(b"lost"))
    now = timezone.now()

    remove_old_files_without_row(now)
    kept_for_a_day = default_storage.exists(lost)
    remove_old_files_without_row(now + timedelta(days=1, seconds=5))

    assert [kept_for_a_day, default_storage.exists(lost)] == [True, False]
    assert all(default_storage.exists(picture.stored_name(width)) for width in picture.widths)


def test_the_disk_is_searched_at_night_only():
    lost = default_storage.save(f"documents/{random_stem()}.pdf", ContentFile(b"lost"))
    day = timezone.now().date() + timedelta(days=3)

    remove_orphans(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    kept_by_day = default_storage.exists(lost)
    remove_orphans(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))

    assert [kept_by_day, default_storage.exists(lost)] == [True, False]
