"""The programme of a visit: by day, what a person should look at in it, and what differs between two editions of it."""

from dataclasses import dataclass
from itertools import combinations, groupby

from django.utils.translation import gettext as _

from oph_site.wording import day, hours
from oph_site.workdays import holiday
from visits import weeks

# What a visitor wants to know of again when it differs.
SHOWN = ["kind", "what", "place", "address", "host", "language"]
TIMES = ["on", "starts_at", "ends_at"]


def in_order(items):
    return sorted(items, key=lambda item: (item.on, item.starts_at, item.ends_at, item.pk or 0))


def by_day(items):
    """[(day, [item])]"""
    return [(on, list(group)) for on, group in groupby(in_order(items), key=lambda item: item.on)]


def warnings(items, first_on, last_on):
    """[sentence]: nothing of it hinders anybody from saving the programme."""
    items = in_order(items)
    days = list(dict.fromkeys(item.on for item in items))
    periods = weeks.periods_between(days[0], days[-1]) if days else []
    closed = [(on, why_closed(on, periods)) for on in days]
    return [
        *overlaps(items),
        *(_("%(day)s: %(why)s.") % {"day": day(on), "why": why} for on, why in closed if why),
        *(
            _("%(day)s is not among the days of the visit.") % {"day": day(on)}
            for on in days
            if not first_on <= on <= last_on
        ),
    ]


def overlaps(items):
    """Two things at once: meant so where a group is split in two."""
    for one, other in combinations(items, 2):
        if one.on == other.on and other.starts_at < one.ends_at and one.starts_at < other.ends_at:
            yield _("At the same time on %(day)s, %(hours)s: “%(one)s” and “%(other)s”.") % {
                "day": day(one.on), "hours": hours(other.starts_at, other.ends_at), "one": one.what, "other": other.what,
            }  # fmt: skip


def why_closed(on, periods):
    """Why schools receive nobody on a day, "" when they do."""
    if name := holiday(on):
        return name
    if on.weekday() > 4:
        return _("a weekend")
    closed = [p.reason for p in periods if p.kind == p.Kind.CLOSED and p.first_on <= on <= p.last_on]
    return closed[0] if closed else ""


@dataclass(frozen=True)
class Change:
    """before: the item as it was, None for a new one. now: None for one that is left out."""

    before: object
    now: object

    @property
    def is_moved(self):
        return any(getattr(self.before, name) != getattr(self.now, name) for name in TIMES)

    @property
    def sentence(self):
        """In the active language, for the visitor."""
        if self.before is None:
            return _("New: %(item)s") % {"item": in_words(self.now)}
        if self.now is None:
            return _("Left out: %(item)s") % {"item": in_words(self.before)}
        if self.is_moved:
            return _("Moved: %(item)s (before: %(when)s)") % {"item": in_words(self.now), "when": when(self.before)}
        return _("Changed: %(item)s") % {"item": in_words(self.now)}


def changes(before, now):
    """[Change] from the items of one edition to those of the next, in the order of the programme. The same item has the same pk."""
    olds = {item.pk: item for item in before}
    found = [Change(olds.pop(item.pk, None), item) for item in in_order(now)]
    found = [change for change in found if change.before is None or differs(change.before, change.now)]
    return [*found, *(Change(old, None) for old in in_order(olds.values()))]


def differs(one, other):
    return any(getattr(one, name) != getattr(other, name) for name in [*TIMES, *SHOWN])


def when(item):
    return f"{day(item.on)}, {item.hours}"


def in_words(item):
    where = ", ".join(text for text in (item.place, item.address) if text)
    what = f"{item.what} ({where})" if where else item.what
    return f"{when(item)}: {what}"
