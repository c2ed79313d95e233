"""The folder of the copy: each file is written whole or not at all, and only where its bytes have changed."""

import fcntl
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

STATE, LOCK, UNFINISHED = (
    ".mirror.json",
    ".mirror.lock",
    ".mirror-",
)  # the last begins the names of what is being written


class NotAMirror(Exception):
    """The folder holds something that no mirror has written: all of it would be removed."""


class Busy(Exception):
    """Another process is writing the copy."""


class Folder:
    """written: places whose bytes are other than before. Places are paths within the folder."""

    def __init__(self, path):
        self.path = Path(path).absolute()
        self.written, self.removed = set(), set()

    @contextmanager
    def alone(self):
        """Raises Busy while another process has it."""
        self.path.mkdir(parents=True, exist_ok=True)
        if any(self.path.iterdir()) and not (self.path / LOCK).exists():
            raise NotAMirror(f"{self.path} holds other files. Name an empty folder or one that does not exist.")
        with (self.path / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(f"Another process is writing {self.path}.") from error
            yield self

    def state(self):
        """What the last whole round remembered; {} where there was none."""
        try:
            return json.loads((self.path / STATE).read_text())
        except (FileNotFoundError, ValueError):
            return {}

    def remember(self, state):
        self.write(STATE, json.dumps(state).encode())
        self.written.discard(STATE)

    def write(self, place, body):
        target = self.target(place)
        if target.is_file() and target.stat().st_size == len(body) and target.read_bytes() == body:
            return
        with self.unfinished(target) as temporary:
            temporary.write_bytes(body)
        self.written.add(place)

    def link(self, place, source):
        """A file of the site, which never changes: the same bytes on the disk, or a copy on another disk."""
        target = self.target(place)
        if target.is_file() and (target.samefile(source) or is_copy(target, source)):
            return
        with self.unfinished(target) as temporary:
            temporary.unlink()
            try:
                os.link(source, temporary)
            except OSError:  # another disk, or one that knows no links
                shutil.copyfile(source, temporary)
        self.written.add(place)

    @contextmanager
    def unfinished(self, target):
        """A file beside the target, which takes its place at the end."""
        make_folder(target.parent, self.path)
        descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
        os.fchmod(descriptor, 0o644)  # the web server reads it
        os.close(descriptor)
        try:
            yield Path(name)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def target(self, place):
        target = self.path / place
        if not target.resolve().is_relative_to(self.path.resolve()):
            raise ValueError(f"{place} lies outside of {self.path}")
        return target

    def remove(self, place):
        target = self.target(place)
        if target.is_file():
            target.unlink()
            self.removed.add(place)

    def of_page(self, address):
        """The places of a page and of what shows it in another way: its versions, feeds and calendar files lie below a word
        of their own (/fi/versio/2026-11-30/sivu/) or have another ending. It may find a few too many: they are drawn again.
        """
        language, _slash, path = address.strip("/").partition("/")
        if not path:
            return [f"{language}/index.html"]
        top = self.path / language
        found = [
            found for above in ("", "*/", "*/*/") for end in ("/*.*", ".*") for found in top.glob(above + path + end)
        ]
        return [str(each.relative_to(self.path)) for each in found if each.is_file()]

    def others(self, places):
        """The places of all other files."""
        found = {str(path.relative_to(self.path)) for path in self.path.rglob("*") if path.is_file()}
        return found - set(places) - {STATE, LOCK}

    def keep_only(self, places):
        """Removes every other file, and folders that are empty then."""
        for place in self.others(places):
            self.remove(place)
        for folder, _folders, _names in os.walk(self.path, topdown=False):
            if folder != str(self.path) and not os.listdir(folder):
                os.rmdir(folder)


def is_copy(target, source):
    """Of a file that never changes: as long as that one."""
    return target.stat().st_nlink == 1 and target.stat().st_size == os.stat(source).st_size


def make_folder(folder, top):
    """Whatever the umask says, the web server may enter it."""
    if not folder.is_dir():
        make_folder(folder.parent, top)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
