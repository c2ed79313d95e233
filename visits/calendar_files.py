"""A visit as calendar programs read it (RFC 5545 and 5546): for the visitor item by item, for coordinators without names.

The uid of an item never changes, and its sequence is the edition of the programme: a later file takes the place of an
earlier one. What was left out of the programme stays in the file as cancelled, so that calendars forget it.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event, Timezone, vCalAddress, vDDDTypes, vUri

from oph_site.calendar_files import empty, host
from visits.models import Visit

HELSINKI = ZoneInfo("Europe/Helsinki")
# The rule of the European Union since 1996; the library would write out every single change, an hour off.
TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
END:STANDARD
END:VTIMEZONE
"""
PRODUCT = "visits"


def programme_file(visit, url="", now=None):
    """The file of a visit, in the active language, as bytes. url: of the visitor's page."""
    now = now or timezone.now()
    is_cancelled = visit.state == Visit.State.CANCELLED
    calendar = empty(_("Visit %(reference)s") % {"reference": visit.enquiry.reference}, PRODUCT)
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(Timezone.from_ical(TIME_ZONE))
    for item in visit.items.all():
        calendar.add_component(event_of_item(visit, item, url, now, is_cancelled=is_cancelled))
    for row in visit.left_out:
        calendar.add_component(forgotten(visit, row, now))
    return calendar.to_ical()


def event_of_item(visit, item, url, now, *, is_cancelled):
    event = begun(uid(visit, item.pk), visit.sequence, now)
    event.add("dtstart", at(item.on, item.starts_at))
    event.add("dtend", at(item.on, item.ends_at))
    event.add("summary", item.what)
    if where := ", ".join(text for text in (item.place, item.address) if text):
        event.add("location", where)
    about = [item.get_kind_display(), item.host, item.language_in_words]
    event.add("description", "\n".join([*(text for text in map(str, about) if text), visit.enquiry.reference]))
    if url:
        event["url"] = vUri(url)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def forgotten(visit, row, now):
    """row: visits.left_out."""
    on = date.fromisoformat(row["on"])
    event = begun(uid(visit, row["pk"]), visit.sequence, now)
    event.add("dtstart", at(on, time.fromisoformat(row["starts_at"])))
    event.add("dtend", at(on, time.fromisoformat(row["ends_at"])))
    event.add("summary", row["what"])
    event.add("status", "CANCELLED")
    return event


def feed_file(visits, now=None):
    """Visits for the own calendar of a coordinator: reference, country and size of each, nobody's name."""
    now = now or timezone.now()
    calendar = empty(_("Visits"), PRODUCT)
    calendar.add("method", "PUBLISH")
    for visit in visits:
        event = begun(uid(visit, "visit"), visit.sequence, now)
        event["dtstart"] = vDDDTypes(visit.first_on)
        event["dtend"] = vDDDTypes(visit.last_on + timedelta(days=1))  # the day after the last one
        event.add("summary", in_brief(visit))
        event.add("status", "CANCELLED" if visit.state == Visit.State.CANCELLED else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def in_brief(visit):
    return ", ".join([visit.enquiry.reference, visit.enquiry.country_name, str(visit.size)])


def begun(uid, sequence, now):
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event["organizer"] = vCalAddress(f"mailto:{settings.COORDINATORS_EMAIL}")
    return event


def at(on, clock):
    return datetime.combine(on, clock, HELSINKI)


def uid(visit, part):
    return f"{visit.enquiry.reference.lower()}-{part}@{host()}"
