from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "oph_site"


class SiteAdminConfig(AdminConfig):
    default_site = "oph_site.admin.SiteAdmin"
