"""Whether a publication can still be relied on: the one place that says so, for citations, tags, feeds and files of data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publications.models import Publication


@dataclass(frozen=True)
class Standing:
    """mark: a word behind its title, within a citation. title: how a feed names it. sentence: for notes."""

    mark: str
    title: str
    sentence: str


def standing(publication):
    """What readers must know of it, in the active language; None of a publication that simply holds."""
    if publication.state == Publication.State.WITHDRAWN:
        return Standing(
            pgettext("in a citation", "withdrawn"), _("Withdrawn: %(title)s"), _("This publication has been withdrawn.")
        )
    return None
