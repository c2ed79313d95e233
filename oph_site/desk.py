"""The admin's first page: what waits for the person who looks at it.

A panel is a function (request) → Panel, or None when there is nothing to do or the person may not do it.
The root knows all subjects, hence all panels: a new one goes into PANELS, in the order of the page.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE
from oph_site.link_check.models import OutsideLink
from oph_site.link_check.sources import places
from oph_site.templatetags.site import clock, day
from pages.models import Edition
from visits.models import Enquiry

TOP = 5


@dataclass(frozen=True)
class Row:
    """One thing to do: its name leads to the work; `meta` says since when, by when or in which language."""

    text: str
    url: str
    meta: str = ""
    language: str = ""  # of the text, where it is not that of the admin


@dataclass(frozen=True)
class Panel:
    """A number, the first rows of it, and the list that has them all."""

    key: str
    title: str
    count: int
    rows: list = field(default_factory=list)
    url: str = ""


def panels(request):
    """What waits, in the order of PANELS."""
    return [panel for make in PANELS if (panel := make(request))]


def new_enquiries(request):
    """Nobody has answered yet; the longest waiting first."""
    if not request.user.has_perm("visits.view_enquiry"):
        return None
    waiting = Enquiry.objects.filter(state=Enquiry.State.NEW, is_suspected=False).order_by("received_at", "pk")
    rows = [
        Row(
            f"{enquiry.reference}, {enquiry.organisation}",
            reverse("admin:visits_enquiry_change", args=[enquiry.pk]),
            waiting_words(enquiry),
        )
        for enquiry in waiting[:TOP]
    ]
    return panel_of(
        "enquiries", _("New enquiries"), waiting.count(), rows, "admin:visits_enquiry_changelist", "state=new"
    )


def waiting_words(enquiry):
    today = timezone.localdate()
    days = (today - timezone.localdate(enquiry.received_at)).days
    waited = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    answer_by = _("answer by %(day)s") % {"day": day(enquiry.answer_by)}
    return ", ".join([waited, answer_by, *([_("late")] if enquiry.is_late(today) else [])])


def planned_changes(request):
    """Editions that begin later, and those that end without another after them; the nearest first."""
    if not request.user.has_perm("pages.view_page"):
        return None
    now = timezone.now()
    editions = Edition.objects.select_related("page").defer("content")
    begins = [
        (edition.since, edition, _("public %(in_language)s from %(day)s %(time)s"))
        for edition in editions.filter(since__gt=now)
    ]
    follows = {(edition.page_id, edition.language, at) for at, edition, _words in begins}
    ends = [
        (edition.until, edition, _("withdrawn %(in_language)s on %(day)s %(time)s"))
        for edition in editions.filter(until__gt=now)
        if (edition.page_id, edition.language, edition.until) not in follows
    ]
    changes = sorted(begins + ends, key=lambda change: (change[0], change[1].pk))
    rows = [
        Row(
            str(edition.page),
            reverse("admin:pages_page_change", args=[edition.page_id]),
            words % {"in_language": IN_LANGUAGE[edition.language], "day": day(at), "time": clock(at)},
            DEFAULT_LANGUAGE,
        )
        for at, edition, words in changes[:TOP]
    ]
    return panel_of("planned", _("Planned changes"), len(changes), rows)


def broken_links(request):
    """Links to other sites that have stopped working, by the text that holds them; the longest broken first."""
    if not request.user.has_perm("link_check.view_outsidelink"):
        return None
    broken = list(OutsideLink.objects.broken())
    found = places() if broken else {}  # a link that was mended in its text is in none of them
    rows = [
        Row(place.title, place.edit_url, broken_words(link), place.language)
        for link in broken
        for place in found.get(link.url, [])
    ]
    changelist = "admin:link_check_outsidelink_changelist"
    return panel_of("links", _("Broken links"), len(rows), rows[:TOP], changelist, "state__exact=broken")


def broken_words(link):
    worked = (
        _("last worked %(day)s") % {"day": day(link.last_worked_at)} if link.last_worked_at else _("has never worked")
    )
    return ", ".join([link.url, str(link.get_reason_display()), worked])


def panel_of(key, title, count, rows, list_name="", query=""):
    """The panel, None when nothing waits."""
    url = f"{reverse(list_name)}?{query}" if list_name else ""
    return Panel(key, title, count, rows, url) if count else None


PANELS = [new_enquiries, planned_changes, broken_links]
