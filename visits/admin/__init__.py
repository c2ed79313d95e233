from visits.admin.enquiry import EnquiryAdmin

__all__ = ["EnquiryAdmin"]
