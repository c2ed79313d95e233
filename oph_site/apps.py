from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from oph_site.admin_fields import use_in_the_admin


class SiteConfig(AppConfig):
    name = "oph_site"


class SiteAdminConfig(AdminConfig):
    default_site = "oph_site.admin.SiteAdmin"

    def ready(self):
        use_in_the_admin()  # before the admin classes are made
        super().ready()
