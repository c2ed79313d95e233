"""What can be found. An app adds its kinds in AppConfig.ready: sources.add("page", Source(…))."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import models


@dataclass(frozen=True)
class Entry:
    """What the index is to hold of one thing in one language."""

    thing: int
    language: str
    title: str
    summary: str = ""
    about: str = ""
    headings: str = ""
    body: str = ""
    version: str = ""
    file: int | None = None  # a document whose text belongs to it
    year: int | None = None
    is_only_language: bool = False


@dataclass(frozen=True)
class Place:
    """Where a result leads: in the language of the reader if the thing has it, else in its own."""

    url: str
    title: str
    language: str
    way: str = ""  # the titles of what stands above it, "Visits › Prices"
    changed_on: date | None = None
    files: dict = field(default_factory=dict)  # id of a file whose text was searched → what knows its address
    note: str = ""  # "2016, Publications 2016:3"


@dataclass(frozen=True)
class Source:
    """
    label: the kind, as results name it.
    model: whose right to be viewed decides what a person finds in the admin.
    things: () → the ids of all that could be found, in either scope.
    entries: (scope, ids) → an iterable of Entry. In the working scope stand working copies; of kinds that have none
        (has_working_copy), what is not public.
    places: (things, language, now) → {thing: Place} of those that readers can open now.
    named_in: {model: function of one of its rows → the ids that say its name}, such as the series of publications.
    live: (things, now) → {(thing, language, version)} that readers see now, for kinds that depend on the clock or on
        something else; None where what is in the public scope is public.
    """

    label: str
    model: type[models.Model]
    things: Callable
    entries: Callable
    places: Callable
    live: Callable | None = None
    named_in: dict = field(default_factory=dict)
    has_working_copy: bool = False


SOURCES = {}


def add(kind, source):
    SOURCES[kind] = source
