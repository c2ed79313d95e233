"""Keeps the records for harvesters up to date. The worker does it in each round after something public has changed.

A digest of what is said of each version is compared with the last one. So the datestamp moves when the series, a topic or
the file changes, whoever changed it and however, and what was deleted from the database is known as deleted for ever.
"""

import json
from collections import defaultdict
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils import timezone

from oph_site.languages import LANGUAGES
from oph_site.stamp.kept import kept_until_public_changes
from publications.models import LanguageVersion, Publication
from publications.oai.models import HarvestRecord

AT_ONCE = 500  # rows
VERSION = 3  # count up when dublin_core() says something else of the same rows: every datestamp moves then


def in_languages(field):
    return [f"{field}_{language}" for language in LANGUAGES]


KEY = ["publication", "language", "publication__type"]
# All that dublin_core() reads, title and subtitle first.
SAID = [
    "title", "subtitle", "year", "number", "isbn_print", "isbn_pdf", "doi", "urn", "publication__slug", "publication__authors",
    *in_languages("publication__corporate_author"), *in_languages("publication__summary"),
    "publication__licence", "publication__replaced_by", "publication__is_partly_outdated", "publication__status_on",
    *in_languages("publication__status_reason"),
    "series__title", "series__issn_print", "series__issn_online", "document", "document__title", "document__kind",
]  # fmt: skip


def catch_up(now):
    """The job of every round: nothing until the public site has changed."""
    written()


@kept_until_public_changes
def written():
    write(timezone.now())


@transaction.atomic
def write(now):
    """Compares all that is public with the records. Three queries, and one for each 500 that have changed."""
    now = now.replace(microsecond=0)
    records = {(row.publication_pk, row.language): row for row in HarvestRecord.objects.all()}
    new, changed = [], []
    for key, kind, digest in public():
        record = records.pop(key, None)
        if record is None:
            new.append(HarvestRecord(publication_pk=key[0], language=key[1], type=kind, digest=digest, changed_at=now))
        elif record.digest != digest:
            record.type, record.digest, record.is_deleted, record.changed_at = kind, digest, False, now
            changed.append(record)
    for record in records.values():
        if not record.is_deleted:
            record.digest, record.is_deleted, record.changed_at = "", True, now
            changed.append(record)
    HarvestRecord.objects.bulk_create(new, AT_ONCE, ignore_conflicts=True)  # another worker may have been first
    HarvestRecord.objects.bulk_update(changed, ["type", "digest", "is_deleted", "changed_at"], AT_ONCE)


def public():
    """((publication, language), type, digest) of each public version. Two queries."""
    topics = defaultdict(list)
    joined = Publication.topics.through.objects.order_by("publication", "topic")
    for pk, *titles in joined.values_list("publication", *in_languages("topic__title")):
        topics[pk].append(titles)
    versions = LanguageVersion.objects.public().filter(publication__slug__isnull=False).order_by("publication", "pk")
    rows = versions.values_list(*KEY, *SAID).iterator(chunk_size=AT_ONCE)
    for pk, together in groupby(rows, key=itemgetter(0)):
        together = list(together)
        titles = [row[1:5] for row in together]  # each names the others
        for row in together:
            said = json.dumps([VERSION, row, titles, topics[pk]], default=str)
            yield row[:2], row[2], sha256(said.encode()).hexdigest()


def with_texts(publications):
    """With all that Dublin Core says of them. Two queries more."""
    return publications.filter(slug__isnull=False).with_versions().prefetch_related("topics")
