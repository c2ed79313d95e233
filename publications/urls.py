from django.urls import path

from publications import views

app_name = "publications"
urlpatterns = [
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/<slug:language>.<slug:extension>", views.reference_file, name="reference_file"),
]
