"""What the search finds of files that pages offer: their titles, and for readers the text inside PDFs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.files.models import Document
from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.search.models import Scope
from oph_site.search.sources import Entry, Place, Source
from pages.models import Edition, Link


def things():
    return Document.objects.values_list("pk", flat=True)


def entries(scope, ids):
    """For readers only those that a text links to, now or later: others may be drafts."""
    documents = Document.objects.filter(pk__in=ids)
    if scope == Scope.PUBLIC:
        documents = documents.filter(pk__in=linked(ids, Edition.objects.overlapping(timezone.now(), None)))
    for document in documents:
        language = document.language or DEFAULT_LANGUAGE
        yield Entry(
            document.pk,
            language,
            document.title,
            about=document.get_kind_display(),
            file=document.pk,
            is_only_language=True,
        )


def linked(ids, editions):
    rows = Link.objects.filter(kind="file", target__in=ids, edition__in=editions)
    return set(rows.values_list("target", flat=True))


def live(things, now):
    public = linked(things, Edition.objects.live(now))
    return {
        (pk, language or DEFAULT_LANGUAGE, "")
        for pk, language in Document.objects.filter(pk__in=public).values_list("pk", "language")
    }


def places(things, language, now):
    documents = Document.objects.in_bulk(linked(things, Edition.objects.live(now)))
    return {
        pk: Place(
            url=document.get_absolute_url(), title=document.title, language=document.language or DEFAULT_LANGUAGE,
            note=document.get_kind_display(), files={pk: document},
        )
        for pk, document in documents.items()
    }  # fmt: skip


FILE = Source(_("File"), Document, things, entries, places, live, has_working_copy=True)
