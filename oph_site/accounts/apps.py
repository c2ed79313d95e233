from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from oph_site.outbox.kinds import KINDS, SECRET_KINDS


class AccountsConfig(AppConfig):
    name = "oph_site.accounts"
    verbose_name = _("People")

    def ready(self):
        from oph_site.accounts import checks, demo_password  # noqa: F401  (they register themselves)
        from oph_site.accounts.groups import grant_rights  # needs the models
        from oph_site.accounts.sessions import begin

        *_others, last = apps.get_app_configs()  # by then the permissions of every app are there
        post_migrate.connect(grant_rights, sender=last, dispatch_uid="accounts.grant_rights")
        user_logged_in.connect(begin, dispatch_uid="accounts.begin")
        apps.get_app_config("auth").verbose_name = _("Rights")  # beside People, not “Authentication and Authorization”
        KINDS["second_factor"] = _("change of the log-in")
        KINDS["invitation"] = _("invitation")
        KINDS["new_password"] = _("link for a new password")
        SECRET_KINDS.update({"invitation", "new_password"})
