from django.urls import path, register_converter

from oph_site.languages import address
from publications import views
from publications.file_addresses import KindConverter, file
from publications.series import series_page

register_converter(KindConverter, "file_kind")

app_name = "publications"
urlpatterns = [
    path(address("{series}/<id:pk>/"), series_page, name="series"),
    path(address("{series}/<id:pk>/<slug:slug>/"), series_page, name="series"),
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/<slug:language>.<file_kind:kind>", file, name="file"),
    path("<slug:slug>/<slug:language>.<slug:extension>", views.reference_file, name="reference_file"),
]
