"""Writing the parts of one upload: all of them, or none."""

import secrets
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def random_stem():
    return secrets.token_hex(16)


@contextmanager
def storing(files):
    """Writes {stored name: bytes or File}; takes all of them away again when anything fails inside the block."""
    try:
        for name, content in files.items():
            default_storage.save(name, ContentFile(content) if isinstance(content, bytes) else content)
        yield
    except BaseException:
        for name in files:
            default_storage.delete(name)
        raise
