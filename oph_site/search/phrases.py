"""Words in quotation marks: they stand in the text one after the other, as they were typed."""

from oph_site.files.texts import pages_of
from oph_site.search.cutting import whole_words
from oph_site.search.models import SearchDocument

LOOKED_AT = 200


def holding(candidates, phrases):
    """Those of the best candidates whose texts hold every phrase."""
    candidates = candidates[:LOOKED_AT]
    documents = {pk for candidate in candidates for pk in candidate.facts.documents}
    texts, files = {}, {}
    columns = ["pk", "file", "title", "summary", "about", "headings", "body"]
    for pk, file, *rest in SearchDocument.objects.filter(pk__in=documents).values_list(*columns):
        texts[pk] = rest
        if file:
            files[pk] = file
    pages = pages_of(set(files.values()))
    for pk, file in files.items():
        texts[pk] = pages.get(file, [])
    return [
        candidate
        for candidate in candidates
        if all(
            any(stands_in(phrase, text) for pk in candidate.facts.documents for text in texts.get(pk, ()))
            for phrase in phrases
        )
    ]


def stands_in(phrase, text):
    """Whether the words follow each other there. phrase: folded words."""
    return f" {' '.join(phrase)} " in f" {' '.join(whole_words(text))} "
