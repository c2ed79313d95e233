"""What a new offer begins with: lines and items, not saved, in the language of the enquiry. The coordinator changes them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from visits import weeks
from visits.estimate import Wish, estimate
from visits.models import Length, OfferItem, OfferLine, PriceList, ProgrammeItem, VisitRules

Kind = ProgrammeItem.Kind
MORNING, NOON, AFTERNOON = time(9), time(12), time(13)
LUNCH, BREAK, VISIT = timedelta(minutes=45), timedelta(minutes=15), timedelta(hours=2)
OFFERED_TOO = ["group_size", "text", "vat_case", "discount", "discount_reason"]
# What a line of a sample is, by its words: the sample does not say it.
WORDS = {
    Kind.LECTURE: ("lecture", "luento"),
    Kind.MEAL: ("lunch", "coffee", "lounas", "kahvi", "kouluruoka"),
    Kind.TRANSFER: ("transfer", "siirtyminen"),
    Kind.BREAK: ("break", "tauko"),
}


def copy_of(old, offer):
    """The lines and items of an earlier offer; `offer` gets its numbers and text, too."""
    for name in OFFERED_TOO:
        setattr(offer, name, getattr(old, name))
    lines, items = list(old.lines.all()), list(old.items.all())
    for part in [*lines, *items]:
        part.pk, part._state.adding = None, True
    return lines, items


def from_wishes(enquiry, today):
    """The estimate that the visitor was shown, and a timetable: lectures in the morning, places in the afternoon."""
    frozen = enquiry.estimate or {"lines": []}
    lines = [
        OfferLine(
            name=line["name"][enquiry.language], quantity=line["quantity"], net=Decimal(line["net"]),
            vat_rate=Decimal(line["vat_rate"]),
        )
        for line in frozen["lines"]
    ]  # fmt: skip
    days = visit_days(enquiry, Length(enquiry.length).days, today)
    with translation.override(enquiry.language):
        return lines, list(timetable(enquiry, days))


def timetable(enquiry, days):
    lectures, sites = list(enquiry.lectures.all()), enquiry.site_names
    for number, on in enumerate(days):
        at = MORNING
        for lecture in lectures[number :: len(days)]:
            yield item(Kind.LECTURE, on, at, timedelta(minutes=lecture.minutes), str(lecture))
            at = later(at, timedelta(minutes=lecture.minutes) + BREAK)
        if enquiry.has_lunch:
            at = max(at, NOON)
            yield item(Kind.MEAL, on, at, LUNCH, _("Lunch"))
            at = later(at, LUNCH + BREAK)
        at = max(at, AFTERNOON)
        for site in sites[number :: len(days)]:
            yield item(Kind.SITE, on, at, VISIT, site[:1].upper() + site[1:])
            at = later(at, VISIT + BREAK)


def like_sample(sample, enquiry, today):
    """The timetable of a sample, each line until the next one begins, and its price for the group of the enquiry."""
    days = visit_days(enquiry, Length(sample.length).days, today)
    wish = Wish.of(
        group_size=enquiry.group_size, length=sample.length, lectures=list(sample.lectures.all()), sites=sample.sites,
        has_lunch=sample.has_lunch, has_coffee=sample.has_coffee,
    )  # fmt: skip
    made = estimate(wish, PriceList.objects.on(days[0]))
    with translation.override(enquiry.language):
        lines = [
            OfferLine(
                name=line.price.name, quantity=line.quantity, net=line.price.net, vat_rate=line.price.vat_rate
            )
            for line in (made.lines if made else [])
        ]  # fmt: skip
        return lines, list(sample_items(sample, days))


def sample_items(sample, days):
    """The last line of a day says when it ends."""
    rows = list(sample.items.all())
    for row, following in zip(rows, [*rows, None][1:], strict=True):
        if row.day > len(days):
            continue
        if following and following.day == row.day:
            until = following.starts_at
        elif any(other.day == row.day and other.pk != row.pk for other in rows):
            continue
        else:
            until = later(row.starts_at, timedelta(hours=1))
        yield OfferItem(
            kind=kind_of(row.what), on=days[row.day - 1], starts_at=row.starts_at, ends_at=until, what=row.what
        )


def kind_of(what):
    words = what.lower()
    return next((kind for kind, marks in WORDS.items() if any(mark in words for mark in marks)), Kind.SITE)


def visit_days(enquiry, count, today):
    """The first days wished for on which schools receive, in a row; of an enquiry without dates from the earliest possible."""
    wished = enquiry.dates.first()
    first = wished.first_on if wished else weeks.earliest_day(today, VisitRules.objects.on(today))
    days = [first + timedelta(days=n) for n in range(21)]
    periods = weeks.periods_between(days[0], days[-1])
    open_days = [day for day in days if weeks.status_of(day, periods) != weeks.Status.CLOSED]
    return (open_days or days)[:count]


def item(kind, on, at, lasts, what):
    return OfferItem(kind=kind, on=on, starts_at=at, ends_at=later(at, lasts), what=what)


def later(at, by):
    """A time of the same day; the last minute of it at most."""
    moment = datetime.combine(date.min, at) + by
    return moment.time() if moment.date() == date.min else time(23, 59)
