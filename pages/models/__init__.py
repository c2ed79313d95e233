from pages.models.contact_point import ContactPoint
from pages.models.edition import Edition
from pages.models.notice import Notice
from pages.models.organisation import Organisation
from pages.models.page import Attachment, Block, Door, Fact, Figure, Page
from pages.models.record import Record

__all__ = [
    "Attachment",
    "Block",
    "ContactPoint",
    "Door",
    "Edition",
    "Fact",
    "Figure",
    "Notice",
    "Organisation",
    "Page",
    "Record",
]
