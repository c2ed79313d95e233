"""Reading an upload without trusting it: the folder worker/ does it in a process of its own, here are its limits."""

import json
import logging
import subprocess  # noqa: S404  # our own program, with no shell
import sys
from functools import wraps
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oph_site.files.refusals import sentence
from oph_site.logs import without_values

WORKER = Path(__file__).with_name("worker")
TIMEOUT = 25  # seconds; the worker's own limit is 10 seconds of computing
logger = logging.getLogger(__name__)


def read_upload(file, kind):
    """(facts, {name: content of what the worker wrote}) of a file. Raises ValidationError with the reason when it is refused."""
    with TemporaryDirectory(prefix="upload-") as folder:
        path, written = Path(folder) / "upload", Path(folder) / "written"
        written.mkdir()
        file.seek(0)
        with path.open("wb") as copy:
            copyfileobj(file, copy)
        answer = run_worker(kind, path, written)
        if reason := answer.get("refused"):
            raise ValidationError(sentence(kind, reason, answer.get("about", "")), code=reason)
        return answer, {each.name: each.read_bytes() for each in written.iterdir()}


def run_worker(kind, path, folder):
    """What the worker says; "heavy" when it hit a limit. It gets no environment: there are secrets in it."""
    command = [sys.executable, "-I", "-X", "utf8", str(WORKER), kind, str(path), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, env={}, cwd=folder)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {"refused": "heavy"}
    except OSError as error:  # no memory for one more process
        logger.error("An upload could not be read: %s", error)
        raise ValidationError(_("The server could not read the file now. Try again in a moment.")) from error
    if done.returncode == 0:
        return json.loads(done.stdout)
    if done.returncode > 0:  # not stopped by a limit
        last = (
            done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        )  # of its traceback: what the exception says
        logger.warning("The reader of uploads failed: %s", without_values(last))
    return {"refused": "heavy"}


def once_per_upload(read):
    """read(file), but the same file gets the same answer, or the same refusal, without being read again.

    So that the admin can have uploads read before the transaction of its form begins (UploadsReadFirst).
    """

    @wraps(read)
    def answer(file):
        if not hasattr(file, "outcome"):
            try:
                file.outcome = read(file), None
            except ValidationError as refusal:
                file.outcome = None, refusal
        reading, refusal = file.outcome
        if refusal:
            raise refusal
        return reading

    return answer
