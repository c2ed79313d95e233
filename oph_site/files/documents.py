"""Taking in a document: refused, or read and kept."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from oph_site.characters import line, printable
from oph_site.files.languages import document_language
from oph_site.files.models import COVER_WIDTHS, Document, DocumentText
from oph_site.files.reading import once_per_upload, read_upload
from oph_site.files.sizes import human_size
from oph_site.files.storage import random_stem, store
from oph_site.files.titles import real_title

MAX_BYTES = 50_000_000
PDF_FACTS = ["pages", "is_tagged", "has_text", "cover_height"]


@dataclass
class Reading:
    """What an upload says of itself."""

    kind: str
    size: int
    sha256: str = ""
    title: str = ""
    language: str = ""  # as the file says it
    covers: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    texts: list = field(default_factory=list)  # of the pages of a PDF
    outline: list = field(default_factory=list)  # its bookmarks, as worker/pdf_outline.py says

    @property
    def document_language(self):
        return document_language(self.language)

    @property
    def pages(self):
        return self.facts.get("pages")


def add_document(title, file, *, language=""):
    """A new document from an uploaded or opened file. Raises ValidationError with the reason when it is refused."""
    reading = read_document(file)
    document = store_document(file, reading, Document(title=title, language=language or reading.document_language))
    return save_document(document, reading)


@once_per_upload
def read_document(file):
    """Checks the file by name, size and content, and reads it. Raises ValidationError with the reason."""
    kind = PurePath(file.name).suffix.lower().removeprefix(".")
    if kind not in Document.Kind.values:
        kinds = ", ".join(value.upper() for value in Document.Kind.values)
        raise ValidationError(_("Choose a file of one of these types: %(kinds)s.") % {"kinds": kinds})
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is too large: %(size)s. It may have %(limit)s at most.")
            % {"size": human_size(file.size), "limit": human_size(MAX_BYTES)}
        )
    facts, written = read_upload(file, kind)
    reading = Reading(kind=kind, size=file.size, sha256=check_sum(file))
    if kind == Document.Kind.PDF:
        reading.title, reading.language = real_title(line(facts["title"])), facts["language"]
        reading.facts = {name: facts[name] for name in PDF_FACTS}
        reading.covers = {width: written[f"cover-{width}.webp"] for width in COVER_WIDTHS}
        reading.outline = [
            [int(bool(level)), printable(line(title)).strip(), page if isinstance(page, int) else None]
            for level, title, page in facts["outline"]
        ]
        reading.texts = [printable(text) for text in json.loads(written["text.json"])]
    return reading


def check_sum(file):
    """SHA-256 of an open file, as readers can compute it from what they downloaded."""
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def add_missing_sums():
    """Measures the documents that were stored before their check sum was; returns how many. Lost files keep none."""
    count = 0
    for document in Document.objects.filter(sha256="").order_by("pk"):
        with suppress(FileNotFoundError), default_storage.open(document.stored_name) as file:
            document.sha256 = check_sum(file)
            document.save(update_fields=["sha256"])
            count += 1
    return count


def store_document(file, reading, document):
    """Writes a file that read_document let through, with its covers; the caller then calls save_document."""
    facts = {
        "kind": reading.kind, "size": reading.size, "sha256": reading.sha256, "file_title": reading.title,
        "file_language": reading.language,
    }  # fmt: skip
    for name, value in {"stem": random_stem(), **facts, **reading.facts}.items():
        setattr(document, name, value)
    file.seek(0)
    covers = {document.stored_cover(width): content for width, content in reading.covers.items()}
    store({document.stored_name: file} | covers)
    return document


@transaction.atomic
def save_document(document, reading):
    """Saves the row of a stored document, that of a PDF with the text of its pages."""
    document.save()
    if document.kind == Document.Kind.PDF:
        DocumentText.objects.create(document=document, pages=reading.texts, outline=reading.outline)
    return document
