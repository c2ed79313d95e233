"""What the structure of a PDF tells about its accessibility: for those who upload it and for those who read it."""

from django.utils.translation import gettext as _

from oph_site.files.models import Document


def warnings(document):
    """What the editor should have mended in the file: [sentence]. Empty when all is well or not known."""
    if document.kind != Document.Kind.PDF:
        return []
    found = [
        (not document.is_tagged, _("The PDF is not tagged: screen readers cannot tell headings and lists.")),
        (
            not document.has_text,
            _("The PDF has no text layer: it is a picture of text that cannot be read aloud or searched."),
        ),
        (not document.file_language, _("The PDF does not name its language: it may be read aloud in the wrong one.")),
        (not document.file_title, _("The PDF has no title of its own: programs show the name of the file.")),
    ]
    return [sentence for is_wrong, sentence in found if is_wrong]


def is_accessible(document):
    """Whether it is known to have nothing that keeps readers from listening to it."""
    return bool(
        document.kind == Document.Kind.PDF and document.has_text and document.is_tagged and document.file_language
    )


def statement(document):
    """One sentence for readers; "" where nothing is known."""
    if document.kind != Document.Kind.PDF:
        return ""
    if not document.has_text:
        return _("The PDF is a picture of the pages: it cannot be read aloud or searched.")
    if not document.is_tagged:
        return _("The PDF is not tagged: screen readers may not find its headings and lists.")
    if not document.file_language:
        return _("Tagged PDF that does not name its language.")
    return _("Tagged PDF that names its language: it can be read aloud.")
