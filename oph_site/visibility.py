"""Which uploads the public may fetch: those that something public shows. Only the root knows all subjects."""

from django.db.models import F
from django.utils import timezone

from pages.calls.lists import offered_files
from pages.models import Edition
from publications.models import LanguageVersion


def public_documents(pks):
    """Those of some ids. One query; what calls offer is kept."""
    live = Edition.objects.live(timezone.now()).filter(link_rows__kind="file", link_rows__target__in=pks)
    catalogue = LanguageVersion.objects.public().filter(document__in=pks).order_by()
    offered = live.order_by().annotate(file=F("link_rows__target")).values_list("file")
    shown = offered.union(catalogue.annotate(file=F("document_id")).values_list("file"))
    return {pk for (pk,) in shown} | offered_files().intersection(pks)


def is_public_document(pk):
    return bool(public_documents({pk}))


def public_pictures(pks):
    """Those of some ids. One query."""
    live = Edition.objects.live(timezone.now()).filter(picture__in=pks).order_by()
    return set(live.values_list("picture", flat=True))


def is_public_picture(pk):
    return bool(public_pictures({pk}))
