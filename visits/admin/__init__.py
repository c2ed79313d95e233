from visits.admin.enquiry import EnquiryAdmin
from visits.admin.message_texts import MessageTextAdmin
from visits.admin.offers import OfferAdmin
from visits.admin.periods import VisitPeriodAdmin
from visits.admin.prices import PriceListAdmin
from visits.admin.programmes import LectureAdmin, SampleProgrammeAdmin, ThemeAdmin
from visits.admin.rules import IntakePauseAdmin, VisitRulesAdmin
from visits.admin.visit import VisitAdmin

__all__ = [
    "EnquiryAdmin", "IntakePauseAdmin", "LectureAdmin", "MessageTextAdmin", "OfferAdmin", "PriceListAdmin",
    "SampleProgrammeAdmin", "ThemeAdmin", "VisitAdmin", "VisitPeriodAdmin", "VisitRulesAdmin",
]  # fmt: skip
