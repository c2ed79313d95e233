"""Uploads made in code: good ones, and what hostile or unlucky people send."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms


def upload(name, content):
    return SimpleUploadedFile(name, content)


def image_bytes(format="JPEG", size=(1000, 750), mode="RGB", colour=None, **options):
    buffer = BytesIO()
    Image.new(mode, size, colour or 0).save(buffer, format, **options)
    return buffer.getvalue()


def jpeg_from_a_phone():
    """Lying on its side, with the place where it was taken, and a web page hung on its end."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    return image_bytes(size=(1000, 500), colour="red", exif=exif) + b"<script>alert(1)</script>"


def picture_with_a_place(format):
    """As a camera writes it: GPS position and owner in EXIF, the owner in XMP, a colour profile with a name in it."""
    exif = Image.Exif()
    exif[0x013B] = "Secret Owner"  # artist
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 15.0), 3: "E", 4: (24.0, 56.0, 15.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Secret Owner</dc:creator></x:xmpmeta>'
    options = {"exif": exif, "icc_profile": profile} | ({} if format == "PNG" else {"xmp": xmp})
    return image_bytes(format, colour="red", **options)


def png_bomb(width=9000, height=9000):
    """A small file that unfolds to 81 million pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_of_many_scans(times=200):
    """A small progressive JPEG whose last scan is told again and again: each costs a decoding of the whole picture."""
    content = image_bytes(size=(64, 64), mode="L", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * times + b"\xff\xd9"


def pdf_bytes(change=None, pages=1, **options):
    """A small PDF with one line of text on each page; `change` may spoil it: change(pdf)."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    for _page in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 24 Tf 60 700 Td (International mobility in schools) Tj ET")
    if change:
        change(pdf)
    buffer = BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def pdf_of(*texts, change=None):
    """A PDF with a page for each text, its lines below each other; `change` as above."""

    def write(pdf):
        for page, text in zip(pdf.pages, texts, strict=True):
            page.Contents = written_page(pdf, text)
        if change:
            change(pdf)

    return pdf_bytes(write, pages=len(texts))


def written_page(pdf, text):
    lines = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in text.split("\n"))
    return pdf.make_stream(b"BT /F1 12 Tf 14 TL 60 700 Td %s ET" % lines)


def unfolding_stream(pdf, times):
    """A stream that unfolds to so many times ten megabytes."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(first + again * (times - 1) + packer.flush(), filter=pikepdf.Name.FlateDecode)
    return stream


def tagged(pdf):
    """Marks a PDF as accessible ones are marked."""
    pdf.Root.Lang = "sv-FI"
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    pdf.docinfo["/Title"] = "Skolan möter världen"


def zip_bytes(parts):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}


def relationships(*rows):
    """A .rels part: (type, target), or (type, target, "External")."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
        + (f' TargetMode="{mode[0]}"' if mode else "")
        + "/>"
        for number, (kind, target, *mode) in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def office_bytes(kind="docx", extra=None, *, main="", types=None, rows=()):
    """A Word, Excel or PowerPoint file. types: {part: content type}; rows: relationships of the main part."""
    usual, name = MAIN[kind]
    main = main or usual
    folder, _slash, last = main.rpartition("/")
    types = {main: f"application/vnd.openxmlformats-officedocument.{name}.main+xml"} | (types or {})
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{type}"/>' for part, type in types.items())
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{default}{overrides}</Types>',
        "_rels/.rels": relationships(("officeDocument", main)),
        main: "<document/>",
        f"{folder}/_rels/{last}.rels": relationships(*rows),
    }
    return zip_bytes(parts | (extra or {}))


def docx_bytes(extra=None):
    return office_bytes("docx", extra)
