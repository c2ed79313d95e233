"""When calls open and close, as calendar programs read it. The uid of an event never changes: a later file replaces it."""

from django.utils.translation import gettext as _
from icalendar import Event, vUri

from oph_site.calendar_files import empty, host
from oph_site.soft_hyphens import without_soft_hyphens
from oph_site.wording import absolute
from pages.models import GrantCall


def calendar_file(rows):
    """The file of some rows of pages.calls.lists, in the active language, as bytes."""
    calendar = empty(_("Grant calls"), "calls")
    calendar.add("method", "PUBLISH")
    for row in rows:
        calendar.add_component(event(row, GrantCall.Phase.OPEN, row.call.opens_at, _("Call opens: %(title)s")))
        calendar.add_component(event(row, GrantCall.Phase.CLOSED, row.call.closes_at, _("Call closes: %(title)s")))
    return calendar.to_ical()


def event(row, phase, moment, sentence):
    """A moment, not an hour: it has no end. In universal time, which every calendar turns into its own."""
    call, found = row.call, Event()
    found.add("uid", f"call-{call.pk}-{phase.value}@{host()}")
    found.add("dtstamp", call.changed_at)
    found.add("last-modified", call.changed_at)
    found.add("sequence", int(call.changed_at.timestamp()))
    found.add("dtstart", moment)
    found.add("summary", without_soft_hyphens(sentence % {"title": call.title}))
    found.add("description", "\n".join(filter(None, [call.what, call.for_whom])))
    found.add("transp", "TRANSPARENT")
    if row.url:
        found["url"] = vUri(absolute(row.url))
    return found
