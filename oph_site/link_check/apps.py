from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkCheckConfig(AppConfig):
    name = "oph_site.link_check"
    verbose_name = _("Links to other sites")
