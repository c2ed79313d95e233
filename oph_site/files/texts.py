"""The text inside PDFs, page by page, for those that search it."""

from oph_site.files.models import DocumentText


def pages_of(document_ids):
    """{id: [text of page 1, …]} of those that have one: PDFs that could be read."""
    return dict(DocumentText.objects.filter(pk__in=document_ids).values_list("pk", "pages"))
