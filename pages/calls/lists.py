"""The public calls in the order in which readers look for them, each with its state and its address."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.languages import LANGUAGES, current_language
from oph_site.stamp.kept import kept_until_public_changes
from oph_site.wording import date_range, day
from pages.calls.places import nearest_grants_page, url_below
from pages.models import GrantCall
from pages.text import richtext

Phase = GrantCall.Phase
OPEN = (Phase.OPEN, Phase.CLOSING)
PAST = (Phase.CLOSED, Phase.DECIDED)
PAST_SHOWN = 10
TOLD_FOR = timedelta(days=365)  # how long after its end a call stays in the calendar and in the feed
IN_BRIEF = 4  # on the home page and on the page of a section


@dataclass(frozen=True)
class Row:
    """A call as it is at one moment, for templates. url: of its page, "" where it has none."""

    call: GrantCall
    phase: Phase
    url: str

    @property
    def is_open(self):
        return self.phase in OPEN

    @property
    def is_coming(self):
        return self.phase == Phase.COMING

    @property
    def is_past(self):
        return self.phase in PAST

    @property
    def is_decided(self):
        return self.phase == Phase.DECIDED

    @property
    def days(self):
        """12.–30.4.2027: of a call that has closed the hours matter no more."""
        return date_range(*map(timezone.localdate, (self.call.opens_at, self.call.closes_at)))

    @property
    def use(self):
        """When the grant may be used, in words; "" when that is not known."""
        begins, until = self.call.use_begins_on, self.call.use_until
        if begins and until:
            return date_range(begins, until)
        if until:
            return _("until %(day)s") % {"day": day(until)}
        return _("from %(day)s") % {"day": day(begins)} if begins else ""


@kept_until_public_changes
def public_calls():
    """All of them, with what their pages show. Two queries, or three."""
    calls = GrantCall.objects.public().exclude(slug=None).select_related("contact_point")
    return list(calls.prefetch_related("attachments__document"))


@kept_until_public_changes
def offered_files():
    """The ids of the files that readers find in the texts of public calls or beside them."""
    calls = public_calls()
    texts = [
        getattr(call, f"{name}_{language}") for call in calls for name in GrantCall.RICH_TEXTS for language in LANGUAGES
    ]
    linked = {pk for text in texts for kind, pk in richtext.linked(text) if kind == "file"}
    return linked | {each.document_id for call in calls for each in call.attachments.all()}


def rows(now):
    """{"open", "coming", "past": rows}: those that close or open soonest first, then the ones that closed last."""
    edition = nearest_grants_page(current_language(), now)
    found = [Row(call, call.phase(now), url_below(edition, call.slug) if edition else "") for call in public_calls()]
    return {
        "open": sorted((row for row in found if row.is_open), key=lambda row: row.call.closes_at),
        "coming": sorted((row for row in found if row.is_coming), key=lambda row: row.call.opens_at),
        "past": sorted((row for row in found if row.is_past), key=lambda row: row.call.closes_at, reverse=True),
    }


def current(now):
    """The few that readers can apply for now or next, the open ones first."""
    found = rows(now)
    return [*found["open"], *found["coming"]][:IN_BRIEF]


def recent(now):
    """All rows but those of calls that closed long ago."""
    return [row for group in rows(now).values() for row in group if row.call.closes_at > now - TOLD_FOR]


def changes():
    """Every moment at which the state of a public call changes."""
    return [moment for call in public_calls() for moment in call.begins().values()]
