"""Writing the files of one upload: all of them, or none."""

import secrets

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

STEM_LENGTH = 32


def random_stem():
    return secrets.token_hex(STEM_LENGTH // 2)


def store(files):
    """Writes {stored name: bytes or File}; leaves nothing half written. Raises ValidationError where the disk refuses."""
    try:
        for name, content in files.items():
            default_storage.save(name, ContentFile(content) if isinstance(content, bytes) else content)
    except BaseException as error:
        for name in files:
            default_storage.delete(name)
        if isinstance(error, OSError):
            raise ValidationError(
                _(
                    "The server could not store the file; its disk may be full. Try again later, or tell an administrator."
                )
            ) from error
        raise
