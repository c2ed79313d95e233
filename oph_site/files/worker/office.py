"""Word, Excel, PowerPoint and OpenDocument files: told by their parts, not by their names, and refused when they act."""

import re
import struct
from zipfile import BadZipFile, ZipFile

import opendocument
import openxml
from refusal import Refused

END = re.compile(rb"PK\x05\x06(.{16})\0\0[\0\t\n\f\r ]{0,1024}\Z", re.DOTALL)
MAX_PARTS = 10_000
MAX_DIRECTORY = 5_000_000  # bytes of the list of parts
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the container of .doc and .xls; Office also puts files with a password into one
PASSWORD = "EncryptedPackage".encode("utf-16-le")
PROGRAM_NAME = re.compile(r"\.(exe|dll|scr|com|cmd|bat|msi|ps1|vbs|vbe|js|jse|wsf|hta|lnk|jar|cpl|reg|sh|py)$", re.I)
PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!")


def read(path, folder, kind):
    check_envelope(path, kind)
    try:
        with ZipFile(path) as archive:
            check_archive(archive, kind)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise Refused("broken") from error
    return {}


def check_envelope(path, kind):
    """What can be seen without unpacking, before a list of a million parts is read."""
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(OLD_OFFICE):
        raise Refused("encrypted" if PASSWORD in data else "old_office")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("wrong_kind")
    end = END.search(data[-2048:])
    if not end:
        raise Refused("trailing")
    _disks, _here, count, size, _start = struct.unpack("<IHHII", end[1])
    if count > MAX_PARTS or size > MAX_DIRECTORY:
        raise Refused("heavy")


def check_archive(archive, kind):
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Refused("heavy")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    (opendocument if kind in opendocument.MEDIA_TYPES else openxml).check(archive, kind)
    for part in parts:
        check_part(archive, part)


def check_part(archive, part):
    if part.is_dir():
        return
    with archive.open(part) as file:
        first = file.read(8)
    if PROGRAM_NAME.search(part.filename) or first.startswith(PROGRAM_STARTS):
        raise Refused("program", part.filename)
    if first.startswith(OLD_OFFICE):
        raise Refused("embedded", part.filename)
