from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS


class AccountsConfig(AppConfig):
    name = "oph_site.accounts"
    verbose_name = _("People")

    def ready(self):
        from oph_site.accounts import checks  # noqa: F401  (registers itself)
        from oph_site.accounts.sessions import begin  # needs the models

        user_logged_in.connect(begin, dispatch_uid="accounts.begin")
        KINDS["second_factor"] = _("change of the second factor")
