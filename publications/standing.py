"""Whether a publication can still be relied on: the one place that says so, for citations, tags, feeds and files of data."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publications.models import Publication

Status = Publication.Status
MARKS = {
    Status.WITHDRAWN: pgettext_lazy("in a citation", "withdrawn"),
    Status.REPLACED: pgettext_lazy("in a citation", "replaced by a newer one"),
    Status.OUTDATED: pgettext_lazy("in a citation", "partly outdated"),
}
TITLES = {
    Status.WITHDRAWN: _("Withdrawn: %(title)s"),
    Status.REPLACED: _("Replaced: %(title)s"),
    Status.OUTDATED: _("Partly outdated: %(title)s"),
}


@dataclass(frozen=True)
class Standing:
    """mark: a word behind its title, within a citation. title: how a feed names it. sentence: for notes, with the reason."""

    mark: str
    title: str
    sentence: str


def standing(publication):
    """What readers must know of it, in the active language; None of a publication that simply holds."""
    if not (status := publication.status):
        return None
    sentences = [publication.status_sentence, publication.status_reason]
    return Standing(str(MARKS[status]), str(TITLES[status]), " ".join(filter(None, sentences)))
