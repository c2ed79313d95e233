"""An offer as its visitor reads it: the same on the visitor's page, in the preview of the admin and beside its acceptance."""

from dataclasses import dataclass
from datetime import date, timedelta

from visits.estimate import cancellation_table
from visits.models import Offer
from visits.offer_sums import Fee, Sums, sums_of
from visits.programme import by_day
from visits.vat_cases import SENTENCES
from visits.visits import steps_of

VatCase = Offer.VatCase


@dataclass(frozen=True)
class Cancellation:
    """What is paid for a cancellation that arrives from `since` to `until`; None for ever before, ever after."""

    since: date | None
    until: date | None
    fee: Fee


@dataclass(frozen=True)
class ShownOffer:
    """days: [(day, [item])]. is_open: it can be accepted. is_late: it could once. visit: made of it, or None."""

    offer: Offer
    sums: Sums
    days: list
    cancellation: list
    vat_sentence: str
    is_open: bool
    is_late: bool
    visit: object = None

    @property
    def has_vat(self):
        return self.offer.vat_case == VatCase.FINNISH


def shown(offer, today, visit=None):
    """visit: its programme, which may have changed since, takes the place of the offer's."""
    sums = sums_of(offer)
    is_open = offer.state == Offer.State.DRAFT or offer.is_open_on(today)
    is_late = offer.state == Offer.State.EXPIRED or offer.state == Offer.State.SENT and not is_open
    items = (visit or offer).items.all()
    return ShownOffer(
        offer,
        sums,
        by_day(items),
        cancellations(offer, sums, (visit or offer).first_on),
        SENTENCES[offer.vat_case],
        is_open,
        is_late,
        visit,
    )


def last_shown(enquiry, today):
    """The newest offer that the visitor was sent, or None."""
    offer = enquiry.offers.shown().prefetch_related("lines", "items").first()
    return offer and shown(offer, today, getattr(enquiry, "visit", None))


def cancellations(offer, sums, first_on):
    """[Cancellation], the earliest first, by the days of the calendar before the first day."""
    table = cancellation_table(steps_of(offer)) if first_on else []
    return [
        Cancellation(
            None if last is None else first_on - timedelta(days=last),
            first_on - timedelta(days=least) if least else None,
            sums.fee(percent),
        )
        for least, last, percent in table
    ]
