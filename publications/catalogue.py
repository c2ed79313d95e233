"""The catalogue and the newest publications of the home page. Two queries: one of everything, light, and one of what is shown."""

from dataclasses import dataclass, field
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.files.languages import DOCUMENT_LANGUAGES
from oph_site.languages import LANGUAGES, current_language
from publications import filters
from publications.models import LANGUAGE_ORDER, LanguageVersion, Publication, in_order, shown_version

PER_PAGE = 10
NEWEST = 4


@dataclass
class CatalogueEntry:
    """What the filters ask of a publication."""

    pk: int
    type: str
    versions: dict = field(default_factory=dict)  # language → year
    topics: set = field(default_factory=set)

    def fitting(self, choice):
        """The languages of its versions that fit the choice."""
        if choice["type"] and self.type not in choice["type"] or choice["topic"] and not choice["topic"] & self.topics:
            return []
        return [
            language
            for language, year in self.versions.items()
            if (not choice["lang"] or language in choice["lang"]) and (not choice["year"] or year in choice["year"])
        ]


@dataclass
class PublicationRow:
    """One publication in a list: the version that stands for it, and all that there are."""

    publication: Publication
    version: LanguageVersion
    versions: list


def public_entries():
    """Every public publication that has a text, and the topics: ({pk: CatalogueEntry}, {pk: title})."""
    titles = [f"topics__title_{language}" for language in [current_language(), *LANGUAGES]]
    columns = ["pk", "type", "versions__language", "versions__year", "topics", *dict.fromkeys(titles)]
    entries, topics = {}, {}
    for pk, kind, language, year, topic, *names in Publication.objects.public().order_by().values_list(*columns):
        if language is None:
            continue
        entry = entries.setdefault(pk, CatalogueEntry(pk, kind))
        entry.versions[language] = year
        if topic:
            entry.topics.add(topic)
            topics[topic] = next((name for name in names if name), "")
    return entries, topics


def rows(languages):
    """{publication id: language to show} → [PublicationRow] in that order."""
    versions = LanguageVersion.objects.filter(publication__in=languages).select_related(
        "publication", "series", "document"
    )
    found = {}
    for version in versions:
        found.setdefault(version.publication_id, []).append(version)
    return [
        PublicationRow(found[pk][0].publication, shown_version(found[pk], language), in_order(found[pk]))
        for pk, language in languages.items()
        if pk in found
    ]


def newest_first(entries, choice):
    """{publication id: language to show} of those that fit: newest first, then the one that was added last."""
    fitting = {entry.pk: entry.fitting(choice) for entry in entries.values()}
    shown = {pk: min(languages, key=preference) for pk, languages in fitting.items() if languages}
    ordered = sorted(shown, key=lambda pk: (-(entries[pk].versions[shown[pk]] or 0), -pk))
    return {pk: shown[pk] for pk in ordered}


def preference(language):
    return language != current_language(), LANGUAGE_ORDER.index(language)


def catalogue(request, edition, frame):
    """The context of pages/publications.html."""
    entries, topics = public_entries()
    choice = filters.chosen(request.GET, topics)
    found = newest_first(entries, choice)
    page = Paginator(list(found), PER_PAGE).get_page(filters.page_number(request.GET))
    path = edition.get_absolute_url()
    count = ngettext("%(count)s publication", "%(count)s publications", len(found)) % {"count": len(found)}
    if request.GET:
        frame.keep_choice(partial(filters.address, choice=choice, page=page.number))
    return {
        "rows": rows({pk: found[pk] for pk in page.object_list}),
        "count": count,
        "page_title": title(edition, count, page),
        "path": path,
        "canonical": filters.address(path, choice, page.number),
        "groups": groups(entries, topics, choice),
        "chosen": chosen_links(path, choice, topics),
        "pagination": pagination(page, path, choice),
    }


def title(edition, count, page):
    """The heading with the number of results, and which page of them."""
    parts = [edition.title, count]
    if page.number > 1:
        parts.append(_("page %(number)s") % {"number": page.number})
    return ", ".join(parts)


def options(entries, topics):
    """{filter: {value: its name}}, of what the catalogue has."""
    languages = {language for entry in entries.values() for language in entry.versions}
    types = {entry.type for entry in entries.values()}
    years = {year for entry in entries.values() for year in entry.versions.values() if year}
    return {
        "lang": {code: name for code, name in DOCUMENT_LANGUAGES.items() if code in languages},
        "type": {value: label for value, label in Publication.Type.choices if value in types},
        "topic": dict(sorted(topics.items())),
        "year": {year: str(year) for year in sorted(years, reverse=True)},
    }


def groups(entries, topics, choice):
    """The form: [(name, title, [(value, label, how many there would be, is chosen)])]."""
    found = []
    for name, values in options(entries, topics).items():
        rows = [
            (value, label, how_many(entries, choice | {name: {value}}), value in choice[name])
            for value, label in values.items()
        ]
        found.append((name, filters.TITLES[name], [row for row in rows if row[2] or row[3]]))
    return [group for group in found if group[2]]


def how_many(entries, choice):
    return sum(bool(entry.fitting(choice)) for entry in entries.values())


def chosen_links(path, choice, topics):
    """[(what was chosen, the address without it)]."""
    names = {"lang": DOCUMENT_LANGUAGES, "type": dict(Publication.Type.choices), "topic": topics}
    return [
        (
            _("%(filter)s: %(value)s")
            % {"filter": filters.TITLES[name], "value": names.get(name, {}).get(value, value)},
            filters.address(path, choice | {name: choice[name] - {value}}),
        )
        for name in filters.TITLES
        for value in sorted(choice[name])
    ]


def pagination(page, path, choice):
    """What components/pagination.html shows; None when there is one page."""
    if page.paginator.num_pages < 2:
        return None
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "pages": [
            (number, filters.address(path, choice, number) if isinstance(number, int) else "") for number in numbers
        ],
        "current": page.number,
        "previous": filters.address(path, choice, page.previous_page_number()) if page.has_previous() else "",
        "next": filters.address(path, choice, page.next_page_number()) if page.has_next() else "",
    }


def newest(frame):
    """For the home page: those that can be read in its language first, the newest first. One query."""
    versions = (
        LanguageVersion.objects.public()
        .select_related("publication", "document")
        .annotate(is_foreign=Case(When(language=frame.language, then=0), default=1))
        .order_by("is_foreign", F("year").desc(nulls_last=True), "-publication", "pk")[
            : NEWEST * len(DOCUMENT_LANGUAGES)
        ]
    )
    found = {}
    for version in versions:
        found.setdefault(version.publication_id, []).append(version)
    shelf = [
        PublicationRow(some[0].publication, shown_version(some, frame.language), some)
        for some in list(found.values())[:NEWEST]
    ]
    landing = next((edition for edition, _current in frame.menu if edition.page.key == "publications"), None)
    return {"rows": shelf, "url": landing.get_absolute_url() if landing else ""} if shelf else {}
