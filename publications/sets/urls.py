from django.urls import path

from oph_site.languages import address
from publications.sets import citations, data, feed

app_name = "sets"
urlpatterns = [
    path(address("{citations}/"), citations.citations, name="citations"),
    path(address("{citations}.<slug:extension>"), citations.citations_file, name="citations_file"),
    path(address("{publications}.xml"), feed.publications, name="publications_feed"),
    path(address("{publications}.csv"), data.publications_csv, name="publications_csv"),
    path(address("{publications}.json"), data.publications_json, name="publications_json"),
]
