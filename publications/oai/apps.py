from django.apps import AppConfig


class OaiConfig(AppConfig):
    name = "publications.oai"

    def ready(self):
        from oph_site.stamp import watching
        from publications.oai.models import HarvestRecord  # models can be imported only now

        watching.exempt(HarvestRecord, "the worker writes it after public changes; harvesters come again")
