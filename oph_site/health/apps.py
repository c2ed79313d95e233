from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS


class HealthConfig(AppConfig):
    name = "oph_site.health"
    verbose_name = _("Health of the site")

    def ready(self):
        KINDS["health"] = _("daily report to those who run the site")
