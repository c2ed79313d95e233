"""The names of the files that rows of pictures and documents stand for."""

from oph_site.files.models import COVER_WIDTHS, Document, Picture


def stored_names(using="default"):
    """Each once, in the order of the rows."""
    for picture in Picture.objects.using(using).order_by("pk").only("stem", "widths").iterator():
        yield from map(picture.stored_name, picture.widths)
    for document in Document.objects.using(using).order_by("pk").only("stem", "kind", "cover_height").iterator():
        yield document.stored_name
        if document.has_cover:
            yield from map(document.stored_cover, COVER_WIDTHS)
