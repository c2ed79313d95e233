import struct
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from oph_site.files.models import Picture
from oph_site.files.pictures import add_picture, read_picture
from tests.files.samples import (
    image_bytes,
    jpeg_from_a_phone,
    jpeg_of_many_scans,
    pdf_bytes,
    picture_with_a_place,
    png_bomb,
    upload,
)

pytestmark = pytest.mark.usefixtures("in_english")


def stored(picture, width):
    with default_storage.open(picture.stored_name(width)) as file:
        return file.read()


@pytest.mark.django_db
@pytest.mark.parametrize(("width", "kept"), [(2000, [400, 800, 1200]), (1000, [400, 800]), (300, [300])])
def test_a_picture_is_kept_in_the_widths_that_it_fills(width, kept):
    picture = add_picture("School yard", upload("yard.png", image_bytes("PNG", (width, width // 2))))

    sizes = [Image.open(BytesIO(stored(picture, each))).size for each in kept]
    assert picture.frozen() == {
        "id": picture.pk, "name": "school-yard", "width": kept[-1], "height": kept[-1] // 2, "widths": kept,
    }  # fmt: skip
    assert sizes == [(each, each // 2) for each in kept]


@pytest.mark.django_db
def test_nothing_of_the_upload_is_left_but_what_is_seen():
    upload_bytes = jpeg_from_a_phone()
    assert b"Exif" in upload_bytes and b"<script>" in upload_bytes

    picture = add_picture("Yard", upload("IMG_1.jpg", upload_bytes))

    kept = stored(picture, 400)
    image = Image.open(BytesIO(kept))
    assert [b"<script>" in kept, b"EXIF" in kept, dict(image.getexif()), image.format] == [False, False, {}, "WEBP"]
    assert image.size == (400, 800)  # upright
    assert all(name.startswith(picture.stem) for name in default_storage.listdir("pictures")[1] if picture.stem in name)


def chunks(webp):
    """The names of the parts of a WebP file."""
    names, place = [], 12
    while place < len(webp):
        names.append(webp[place : place + 4].decode())
        size = struct.unpack("<I", webp[place + 4 : place + 8])[0]
        place += 8 + size + size % 2
    return names


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "format", "way"), [("a.png", "PNG", ["VP8L"]), ("a.jpg", "JPEG", ["VP8 "])])
def test_a_drawing_keeps_its_sharp_edges(name, format, way):
    kept = stored(add_picture("Yard", upload(name, image_bytes(format, (800, 400)))), 400)

    assert chunks(kept) == way


@pytest.mark.django_db
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_the_place_and_the_owner_that_a_camera_wrote_are_gone(format):
    content = picture_with_a_place(format)
    before = Image.open(BytesIO(content))
    assert before.getexif().get_ifd(0x8825)[2] == (60.0, 10.0, 15.0)
    assert b"Secret Owner" in content and before.info["icc_profile"]

    kept = stored(add_picture("Yard", upload(f"yard.{format.lower()}", content)), 800)

    assert set(chunks(kept)) <= {"VP8 ", "VP8L", "VP8X", "ALPH"}  # no EXIF, XMP or ICCP
    assert b"Secret Owner" not in kept


def kept_picture(name, content):
    """The widest that is kept of an upload, opened."""
    reading = read_picture(upload(name, content))
    return Image.open(BytesIO(reading.files[reading.widths[-1]]))


@pytest.mark.parametrize(("mode", "format", "kept"), [
    ("CMYK", "JPEG", "RGB"), ("L", "JPEG", "RGB"), ("P", "PNG", "RGB"), ("RGBA", "PNG", "RGBA"), ("LA", "PNG", "RGBA"),
    ("I;16", "PNG", "RGB"), ("1", "PNG", "RGB"), ("RGB", "WEBP", "RGB"),
])  # fmt: skip
def test_every_kind_of_colour_becomes_plain(mode, format, kept):
    name = f"a.{format.lower()}"

    assert kept_picture(name, image_bytes(format, (40, 30), mode)).mode == kept


def test_a_transparent_palette_stays_transparent():
    content = image_bytes("PNG", (40, 30), "P", transparency=0)

    assert kept_picture("a.png", content).getpixel((0, 0))[3] == 0


def test_sixteen_bits_of_grey_keep_their_shade():
    content = image_bytes("PNG", (40, 30), "I;16", colour=128 * 256)

    assert kept_picture("a.png", content).getpixel((0, 0)) == (128, 128, 128)


def swapped_profile():
    """A colour profile in which red and blue have changed places: what is not converted by it stands out."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tXYZ", b"bXYZ", 1)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_are_converted_by_the_profile_with_and_without_transparency(mode):
    picture = Image.new("RGB", (40, 30), (250, 0, 0)).convert(mode)
    if mode == "RGBA":
        picture.putalpha(128)
    buffer = BytesIO()
    picture.save(buffer, "PNG", icc_profile=swapped_profile())

    kept = kept_picture("a.png", buffer.getvalue())

    red, _green, blue = kept.convert("RGB").getpixel((0, 0))
    assert blue > 200 > 50 > red
    assert mode != "RGBA" or abs(kept.getpixel((0, 0))[3] - 128) < 3


@pytest.mark.parametrize("name", ["a.jfif", "a.jpe", "A.JPEG"])
def test_a_jpeg_has_many_names(name):
    assert read_picture(upload(name, image_bytes(size=(40, 30)))).widths == [40]


@pytest.mark.parametrize("format", ["WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept_and_that_is_known(format):
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    buffer = BytesIO()
    first.save(buffer, format, save_all=True, append_images=[second])

    assert read_picture(upload(f"a.{format.lower()}", buffer.getvalue())).is_animated


def test_a_picture_that_hits_a_limit_takes_too_long_and_is_not_called_broken(monkeypatch):
    monkeypatch.setattr("oph_site.files.reading.TIMEOUT", 0.01)

    with pytest.raises(ValidationError) as caught:
        read_picture(upload("a.png", image_bytes("PNG")))
    assert caught.value.messages == [HEAVY]


NOT_A_PICTURE = "The file is not a PNG, JPEG or WebP picture, whatever its name says."
BROKEN = "The picture is broken: open it in a picture editor and save it again."
HEAVY = "The picture takes too long to open: open it in a picture editor and save it anew."
HEIC = "The picture is HEIC, the format of iPhones, which browsers do not show. Open it in Photos and export or save it as JPEG; in the phone: Settings › Camera › Formats › Most Compatible."
TOO_MANY = "The picture has too many pixels: 20 million at most. Make it smaller; 1200 pixels of width are enough."


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "sentence"), [
    ("a.jpg", lambda: b"<html><script>alert(1)</script>", NOT_A_PICTURE),
    ("a.png", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', NOT_A_PICTURE),
    ("a.png", pdf_bytes, NOT_A_PICTURE),
    ("a.webp", lambda: b"", NOT_A_PICTURE),
    ("a.jpg", lambda: image_bytes("TIFF", (40, 30)), NOT_A_PICTURE),
    ("a.png", lambda: image_bytes("GIF", (40, 30), "P"), NOT_A_PICTURE),
    ("a.png", lambda: image_bytes("JPEG"), "The name ends in .png but the picture is JPEG: give it the right name."),
    ("a.svg", lambda: b"<svg/>", "Choose a PNG, JPEG or WebP picture."),
    ("IMG_1.HEIC", lambda: b"", HEIC),
    ("a.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(99), HEIC),
    ("a.jpg", jpeg_of_many_scans, HEAVY),
    ("a.gif", lambda: image_bytes("GIF", (40, 30), "P"), "Choose a PNG, JPEG or WebP picture."),
    ("a.jpg", lambda: image_bytes("JPEG")[:-400], BROKEN),
    ("a.png", lambda: image_bytes("PNG")[:200], BROKEN),
    ("a.png", png_bomb, TOO_MANY),
    ("a.png", lambda: png_bomb(5000, 5000), TOO_MANY),
    ("a.png", lambda: png_bomb(30000, 30000), TOO_MANY),
])  # fmt: skip
def test_what_is_not_a_good_picture_is_refused_with_its_reason(name, make, sentence):
    with pytest.raises(ValidationError) as caught:
        add_picture("A", upload(name, make()))

    assert caught.value.messages == [sentence]
    assert Picture.objects.count() == 0


def test_a_huge_file_is_refused_before_it_is_opened():
    file = upload("a.png", image_bytes("PNG"))
    file.size = 10_400_000

    with pytest.raises(ValidationError) as caught:
        read_picture(file)
    assert caught.value.messages == ["The picture is too large: 10.4\u00a0MB. It may have 10.0\u00a0MB at most."]
