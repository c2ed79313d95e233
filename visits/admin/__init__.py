from visits.admin.enquiry import EnquiryAdmin
from visits.admin.offers import OfferAdmin
from visits.admin.visit import VisitAdmin

__all__ = ["EnquiryAdmin", "OfferAdmin", "VisitAdmin"]
