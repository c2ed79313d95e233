"""Taking in a picture: refused, or re-encoded so that nothing of the upload is left but what is seen."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oph_site.files.models import Picture
from oph_site.files.reading import once_per_upload, read_upload
from oph_site.files.refusals import sentence
from oph_site.files.sizes import human_size
from oph_site.files.storage import random_stem, store

MAX_BYTES = 10_000_000
EXTENSIONS = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".webp": "WEBP",
}  # fmt: skip
HEIC = {".heic", ".heif"}


@dataclass
class PictureReading:
    """A checked picture as it will be stored."""

    files: dict  # width → WebP
    height: int  # of the widest
    is_animated: bool  # only its first picture is kept

    @property
    def widths(self):
        return sorted(self.files)


def add_picture(name, file):
    """A new picture from an uploaded or opened file. Raises ValidationError with the reason when it is refused."""
    picture = store_picture(read_picture(file), Picture(name=name))
    picture.save()
    return picture


@once_per_upload
def read_picture(file):
    """The checked picture, upright and in plain colours. Raises ValidationError with the reason."""
    extension = PurePath(file.name).suffix.lower()
    if extension in HEIC:
        raise ValidationError(sentence("picture", "heic"))
    if extension not in EXTENSIONS:
        raise ValidationError(_("Choose a PNG, JPEG or WebP picture."))
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The picture is too large: %(size)s. It may have %(limit)s at most.")
            % {"size": human_size(file.size), "limit": human_size(MAX_BYTES)}
        )
    facts, written = read_upload(file, "picture")
    if facts["format"] != EXTENSIONS[extension]:
        raise ValidationError(
            _("The name ends in %(extension)s but the picture is %(format)s: give it the right name.")
            % {"extension": extension, "format": facts["format"]}
        )
    files = {width: written[f"{width}.webp"] for width in facts["widths"]}
    return PictureReading(files, facts["height"], facts["is_animated"])


def store_picture(reading, picture):
    """Writes the picture in the widths that it fills, and no wider than it is; the row is the caller's to save."""
    picture.stem, picture.widths = random_stem(), reading.widths
    picture.width, picture.height = reading.widths[-1], reading.height
    store({picture.stored_name(width): content for width, content in reading.files.items()})
    return picture
