"""What links to a page, a file, a publication or a record: for those who change, withdraw or delete it.

An app adds what it knows of itself in AppConfig.ready: linkers.add(function of (kind, id) → [Linker]).
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, F, TextChoices, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import ContactPoint, Edition, Link
from pages.text.link_targets import TARGETS


class State(TextChoices):
    PUBLIC = "public", _("public now")
    PLANNED = "planned", _("scheduled")
    DRAFT = "draft", _("only in the working copy")


@dataclass
class Linker:
    """One thing that links to another, in one language. ways: how, in words."""

    title: str
    language: str
    edit_url: str
    ways: list
    state: State


def models():
    """{kind: model} of everything that something can link to."""
    return {kind: target.model for kind, target in TARGETS.items()} | {"contactpoint": ContactPoint}


def kind_of(thing):
    """The kind of this object, "" when nothing links to such."""
    return next((kind for kind, model in models().items() if isinstance(thing, model)), "")


FURTHER = []


def add(function):
    FURTHER.append(function)


def linkers(kind, pk):
    """[Linker]: the public editions first, then the planned, then the working copies that are not public so yet.

    Two queries and those of FURTHER, however many there are; a page does not count its own links.
    """
    linking = of_editions(kind, pk, timezone.now())
    known = {(linker.edit_url, linker.language) for linker in linking}
    drafts = of_working_copies(kind, pk)
    linking += [linker for linker in drafts if (linker.edit_url, linker.language) not in known]
    for further in FURTHER:
        linking += further(kind, pk)
    return sorted(linking, key=lambda linker: State.values.index(linker.state))


def of_editions(kind, pk, now):
    """The editions that are public or will be and link there."""
    editions = (
        without(kind, pk, Edition.objects.overlapping(now, None))
        .filter(link_rows__kind=kind, link_rows__target=pk)
        .annotate(way=F("link_rows__way"))
        .order_by("language", "path", "since")
    )
    rows = editions.values_list("pk", "page_id", "language", "title", "since", "way")
    return [
        _linker(page, language, title, ways, State.PUBLIC if since <= now else State.PLANNED)
        for (_pk, page, language, title, since), ways in by_linker(rows)
    ]


def of_working_copies(kind, pk):
    """The working copies that link there, by page and language."""
    title = Case(*[When(language=code, then=F(f"page__title_{code}")) for code in LANGUAGES], output_field=CharField())
    links = without(kind, pk, Link.objects.filter(kind=kind, target=pk, edition=None)).annotate(title=title)
    rows = links.order_by("page__position", "page_id", "pk").values_list("page_id", "language", "title", "way")
    return [_linker(*draft, ways, State.DRAFT) for draft, ways in by_linker(rows)]


def without(kind, pk, rows):
    """Those of other pages, when the target is a page itself."""
    return rows.exclude(page=pk) if kind == "page" else rows


def by_linker(rows):
    """Rows that end with a way, as pairs of (the rest, [its ways]), in the same order."""
    linkers = {}
    for *linker, way in rows:
        linkers.setdefault(tuple(linker), []).append(way)
    return linkers.items()


def _linker(page, language, title, ways, state):
    edit_url = reverse("admin:pages_page_change", args=[page])
    in_words = [way.label for way in Link.Way if way in ways]
    return Linker(without_soft_hyphens(title), language, edit_url, in_words, state)
