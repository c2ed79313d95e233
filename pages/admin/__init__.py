from pages.admin.grants import AppropriationAdmin, GrantCallAdmin
from pages.admin.notice import NoticeAdmin
from pages.admin.page import PageAdmin
from pages.admin.records import ContactPointAdmin, OrganisationAdmin
from pages.admin.sources import InformationSourceAdmin

__all__ = [
    "AppropriationAdmin",
    "ContactPointAdmin",
    "GrantCallAdmin",
    "InformationSourceAdmin",
    "NoticeAdmin",
    "OrganisationAdmin",
    "PageAdmin",
]
