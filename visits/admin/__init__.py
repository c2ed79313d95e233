from visits.admin.enquiry import EnquiryAdmin
from visits.admin.visit import VisitAdmin

__all__ = ["EnquiryAdmin", "VisitAdmin"]
