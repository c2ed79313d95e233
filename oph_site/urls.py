from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from feedback.views import accessible_version
from oph_site import sitemaps, views
from oph_site.files.views import cover, document, document_by_identity, picture
from oph_site.health.metrics import metrics
from oph_site.languages import address, in_every_language
from oph_site.search_page import search_page
from oph_site.visibility import is_public_document, is_public_picture, public_documents
from pages.call_pages import call_by_identity
from pages.version_pages import page_version
from pages.views import page_by_identity, preview
from publications.file_addresses import instead_of
from publications.oai.views import oai
from publications.views import publication_by_identity


class IdConverter(IntConverter):
    regex = "[0-9]{1,18}"  # what a database's integer holds


class TreeConverter(StringConverter):
    regex = "[a-z0-9-]+(?:/[a-z0-9-]+)*"  # the address of a page of the tree


class MomentConverter(StringConverter):
    regex = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\.\d{6}Z)?"  # pages.editions.versions.moment_name


register_converter(IdConverter, "id")
register_converter(TreeConverter, "tree")
register_converter(MomentConverter, "moment")
PUBLIC_FILES = {"is_public": is_public_document}
FILES = PUBLIC_FILES | {"instead_of": instead_of}
PAST = {"public_documents": public_documents}

urlpatterns = [
    path("", views.root, name="root"),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("oai", oai, name="oai"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>-<id:number>.xml", sitemaps.part, name="sitemap_part"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("~/page/<id:pk>/", page_by_identity, name="page_by_identity"),
    path("~/call/<id:pk>/", call_by_identity, name="call_by_identity"),
    path("~/file/<id:pk>/", document_by_identity, PUBLIC_FILES, name="file_by_identity"),
    path("~/publication/<id:pk>/", publication_by_identity, name="publication_by_identity"),
    path("~/preview/<str:token>/", preview, name="preview"),
    path("files/<id:pk>/cover-<id:width>.webp", cover, PUBLIC_FILES, name="cover"),
    path("files/<id:pk>/<str:name>", document, FILES, name="document"),
    path("pictures/<id:pk>/<slug:name>-<id:width>.webp", picture, {"is_public": is_public_picture}, name="picture"),
]
urlpatterns += in_every_language(
    path(address("{search}/"), search_page, name="search"),
    path(address("{visits}/"), include("visits.urls")),
    path(
        address("{feedback}/{feedback_form}/{file}/<id:pk>/"),
        accessible_version,
        PUBLIC_FILES,
        name="accessible_version",
    ),
    path(address("{feedback}/"), include("feedback.urls")),
    path(address("{publications}/"), include("publications.urls")),
    path("", include("publications.sets.urls")),
    path(address("{version}/<moment:moment>/"), page_version, PAST, name="page_version"),
    path(address("{version}/<moment:moment>/<tree:path>/"), page_version, PAST, name="page_version"),
    path("", include("pages.urls")),
)

handler400 = "oph_site.views.bad_request"
handler403 = "oph_site.views.permission_denied"
handler404 = "oph_site.views.not_found"
handler500 = "oph_site.views.server_error"
