from pages.admin.page import PageAdmin
from pages.admin.records import ContactPointAdmin, OrganisationAdmin

__all__ = ["ContactPointAdmin", "OrganisationAdmin", "PageAdmin"]
