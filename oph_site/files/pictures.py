"""Taking in a picture: refused, or re-encoded so that nothing of the upload is left but what is seen."""

from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from oph_site.files.models import PICTURE_WIDTHS, Picture
from oph_site.files.sizes import human_size
from oph_site.files.storage import random_stem, store

MAX_BYTES = 10_000_000
EXTENSIONS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


def add_picture(name, file):
    """A new picture from an uploaded or opened file. Raises ValidationError with the reason when it is refused."""
    picture = store_picture(read_picture(file), Picture(name=name))
    picture.save()
    return picture


def read_picture(file):
    """The checked picture, upright and in plain colours: a PIL image. Raises ValidationError with the reason."""
    extension = PurePath(file.name).suffix.lower()
    if extension not in EXTENSIONS:
        raise ValidationError(_("Choose a PNG, JPEG or WebP picture."))
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The picture is too large: %(size)s. It may have %(limit)s at most.")
            % {"size": human_size(file.size), "limit": human_size(MAX_BYTES)}
        )
    file.seek(0)
    try:
        image = Image.open(file, formats=["PNG", "JPEG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:  # Pillow raises whatever a hostile file makes its readers raise
        raise ValidationError(_("The file is not a PNG, JPEG or WebP picture, whatever its name says.")) from error
    if image.format.replace("MPO", "JPEG") != EXTENSIONS[extension]:  # MPO: a JPEG with a second picture, from phones
        raise ValidationError(
            _("The name ends in %(extension)s but the picture is %(format)s: give it the right name.")
            % {"extension": extension, "format": image.format}
        )
    if image.width * image.height > Image.MAX_IMAGE_PIXELS:
        raise too_many_pixels()
    try:
        return plain_colours(ImageOps.exif_transpose(image))
    except Exception as error:  # as above
        raise ValidationError(_("The picture is broken: open it in a picture editor and save it again.")) from error


def too_many_pixels():
    return ValidationError(
        _(
            "The picture has too many pixels: %(limit)s million at most. Make it smaller; %(width)s pixels of width are enough."
        )
        % {"limit": Image.MAX_IMAGE_PIXELS // 1_000_000, "width": PICTURE_WIDTHS[-1]}
    )


def plain_colours(image):
    """In sRGB, with transparency only where there is some; decodes the whole picture."""
    image.load()
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            pass  # a broken profile: the colours as they stand
    image = image.convert(mode)
    image.info.clear()
    return image


def store_picture(image, picture):
    """Writes the picture in the widths that it fills, and no wider than it is; the row is the caller's to save."""
    widths = [width for width in PICTURE_WIDTHS if width <= image.width] or [image.width]
    picture.stem, picture.widths, picture.width = random_stem(), widths, widths[-1]
    picture.height = height_at(image, widths[-1])
    store({picture.stored_name(width): webp(image, width) for width in widths})
    return picture


def height_at(image, width):
    return max(1, round(image.height * width / image.width))


def webp(image, width):
    small = image.resize((width, height_at(image, width)), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "WEBP", quality=80, method=4)
    return buffer.getvalue()
