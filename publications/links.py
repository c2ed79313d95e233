"""Links in texts that lead to publications, and the publications that offer a file."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pages.links.linkers import Linker, State
from pages.models import Record
from pages.text.link_targets import Address, Choice, LinkTarget, columns, fitting
from publications.models import LanguageVersion, Publication, in_order


def search(words, language):
    """The best first, without words the last changed first; each by its title for that language, with the years and languages that it came out in."""
    rows = Publication.objects.exclude(state=Record.State.WITHDRAWN).with_versions().order_by("-changed_at")
    publications = {publication.pk: publication for publication in rows}
    choices = []
    for publication in [publications[pk] for pk in fitting("publication", words, language, publications)]:
        shown = publication.title_for(language)
        languages = ", ".join(version.get_language_display() for version in in_order(publication.versions.all()))
        state = "" if publication.is_public else publication.get_state_display()
        note = " · ".join(filter(None, [str(shown.year or ""), languages, state]))
        choices.append(Choice(publication.pk, shown.title, note))
    return choices


def public(ids):
    """Those whose page readers can open, withdrawn ones among them."""
    versions = LanguageVersion.objects.with_page().filter(publication__in=ids)
    return columns(versions, "publication", F("publication_id"), F("publication__slug"))


def address(row, is_preview):
    return Address(reverse("publications:publication", args=[row.text]))


def at(language, slug):
    return Publication.objects.filter(slug=slug).values_list("pk", flat=True).first()


def versions_with(kind, pk):
    """The language versions that offer a file, as linkers."""
    if kind != "file":
        return []
    return [
        Linker(
            version.title, version.language, reverse("admin:publications_publication_change", args=[version.publication_id]),
            [_("as the file of a publication")], State.PUBLIC if version.publication.is_public else State.DRAFT,
        )
        for version in LanguageVersion.objects.filter(document=pk).select_related("publication")
    ]  # fmt: skip


PUBLICATION = LinkTarget(
    Publication, _("Publication"), search,
    {"publications:publication": at, "publication_by_identity": lambda language, pk: pk},
    public, address,
)  # fmt: skip
