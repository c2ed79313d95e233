from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "oph_site"

    def ready(self):
        from oph_site import deployment_checks  # noqa: F401  (registers itself)


class SiteAdminConfig(AdminConfig):
    default_site = "oph_site.admin.SiteAdmin"
