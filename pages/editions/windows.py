"""When which edition is public: windows [since, until) of one page and language, and what follows when one changes.

Three things always hold, at every moment: a page has one edition in a language, an address belongs to one page, and a
page stands below its parent's address while the parent is public. Where a section moves, the windows of the pages below
it are cut at that moment: the rest is a continuation at the new address, which nobody published.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions.link_table import write_links
from pages.models import Edition


def coming(page, language, at):
    """The editions of the page (its id) that are public at that moment or later, in the order of time."""
    return list(Edition.objects.overlapping(at, None).filter(page=page, language=language).order_by("since"))


def chain(edition):
    """The edition and its continuations: one published version, at the addresses that its section gives it."""
    return version_at(coming(edition.page_id, edition.language, edition.since), edition.since)


def version_at(coming, at):
    """The version that is public then, as its editions, at one address after the other; [] where none is."""
    rows = []
    for row in coming:
        if row.is_live_at(at) or rows and row.is_continuation and row.since == rows[-1].until:
            rows.append(row)
    return rows


def cut(version, at):
    """Ends the version at `at`; one that would begin just then is gone. Returns the windows that are free: [(path, since, until)]."""
    free = [(row.path, max(row.since, at), row.until) for row in version]
    Edition.objects.filter(pk__in=[row.pk for row in version if row.since >= at]).delete()
    Edition.objects.filter(pk__in=[row.pk for row in version if row.since < at]).update(until=at)
    return free


def take_over(free, edition):
    """The edition fills these windows of its page: the pages below move to its address."""
    for path, since, until in free:
        if path != edition.path:
            move_children(edition.language, path, edition.path, since, until)


def move_children(language, old, new, start, end):
    """Between `start` and `end` the pages below `old` live below `new`: their windows are cut there."""
    for edition in Edition.objects.overlapping(start, end).filter(language=language, path__startswith=f"{old}/"):
        moved_since = max(edition.since, start)
        moved_until = min(filter(None, [edition.until, end]), default=None)
        windows = [
            (edition.since, moved_since, edition.path),
            (moved_since, moved_until, new + edition.path[len(old):]),
            (moved_until, edition.until, edition.path),
        ]  # fmt: skip
        real = [(since, until, path) for since, until, path in windows if since and since != until]
        for number, (edition.since, edition.until, edition.path) in enumerate(real):
            if number:
                edition.pk, edition._state.adding, edition.is_continuation = None, True, True
                edition.change_note = ""  # told once, with the first
            edition.save()
            if number:
                write_links(edition)


def follow_parent(edition):
    """Where the parent is planned to move later, the edition moves with it."""
    parents = Edition.objects.overlapping(edition.since, edition.until).filter(
        page=edition.parent_id, language=edition.language
    )
    columns = ["path", "since", "until"]
    first, *later = parents.order_by("since").values_list(*columns, named=True) if edition.parent_id else [None]
    for parent in later:
        if parent.path != first.path:
            move_children(edition.language, first.path, parent.path, parent.since, parent.until)
    join(edition.language)


def join(language):
    """Planned cuts that no longer change the address are mended."""
    cuts = Edition.objects.filter(language=language, is_continuation=True, since__gt=timezone.now()).order_by("since")
    for row in cuts.values_list("pk", "page_id", "path", "since", "until", named=True):
        before = Edition.objects.filter(page=row.page_id, language=language, path=row.path, until=row.since).first()
        if before:
            Edition.objects.filter(pk=row.pk).delete()
            Edition.objects.filter(pk=before.pk).update(until=row.until)


def first_gap(page, language, since, until):
    """The first moment in [since, until) when the page (its id) is not public; None when there is none."""
    reached = since
    for edition in Edition.objects.overlapping(since, until).filter(page=page, language=language).order_by("since"):
        if edition.since > reached:
            return reached
        reached = edition.until
        if reached is None:
            return None
    return reached if until is None or reached < until else None


def below(page, language, now):
    """The editions that are or will be public below the page, all levels, the lowest first: so they can be withdrawn."""
    paths = Edition.objects.overlapping(now, None).filter(page=page, language=language).values_list("path", flat=True)
    found = {}
    for path in paths:
        for edition in Edition.objects.overlapping(now, None).filter(language=language, path__startswith=f"{path}/"):
            found.setdefault(edition.page_id, edition)
    return sorted(found.values(), key=lambda edition: (-edition.path.count("/"), edition.path))


def orphans(page, language, now):
    """The titles of pages that are or will be public below the page at a moment when it is not."""
    below = Edition.objects.overlapping(now, None).filter(language=language, parent=page)
    return sorted({
        without_soft_hyphens(edition.title)
        for edition in below
        if first_gap(page.pk, language, max(edition.since, now), edition.until)
    })  # fmt: skip


def taken_addresses(page, language, start):
    """Sentences about other pages that have an address of this page at the same time, from `start` on."""
    editions = Edition.objects.filter(language=language)
    found = [
        editions.overlapping(max(own.since, start), own.until).filter(path=own.path).exclude(page=page).first()
        for own in editions.overlapping(start, None).filter(page=page).values_list("path", "since", "until", named=True)
    ]
    return [address_taken(other) for other in found if other]


def address_taken(edition):
    return _("This is the address of another page: %(title)s.") % {"title": without_soft_hyphens(edition.title)}
