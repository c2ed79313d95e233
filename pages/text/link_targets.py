"""What a link by identity, /~/<kind>/<id>/, can lead to. An app adds its own in AppConfig.ready: link_targets.add("…", LinkTarget(…))."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Value
from django.utils import timezone

from oph_site.search.models import Scope
from oph_site.search.query import search


@dataclass(frozen=True)
class Address:
    """Where a link leads today. language: of the target, where it is not the page's; facts: of a file, "PDF, 1.2 MB"."""

    url: str
    language: str | None = None
    facts: str = ""


@dataclass(frozen=True)
class Choice:
    """One thing that the link dialog offers; `note` tells it from others of the same title."""

    id: int
    title: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """What is fetched of a target to make its Address."""

    pk: int
    text: str
    type: str
    size: int
    language: str


@dataclass(frozen=True)
class LinkTarget:
    """
    label: the kind, as the link dialog names it.
    search: (words, language) → the fitting Choices, in the order in which they are offered; no words: all of them.
    rows: ids → a queryset of columns(…) of what a public text may lead to.
    address: (row, is_preview) → its Address.
    Pages have neither: the frame of a page knows them already.
    own: view name → function of (language, the view's arguments) that names the id behind a pasted address, or None.
    """

    model: type[models.Model]
    label: str
    search: Callable
    own: dict
    rows: Callable | None = None
    address: Callable | None = None


TARGETS = {}


def add(kind, target):
    TARGETS[kind] = target


def kinds():
    """{kind: its name in the link dialog}."""
    return {kind: target.label for kind, target in TARGETS.items()}


def columns(queryset, kind, pk, text, *, type=None, size=None, language=None):
    """The same columns of every kind, so that one query fetches them all; each given as F("name of a field").

    Not of a translated model: modeltranslation shuffles the columns of values_list().
    """
    named = {
        "to_kind": Value(kind),
        "to_pk": pk,
        "to_text": text,
        "to_type": type or Value(""),
        "to_size": size or Value(0),
        "to_language": language or Value(""),
    }
    return queryset.order_by().annotate(**named).values_list(*named)


def addresses(wanted, *, is_preview=False):
    """{(kind, id): Address} for those of the wanted (kind, id) that are public. One query, none when nothing is wanted."""
    ids = {kind: {pk for other, pk in wanted if other == kind} for kind, _pk in wanted}
    found = [target.rows(ids[kind]) for kind, target in TARGETS.items() if kind in ids and target.rows]
    rows = found[0].union(*found[1:], all=True) if found else []
    return {(kind, pk): TARGETS[kind].address(Row(pk, *rest), is_preview) for kind, pk, *rest in rows}


def fitting(kind, words, language, ids):
    """The ids of one kind that hold what is being typed, the best first; without words all of them, in their order."""
    if not words.strip():
        return list(ids)
    found = search(
        words, language=language, now=timezone.now(), scope=Scope.WORKING, kinds=[kind], is_being_typed=True, needs_all=True
    )  # fmt: skip
    return [hit.thing for hit in found.complete if hit.thing in ids]
