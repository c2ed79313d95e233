from django.urls import path

from oph_site.languages import address
from pages import call_pages, feeds, version_pages, views

app_name = "pages"
urlpatterns = [
    path("", views.page, name="home"),
    path(address("{appropriations}.csv"), views.appropriations_csv, name="appropriations_csv"),
    path(address("{changes}.xml"), feeds.changes, name="changes"),
    path(address("{changes}/<tree:path>.xml"), feeds.page_changes, name="page_changes"),
    path(address("{section_changes}/<tree:path>.xml"), feeds.section_changes, name="section_changes"),
    path(address("{calls}.xml"), feeds.calls, name="calls"),
    path(address("{calls}.ics"), call_pages.calls_calendar, name="calls_calendar"),
    path(address("<tree:path>/{calls}/<slug:slug>/"), call_pages.call, name="call"),
    path(address("<tree:path>/{calls}/<slug:slug>.ics"), call_pages.call_calendar, name="call_calendar"),
    path(address("{source_changes}/"), version_pages.source_changes, name="source_changes"),
    path(address("{source_changes}/<tree:path>/"), version_pages.source_changes, name="source_changes"),
    path(address("{versions}/"), version_pages.page_versions, name="versions"),
    path(address("{versions}/<tree:path>/"), version_pages.page_versions, name="versions"),
    path("<tree:path>/", views.page, name="page"),
]
