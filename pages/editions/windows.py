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

# What is asked of the versions around one that is published: their texts are not needed.
OUTSIDE = ["page", "language", "path", "since", "until", "is_continuation", "source_digest", "withdrawn_by", "withdrawal_note"]  # fmt: skip


def coming(pages, language, at):
    """{page: its editions that are public at that moment or later, in the order of time}. pages: ids, also of none."""
    found = {page: [] for page in pages}
    editions = Edition.objects.overlapping(at, None).filter(page__in=found, language=language)
    for row in editions.only(*OUTSIDE).order_by("since"):
        found[row.page_id].append(row)
    return found


def chain(edition):
    """The edition and its continuations: one published version, at the addresses that its section gives it."""
    return version_at(coming([edition.page_id], edition.language, edition.since)[edition.page_id], edition.since)


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


def follow_parent(edition, parents):
    """Where the parent is planned to move later, the edition moves with it. parents: its editions from then on."""
    first, *later = [row for row in parents if edition.until is None or row.since < edition.until] or [None]
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


def first_gap(coming, since, until):
    """The first moment in [since, until) when a page is not public; None when there is none. coming: as in version_at()."""
    reached = since
    for row in coming:
        if row.since > reached:
            break
        if row.until is None:
            return None
        reached = max(reached, row.until)
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
    own = coming([page.pk], language, now)[page.pk]
    below = Edition.objects.overlapping(now, None).filter(language=language, parent=page)
    return sorted({
        without_soft_hyphens(edition.title)
        for edition in below.only("title", "since", "until")
        if first_gap(own, max(edition.since, now), edition.until)
    })  # fmt: skip


def taken_addresses(page, language, start):
    """Sentences about other pages that have an address of this page at the same time, from `start` on."""
    own = coming([page.pk], language, start)[page.pk]
    editions = Edition.objects.overlapping(start, None).filter(language=language, path__in={row.path for row in own})
    others = list(editions.exclude(page=page).only("title", "path", "since", "until"))
    found = [
        next((other for other in others if other.path == row.path and share_time(row, other)), None) for row in own
    ]
    return [address_taken(other) for other in found if other]


def share_time(row, other):
    return (row.until is None or other.since < row.until) and (other.until is None or row.since < other.until)


def address_taken(edition):
    return _("This is the address of another page: %(title)s.") % {"title": without_soft_hyphens(edition.title)}
