from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "oph_site.files"
    verbose_name = _("Files")

    def ready(self):
        from oph_site.files.models import Document, DocumentText, Picture  # models can be imported only now
        from oph_site.stamp import watching

        watching.watch(Document, DocumentText, Picture)
