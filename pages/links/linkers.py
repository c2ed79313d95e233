"""What leads to a page, a file, a publication or a record: for those who change, withdraw or delete it.

An app adds what it knows of itself in AppConfig.ready: linkers.add(function of (kind, id) → [Linker]).
"""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions.publishing import freeze
from pages.models import ContactPoint, Edition, Page
from pages.models.edition import LEADS
from pages.text.link_targets import TARGETS


class State(TextChoices):
    PUBLIC = "public", _("public now")
    PLANNED = "planned", _("planned")
    DRAFT = "draft", _("only in the working copy")


@dataclass
class Linker:
    """One thing that leads to another, in one language. ways: how, in words."""

    title: str
    language: str
    edit_url: str
    ways: list
    state: State


def models():
    """{kind: model} of everything that something can lead to."""
    return {kind: target.model for kind, target in TARGETS.items()} | {"contactpoint": ContactPoint}


def kind_of(thing):
    """The kind of this object, "" when nothing leads to such."""
    return next((kind for kind, model in models().items() if isinstance(thing, model)), "")


FURTHER = []


def add(function):
    FURTHER.append(function)


def linkers(kind, pk):
    """[Linker]: the public editions first, then the planned, then the working copies that are not public so yet."""
    now = timezone.now()
    editions = Edition.objects.overlapping(now, None).select_related("page").order_by("language", "path")
    found = [
        _linker(edition, kind, pk, State.PUBLIC if edition.since <= now else State.PLANNED) for edition in editions
    ]
    known = {(linker.edit_url, linker.language) for linker in found if linker}
    drafts = [_linker(draft, kind, pk, State.DRAFT) for draft in working_copies(kind, pk)]
    found += [linker for linker in drafts if linker and (linker.edit_url, linker.language) not in known]
    for further in FURTHER:
        found += further(kind, pk)
    return sorted(filter(None, found), key=lambda linker: State.values.index(linker.state))


def _linker(edition, kind, pk, state):
    """The edition as a linker; None when it does not lead there, or is the thing itself."""
    ways = edition.leads.get((kind, pk))
    if not ways or (kind, pk) == ("page", edition.page_id):
        return None
    title = without_soft_hyphens(edition.title)
    edit_url = reverse("admin:pages_page_change", args=[edition.page_id])
    return Linker(title, edition.language, edit_url, [LEADS[way] for way in LEADS if way in ways], state)


def working_copies(kind, pk):
    """Frozen, as they would be published: those that lead there in one language at least."""
    fits = Q()
    for language in LANGUAGES:
        fits |= Q(**{f"body_{language}__contains": f'"/~/{kind}/{pk}/'})
    if kind == "page":
        fits |= Q(related_pages=pk) | Q(doors__target=pk)
    elif kind == "file":
        fits |= Q(attachments__document=pk)
    elif kind == "contactpoint":
        fits |= Q(contact_points=pk)
    pages = Page.objects.filter(pk__in=Page.objects.filter(fits).order_by().values("pk"))
    return [freeze(page, language) for page in pages for language in LANGUAGES if page.text("title", language)]
