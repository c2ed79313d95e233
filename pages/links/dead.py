"""Links of public pages to what readers no longer find on this site: for the desk and the list of pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from oph_site.link_check.sources import Place
from oph_site.soft_hyphens import without_soft_hyphens
from pages.models import Edition, Link
from pages.text import link_targets


@dataclass(frozen=True)
class DeadLink:
    """target: its name, "" when it has been deleted; since: when readers lost it, None when they never had it."""

    page: int
    place: Place
    ways: list
    target: str
    since: datetime | None


def dead_links():
    """[DeadLink], what broke last first. Two or three queries while all is well, however many links there are."""
    by_target = {}
    for row in dead_rows():
        by_target.setdefault((row.edition_id, row.kind, row.target), []).append(row)
    targets = {(kind, target) for _edition, kind, target in by_target}
    names, ends = names_of(targets), ends_of({target for kind, target in targets if kind == "page"})
    found = [
        DeadLink(
            rows[0].page_id, place(rows[0]), [Link.Way(row.way).label for row in rows],
            names.get((kind, target), ""), ends.get(target) if kind == "page" else None,
        )
        for (_edition, kind, target), rows in by_target.items()
    ]  # fmt: skip
    return sorted(found, key=last_first)


def last_first(link):
    return link.since is None, -link.since.timestamp() if link.since else 0, link.place.title


def dead_rows():
    """The rows of Link of live editions whose target is not public in any language."""
    live = Edition.objects.live(timezone.now())
    links = Link.objects.filter(edition__in=live.values("pk"))
    to_pages = links.filter(kind="page").exclude(target__in=live.values("page"))
    others = set(links.filter(kind__in=link_targets.TARGETS.keys() - {"page"}).values_list("kind", "target").distinct())
    gone = others - link_targets.addresses(others).keys()
    rows = list(to_pages.select_related("edition").defer("edition__content"))
    for kind in {kind for kind, _target in gone}:
        targets = [target for other, target in gone if other == kind]
        rows += links.filter(kind=kind, target__in=targets).select_related("edition").defer("edition__content")
    return rows


def place(link):
    """Where it is mended; a link in the text is selected there."""
    edition = link.edition
    edit_url = reverse("admin:pages_page_change", args=[link.page_id])
    return Place(f"/~/{link.kind}/{link.target}/", without_soft_hyphens(edition.title), link.language, edit_url)


def names_of(targets):
    """{(kind, id): its name} of those that are not deleted."""
    named = {}
    for kind in {kind for kind, _pk in targets}:
        things = link_targets.TARGETS[kind].model.objects.in_bulk([pk for other, pk in targets if other == kind])
        named |= {(kind, pk): str(thing) for pk, thing in things.items()}
    return named


def ends_of(pages):
    """{id of a page: when its last public version ended}."""
    ended = Edition.objects.filter(page__in=pages, until__lte=timezone.now()).order_by()
    return dict(ended.values_list("page").annotate(Max("until")))
