"""What the search finds of records: organisations, sources and contact points on their pages, grant calls below theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES
from oph_site.search.models import Scope
from oph_site.search.sources import Entry, Place, Source
from oph_site.soft_hyphens import without_soft_hyphens
from oph_site.stamp.kept import kept_until_public_changes
from pages.calls.places import url_below
from pages.models import ContactPoint, Edition, GrantCall, InformationSource, Link, Organisation, Page
from pages.public_records import public_records
from pages.public_tree import epoch
from pages.text import richtext


@dataclass(frozen=True)
class Shelf:
    """Where records of one model stand, and what they say. Fields that are translated are named without a language."""

    model: type
    page_kind: str
    anchor: str
    title: str
    summary: str
    about: tuple = ()
    plain: tuple = ()  # fields that have one value for all languages
    texts: tuple = ()  # rich texts, translated
    has_own_pages: bool = False  # each below the page, which lists them
    note: Callable = lambda row, now: ""  # what a result says of the moment


def state_of_call(call, now):
    return str(call.phase(now).label)


ORGANISATIONS = Shelf(Organisation, Page.Kind.ORGANISATIONS, "organisation", "name", "what", ("short_name", "role"))
SOURCES = Shelf(
    InformationSource, Page.Kind.SOURCES, "source", "name", "what", ("finding", "frequency", "other_languages")
)
CALLS = Shelf(
    GrantCall, Page.Kind.GRANTS, "call", "title", "what", ("for_whom", "note"), ("get_sector_display",),
    texts=("announcement", "criteria", "decision"), has_own_pages=True, note=state_of_call,
)  # fmt: skip
SHELVES_ON = [shelf.page_kind.value for shelf in (ORGANISATIONS, SOURCES, CALLS)]
CONTACTS = Shelf(
    ContactPoint, Page.Kind.CONTACT, "contactpoint", "title", "note", ("hours", "address", "email"), ("phone",)
)


def things(shelf):
    return shelf.model.objects.values_list("pk", flat=True)


def entries(shelf, scope, ids):
    """Translated fields that are empty in a language fall away there; without a title there is no entry."""
    public = shelf.model.objects.public()
    rows = public if scope == Scope.PUBLIC else shelf.model.objects.exclude(pk__in=public.values("pk"))
    for row in rows.filter(pk__in=ids):
        written = [language for language in LANGUAGES if getattr(row, f"{shelf.title}_{language}")]
        for language in written:
            yield entry(shelf, row, language, len(written) == 1)


def entry(shelf, row, language, is_only_language):
    def text(name):
        return getattr(row, f"{name}_{language}") or ""

    with translation.override(language):  # for the names of choices
        plain = [str(value() if callable(value) else value) for value in (getattr(row, name) for name in shelf.plain)]
    return Entry(
        thing=row.pk, language=language, title=text(shelf.title), summary=text(shelf.summary),
        about=" · ".join(filter(None, [*map(text, shelf.about), *plain])), is_only_language=is_only_language,
        headings="\n".join(words for name in shelf.texts for words in richtext.headings(text(name))),
        body="\n".join(line for name in shelf.texts for line in richtext.lines(text(name))),
    )  # fmt: skip


def live(shelf, things, now):
    """Those that stand on a page that readers can open, in its language."""
    return {
        (thing, language, "")
        for language in LANGUAGES
        for thing, edition in standing_on(shelf, things, language, now).items()
        if edition.language == language
    }


def places(shelf, things, language, now):
    rows = public_records(shelf.model)
    return {
        thing: Place(
            url=address(shelf, rows[thing], edition),
            title=getattr(rows[thing], f"{shelf.title}_{edition.language}") or str(rows[thing]),
            language=edition.language
            if getattr(rows[thing], f"{shelf.title}_{edition.language}")
            else DEFAULT_LANGUAGE,
            way=without_soft_hyphens(edition.menu_title),
            note=shelf.note(rows[thing], now),
        )
        for thing, edition in standing_on(shelf, things, language, now).items()
        if thing in rows
    }


def address(shelf, row, edition):
    """Of its own page, else of its place on the page."""
    if shelf.has_own_pages and row.slug:
        return url_below(edition, row.slug)
    return f"{edition.get_absolute_url()}#{shelf.anchor}-{row.pk}"


def standing_on(shelf, things, language, now):
    """{id: the live edition that shows it}, in the language of the reader where there is one."""
    since, _until = epoch(now)
    if shelf is CONTACTS:
        pages = contact_pages(since)
        return {thing: in_language(pages[thing], language) for thing in things if thing in pages}
    best = in_language(first_pages(since).get(shelf.page_kind.value, []), language)
    return dict.fromkeys(things, best) if best else {}


@kept_until_public_changes
def first_pages(since):
    """{kind: live editions, by their addresses} of the kinds that show records. since: as in pages.live_pages."""
    found = {}
    editions = Edition.objects.live(since or timezone.now()).filter(content__kind__in=SHELVES_ON)
    for edition in editions.only("language", "path", "menu_title", "content").order_by("path"):
        found.setdefault(edition.kind, []).append(edition)
    return found


@kept_until_public_changes
def contact_pages(since):
    """{id of a contact point: the live editions that name it}, the contact page first."""
    rows = Link.objects.filter(kind="contactpoint", edition__in=Edition.objects.live(since or timezone.now()))
    columns = ["target", "edition__page__key", "edition__language", "edition__path", "edition__menu_title"]
    found = {}
    for thing, _key, language, path, menu_title in sorted(
        rows.values_list(*columns), key=lambda row: (row[1] != "contact", row[3])
    ):
        found.setdefault(thing, []).append(Edition(language=language, path=path, menu_title=menu_title))
    return found


def in_language(editions, language):
    """The first in that language, else the first."""
    editions = list(editions)
    return next((edition for edition in editions if edition.language == language), editions[0] if editions else None)


def source(shelf, label, **more):
    return Source(
        label,
        shelf.model,
        partial(things, shelf),
        partial(entries, shelf),
        partial(places, shelf),
        partial(live, shelf),
        **more,
    )


def of_organisation(organisation):
    """Its sources are public with it."""
    return organisation.sources.values_list("pk", flat=True)


RECORDS = {
    "organisation": source(ORGANISATIONS, _("Organisation")),
    "source": source(SOURCES, _("Information source"), named_in={Organisation: of_organisation}),
    "call": source(CALLS, _("Grant call")),
    "contact": source(CONTACTS, _("Contact details")),
}
