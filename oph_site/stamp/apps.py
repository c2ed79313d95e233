from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StampConfig(AppConfig):
    name = "oph_site.stamp"

    def ready(self):
        from oph_site.stamp import watching  # models can be imported only now

        connection_created.connect(watching.attend, dispatch_uid="stamp.attend")
