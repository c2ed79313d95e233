"""What the structure of a PDF tells about its accessibility: for those who upload it and for those who read it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.files.models import Document


@dataclass(frozen=True)
class Repair:
    """One thing to mend in a PDF. condition: finds those documents; is_due: the same of one; name: in the filter of lists."""

    name: str
    sentence: str
    condition: Q
    is_due: Callable


def says_another_language(document):
    """The file names a language, and the officer another. The condition of the repair says the same."""
    told, language = document.file_language.lower(), document.language
    return bool(told and language and not told.startswith(language))


REPAIRS = {
    "untagged": Repair(
        gettext_lazy("not tagged"),
        gettext_lazy("The PDF is not tagged: screen readers cannot tell headings and lists."),
        ~Q(is_tagged=True),
        lambda document: not document.is_tagged,
    ),
    "no_text": Repair(
        gettext_lazy("no text layer"),
        gettext_lazy("The PDF has no text layer: it is a picture of text that cannot be read aloud or searched."),
        ~Q(has_text=True),
        lambda document: not document.has_text,
    ),
    "no_language": Repair(
        gettext_lazy("no language"),
        gettext_lazy("The PDF does not name its language: it may be read aloud in the wrong one."),
        Q(file_language=""),
        lambda document: not document.file_language,
    ),
    "other_language": Repair(
        gettext_lazy("another language"),
        gettext_lazy("The PDF says that it is in another language than it is: it is read aloud in the wrong one."),
        ~Q(file_language="") & ~Q(language="") & ~Q(file_language__istartswith=F("language")),
        says_another_language,
    ),
    "no_title": Repair(
        gettext_lazy("no title"),
        gettext_lazy("The PDF has no title of its own: programs show the name of the file."),
        Q(file_title=""),
        lambda document: not document.file_title,
    ),
}


def to_repair(name=""):
    """A condition on documents: PDFs with that repair, or with any."""
    condition = Q()
    for repair in [REPAIRS[name]] if name else REPAIRS.values():
        condition |= repair.condition
    return condition & Q(kind=Document.Kind.PDF)


def warnings(document):
    """What the editor should have mended in the file: [sentence]. Empty when all is well or not known."""
    if document.kind != Document.Kind.PDF:
        return []
    return [str(repair.sentence) for repair in REPAIRS.values() if repair.is_due(document)]


def statements(document):
    """What readers should know of a PDF before they download it: [sentence]. Empty where nothing is known."""
    if document.kind != Document.Kind.PDF:
        return []
    if not document.has_text:
        return [_("The PDF is a picture of the pages: it cannot be read aloud or searched.")]
    return [
        _("The PDF is tagged: screen readers can tell its headings and lists.")
        if document.is_tagged
        else _("The PDF is not tagged: screen readers may not find its headings and lists."),
        statement_of_language(document),
        _("It has a title of its own.")
        if document.file_title
        else _("It has no title of its own: programs show the name of the file."),
        _("A program measured this; nobody has tried how the file works with a screen reader."),
    ]


def statement_of_language(document):
    if not document.file_language:
        return _("It does not name its language: it may be read aloud in the wrong one.")
    if says_another_language(document):
        return _("It names another language than its own: it may be read aloud in the wrong one.")
    return _("It names its language, so it is read aloud in the right one.")
