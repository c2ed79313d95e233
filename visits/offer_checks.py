"""What speaks against sending an offer: what hinders it, and what a person looks at and may leave as it is."""

from decimal import Decimal

from django.utils.translation import gettext as _

from oph_site.wording import amount, day
from visits import weeks
from visits.models import Length
from visits.offer_sums import sums_of
from visits.programme import in_order, overlaps, why_closed


def hindrances(offer, today):
    """[sentence]: each has to be mended before the offer is sent. offer: with its last day and terms (offers.prepared)."""
    first_on = offer.first_on
    wrong = {
        _("Add at least one line with a price."): not offer.lines.all(),
        _("Add at least one item to the programme."): first_on is None,
        _("The first day of the programme has gone already or is today."): first_on and first_on <= today,
        _("Enter the reason for the discount: the visitor reads it."): offer.discount and not offer.discount_reason,
        _("The discount is greater than the total of the lines."): offer.discount > sums_of(offer).net_of_rows,
        _("The last day to accept has gone."): offer.valid_until and offer.valid_until < today,
        _("The last day to accept is after the visit has begun."): (
            offer.valid_until and first_on and offer.valid_until > first_on
        ),
        _("There is no price list with cancellation terms for the first day of the visit."): (
            first_on and not offer.cancellation
        ),
        _("The page on prices and terms is not public in the language of the enquiry. Ask an editor to publish it."): (
            offer.terms is None
        ),
    }  # fmt: skip
    return [sentence for sentence, is_wrong in wrong.items() if is_wrong]


def warnings(offer):
    """[sentence]"""
    return [*overlaps(in_order(offer.items.all())), *odd_days(offer), *other_sums(offer)]


def odd_days(offer):
    """Days on which schools receive nobody, and days that nobody asked for."""
    days = offer.days
    periods = weeks.periods_between(days[0], days[-1]) if days else []
    wished = list(offer.enquiry.dates.all())
    for on in days:
        if why := why_closed(on, periods):
            yield _("%(day)s: %(why)s.") % {"day": day(on), "why": why}
        if wished and not any(dates.first_on <= on <= dates.last_on for dates in wished):
            yield _("%(day)s is outside the dates wished for.") % {"day": day(on)}


def other_sums(offer):
    """Where the offer differs from what was asked for and estimated."""
    enquiry, sums = offer.enquiry, sums_of(offer)
    if offer.group_size != enquiry.group_size:
        yield _("People in the enquiry: %(asked)d. People in the offer: %(offered)d.") % {
            "asked": enquiry.group_size, "offered": offer.group_size,
        }  # fmt: skip
    if offer.days and len(offer.days) != Length(enquiry.length).days:
        yield _("Days asked for: %(asked)d. Days in the programme: %(offered)d.") % {
            "asked": Length(enquiry.length).days, "offered": len(offer.days),
        }  # fmt: skip
    if enquiry.estimate and sums.net != Decimal(enquiry.estimate["net"]):
        yield _("Without VAT the offer is %(offered)s euros, the estimate shown to the visitor was %(estimated)s euros.") % {
            "offered": amount(sums.net), "estimated": amount(Decimal(enquiry.estimate["net"])),
        }  # fmt: skip
