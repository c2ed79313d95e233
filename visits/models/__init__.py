"""What a foreigner asks for and what happened to it since; what the service offers, when, and for how much."""

from visits.models.enquiry import (
    Enquiry,
    EnquiryCounter,
    EnquiryDates,
    EnquiryEvent,
    RetentionRound,
)
from visits.models.message_text import MessageText
from visits.models.offer import Offer, OfferItem, OfferLine, ProgrammeItem
from visits.models.periods import VisitPeriod
from visits.models.prices import CancellationStep, PriceLine, PriceList
from visits.models.programmes import Lecture, Length, SampleItem, SampleProgramme, Site, Theme
from visits.models.rules import IntakePause, VisitRules
from visits.models.visit import CalendarFeed, Diet, Visit, VisitItem

__all__ = [
    "CalendarFeed", "CancellationStep", "Diet", "Enquiry", "EnquiryCounter", "EnquiryDates", "EnquiryEvent", "IntakePause", "Lecture", "Length",
    "MessageText",
    "Offer", "OfferItem", "OfferLine",
    "PriceLine", "PriceList", "ProgrammeItem", "RetentionRound", "SampleItem", "SampleProgramme", "Site", "Theme", "VisitPeriod",
    "Visit", "VisitItem", "VisitRules",
]  # fmt: skip
