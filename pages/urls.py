from django.urls import path, re_path

from oph_site.languages import address
from pages import views
from pages.feeds import changes

app_name = "pages"
urlpatterns = [
    path("", views.page, name="home"),
    path(address("{appropriations}.csv"), views.appropriations_csv, name="appropriations_csv"),
    path(address("{changes}.xml"), changes, name="changes"),
    re_path(r"^(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)*)/$", views.page, name="page"),
]
