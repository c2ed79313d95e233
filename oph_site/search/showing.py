"""Hits as a page of results shows them: where they lead, and what they say of the query."""

from dataclasses import dataclass
from datetime import date

from oph_site.files.texts import pages_of
from oph_site.search.models import SearchDocument
from oph_site.search.passages import best_page, marked, passage
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
    pages = pages_of({row.file for row in rows.values() if row.file})
    return [
        _shown(hit, places[hit.kind, hit.thing], [rows[pk] for pk in hit.documents if pk in rows], pages, found)
        for hit in hits
        if (hit.kind, hit.thing) in places
    ]


def documents_of(hits):
    """{id: SearchDocument}, of these versions alone: another one may be planned."""
    return SearchDocument.objects.in_bulk({pk for hit in hits for pk in hit.documents})


@dataclass
class Brief:
    """A hit without its place: what the admin shows."""

    kind: str
    thing: int
    title: str
    language: str
    passage: str  # safe HTML, with the words of the query marked; "" when they stand in the title


def in_brief(found, hits):
    """The hits of an editor's query in their order, each as it is stored in the index: [Brief]."""
    rows, shown = documents_of(hits), []
    for hit in hits:
        row, matcher = rows[hit.documents[0]], found.matcher(hit.language)
        in_title = set().union(*(numbers for _word, numbers in matcher.matches(row.title)))
        text = "\n".join(filter(None, [row.summary, row.body, row.about]))
        words = passage(text, matcher)[0] if len(in_title) < len(found.concepts) else ""
        shown.append(Brief(hit.kind, hit.thing, row.title, hit.language, words))
    return shown


def _shown(hit, place, rows, pages, found):
    matcher = found.matcher(hit.language)
    text = "\n".join(part for row in rows if not row.file for part in (row.summary, row.body) if part)
    words, concepts = passage(text, matcher)
    page, file_url = None, ""
    for row in rows:
        if row.file and (best := best_page(pages.get(row.file, []), matcher)):
            of_page, more = passage(best[1].replace("\n", " "), matcher)  # its lines are no paragraphs
            if len(more) > len(concepts):
                words, page, file_url = of_page, best[0], place.files.get(row.file, "")
    return Shown(
        kind=hit.kind, label=SOURCES[hit.kind].label, url=place.url, title=marked(place.title, found.matcher(place.language)),
        language=place.language, way=place.way, changed_on=place.changed_on, note=place.note, passage=words,
        passage_language=hit.language, page=page, file_url=f"{file_url}#page={page}" if file_url else "",
    )  # fmt: skip
