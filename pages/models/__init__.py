from pages.models.contact_point import ContactPoint
from pages.models.edition import Edition
from pages.models.grant import Appropriation, CallAttachment, GrantCall, Sector
from pages.models.link import Link
from pages.models.notice import Notice
from pages.models.open_form import OpenForm
from pages.models.organisation import Organisation
from pages.models.page import Attachment, Block, Door, Fact, Figure, Page
from pages.models.record import Record
from pages.models.source import InformationSource, Level, Question

__all__ = [
    "Appropriation", "Attachment", "Block", "CallAttachment", "ContactPoint", "Door", "Edition", "Fact", "Figure",
    "GrantCall", "InformationSource", "Level", "Link", "Notice", "OpenForm", "Organisation", "Page", "Question", "Record", "Sector",
]  # fmt: skip
