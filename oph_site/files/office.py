"""Telling Word, Excel, PowerPoint and OpenDocument files by their parts, not by their names."""

from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

END = b"PK\x05\x06"
END_SIZE = 22
MAX_PARTS = 10_000
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MEDIA_TYPE = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


def check_office_file(file, kind):
    """Raises ValidationError with the reason unless the file is what its extension says, whole, and without macros."""
    file.seek(max(0, file.size - END_SIZE))
    end = file.read()
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise wrong_kind(kind)
    if not end.startswith(END):
        raise ValidationError(_("The file is cut off, or something was added to it: save it again."))
    try:
        with ZipFile(file) as parts:
            check_parts(parts, kind)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValidationError(_("The file is broken: save it again in the program that made it.")) from error


def check_parts(parts, kind):
    names = parts.namelist()
    if len(names) > MAX_PARTS or kind in MAIN_PART and not {"[Content_Types].xml", MAIN_PART[kind]} <= set(names):
        raise wrong_kind(kind)
    if kind in MEDIA_TYPE and ("mimetype" not in names or parts.open("mimetype").read(100).strip() != MEDIA_TYPE[kind]):
        raise wrong_kind(kind)
    if any(info.flag_bits & 1 for info in parts.infolist()):
        raise ValidationError(_("The file is protected by a password: save it without protection."))
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise ValidationError(_("The file holds macros: save it without them."))


def wrong_kind(kind):
    return ValidationError(_("The name ends in .%(kind)s but the file is something else.") % {"kind": kind})
