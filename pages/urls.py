from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from oph_site.languages import address
from pages import call_pages, views
from pages.feeds import calls, changes


class PathConverter(StringConverter):
    regex = "[a-z0-9-]+(?:/[a-z0-9-]+)*"  # of a page of the tree


register_converter(PathConverter, "below")

app_name = "pages"
urlpatterns = [
    path("", views.page, name="home"),
    path(address("{appropriations}.csv"), views.appropriations_csv, name="appropriations_csv"),
    path(address("{changes}.xml"), changes, name="changes"),
    path(address("{calls}.xml"), calls, name="calls"),
    path(address("{calls}.ics"), call_pages.calls_calendar, name="calls_calendar"),
    path(address("<below:path>/{calls}/<slug:slug>/"), call_pages.call, name="call"),
    path(address("<below:path>/{calls}/<slug:slug>.ics"), call_pages.call_calendar, name="call_calendar"),
    re_path(r"^(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)*)/$", views.page, name="page"),
]
