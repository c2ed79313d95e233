"""What stands around every public page, whichever it is: read once, and kept until something public changes."""

from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from oph_site.stamp.kept import kept_until_public_changes
from pages.models import ContactPoint, Edition, Notice, Page

COLUMNS = [
    "page__key",
    "page__kind",
    "page_id",
    "language",
    "path",
    "parent_id",
    "position",
    "in_menu",
    "menu_title",
    "title",
    "lead",
    "since",
    "until",
]


class Surroundings(NamedTuple):
    """As public now or later: whoever shows them asks what is live at the moment. Nobody may change them."""

    editions: list  # of the pages that the site itself links to and of those in the main menu, in every language
    notices: list
    footer_contact: ContactPoint | None


@kept_until_public_changes
def surroundings():
    """Three queries."""
    now = timezone.now()
    pages = Page.objects.exclude(key=None).order_by().values("pk")
    in_menu = Edition.objects.filter(parent__key="home", in_menu=True).order_by().values("page")
    return Surroundings(
        brief(Edition.objects.filter(Q(until=None) | Q(until__gt=now), page__in=pages.union(in_menu))),
        list(Notice.objects.filter(ends_at__gt=now)),
        ContactPoint.objects.public().filter(is_in_footer=True).first(),
    )


def brief(editions):
    """As much of them as the surroundings of a page name."""
    return list(editions.select_related("page").only(*COLUMNS).order_by("position", "page_id"))


def merged(*lists):
    """Editions of several lists, each once, in the order of the tree."""
    found = {edition.pk: edition for editions in lists for edition in editions}
    return sorted(found.values(), key=lambda edition: (edition.position, edition.page_id))
