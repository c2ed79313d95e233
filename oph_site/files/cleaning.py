"""Removing files whose row was never saved: a save was refused after the upload, or the process was killed."""

from datetime import timedelta

from django.core.files.storage import default_storage

from oph_site.files.models import Document, Picture
from oph_site.files.storage import STEM_LENGTH

AGE = timedelta(days=1)  # an upload that is being saved now has no row yet
HOUR = 3  # UTC: at night is enough


def remove_orphans(now):
    if now.hour == HOUR:
        remove_old_files_without_row(now)


def remove_old_files_without_row(now):
    for folder, model in {"pictures": Picture, "documents": Document}.items():
        stems = set(model.objects.values_list("stem", flat=True))
        for name in default_storage.listdir(folder)[1] if default_storage.exists(folder) else []:
            path = f"{folder}/{name}"
            if name[:STEM_LENGTH] not in stems and default_storage.get_modified_time(path) < now - AGE:
                default_storage.delete(path)
