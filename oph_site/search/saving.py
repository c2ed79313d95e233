"""Forms of the admin and the index: what is saved or deleted is written in the same transaction."""

from oph_site.files.documents import read_document
from oph_site.languages import DEFAULT_LANGUAGE
from oph_site.search import analysis, index
from oph_site.search.sources import SOURCES


def read_and_analyse(file):
    """Reads an upload and analyses its words: both take their time, and neither waits for the database nor holds it.

    Raises ValidationError with the reason when the file is refused.
    """
    reading = read_document(file)
    index.words_of_file(tuple(reading.texts), reading.document_language or DEFAULT_LANGUAGE, analysis.version())
    return reading


def affected(thing):
    """{kind: ids} of what can be found by the words of a thing: itself, and what says its name."""
    found = {}
    for kind, source in SOURCES.items():
        if isinstance(thing, source.model):
            found[kind] = [thing.pk]
        elif namer := source.named_in.get(type(thing)):
            found[kind] = list(namer(thing))
    return found


def follow(things):
    """things: {kind: ids}, as affected() returns them."""
    for kind, ids in things.items():
        index.write(kind, ids)


class SearchedAdmin:
    """For the admin class of whatever is registered in sources.py, or is named in something that is."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.follow_saved(form.instance)

    def follow_saved(self, thing):
        follow(affected(thing))

    def delete_model(self, request, obj):
        things = affected(obj)
        super().delete_model(request, obj)
        follow(things)

    def delete_queryset(self, request, queryset):
        things = [affected(thing) for thing in queryset]
        super().delete_queryset(request, queryset)
        for each in things:
            follow(each)
