"""Pictures: decoded, turned upright, brought to sRGB and encoded anew, so that nothing is left but what is seen."""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps
from refusal import Refused

WIDTHS = [400, 800, 1200]
MAX_PIXELS = 20_000_000
MAX_SCANS = 100  # cameras and programs write ten or so; each one more costs a decoding of the whole picture
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
FLAT = 1024  # colours at most of a drawing, whose edges stay sharp
TRANSPARENT = {"RGBA": "RGB", "LA": "L"}  # mode with transparency → the mode of its colours

Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow only warns up to twice that: make it an error
warnings.simplefilter("error", Image.DecompressionBombWarning)


def read(path, folder, kind):
    """Writes <width>.webp for each of WIDTHS that the picture fills, or for its own width when it is smaller."""
    image = opened(path)
    is_animated = image.format in ("PNG", "WEBP") and getattr(image, "n_frames", 1) > 1
    facts = {"format": image.format.replace("MPO", "JPEG"), "is_animated": is_animated}  # MPO: a JPEG with a second one
    try:
        image = plain_colours(ImageOps.exif_transpose(image))
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises whatever a hostile file makes its readers raise
        raise Refused("heavy" if "memory" in str(error) else "broken") from None
    is_drawing = facts["format"] == "PNG" and image.getcolors(FLAT) is not None
    widths = [width for width in WIDTHS if width <= image.width] or [image.width]
    for width in widths:
        small = image.resize((width, height_at(image, width)), Image.Resampling.LANCZOS)
        small.save(f"{folder}/{width}.webp", "WEBP", lossless=is_drawing, quality=80, method=4)
    return facts | {"widths": widths, "height": height_at(image, widths[-1])}


def opened(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Refused("heic")
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MAX_SCANS:
        raise Refused("heavy")
    try:
        image = Image.open(BytesIO(data), formats=["PNG", "JPEG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels") from None
    except MemoryError:
        raise
    except Exception:  # as above
        raise Refused("not_a_picture") from None
    if image.width * image.height > MAX_PIXELS:
        raise Refused("too_many_pixels")
    return image


def height_at(image, width):
    return max(1, round(image.height * width / image.width))


def plain_colours(image):
    """In sRGB, with transparency only where there is some; decodes the whole picture."""
    image.load()
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("P", "PA", "1") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    alpha = image.getchannel("A") if image.mode in TRANSPARENT else None
    image = in_srgb(image.convert(TRANSPARENT.get(image.mode, image.mode)), profile)
    if alpha:
        image.putalpha(alpha)
    image.info.clear()
    return image


def in_srgb(image, profile):
    """RGB by the colour profile of the file; without one, or with a broken one, the colours as they stand."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")
