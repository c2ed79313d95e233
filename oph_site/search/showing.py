"""Hits as a page of results shows them: where they lead, and what they say of the query."""

from dataclasses import dataclass
from datetime import date

from oph_site.files.texts import pages_of
from oph_site.search.models import SearchDocument
from oph_site.search.passages import best_page, marked, passage, passage_of
from oph_site.search.sources import SOURCES


@dataclass
class Shown:
    kind: str
    label: str
    url: str
    title: str  # safe HTML
    language: str  # of the title
    way: str
    changed_on: date | None
    note: str
    passage: str  # safe HTML
    passage_language: str
    page: int | None = None  # of the file, where the passage stands
    file_url: str = ""  # opens it there


def shown(found, hits, *, language, now):
    """The hits of one page of results, in their order: [Shown]. What vanished in this very moment is left out."""
    places = {}
    for kind in {hit.kind for hit in hits}:
        things = [hit.thing for hit in hits if hit.kind == kind]
        places |= {(kind, thing): place for thing, place in SOURCES[kind].places(things, language, now).items()}
    rows = documents_of(hits)
    passages = {hit: best_of_record(hit, rows, found) for hit in hits if (hit.kind, hit.thing) in places}
    files = files_to_read(passages, rows, found)
    pages = pages_of(set(files.values()))
    return [
        _shown(
            hit,
            places[hit.kind, hit.thing],
            words,
            best_of_file(pages.get(files.get(hit)), concepts, found.matcher(hit.language)),
            files.get(hit),
            found,
        )
        for hit, (words, concepts) in passages.items()
    ]


def best_of_record(hit, rows, found):
    """(passage, concepts in it) of the record itself, not of its file."""
    texts = [
        part for pk in hit.documents if pk in rows and not rows[pk].file for part in (rows[pk].summary, rows[pk].body)
    ]
    return passage("\n".join(filter(None, texts)), found.matcher(hit.language))


def files_to_read(passages, rows, found):
    """{hit: its file} where the record does not say all of the query: of no other is the text fetched."""
    return {
        hit: file
        for hit, (_words, concepts) in passages.items()
        if len(concepts) < len(found.concepts) and (file := file_of(hit, rows))
    }


def file_of(hit, rows):
    return next((rows[pk].file for pk in hit.documents if pk in rows and rows[pk].file), None)


def best_of_file(pages, concepts, matcher):
    """(passage, number of its page) where a page says more of the query than the record; else None."""
    best = best_page(pages or [], matcher)
    if best is None:
        return None
    number, text, matches = best
    words, of_page = passage_of(text, matches)
    return (words, number) if len(of_page) > len(concepts) else None


def documents_of(hits):
    """{id: what is shown of a SearchDocument}, of these versions alone: another one may be planned."""
    rows = SearchDocument.objects.filter(pk__in={pk for hit in hits for pk in hit.documents})
    return {row.pk: row for row in rows.values_list("pk", "file", "title", "summary", "about", "body", named=True)}


@dataclass
class Brief:
    """A hit without its place: what the admin shows."""

    kind: str
    thing: int
    title: str
    language: str
    passage: str = ""  # safe HTML, with the words of the query marked; "" when they stand in the title
    page: int | None = None  # of the file, where the passage stands


def in_brief(found, hits, has_passages=True):
    """The hits of an editor's query in their order, each as it is stored in the index: [Brief]."""
    rows = documents_of(hits)
    stored = {
        hit: own for hit in hits if (own := [rows[pk] for pk in hit.documents if pk in rows])
    }  # else just deleted
    passages = {hit: _beyond_title(found, hit, own) for hit, own in stored.items()} if has_passages else {}
    files = files_to_read(passages, rows, found)
    pages = pages_of(set(files.values())) if files else {}
    briefs = []
    for hit, own in stored.items():
        words, concepts = passages.get(hit, ("", set()))
        of_file = best_of_file(pages.get(files.get(hit)), concepts, found.matcher(hit.language))
        briefs.append(Brief(hit.kind, hit.thing, own[0].title, hit.language, *(of_file or (words, None))))
    return briefs


def _beyond_title(found, hit, rows):
    """(passage of what the title does not say, the concepts in it); "" where the title says all of the query."""
    matcher = found.matcher(hit.language)
    in_title = set().union(*(numbers for _word, numbers in matcher.matches(rows[0].title)))
    if len(in_title) == len(found.concepts):
        return "", in_title
    parts = [part for row in rows if not row.file for part in (row.summary, row.body, row.about)]
    return passage("\n".join(filter(None, parts)), matcher)


def _shown(hit, place, words, of_file, file, found):
    words, page = of_file or (words, None)
    file_url = place.files[file].get_absolute_url() if page and file in place.files else ""
    return Shown(
        kind=hit.kind, label=SOURCES[hit.kind].label, url=place.url, title=marked(place.title, found.matcher(place.language)),
        language=place.language, way=place.way, changed_on=place.changed_on, note=place.note, passage=words,
        passage_language=hit.language, page=page, file_url=f"{file_url}#page={page}" if file_url else "",
    )  # fmt: skip
