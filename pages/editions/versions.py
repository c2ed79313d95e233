"""What readers may see of a page's past: its published versions, the addresses at which they can be cited, what changed.

A page that is not public now has no past for readers, nor has a version that was hidden (hiding.py). What is planned
is never read here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import url_of
from oph_site.midnight import start_of
from oph_site.soft_hyphens import without_soft_hyphens
from pages.editions.history import pieces
from pages.models import Edition
from pages.text import richtext

INSTANT = timedelta(microseconds=1)
# What readers call the parts of a page, in the order in which a comparison names them.
PARTS = {
    "title": _("Title"),
    "lead": _("Introduction"),
    "body": _("Text"),
    "facts": _("In short"),
    "doors": _("Shortcuts"),
    "figures": _("Figures"),
    "blocks": _("Parts of the front page"),
    "link_text": _("Link"),
    "attachments": _("Files"),
    "picture": _("Picture"),
    "contact_points": _("Contact details"),
    "related": _("Related pages"),
}

ROWS = {
    "facts": ["term", "value"],
    "doors": ["title", "text"],
    "figures": ["number", "text", "source"],
    "blocks": ["title", "text"],
    "attachments": ["title"],
}


@dataclass
class Version:
    """One published version: its editions, at one address after the other where its section moved."""

    editions: list

    @property
    def first(self):
        return self.editions[0]

    @property
    def since(self):
        return self.first.since

    @property
    def until(self):
        return self.editions[-1].until

    @property
    def note(self):
        return self.first.change_note

    @property
    def is_hidden(self):
        return self.first.hidden_at is not None


@dataclass
class Past:
    """The versions that readers may know of, the newest first: it is the text of today."""

    versions: list
    asked: Edition  # with its content
    now: datetime

    @property
    def today(self):
        return self.versions[0]

    @property
    def live(self):
        return self.today.editions[-1]

    @property
    def with_asked(self):
        return next(version for version in self.versions if self.asked in version.editions)

    @property
    def path(self):
        """The address of today."""
        return self.live.path

    @property
    def url(self):
        """Where the list of them stands."""
        return versions_url(self.path)

    def neighbours(self, version):
        """(the version before, the one after) of those that are shown; None where there is none."""
        shown = [each for each in self.versions if not each.is_hidden]
        place = shown.index(version)
        return next(iter(shown[place + 1 :]), None), shown[place - 1] if place else None

    def address(self, version):
        """Where the version can be read, for good."""
        return version_url(version.first, self.now)


def past_of(here, now):
    """The Past of the page to which the edition of `here` belongs; None where that page is not public now. One query.

    here: a queryset of at most one edition. That one comes with its content, and with whether readers can see its picture
    today (`picture_is_public`); the others come without.
    """
    here = here.order_by()
    asked = When(pk__in=here.values("pk"), then=F("content"))
    same_picture = Edition.objects.live(now).filter(picture=OuterRef("picture"))
    rows = (
        Edition.objects.filter(page__in=here.values("page"), language__in=here.values("language"), since__lte=now)
        .annotate(wanted=Case(asked), picture_is_public=Exists(same_picture))
        .defer("content")
        .order_by("since", "pk")
    )
    versions, found = [], None
    for edition in rows:
        if edition.wanted is not None:
            found, edition.content = edition, edition.wanted
        if edition.is_continuation and versions and versions[-1].until == edition.since:
            versions[-1].editions.append(edition)
        else:
            versions.append(Version([edition]))
    is_public = versions and versions[-1].editions[-1].is_live_at(now)
    return Past(versions[::-1], found, now) if is_public else None


def end_of(day):
    """The last instant of a day in Helsinki."""
    return start_of(day + timedelta(days=1)) - INSTANT


def moment_named(name, now):
    """The moment that an address names: of a day its end, or now while it lasts. None where there is none, or it lies ahead."""
    try:
        if "T" in name:
            at = datetime.fromisoformat(name)
        else:
            day = datetime.fromisoformat(name).date()
            at = now if day == timezone.localdate(now) else end_of(day)
    except (ValueError, OverflowError):
        return None
    return at if at <= now else None


def moment_name(edition, now):
    """A moment of the edition that names it for good: the day on which it began, if that day is over and ended with it."""
    day = timezone.localdate(edition.since)
    if (end := end_of(day)) <= now and edition.is_live_at(end):
        return day.isoformat()
    return f"{edition.since.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def version_url(edition, now):
    """Where the page is shown as it was in this edition, at the address that it had then."""
    return reverse("page_version", args=[moment_name(edition, now), *path_args(edition.path)])


def versions_url(path):
    return url_of("pages:versions", *path_args(path))


def path_args(path):
    """The home page has no path."""
    return [path] if path else []


def compare_for_readers(old, new):
    """What readers see differ between two editions: [(name of the part, pieces or None)], None for what is not words."""
    found = []
    for key, name in PARTS.items():
        before, after = words_of(old, key), words_of(new, key)
        if before != after:
            found.append((name, pieces(before, after) if isinstance(before, str) else None))
    return found


def words_of(edition, key):
    """What readers see of one part: its words, a line a paragraph; of what has none, something to compare."""
    value = getattr(edition, key) if key in ("title", "lead") else edition.content[key]
    if key == "body":
        return "\n".join(richtext.lines(value))
    if key in ROWS:
        rows = [" – ".join(row[name] for name in ROWS[key] if row.get(name)) for row in value]
        return without_soft_hyphens("\n".join(rows))
    if key == "picture":
        return [value["id"], value.get("alt")] if value else []
    return without_soft_hyphens(value) if isinstance(value, str) else value
