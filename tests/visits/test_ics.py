"""The calendar file of a visit, read by a calendar library: what a calendar shows, keeps, moves and forgets."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.factories.offers import VisitFactory, item
from visits import visits
from visits.calendar_files import TIME_ZONE, feed_file, programme_file

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def visit():
    return VisitFactory()


def read(visit):
    """(method, {summary: event})"""
    visit.refresh_from_db()
    calendar = Calendar.from_ical(programme_file(visit, "https://example.org/en/visit/"))
    return str(calendar["method"]), {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_every_item_stands_in_it_with_its_time_in_helsinki_and_its_place(visit, in_english):
    method, events = read(visit)
    school = events["Comprehensive school"]

    assert method == "PUBLISH"
    assert list(events) == ["How schools plan their curricula", "Comprehensive school", "Evaluation without inspection"]
    assert school["dtstart"].dt == datetime(2027, 4, 12, 11, tzinfo=HELSINKI)
    assert school["dtend"].dt == datetime(2027, 4, 12, 12, tzinfo=HELSINKI)
    assert school["dtstart"].params["tzid"] == "Europe/Helsinki"
    assert school["location"] == "School, Koulukuja 1, Helsinki"
    assert school["description"] == f"visit to a place\n{visit.enquiry.reference}"
    assert (str(school["status"]), school["sequence"]) == ("CONFIRMED", 0)


def test_a_change_keeps_the_uid_of_an_item_and_raises_the_sequence_of_all(visit, coordinator):
    _method, before = read(visit)
    items = list(visit.items.all())
    items[1].starts_at, items[1].ends_at = time(13), time(14)

    visits.change_programme(visit, items, by=coordinator)

    _method, after = read(visit)
    assert {name: event["uid"] for name, event in after.items()} == {n: e["uid"] for n, e in before.items()}
    assert {event["sequence"] for event in after.values()} == {1}
    assert after["Comprehensive school"]["dtstart"].dt.hour == 13


def test_a_calendar_forgets_what_was_left_out(visit, coordinator):
    _method, before = read(visit)
    items = list(visit.items.all())

    visits.change_programme(visit, items[1:], by=coordinator)

    _method, after = read(visit)
    gone = after["How schools plan their curricula"]
    assert (gone["uid"], str(gone["status"])) == (before["How schools plan their curricula"]["uid"], "CANCELLED")
    assert [str(event["status"]) for event in after.values()].count("CONFIRMED") == 2


def test_a_cancelled_visit_takes_everything_out_of_the_calendar(visit):
    visits.cancel(visit, by=visit.offer.by)

    method, events = read(visit)
    assert method == "CANCEL"
    assert {(str(event["status"]), event["sequence"]) for event in events.values()} == {("CANCELLED", 1)}
    assert all("organizer" in event for event in events.values())


def test_special_characters_come_back_as_they_were(visit):
    what = "Opetus; oppiminen, arviointi\\ja “äö” 🇫🇮"
    item(visit, 1, 13, 14, what=what)

    _method, events = read(visit)

    assert what in events
    assert all(len(line) <= 75 for line in programme_file(visit).split(b"\r\n"))


def test_the_time_zone_is_that_of_helsinki():
    zone = Calendar.from_ical(TIME_ZONE).to_tz()

    for day in range(6 * 365):
        at = datetime.combine(date(2026, 1, 1) + timedelta(days=day), time(12))
        assert zone.utcoffset(at) == HELSINKI.utcoffset(at), at


def test_the_feed_of_coordinators_names_nobody(visit, in_english):
    text = feed_file([visit], datetime(2027, 1, 1, tzinfo=UTC))
    (event,) = Calendar.from_ical(text).walk("VEVENT")

    assert event["summary"] == f"{visit.enquiry.reference}, Estonia, 14"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 4, 12), date(2027, 4, 14))
    assert visit.enquiry.organisation.encode() not in text and visit.enquiry.email.encode() not in text
