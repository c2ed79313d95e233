import sys

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.db.backends.sqlite3.base import DatabaseWrapper


class SiteConfig(AppConfig):
    name = "oph_site"

    def ready(self):
        from oph_site import deployment_checks, logs  # noqa: F401  (the first registers itself)

        if settings.LOGGING["handlers"]["console"]["formatter"] == "json" and not sys.stderr.isatty():
            logs.attend()

        # Every SQLite of today can. Django asks in a transaction, and a process that found the database locked at that
        # moment would believe for the rest of its life that it cannot.
        DatabaseWrapper.features_class.supports_json_field = True


class SiteAdminConfig(AdminConfig):
    default_site = "oph_site.admin.SiteAdmin"
