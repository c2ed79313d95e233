"""The file of a backup: a tar archive that is written and read from front to back, never held in memory.

database.gz     the database: SQL of pg_dump, or the file of SQLite
uploads/…       the uploaded files
manifest.json   what is in it, made by which version
SHA256SUMS      the check sums of all of these, as `sha256sum --check` reads them. It comes last: a file cut short has none
"""

import json
import os
import re
import shutil
import tarfile
import time
from hashlib import file_digest, sha256
from io import BytesIO

DATABASE, MANIFEST, SUMS = "database.gz", "manifest.json", "SHA256SUMS"
UPLOADS = "uploads/"
FORMAT = 1
MEMBER = re.compile(r"database\.gz|manifest\.json|SHA256SUMS|uploads/(pictures|documents)/[\w.-]+", re.ASCII)


class Damaged(Exception):
    """It is not what was written, or not one of ours."""


class Writer:
    """Fills an archive: files, the manifest, then the check sums."""

    def __init__(self, stream):
        self.tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  # closed in finish()
        self.sums = {}

    def add(self, name, path):
        """A file from the disk. FileNotFoundError leaves the archive as it was."""
        with path.open("rb") as file:
            self.write(name, file, path.stat().st_size)

    def finish(self, facts):
        self.write_bytes(MANIFEST, json.dumps(facts, indent=1).encode())
        self.write_bytes(SUMS, lines(self.sums))
        self.tar.close()

    def write_bytes(self, name, content):
        self.write(name, BytesIO(content), len(content))

    def write(self, name, file, size):
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        hashing = Hashing(file)
        self.tar.addfile(member, hashing)
        self.sums[name] = hashing.sum.hexdigest()


class Hashing:
    """A file that is hashed while somebody else reads it."""

    def __init__(self, file):
        self.file, self.sum = file, sha256()

    def read(self, size):
        data = self.file.read(size)
        self.sum.update(data)
        return data


def lines(sums):
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def check(path):
    """(the manifest, {name: SHA-256}) of an archive in which every byte is as it was written. Raises Damaged."""
    sums, kept = {}, {MANIFEST: BytesIO(), SUMS: BytesIO()}
    try:
        for member, file in members(path):
            if SUMS in sums or member.name in sums:
                raise Damaged(f"{member.name} should not be there.")
            sums[member.name] = sum_into(file, kept.get(member.name))
    except (tarfile.TarError, EOFError) as error:
        raise Damaged(f"It cannot be read ({error}).") from error
    if not {DATABASE, MANIFEST} < sums.keys() or not sums.pop(SUMS, None):
        raise Damaged("Its end is missing.")
    if kept[SUMS].getvalue() != lines(sums):
        raise Damaged("The check sums differ.")
    return json.loads(kept[MANIFEST].getvalue()), sums


def sum_into(file, copy):
    """The SHA-256 of a file; what it says goes into the copy, where there is one."""
    digest = sha256()
    while data := file.read(1 << 20):
        digest.update(data)
        if copy:
            copy.write(data)
    return digest.hexdigest()


def members(path):
    """(what tar says of it, its content) of each member, in their order."""
    with tarfile.open(path, mode="r|") as tar:
        for member in tar:
            if not member.isreg() or not MEMBER.fullmatch(member.name):
                raise Damaged(f"“{member.name}” is nothing that a backup holds.")
            yield member, tar.extractfile(member)


def extract(file, path):
    """Writes a member to the disk, for its owner alone."""
    path.touch(mode=0o600)
    with path.open("wb") as target:
        shutil.copyfileobj(file, target)
        target.flush()
        os.fsync(target.fileno())


def sum_of(path):
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
