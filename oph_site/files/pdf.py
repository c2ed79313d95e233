"""Reading a PDF without trusting it: the work is done by pdf_worker.py, here are its limits and its refusals in words."""

import json
import subprocess  # noqa: S404  # our own file, with no shell
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from oph_site.files.models import COVER_WIDTHS

WORKER = Path(__file__).with_name("pdf_worker.py")
TIMEOUT = 25  # seconds; the worker's own limit is 20 seconds of computing

REFUSALS = {
    "not_pdf": _("The file is not a PDF, whatever its name says."),
    "encrypted": _("The PDF is encrypted or protected by a password: save it without protection."),
    "broken": _("The PDF is broken: save it again in the program that made it."),
    "trailing": _(
        "The PDF does not end where it should: it is cut off, or something was added to it. Save it again in the program that made it."
    ),
    "script": _("The PDF holds a script or starts another program: save it without scripts, actions and form buttons."),
    "embedded": _("The PDF holds other files inside: save it without attachments."),
    "too_many_pages": _("The PDF has more than 2,000 pages: publish it in parts."),
    "heavy": _("The PDF is too heavy to read: save it in a simpler form, for example with smaller pictures."),
}


@dataclass
class PdfFacts:
    pages: int
    title: str
    language: str  # as the file says it, for example fi-FI
    is_tagged: bool
    has_text: bool
    cover_height: int  # of the smallest cover
    covers: dict = field(default_factory=dict)  # width → WebP


def read_pdf(file):
    """The facts of an uploaded PDF. Raises ValidationError with the reason when it is refused."""
    with TemporaryDirectory(prefix="pdf-") as folder:
        path = Path(folder) / "upload.pdf"
        file.seek(0)
        with path.open("wb") as copy:
            for chunk in iter(lambda: file.read(1_000_000), b""):
                copy.write(chunk)
        answer = run_worker(path, folder)
        if reason := answer.pop("refused", None):
            raise ValidationError(REFUSALS[reason], code=reason)
        return PdfFacts(
            **answer, covers={width: (Path(folder) / f"cover-{width}.webp").read_bytes() for width in COVER_WIDTHS}
        )


def run_worker(path, folder):
    """What the worker says; "heavy" when it hit a limit. It gets no environment: there are secrets in it."""
    command = [sys.executable, "-I", "-X", "utf8", str(WORKER), str(path), folder]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, env={}, cwd=folder)  # noqa: S603
        return json.loads(done.stdout) if done.returncode == 0 else {"refused": "heavy"}
    except (subprocess.TimeoutExpired, ValueError):
        return {"refused": "heavy"}
