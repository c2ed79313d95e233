from django.contrib import admin
from django.utils.translation import gettext_lazy as _

# The order of the work, not of the alphabet.
APP_ORDER = ["pages", "visits", "publications", "files", "outbox", "accounts", "auth"]


class SiteAdmin(admin.AdminSite):
    site_title = _("Administration")
    site_header = _("International activities, administration")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: APP_ORDER.index(app["app_label"]) if app["app_label"] in APP_ORDER else 99)
