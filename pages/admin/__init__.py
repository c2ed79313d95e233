from pages.admin.notice import NoticeAdmin
from pages.admin.page import PageAdmin
from pages.admin.records import ContactPointAdmin, OrganisationAdmin

__all__ = ["ContactPointAdmin", "NoticeAdmin", "OrganisationAdmin", "PageAdmin"]
