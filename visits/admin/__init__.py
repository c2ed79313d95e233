from visits.admin.enquiry import EnquiryAdmin
from visits.admin.message_texts import MessageTextAdmin

__all__ = ["EnquiryAdmin", "MessageTextAdmin"]
