from visits.admin.enquiry import EnquiryAdmin
from visits.admin.periods import VisitPeriodAdmin
from visits.admin.prices import PriceListAdmin
from visits.admin.programmes import LectureAdmin, SampleProgrammeAdmin, ThemeAdmin
from visits.admin.rules import IntakePauseAdmin, VisitRulesAdmin

__all__ = [
    "EnquiryAdmin", "IntakePauseAdmin", "LectureAdmin", "PriceListAdmin", "SampleProgrammeAdmin", "ThemeAdmin",
    "VisitPeriodAdmin", "VisitRulesAdmin",
]  # fmt: skip
