"""The text inside PDFs, page by page, for those that search it."""

import logging

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from oph_site.files.documents import read_document
from oph_site.files.models import Document, DocumentText

logger = logging.getLogger(__name__)


def pages_of(document_ids):
    """{id: [text of page 1, …]} of those that have one: PDFs that could be read."""
    return dict(DocumentText.objects.filter(pk__in=document_ids).values_list("pk", "pages"))


def unread(*, again=False):
    """The PDFs whose text or outline nobody has read; `again`: also those that could not be."""
    missing = Q(text__outline__isnull=True) | (Q(text__pages=[]) if again else Q())
    return Document.objects.filter(missing, kind=Document.Kind.PDF)


def read_missing(progress, *, follow, again=False):
    """Reads the PDFs that were stored before their text or their outline was; returns how many, and how many of them could not be read.

    Those get an empty text and a line in the log; `again` has another try at them. progress(number, total).
    follow(ids of documents) writes what depends on the text, in the transaction that stores it.
    """
    documents = list(unread(again=again).order_by("pk"))
    unreadable = 0
    for number, document in enumerate(documents, 1):
        pages, outline = read_stored(document)
        with transaction.atomic():
            DocumentText.objects.update_or_create(document=document, defaults={"pages": pages, "outline": outline})
            follow([document.pk])
        unreadable += not pages
        progress(number, len(documents))
    return len(documents), unreadable


def read_stored(document):
    """(texts of its pages, its outline)"""
    try:
        with default_storage.open(document.stored_name) as file:
            reading = read_document(file)
            return reading.texts, reading.outline
    except (OSError, ValidationError) as error:
        why = " ".join(error.messages) if isinstance(error, ValidationError) else error
        logger.warning("The text of document %s (%s) could not be read: %s", document.pk, document.stored_name, why)
        return [], []
