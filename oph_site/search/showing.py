"""Hits as a page of results shows them: where they lead, and what they say of the query."""

from dataclasses import dataclass
from datetime import date

from oph_site.files.texts import pages_of
from oph_site.search.matching import Matcher
from oph_site.search.models import Scope, SearchDocument
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
    texts = _texts(hits)
    pages = pages_of({row.file for rows in texts.values() for row in rows if row.file})
    matchers = {}
    rows = []
    for hit in hits:
        if place := places.get((hit.kind, hit.thing)):
            for code in (place.language, hit.language):
                matchers.setdefault(code, Matcher(found.concepts, code))
            rows.append(_shown(hit, place, texts, pages, matchers))
    return rows


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
    rows = _texts(hits, Scope)
    shown = []
    for hit in hits:
        row = next(row for row in rows[hit.kind, hit.thing, hit.language] if row.pk in hit.documents)
        matcher = Matcher(found.concepts, hit.language)
        in_title = set().union(*(numbers for _word, numbers in matcher.matches(row.title)))
        text = "\n".join(filter(None, [row.summary, row.body, row.about]))
        words = passage(text, matcher)[0] if len(in_title) < len(found.concepts) else ""
        shown.append(Brief(hit.kind, hit.thing, row.title, hit.language, words))
    return shown


def _texts(hits, scopes=(Scope.PUBLIC,)):
    """{(kind, thing, language): [SearchDocument]}, of the hits in all their languages."""
    rows = SearchDocument.objects.filter(scope__in=scopes, thing__in={hit.thing for hit in hits})
    found, wanted = {}, {(hit.kind, hit.thing) for hit in hits}
    for row in rows.filter(kind__in={hit.kind for hit in hits}):
        if (row.kind, row.thing) in wanted:
            found.setdefault((row.kind, row.thing, row.language), []).append(row)
    return found


def _shown(hit, place, texts, pages, matchers):
    own = texts.get((hit.kind, hit.thing, place.language), [])
    rows = own if any(row.pk in hit.documents for row in own) else texts.get((hit.kind, hit.thing, hit.language), own)
    language = rows[0].language if rows else place.language
    matcher = matchers.get(language) or Matcher(matchers[hit.language].concepts, language)
    record = next((row for row in rows if row.file is None), None)
    text = "\n".join(filter(None, [record.summary, record.body])) if record else ""
    words, concepts = passage(text, matcher)
    page, file_url = None, ""
    for row in rows:
        if row.file and row.pk in hit.documents and (best := best_page(pages.get(row.file, []), matcher)):
            of_page, more = passage(best[1].replace("\n", " "), matcher)  # its lines are no paragraphs
            if len(more) > len(concepts):
                words, page, file_url = of_page, best[0], place.files.get(row.file, "")
    return Shown(
        kind=hit.kind, label=SOURCES[hit.kind].label, url=place.url, title=marked(place.title, matchers[place.language]),
        language=place.language, way=place.way, changed_on=place.changed_on, note=place.note, passage=words,
        passage_language=language, page=page, file_url=f"{file_url}#page={page}" if file_url else "",
    )  # fmt: skip
